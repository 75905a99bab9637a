"""The matrices of a pass: their products in numpy are the numbers of the pass, on any acyclic graph."""

import numpy as np
import pytest

from explorer.array import Array
from explorer.backprop.frame import Frame
from explorer.backprop.matrix_form.equation import (
    Entrywise,
    EntrywiseRule,
    MatrixEquation,
    MatrixProduct,
    MatrixRule,
    MatrixSection,
    SampleSum,
)
from explorer.backprop.matrix_form.equations import matrix_equations
from explorer.backprop.matrix_form.matrix import ABSENT, Content, Matrix
from explorer.backprop.matrix_form.matrix_numbers import MatrixNumbers, samples_of
from explorer.backprop.sample_pass import SamplePass
from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from explorer.network.model import Connection, Experiment, Kind, LossChoice, Network, Neuron, Sample
from tests.random_experiment import CASES, random_experiment
from tests.worked_examples import article_d, article_e

ALL = slice(None)
BOTH = pytest.mark.parametrize("has_columns", [False, True], ids=["rows", "columns"])


class Form:
    """The matrices of an experiment at the end of the pass of its first sample, with their numbers."""

    def __init__(self, experiment: Experiment, is_batch: bool = False, has_columns: bool = False) -> None:
        shown = SamplePass.of(experiment)
        timeline = Timeline(shown.script, Grain.MESSAGE)
        self.frame = Frame(experiment, 0, shown, timeline, timeline.duration)
        samples = samples_of(self.frame, is_batch)
        self.numbers = MatrixNumbers(self.frame, samples, shown, timeline)
        self.equations = matrix_equations(shown.script.wiring, experiment, len(samples), has_columns)

    def dense(self, matrix: Matrix) -> Array:
        """The matrix with 0 where there is nothing, for numpy."""
        reached = self.numbers.are_reached(matrix, ALL, ALL)
        return np.where(reached, self.numbers.values(matrix, ALL, ALL), 0.0)

    def of(self, section: MatrixSection, level: int | None) -> list[MatrixEquation]:
        """The equations of a section and level."""
        return [each for each in self.equations if (each.section, each.level) == (section, level)]


def expected(form: Form, rule: MatrixRule, has_columns: bool) -> Array:
    """What numpy makes of the operands; for what is no formula of matrices, the result itself."""
    dense = [form.dense(operand) for operand in rule.operands]
    across = 0 if has_columns else 1
    match rule:
        case MatrixProduct():
            added = dense[2] if rule.added is not None else 0.0
            product: Array = (dense[0] @ dense[1] + added) / rule.divisor
            return product
        case SampleSum():
            total: Array = dense[0].sum(axis=1 - across, keepdims=True) / rule.divisor
            return total
        case Entrywise(rule=EntrywiseRule.COPIED):
            return np.broadcast_to(dense[0], rule.result.shape)
        case Entrywise(rule=EntrywiseRule.LOSS_DELTA):
            return dense[0] - dense[1]
        case Entrywise(rule=EntrywiseRule.SQUARE_GRADIENT):
            return rule.factor * (dense[0] - dense[1])
        case Entrywise(rule=EntrywiseRule.CLASS_DELTA):
            return dense[0] * dense[1].sum(axis=across, keepdims=True) - dense[1]
        case Entrywise(rule=EntrywiseRule.SLOPED):
            return dense[0] * dense[1]
        case Entrywise(rule=EntrywiseRule.SETTLED):
            return dense[0] + dense[1] * dense[2]
        case Entrywise(rule=EntrywiseRule.SOFTMAX_DELTA):
            y, gradient = dense
            delta: Array = y * (gradient - (y * gradient).sum(axis=across, keepdims=True))
            return delta
        case Entrywise(rule=EntrywiseRule.CHANGED):
            return dense[0] + dense[1]
        case _:
            return form.dense(rule.result)


@BOTH
@pytest.mark.parametrize("is_batch", [False, True], ids=["this-sample", "batch"])
def test_the_products_of_numpy_are_the_numbers_of_the_pass(is_batch: bool, has_columns: bool) -> None:
    for seed in range(len(CASES)):
        form = Form(random_experiment(seed), is_batch, has_columns)
        for equation in form.equations:
            for rule in equation.rules:
                is_there = rule.result.numbers != ABSENT
                made = np.where(is_there, expected(form, rule, has_columns), 0.0)
                np.testing.assert_allclose(
                    made, form.dense(rule.result), rtol=1e-9, atol=1e-12, err_msg=f"{seed} {equation}"
                )


