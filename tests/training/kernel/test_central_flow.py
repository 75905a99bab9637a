"""`explorer.training.kernel.central_flow`, against the same written with numpy's eigenvectors of the whole H

With the width and the wanted eigenvalues of `compiled_central_flow`, so that nothing is compiled anew.
"""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from explorer.files.project import read_experiment
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Penalty, Sample, Training
from explorer.resources import resource
from explorer.training.curvature.compiled_curvature import WIDTH, padded, search_room_of
from explorer.training.curvature.numpy_curvature import NumpyCurvature
from explorer.training.kernel.central_flow import (
    NOT_FINITE,
    PAST_THE_EDGE,
    TWO_AT_THE_EDGE,
    WENT_ON,
    flow,
    flow_room_of,
)
from explorer.training.kernel.curvature import hessian_of
from explorer.training.lanczos import Wanted
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain, xor

EDGE = read_experiment(resource("examples/edge-of-stability.json"))


@dataclass(frozen=True)
class Followed:
    states: np.ndarray
    losses: np.ndarray
    values: np.ndarray
    variances: np.ndarray
    reason: int


def followed(experiment: Experiment, start: np.ndarray, steps: int, rate: float, top: int = 2) -> Followed:
    program, wanted = Program.of(experiment), Wanted(top, 0, 5e-8)
    length = padded(program.parameters)
    states = np.full((steps + 1, program.parameters), np.nan)
    states[0] = start
    losses, values, variances = np.full(steps, np.nan), np.full((steps, top), np.nan), np.full(steps, np.nan)
    written, reason = flow(
        *(WIDTH, hessian_of(program, len(WIDTH)), wanted, *search_room_of(program, wanted)),
        *(flow_room_of(length), np.full(steps, rate), states, losses, values, variances),
    )
    return Followed(states[: written + 1], losses[:written], values[:written], variances[:written], reason)


def by_whole_hessians(experiment: Experiment, start: np.ndarray, steps: int, rate: float) -> Followed:
    """The same, written down once more."""
    program, w, limit, h, eta = Program.of(experiment), start.copy(), 2 / rate, 1 / 4, 3e-4
    engine, curvature = NumpyEngine(program), NumpyCurvature(program, Wanted(1, 0, 1e-7))
    free = np.setdiff1d(np.arange(len(w)), program.fixed)

    def gradient(w: np.ndarray) -> np.ndarray:
        found = np.zeros(len(w))
        found[free] = engine.examine(w, 0).gradient[free]
        return found

    states, losses, values, variances = [w], [], [], []
    for _ in range(steps):
        of_step = []
        for part in range(4):
            eigenvalues, vectors = np.linalg.eigh(curvature.hessian_products(w, np.eye(len(w))))
            sharpness, v, g = eigenvalues[-1], vectors[:, -1], gradient(w)
            if part == 0:
                losses.append(engine.examine(w, 0).loss)
                values.append(eigenvalues[[-1, -2]])
            slope = (gradient(w + eta * v) - 2 * g + gradient(w - eta * v)) / eta**2
            square = 2 * ((sharpness - limit) / (rate * h) - slope @ g) / (slope @ slope)
            of_step.append(max(0.0, square))
            w = w - h * rate * (g + 0.5 * of_step[-1] * slope)
        states.append(w)
        variances.append(np.mean(of_step))
    return Followed(np.array(states), np.array(losses), np.array(values), np.array(variances), 0)


def near_the_edge() -> np.ndarray:
    """Where λ is 8.9, of 10 that are stable."""
    trainer = Trainer(EDGE)
    trainer.advance(262)
    return trainer.parameters


@pytest.mark.parametrize("with_more", [False, True])
def test_it_goes_where_whole_hessians_say_up_to_the_edge_and_along_it(with_more: bool) -> None:
    experiment = EDGE
    if with_more:
        fixed = replace(EDGE.network.connections[3], is_fixed=True)
        connections = (*EDGE.network.connections[:3], fixed, *EDGE.network.connections[4:])
        training = replace(EDGE.training, penalty=Penalty(l2=1e-3))
        experiment = replace(EDGE, network=replace(EDGE.network, connections=connections), training=training)
    start = near_the_edge()
    found, expected = (way(experiment, start, 12, 0.2) for way in (followed, by_whole_hessians))
    assert found.reason == WENT_ON
    np.testing.assert_allclose(found.states, expected.states, rtol=0, atol=1e-5)
    np.testing.assert_allclose(found.losses, expected.losses, rtol=1e-5)
    np.testing.assert_allclose(found.values, expected.values, rtol=1e-5)
    np.testing.assert_allclose(found.variances, expected.variances, rtol=1e-3, atol=1e-7)
    assert (found.variances[:2] == 0).all()
    assert (found.variances[-3:] > 1e-3).all()


def test_the_sharpness_stays_at_the_edge_and_does_not_drift() -> None:
    found = followed(EDGE, near_the_edge(), 600, 0.2)
    assert found.reason == WENT_ON
    assert (found.values[:, 0] < 10.001).all()
    assert np.abs(found.values[-500:, 0] - 10).max() < 1e-4


def test_below_the_edge_it_is_gradient_descent_in_smaller_steps() -> None:
    found = followed(xor(), parameters_of(xor().network), 10, 0.5)
    trainer = Trainer(xor(training=Training(learning_rate=0.5 / 4)))
    assert found.losses[0] == trainer.history.rows().loss[0]
    trainer.advance(40)
    np.testing.assert_allclose(found.states[-1], trainer.parameters, rtol=1e-12, atol=1e-14)
    assert not found.variances.any()


def test_it_ends_where_not_all_is_finite() -> None:
    start = parameters_of(xor().network)
    start[0] = np.nan
    found = followed(xor(), start, 3, 0.5)
    assert found.reason == NOT_FINITE
    assert len(found.losses) == 1
    assert np.isnan(found.losses).all()


def test_it_ends_where_it_begins_past_the_edge() -> None:
    found = followed(EDGE, near_the_edge(), 3, 0.4)
    assert (found.reason, len(found.losses)) == (PAST_THE_EDGE, 1)


def test_it_ends_where_a_second_eigenvalue_is_at_the_edge_too() -> None:
    """E = ½ (u w − 1)², twice over, where λ rises from 9.11 at (3, 0) to 9.22."""
    neurons = [Neuron("x", Kind.INPUT), *(Neuron(f"h{k}", Kind.HIDDEN, "identity") for k in range(2))]
    neurons += [Neuron(f"y{k}", Kind.OUTPUT, "identity") for k in range(2)]
    connections = [Connection("x", f"h{k}", 3.0) for k in range(2)]
    connections += [Connection(f"h{k}", f"y{k}", 0.0) for k in range(2)]
    twice = Experiment(
        Network(tuple(neurons), tuple(connections)), (Sample({"x": 1.0}, {"y0": 1.0, "y1": 1.0}),)
    )
    start = parameters_of(twice.network)
    found = followed(twice, start, 400, 2 / 9.15)
    assert found.reason == TWO_AT_THE_EDGE
    assert found.values[-1] == pytest.approx([9.15, 9.15], rel=1e-3)
    assert followed(twice, start, 400, 2 / 9.25).reason == WENT_ON


def test_of_a_single_parameter_there_is_no_second_eigenvalue() -> None:
    one = chain(["sine"], [0.3], [(1.0, 0.9)])
    found = followed(one, np.array([0.3]), 5, 0.5, top=1)
    assert found.reason == WENT_ON
    assert np.isfinite(found.values).all()
