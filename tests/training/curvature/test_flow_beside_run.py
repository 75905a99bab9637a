"""`explorer.training.curvature.flow_beside_run`: what is predicted, what is measured, and why they differ"""

from dataclasses import replace
from itertools import takewhile

import numpy as np
import pytest

from explorer.files.project import read_experiment
from explorer.job import results_of
from explorer.network.model import Experiment, Training
from explorer.resources import resource
from explorer.training.curvature.curvature import curvature_of
from explorer.training.curvature.flow_beside_run import FlowFailure, FlowWindow, flow_beside_run
from explorer.training.curvature.flow_part import FlowEnd
from explorer.training.program import Program
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain

EDGE = read_experiment(resource("examples/edge-of-stability.json"))


def windows(experiment: Experiment, steps: int) -> list[FlowWindow]:
    return list(results_of(flow_beside_run(experiment, steps)))


def test_the_example_swings_as_its_central_flow_predicts_but_for_the_catapult_at_the_edge() -> None:
    found = windows(EDGE, 800)
    steps = np.concatenate([window.flow.step for window in found])
    assert steps.tolist() == list(range(801))
    assert [len(window.flow.step) for window in found] == [50] * 16 + [1]
    failures = [window.failure for window in found]
    assert failures[:5] == [None] * 5
    assert failures[5:7] == [FlowFailure.NO_SWING_YET, FlowFailure.CATAPULT]
    assert failures[8:] == [None] * 9
    for window in found[:5]:
        assert window.predicted == 0.0
        assert window.measured < 1e-6
    for window in found[9:]:
        assert window.measured == pytest.approx(window.predicted, rel=0.05)
        assert window.run_loss.mean() == pytest.approx(window.flow.mean_loss.mean(), rel=0.05)
        assert window.displacement.share > 0.99
        assert window.distance.max() < 0.6


def test_the_run_beside_it_is_the_run() -> None:
    found = windows(EDGE, 120)
    trainer, curvature = Trainer(EDGE), curvature_of(Program.of(EDGE))
    states = [trainer.parameters]
    states += [trainer.parameters for _ in range(121) if trainer.advance(1)]
    losses = np.concatenate([window.run_loss for window in found])
    np.testing.assert_array_equal(losses, trainer.history.rows().loss[:121])
    sharpness = np.concatenate([window.run_sharpness for window in found])
    assert sharpness == pytest.approx(curvature.eigenvalues(np.array(states))[:121, 0], rel=2e-7)
    displaced = np.concatenate([window.displacement.step for window in found])
    assert displaced.tolist() == list(range(1, 121))
    middle = 0.25 * (states[59] + 2 * states[60] + states[61])
    of_flow = found[1].flow.parameters[10]
    assert found[1].distance[10] == pytest.approx(float(np.linalg.norm(middle - of_flow)), rel=1e-9)
    assert found[0].distance[0] == 0.0


def test_the_displacement_keeps_its_side_from_window_to_window() -> None:
    found = windows(EDGE, 699)[8:]
    for window in found:
        is_even = window.displacement.step % 2 == 0
        assert len(set(np.sign(window.displacement.along[is_even]))) == 1
    sides = [np.sign(window.displacement.along[window.displacement.step % 2 == 0][0]) for window in found]
    assert len(set(sides)) == 1


def test_a_fast_descent_below_the_edge_is_no_catapult() -> None:
    """At its own rate λ α / 2 of the sine is 0.37 at first, where E falls to a tenth in a few steps."""
    found = windows(read_experiment(resource("examples/sine.json")), 99)
    assert found[0].measured > 5e-5
    assert [window.failure for window in found] == [None, None]


def test_after_a_catapult_a_run_that_does_not_swing_has_gone_elsewhere() -> None:
    experiment = read_experiment(resource("examples/first-xor.json"))
    failures = [window.failure for window in windows(replace(experiment, training=Training(0.6)), 999)]
    leap = failures.index(FlowFailure.CATAPULT)
    assert FlowFailure.GONE_APART in failures[leap:]
    assert FlowFailure.NO_SWING_YET not in failures[leap:]


def test_a_run_that_diverges_is_told_of_and_ends_both() -> None:
    """At α = 0.95 the catapult is too much; the flow itself goes on along the edge."""
    experiment = replace(EDGE, training=Training(learning_rate=0.95))
    *before, last = windows(experiment, 2000)
    assert last.failure is FlowFailure.RUN_DIVERGED
    trainer = Trainer(experiment)
    trainer.advance(2000)
    assert trainer.divergence is not None
    assert last.flow.step[-1] <= trainer.divergence.step
    assert all(window.failure is not FlowFailure.RUN_DIVERGED for window in before)


def test_a_flow_that_ends_ends_both() -> None:
    found = windows(replace(EDGE, training=Training(learning_rate=3.0)), 100)
    assert [window.flow.end for window in found] == [FlowEnd.PAST_THE_EDGE]
    assert found[0].run_loss.shape == (1,)


def test_below_the_edge_nothing_fails_and_the_run_follows_the_flow() -> None:
    experiment = chain(["tanh", "identity"], [0.7, -0.5], [(1.0, 0.3), (-0.5, 0.1)])
    found = windows(replace(experiment, training=Training(learning_rate=0.05)), 99)
    assert [window.failure for window in found] == [None, None]
    assert found[-1].distance[-1] < 1e-2
    assert list(takewhile(lambda window: window.flow.end is None, found)) == found
