"""Is the loss after a nudge what evaluating the whole network again gives?"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.array import Array
from explorer.backprop import nudge
from explorer.backprop.batch import over_samples
from explorer.backprop.nudge import NudgedLoss
from explorer.backprop.pass_numbers import compute_passes
from explorer.backprop.wiring import Wiring
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.model import Connection, Experiment, Kind, LossChoice, Network, Neuron, Sample
from tests.random_experiment import CASES, random_experiment
from tests.worked_examples import two_layer_softmax


def nudged(experiment: Experiment) -> tuple[Wiring, NudgedLoss]:
    wiring = Wiring.of(experiment.network)
    numbers = compute_passes(wiring, experiment, experiment.samples)
    return wiring, NudgedLoss(wiring, experiment, numbers)


def evaluated(wiring: Wiring, experiment: Experiment, number: int, value: float) -> float:
    """The loss of the batch where one parameter has this value."""
    values = list(experiment.network.parameter_values)
    values[number] = value
    changed = replace(experiment, network=with_parameters(experiment.network, values))
    losses = compute_passes(wiring, changed, experiment.samples).losses
    return float(over_samples(losses, experiment.loss.over_samples))


def check_all(experiment: Experiment, size: float) -> None:
    """Every parameter, up and down by `size`."""
    wiring, loss = nudged(experiment)
    present = np.array(experiment.network.parameter_values)
    seen: list[int] = []
    for columns in loss.slices():
        up, down = present[columns] + size, present[columns] - size
        for values, found in zip((up, down), loss.after(columns, up, down)[:2], strict=True):
            expected = [
                evaluated(wiring, experiment, int(number), float(value))
                for number, value in zip(columns, values, strict=True)
            ]
            np.testing.assert_allclose(found, expected, rtol=1e-11, atol=1e-13)
        seen += columns.tolist()
    assert sorted(seen) == list(range(len(present)))


def test_the_loss_after_a_nudge_is_that_of_the_nudged_network() -> None:
    for seed in range(len(CASES)):
        check_all(random_experiment(seed), 0.5 if seed % 2 else 1e-5)


def test_outputs_with_more_and_fewer_weights_and_a_neuron_that_leads_nowhere_beside_them() -> None:
    neurons = (
        Neuron("i0", Kind.INPUT),
        Neuron("i1", Kind.INPUT),
        Neuron("o0", Kind.OUTPUT, "tanh", 0.25),
        Neuron("nowhere", Kind.HIDDEN, "tanh", -0.5),
        Neuron("o1", Kind.OUTPUT, "identity", None),
        Neuron("o2", Kind.OUTPUT, "identity", 0.5),
    )
    connections = (
        Connection("i0", "o0", 0.5),
        Connection("i1", "o0", -0.75),
        Connection("i0", "nowhere", 1.5),
        Connection("i1", "o1", 2.0),
    )
    targets = {"o0": 0.5, "o1": -1.0, "o2": 2.0}
    samples = (Sample({"i0": 1.0, "i1": -2.0}, targets), Sample({"i0": 0.5, "i1": 3.0}, targets))
    check_all(Experiment(Network(neurons, connections), samples, LossChoice("mean-squared-error")), 0.25)


@pytest.mark.parametrize("loss", ["squared-error", "negative-log-likelihood"])
def test_a_nudge_of_one_output_of_a_softmax_moves_all_others(loss: str) -> None:
    check_all(two_layer_softmax(loss), 0.25)


def test_a_few_parameters_at_a_time_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudge, "_NUMBERS_AT_ONCE", 1)
    _, loss = nudged(random_experiment(11))
    assert {len(columns) for columns in loss.slices()} == {1}
    check_all(random_experiment(11), 0.1)


def kink(weight: float, size: float) -> Array:
    """Whether a nudge of x → h, of h → y and of the bias of y takes h across the kink of its ReLU."""
    neurons = (
        Neuron("x", Kind.INPUT),
        Neuron("h", Kind.HIDDEN, "relu"),
        Neuron("y", Kind.OUTPUT, "identity", 0.0),
    )
    network = Network(neurons, (Connection("x", "h", weight), Connection("h", "y", 1.0)))
    _, loss = nudged(Experiment(network, (Sample({"x": 1.0}, {"y": 0.0}),)))
    found = np.zeros(3, dtype=np.bool_)
    present = np.array(network.parameter_values)
    for columns in loss.slices():
        *_, found[columns] = loss.after(columns, present[columns] + size, present[columns] - size)
    return found


def test_a_kink_between_up_and_down_is_told() -> None:
    assert kink(0.05, 0.1).tolist() == [True, False, False]
    assert kink(0.05, 0.01).tolist() == [False, False, False]


def test_what_is_infinite_before_and_after_has_not_changed() -> None:
    neurons = (
        Neuron("x", Kind.INPUT),
        Neuron("h", Kind.HIDDEN, "identity", 0.0),
        Neuron("y", Kind.OUTPUT, "tanh", 0.0),
    )
    network = Network(neurons, (Connection("x", "h", 1e200), Connection("h", "y", 1.0)))
    experiment = Experiment(network, (Sample({"x": 1e200}, {"y": 0.0}),))
    _, loss = nudged(experiment)
    columns = next(iter(loss.slices()))  # x → h and the bias of h
    present = np.array(network.parameter_values)[columns]
    E_up, E_down, _ = loss.after(columns, present + 0.5, present - 0.5)
    assert E_up.tolist() == E_down.tolist() == [0.5, 0.5]  # tanh of infinity is 1
