"""`explorer.training.many.solution`: are solutions told apart by what they do, not by numbering?"""

from collections import Counter
from dataclasses import replace

import numpy as np

from explorer.job import results_of
from explorer.network.model import Connection, Experiment, Kind, LossChoice, Network, Neuron, Sample, Training
from explorer.training.many.axis import axis_of
from explorer.training.many.solution import solution_number, solution_numbers, solutions_of
from explorer.training.many.training_map import TrainingMap, compute_map
from explorer.training.program import Program, parameters_of
from tests.training.small_experiment import xor


def xor_of_two(activation: str = "tanh") -> Experiment:
    """2-2-1 with biases."""
    neurons = (
        *(Neuron(f"i{n}", Kind.INPUT) for n in range(2)),
        *(Neuron(f"h{n}", Kind.HIDDEN, activation, 0.0) for n in range(2)),
        Neuron("y", Kind.OUTPUT, "logistic", 0.0),
    )
    ends = [(f"i{i}", f"h{h}") for h in range(2) for i in range(2)] + [(f"h{h}", "y") for h in range(2)]
    samples = tuple(
        Sample({"i0": float(p), "i1": float(q)}, {"y": float(p != q)}) for p in (0, 1) for q in (0, 1)
    )
    network = Network(neurons, tuple(Connection(*each, 0.1) for each in ends))
    return Experiment(network, samples, LossChoice("binary-cross-entropy"), Training(1.0))


def test_hidden_neurons_that_change_places_or_signs_are_the_same_solution() -> None:
    program = Program.of(xor_of_two())
    # i0→h0, i1→h0, i0→h1, i1→h1, h0→y, h1→y, biases of h0, h1, y: h0 is OR, h1 is AND
    one = [2.0, 2.0, 2.0, 2.0, 3.0, -3.0, -1.0, -3.0, -1.0]
    swapped = [2.0, 2.0, 2.0, 2.0, -3.0, 3.0, -3.0, -1.0, -1.0]
    flipped = [-2.0, -2.0, 2.0, 2.0, -3.0, -3.0, 1.0, -3.0, -1.0]
    other = [2.0, -2.0, -2.0, 2.0, 3.0, 3.0, -1.0, -1.0, 5.0]  # each lets one of (0, 1) and (1, 0) through
    found = solutions_of(program, np.array([one, swapped, flipped, other]))
    assert found[0] == found[1] == found[2] == ((0b1000, 0b1110),)
    assert found[3] == ((0b0010, 0b0100),)
    assert solution_number(found[0]) != solution_number(found[3])


def test_the_sides_of_a_relu_are_not_alike() -> None:
    program = Program.of(xor_of_two("relu"))
    one = np.array([2.0, 2.0, 2.0, 2.0, 3.0, -3.0, -1.0, -3.0, -1.0])
    flipped = one * np.array([-1, -1, 1, 1, -1, 1, -1, 1, 1])
    found = solutions_of(program, np.array([one, flipped]))
    assert found[0] != found[1]


def test_xor_with_two_hidden_neurons_has_two_solutions() -> None:
    experiment = xor_of_two()
    axes = (axis_of(experiment, "seed", 0, 63, 64, False), axis_of(experiment, "scale", 2.0, 3.0, 2, False))
    results = [step.results for step in results_of(compute_map(TrainingMap(experiment, *axes, 3000), 1))]
    ends = [each.ends[(each.low_at >= 0) & (each.loss < 0.01)] for each in results]
    found = Counter(solutions_of(Program.of(experiment), np.concatenate(ends)))
    assert set(found) == {((0b1000, 0b1110),), ((0b0010, 0b0100),)}
    assert min(found.values()) > 5


def test_neurons_of_different_levels_are_never_interchanged() -> None:
    experiment = xor()
    program = Program.of(experiment)
    (solution,) = solutions_of(program, parameters_of(experiment.network)[np.newaxis])
    assert [len(group) for group in solution] == [4]
    deeper = replace(
        experiment,
        network=Network(
            (
                *experiment.network.neurons[:-1],
                Neuron("d", Kind.HIDDEN, "tanh"),
                experiment.network.neurons[-1],
            ),
            (
                *(replace(c, dest="d") if c.dest == "y0" else c for c in experiment.network.connections),
                Connection("d", "y0", 1.0),
            ),
        ),
    )
    program = Program.of(deeper)
    (solution,) = solutions_of(program, parameters_of(deeper.network)[np.newaxis])
    assert [len(group) for group in solution] == [4, 1]


def test_numbers_of_many_runs_are_those_of_each_alone() -> None:
    program = Program.of(xor_of_two())
    chance = np.random.default_rng(3)
    ends = np.repeat(chance.normal(0.0, 3.0, (20, program.parameters)), 3, axis=0)
    ends[::3, :2], ends[::3, 2:4] = ends[::3, 2:4].copy(), ends[::3, :2].copy()
    one_by_one = [solution_number(each) for each in solutions_of(program, ends)]
    assert len(set(one_by_one)) > 5
    assert solution_numbers(program, ends).tolist() == one_by_one
    assert solution_numbers(program, ends[:0]).shape == (0,)
