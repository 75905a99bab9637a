"""`explorer.training.diagnosis`: what is amiss in a network, and what is not"""

from dataclasses import replace
from pathlib import Path

import pytest

from explorer.files.project import read_experiment
from explorer.network.edits.parameter_edits import set_bias, set_parameters
from explorer.network.model import Experiment, Sample, Training
from explorer.resources import examples
from explorer.training.diagnosis import diagnose
from explorer.training.finding import Finding, FindingKind
from explorer.training.trainer import Trainer
from explorer.training.verdict import RunOutcome
from tests.training.small_experiment import chain, xor


def blocking(experiment: Experiment) -> Finding | None:
    """The gravest finding by which a run may stand still."""
    return next((finding for finding in diagnose(experiment) if finding.blocks), None)


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_nothing_that_blocks_is_found_at_the_start_of_an_example(path: Path) -> None:
    found = blocking(read_experiment(path))
    is_worked = path.stem == "e-worked-iteration"  # of which one output is off, and stays so
    assert (None if found is None else found.neuron) == ("c0" if is_worked else None)


@pytest.mark.parametrize(("activation", "z"), [("tanh", "40"), ("logistic", "40")])
def test_a_saturated_hidden_neuron_is_named_with_its_z(activation: str, z: str) -> None:
    experiment = chain([activation, "identity"], [40.0, 1.0], [(1.0, 0.0)])
    (finding,) = diagnose(experiment)
    assert (finding.kind, finding.neuron) == (FindingKind.SATURATED, "n0")
    assert finding.sentence == f"{activation} of n0 is saturated for every sample: the pre-activation is {z}"


def test_over_several_samples_the_least_and_the_largest_z_are_named() -> None:
    experiment = chain(["tanh", "identity"], [10.0, 1.0], [(1.0, 0.0), (-3.0, 1.0)])
    (finding,) = diagnose(experiment)
    assert finding.sentence == "tanh of n0 is saturated for every sample: the pre-activation is −30 … 10"


def test_an_output_that_is_saturated_on_the_wrong_side_is_stuck_and_on_the_right_side_is_not() -> None:
    wrong = blocking(chain(["logistic"], [40.0], [(1.0, 0.0)]))
    assert wrong is not None
    assert wrong.kind is FindingKind.SATURATED
    assert diagnose(chain(["logistic"], [40.0], [(1.0, 1.0)])) == []


def test_a_saturated_neuron_that_another_sample_wakes_is_well() -> None:
    assert diagnose(chain(["tanh", "identity"], [40.0, 1.0], [(1.0, 0.0), (0.0, 1.0)])) == []


def test_weights_that_are_all_0_have_no_gradient() -> None:
    (finding,) = diagnose(set_parameters(xor(), [0.0] * len(xor().network.parameters)))
    assert finding.kind is FindingKind.NO_GRADIENT
    assert finding.sentence == "all 17 gradients are 0 while the loss is 0.6931"


def test_inputs_of_very_different_sizes_are_remarked_on() -> None:
    experiment = read_experiment(next(path for path in examples() if path.stem == "xor"))
    first, second = (neuron.name for neuron in experiment.network.inputs)
    samples = tuple(
        Sample({**each.inputs, first: 1000.0 * each.inputs[first]}, each.targets)
        for each in experiment.samples
    )
    findings = diagnose(replace(experiment, samples=samples))
    sizes = f"{first} (up to 1000) beside {second} (up to 1)"
    assert [each.sentence for each in findings if each.kind is FindingKind.UNLIKE_INPUTS] == [
        f"inputs differ much in size: {sizes}, so one learning rate hardly suits both"
    ]


def test_what_cannot_be_trained_has_no_diagnosis() -> None:
    assert diagnose(Experiment()) == []


def test_xor_that_is_solved_by_saturated_neurons_is_not_stuck() -> None:
    # h0 = tanh(20 (a + b) − 10) and h1 = tanh(20 (a + b) − 30) are steps between the samples, the others ±1
    inward = dict.fromkeys([(f"i{i}", f"h{h}") for i in range(2) for h in range(4)], 20.0)
    outward = {("h0", "y0"): 10.0, ("h1", "y0"): -10.0, ("h2", "y0"): 0.0, ("h3", "y0"): 0.0}
    biases = {"h0": -10.0, "h1": -30.0, "h2": 40.0, "h3": -90.0, "y0": -10.0}
    experiment = xor(training=Training(0.1))
    values = {**inward, **outward, **{(None, name): bias for name, bias in biases.items()}}
    numbers = [values[parameter.source, parameter.dest] for parameter in experiment.network.parameters]
    solved = set_parameters(experiment, numbers)
    assert [finding.neuron for finding in diagnose(solved)] == ["h0", "h1", "h2", "h3"]
    trainer = Trainer(solved)
    trainer.advance(500)
    assert trainer.verdict().kind is not RunOutcome.STUCK
    assert trainer.history.rows().loss[-1] == pytest.approx(4.5e-5, rel=0.1)


def test_where_half_of_the_hidden_neurons_learn_no_saturated_one_blocks() -> None:
    experiment = set_bias(set_bias(xor(), "h0", 40.0), "h1", 40.0)
    found = diagnose(experiment)
    assert [(finding.neuron, finding.blocks) for finding in found] == [("h0", False), ("h1", False)]
    third = diagnose(set_bias(experiment, "h2", 40.0))
    assert [(finding.neuron, finding.blocks) for finding in third] == [(f"h{n}", True) for n in range(3)]
