"""What a message lights in the matrices, and the product or sum that is written beside."""

import pytest

from explorer.backprop.frame import Frame
from explorer.backprop.matrix_form.cell_expression import expression
from explorer.backprop.matrix_form.equations import matrix_equations
from explorer.backprop.matrix_form.lit_cells import LitCells, lit_by
from explorer.backprop.matrix_form.matrix import Content, MatrixCell
from explorer.backprop.matrix_form.matrix_numbers import MatrixNumbers
from explorer.backprop.message import (
    Activated,
    ActivationGradient,
    CarriedBack,
    Contribution,
    SampleLoss,
    SlopeDelta,
    Sum,
    Update,
    WeightGradient,
)
from explorer.backprop.notation import plain_text
from explorer.backprop.sample_pass import SamplePass
from explorer.backprop.script import Cue
from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from explorer.network.model import Experiment, Kind, Parameter
from tests.random_experiment import random_experiment
from tests.worked_examples import article_e


class Present:
    """The pass of an experiment when one of its messages has just arrived."""

    def __init__(self, experiment: Experiment, index: int, has_columns: bool = False) -> None:
        shown = SamplePass.of(experiment)
        timeline = Timeline(shown.script, Grain.MESSAGE)
        self.frame = Frame(experiment, 0, shown, timeline, timeline.time_of(index), index)
        self.numbers = MatrixNumbers(self.frame, (0,), shown, timeline)
        self.wiring = shown.script.wiring
        self.equations = matrix_equations(self.wiring, experiment, 1, has_columns)

    @property
    def lit(self) -> LitCells | None:
        """What is lit."""
        assert self.frame.cue is not None
        return lit_by(self.frame.cue, self.wiring, self.equations, 0)

    @property
    def text(self) -> str:
        """What is written beside the lit cell."""
        lit = self.lit
        assert lit is not None
        return plain_text(expression(lit.rule, lit.factors, self.numbers.value))


def at(kind: type, subject: object, has_columns: bool = False) -> Present:
    """The worked iteration at the message of this kind about `subject`."""
    cues = SamplePass.of(article_e()).script.cues
    [index] = [n for n, cue in enumerate(cues) if cue.kind is kind and cue.subject == subject]
    return Present(article_e(), index, has_columns)


@pytest.mark.parametrize("has_columns", [False, True])
@pytest.mark.parametrize(
    ("kind", "subject", "text"),
    [
        (Contribution, ("i1", "a0"), "0.5·1"),
        (Sum, "a0", "1·0.5 + 0.5·1 + 1·(−0.5) + 0"),
        (Activated, "c0", "ReLU(−0.5)"),
        (ActivationGradient, "c1", "0.5 − 1"),
        (CarriedBack, ("a0", "c1"), "−0.5·1"),
        (ActivationGradient, "a0", "0·(−1) + (−0.5)·1"),
        (SlopeDelta, "a0", "1·(−0.5)"),
        (WeightGradient, ("i1", "a0"), "0.5·(−0.5)"),
        (Update, Parameter("i1", "a0"), "1 + 0.025"),
    ],
)
def test_the_one_product_or_sum_of_a_message(
    kind: type, subject: object, text: str, has_columns: bool
) -> None:
    present = at(kind, subject, has_columns)
    if has_columns and kind in (CarriedBack, ActivationGradient, WeightGradient, Contribution, Sum):
        assert sorted(
            present.text.replace("(", "").replace(")", "").replace("·", " + ").split(" + ")
        ) == sorted(text.replace("(", "").replace(")", "").replace("·", " + ").split(" + "))
    else:
        assert present.text == text


def test_a_contribution_lights_its_two_factors_and_the_sum_that_is_empty_yet() -> None:
    present = at(Contribution, ("i1", "a0"))
    assert present.lit is not None
    assert present.numbers.value(present.lit.result) is None
    assert [cell.matrix.content for cell in present.lit.cells] == [
        Content.ACTIVATION,
        Content.WEIGHT,
        Content.Z,
    ]


def test_the_loss_lights_all_outputs_and_targets() -> None:
    present = at(SampleLoss, None)
    assert present.lit is not None
    contents = [cell.matrix.content for cell in present.lit.cells]
    assert contents == [Content.ACTIVATION] * 2 + [Content.TARGET] * 2 + [Content.LOSS]
    assert present.numbers.value(present.lit.result) == 0.25


def test_cells_that_the_pass_has_not_reached_are_empty() -> None:
    present = at(Sum, "a0")
    z = next(m for e in present.equations for m in e.matrices if m.content is Content.Z)
    delta = next(m for e in present.equations for m in e.matrices if m.content is Content.DELTA)
    assert present.numbers.value(MatrixCell(z, 0, 0)) == 0.5
    assert present.numbers.value(MatrixCell(delta, 0, 0)) is None


def test_every_message_of_any_pass_lights_the_cell_that_it_makes() -> None:
    for seed in range(0, 50, 2):
        experiment = random_experiment(seed)
        script = SamplePass.of(experiment).script
        equations = matrix_equations(script.wiring, experiment)
        for cue in script.cues:
            lit = lit_by(cue, script.wiring, equations, 0)
            assert (lit is None) == _comes_from_nothing(experiment, cue), (seed, cue)


def _comes_from_nothing(experiment: Experiment, cue: Cue) -> bool:
    """Whether it is a sum of nothing: in a level that nothing feeds, or that feeds nothing."""
    network = experiment.network
    beside = {n.name for n in network.neurons if network.level[n.name] == network.level.get(str(cue.place))}
    if cue.kind is Sum:
        are_biased = any(network.by_name[name].bias is not None for name in beside)
        return network.level[str(cue.place)] == 0 and not are_biased
    is_output = network.by_name[cue.place].kind is Kind.OUTPUT if cue.place else False
    return cue.kind is ActivationGradient and not is_output and not beside & network.feeding


@pytest.mark.parametrize(("has_columns", "cells"), [(False, [(0, 0), (0, 1)]), (True, [(0, 0), (1, 0)])])
def test_weights_that_are_read_from_the_transpose_are_lit_in_the_forward_pass_too(
    has_columns: bool, cells: list[tuple[int, int]]
) -> None:
    lit = at(ActivationGradient, "a0", has_columns).lit
    assert lit is not None
    assert [(cell.row, cell.column) for cell in lit.again] == cells
    assert {cell.matrix.is_written_t for cell in lit.again} == {False}
    [carried] = [at(CarriedBack, ("a0", "c1"), has_columns).lit]
    assert carried is not None
    assert [(cell.row, cell.column) for cell in carried.again] == cells[1:]
    forward = at(Sum, "c1", has_columns).lit
    assert forward is not None
    assert forward.again == ()
