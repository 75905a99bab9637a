"""`explorer.training.curvature.flow_comparison`: run and flow from the first step on, in words too"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.files.project import read_experiment
from explorer.job import last_result, results_of
from explorer.network.model import OptimiserChoice, Training
from explorer.resources import resource
from explorer.symbol import Symbol
from explorer.training.compared_runs import PlannedRun, trained
from explorer.training.curvature.central_flow import NoCentralFlow
from explorer.training.curvature.flow_beside_run import FlowFailure, flow_beside_run
from explorer.training.curvature.flow_comparison import (
    FailedSteps,
    FlowComparison,
    compared_flow,
    comparison_of,
    merged,
)
from explorer.training.curvature.flow_part import FlowEnd
from tests.training.small_experiment import chain

EDGE = read_experiment(resource("examples/edge-of-stability.json"))
BOWL = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=0.5))


@pytest.fixture(scope="module")
def edge() -> FlowComparison:
    return last_result(compared_flow(EDGE, 600))


def test_windows_stand_one_after_another_with_the_middle_of_each(edge: FlowComparison) -> None:
    assert edge.step.tolist() == list(range(601))
    assert edge.window_step.tolist() == [24.5 + 50 * number for number in range(12)]
    windows = list(results_of(flow_beside_run(EDGE, 200)))
    assert edge.measured[:3].tolist() == pytest.approx([each.measured for each in windows[:3]], rel=1e-3)
    assert edge.predicted[:3].tolist() == [0.0] * 3
    assert edge.flow_sharpness[400:] == pytest.approx(np.full(201, 10.0), rel=1e-2)
    assert edge.run_sharpness[400:].mean() == pytest.approx(9.8, abs=0.15)


def test_the_run_is_the_one_that_is_compared_to_the_last_bit_past_the_edge_too(edge: FlowComparison) -> None:
    trainer = last_result(trained(PlannedRun(EDGE, 600)))
    np.testing.assert_array_equal(edge.run_loss, trainer.history.rows().loss)


def test_the_example_comes_to_the_edge_and_its_catapult_is_told(edge: FlowComparison) -> None:
    assert edge.failed == (
        FailedSteps(250, 299, FlowFailure.NO_SWING_YET),
        FailedSteps(300, 349, FlowFailure.CATAPULT),
    )
    assert edge.sentence.startswith(f"λ of the flow is held at 2/{Symbol.ALPHA} from step 2")
    assert edge.sentence.endswith("; a catapult from step 300 to 349")
    assert "from step 250 to 299 the run hardly swings yet: from next to nothing" in edge.in_full
    assert "from step 300 to 349 a catapult: λ had risen" in edge.in_full


def test_below_the_edge_nothing_is_to_swing() -> None:
    found = last_result(compared_flow(BOWL, 20))
    assert found.sentence == (
        f"λ of the flow stays below 2/{Symbol.ALPHA}: nothing is to swing, and the run follows the flow"
    )
    assert found.variance.tolist() == [0.0] * 21


def test_failures_of_one_kind_that_follow_each_other_are_one() -> None:
    apart, leap = FlowFailure.GONE_APART, FlowFailure.CATAPULT
    steps = [(50, 99, apart), (100, 149, apart), (150, 199, leap), (250, 299, leap), (300, 300, leap)]
    assert merged([FailedSteps(*each) for each in steps]) == (
        FailedSteps(50, 149, apart),
        FailedSteps(150, 199, leap),
        FailedSteps(250, 300, leap),
    )


def test_where_the_flow_ends_that_is_said(edge: FlowComparison) -> None:
    ended = replace(edge, end=FlowEnd.TWO_AT_THE_EDGE)
    assert f"the flow ends at step 600: a second eigenvalue is at 2/{Symbol.ALPHA}" in ended.sentence


def test_a_flow_that_left_the_edge_says_when_it_was_there_last(edge: FlowComparison) -> None:
    variance = np.where(edge.step <= 500, edge.variance, 0.0)
    assert replace(edge, variance=variance).sentence.startswith(
        f"λ of the flow was last at 2/{Symbol.ALPHA} at step 500"
    )


def test_for_another_optimiser_there_is_none() -> None:
    training = replace(BOWL.training, optimiser=OptimiserChoice("adam"))
    with pytest.raises(NoCentralFlow):
        last_result(compared_flow(replace(BOWL, training=training), 5))


def test_windows_that_are_known_come_to_the_same_as_they_do_one_by_one() -> None:
    found = comparison_of(list(results_of(flow_beside_run(BOWL, 120))))
    gathered = last_result(compared_flow(BOWL, 120))
    assert found.step.tolist() == gathered.step.tolist() == list(range(121))
    assert found.measured.tolist() == gathered.measured.tolist()
    assert found.sentence == gathered.sentence
