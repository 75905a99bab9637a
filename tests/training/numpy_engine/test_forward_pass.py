"""`explorer.training.numpy_engine.forward_pass`, against a pass that is worked neuron by neuron"""

import numpy as np
import pytest

from explorer.backprop.propagate import propagate
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample
from explorer.training.numpy_engine.forward_pass import ForwardPass
from explorer.training.numpy_engine.memory_layout import MemoryLayout
from explorer.training.program import Program, parameters_of
from tests.random_experiment import random_experiment
from tests.training.small_experiment import chain


def computed(experiment: Experiment, walks: bool = False) -> tuple[np.ndarray, np.ndarray, ForwardPass]:
    """z and a of all training samples, (neurons, samples), in the order of the program."""
    program = Program.of(experiment)
    layout = MemoryLayout.of(program)
    dense = np.zeros(layout.size)
    dense[layout.parameters] = parameters_of(experiment.network)
    found = ForwardPass(program, layout, dense, len(program.inputs))
    found.show(program.inputs)
    with np.errstate(all="ignore"):
        (found.walk if walks else found.compute)()
    return found.z[layout.rows], found.a[layout.rows], found


@pytest.mark.parametrize("walks", [False, True])
def test_z_and_a_are_those_of_a_pass_neuron_by_neuron(walks: bool) -> None:
    for seed in range(60):
        experiment = random_experiment(seed)
        z, a, _ = computed(experiment, walks)
        names = [neuron.name for neuron in experiment.network.order]
        trained = [n for n, sample in enumerate(experiment.samples) if not sample.held_out]
        for column, sample in enumerate(trained):
            found = propagate(experiment, sample).neurons
            expected = [found[name].z for name in names]
            is_computed = [number for number, value in enumerate(expected) if value is not None]
            np.testing.assert_allclose(
                z[is_computed, column],
                [expected[number] for number in is_computed],
                rtol=1e-12,
                atol=1e-14,
                err_msg=str(seed),
            )
            np.testing.assert_allclose(
                a[:, column], [found[name].a for name in names], rtol=1e-12, atol=1e-14, err_msg=str(seed)
            )


def test_computing_again_follows_the_weights_and_the_inputs() -> None:
    experiment = chain(["identity"], [2.0], [(1.0, 0.0), (3.0, 0.0)])
    _, a, found = computed(experiment)
    assert a.tolist() == [[1, 3], [2, 6]]
    found.show(np.array([[5.0]]))
    found.compute()
    assert found.output_a.tolist() == [[10, 6]]


def test_a_mask_multiplies_what_is_sent_on_but_not_what_is_activated() -> None:
    experiment = chain(["identity", "identity"], [2.0, 3.0], [(1.0, 0.0)])
    program = Program.of(experiment)
    layout = MemoryLayout.of(program)
    dense = np.zeros(layout.size)
    dense[layout.parameters] = [2.0, 3.0]
    found = ForwardPass(program, layout, dense, 1, has_dropout=True)
    found.show(program.inputs)
    hidden = layout.rows[1]
    found.dropout_mask[hidden] = 1.25
    found.compute()
    assert (found.activated[hidden, 0], found.a[hidden, 0], found.output_a[0, 0]) == (2.0, 2.5, 7.5)


def test_an_infinity_spreads_along_connections_only_where_it_is_walked() -> None:
    """x → h → y and beside it v → g → u: the dense matrix multiplies h = ∞ by 0 on its way to u."""
    names = ["x", "v", "h", "g", "y", "u"]
    kinds = [Kind.INPUT] * 2 + [Kind.HIDDEN] * 2 + [Kind.OUTPUT] * 2
    neurons = tuple(
        Neuron(name, kind, "identity" if kind.is_computed else None)
        for name, kind in zip(names, kinds, strict=True)
    )
    ends = (("x", "h"), ("v", "g"), ("h", "y"), ("g", "u"))
    connections = tuple(Connection(*each, 1e300 if each == ("x", "h") else 1.0) for each in ends)
    sample = Sample({"x": 1e300, "v": 3.0}, {"y": 0.0, "u": 0.0})
    experiment = Experiment(Network(neurons, connections), (sample,))
    assert computed(experiment, walks=True)[1][:, 0].tolist() == [1e300, 3.0, np.inf, 3.0, np.inf, 3.0]
    assert np.isnan(computed(experiment)[1][-1, 0])