@BOTH
def test_operands_share_their_edges_with_the_result(has_columns: bool) -> None:
    for seed in range(20):
        for equation in Form(random_experiment(seed), True, has_columns).equations:
            for rule in equation.rules:
                rows, columns = rule.result.shape
                if isinstance(rule, MatrixProduct):
                    assert rule.left.shape[0] == rows
                    assert rule.above.shape[1] == columns
                    assert rule.left.shape[1] == rule.above.shape[0]
                    assert (
                        rule.added is None
                        or rule.added.shape[1 - has_columns] == (rows, columns)[1 - has_columns]
                    )


def test_every_number_of_the_pass_stands_in_a_cell_that_an_equation_makes() -> None:
    for seed in range(len(CASES)):
        experiment = random_experiment(seed)
        made: dict[Content, set[int]] = {}
        for equation in Form(experiment).equations:
            for rule in equation.rules:
                made.setdefault(rule.result.content, set()).update(rule.result.numbers.ravel().tolist())
        order = experiment.network.order
        computed = {number for number, neuron in enumerate(order) if neuron.kind.is_computed}
        assert made[Content.ACTIVATION] - {ABSENT} == computed
        assert made[Content.DELTA] - {ABSENT} == computed
        weights = set(range(len(experiment.network.connections)))
        assert made.get(Content.WEIGHT_GRADIENT, set()) - {ABSENT} == weights


def test_rows_are_sources_and_columns_are_dests() -> None:
    form = Form(article_e())
    [equation] = form.of(MatrixSection.FORWARD, 1)
    [h, w, b, z, emitted] = equation.matrices
    assert form.dense(h).tolist() == [[1.0, 0.5, 1.0]]
    assert form.dense(w).tolist() == [[0.5], [1.0], [-0.5]]
    assert [form.dense(each).tolist() for each in (b, z, emitted)] == [[[0.0]], [[0.5]], [[0.5]]]


def test_backward_the_same_weights_are_read_by_columns() -> None:
    form = Form(article_e())
    carried = form.of(MatrixSection.BACKWARD, 1)[0]
    [delta, weights, gradient] = carried.matrices
    assert weights.is_written_t
    assert form.dense(delta).tolist() == [[0.0, -0.5]]
    assert form.dense(weights).tolist() == [[-1.0], [1.0]]
    assert form.dense(gradient).tolist() == [[-0.5]]


def test_column_vectors_have_the_weights_of_a_neuron_in_a_row() -> None:
    form = Form(article_e(), has_columns=True)
    [equation] = form.of(MatrixSection.FORWARD, 2)
    [weights, h, _bias, z, _emitted] = equation.matrices
    assert not weights.is_written_t
    assert form.dense(weights).tolist() == [[-1.0], [1.0]]
    assert form.dense(h).tolist() == [[0.5]]
    assert form.dense(z).tolist() == [[-0.5], [0.5]]


def test_a_level_takes_all_earlier_levels_that_feed_it_in_bands() -> None:
    form = Form(article_d())
    [equation] = form.of(MatrixSection.FORWARD, 3)  # y0, fed by x1, h0 and h1
    h, weights = equation.matrices[:2]
    assert [(band.start, band.level) for band in h.bands] == [(0, 0), (3, 1), (4, 2)]
    assert [(band.start, band.source, band.level) for band in weights.bands] == [
        (0, 0, 3),
        (3, 1, 3),
        (4, 2, 3),
    ]
    assert (weights.numbers != ABSENT).ravel().tolist() == [False, True, False, True, True]


def test_a_neuron_without_a_bias_has_no_number_there() -> None:
    neurons = (
        Neuron("x", Kind.INPUT),
        Neuron("a", Kind.OUTPUT, "identity", 0.5),
        Neuron("b", Kind.OUTPUT, "identity"),
    )
    network = Network(neurons, (Connection("x", "a", 1.0), Connection("x", "b", 1.0)))
    sample = Sample({"x": 1.0}, {"a": 0.0, "b": 0.0})
    form = Form(Experiment(network, (sample,), LossChoice("squared-error")))
    [equation] = form.of(MatrixSection.FORWARD, 1)
    assert (equation.matrices[2].numbers != ABSENT).tolist() == [[True, False]]


def test_an_empty_network_has_no_equations() -> None:
    assert Form(Experiment(samples=(Sample(),))).equations == ()
