"""`explorer.cli.central_flow_summary`: what is said of a run beside its flow"""

from collections import deque

import numpy as np

from explorer.cli.central_flow_summary import CentralFlowSummary
from explorer.training.curvature.central_flow import FlowRows
from explorer.training.curvature.displacement import displacement
from explorer.training.curvature.flow_beside_run import FlowFailure, FlowWindow
from explorer.training.curvature.flow_part import FlowEnd


def window(
    number: int, failure: FlowFailure | None, variance: float = 0.25, end: FlowEnd | None = None
) -> FlowWindow:
    """Ten steps of a run that swings by ½."""
    step, ones = 10 * number + np.arange(10), np.ones(10)
    states = 0.5 * (-1.0) ** np.arange(step[0], step[-1] + 3)[:, np.newaxis]
    rows = FlowRows(step, ones, np.zeros((10, 1)), 4 * ones, 4 * ones[:, np.newaxis], variance * ones, end)
    return FlowWindow(rows, 1.5 * ones, 4 * ones, displacement(states, step[0]), 0 * ones, failure)


def summary(*windows: FlowWindow) -> CentralFlowSummary:
    found = CentralFlowSummary(10 * len(windows))
    assert len(deque(found.watch(windows))) == len(windows)
    return found


def test_a_line_has_the_means_of_a_window() -> None:
    found = summary(window(0, None), window(1, None))
    numbers = ("1.5", "1.5", "4", "4", "4", "0.25", "0.25")
    assert found.rows == [("0 to 9", *numbers), ("10 to 19", *numbers)]
    assert found.sentences == ["the run swings as the flow predicts"]
    assert found.last_step == 19


def test_windows_in_a_row_that_fail_alike_are_told_of_in_one_sentence() -> None:
    leap, apart = FlowFailure.CATAPULT, FlowFailure.GONE_APART
    found = summary(window(0, None), window(1, leap), window(2, apart), window(3, apart), window(4, leap))
    assert found.sentences == [
        f"steps 10 to 19: {leap.value}",
        f"steps 20 to 39: {apart.value}",
        f"steps 40 to 49: {leap.value}",
    ]


def test_below_the_edge_nothing_swings_and_an_end_has_its_reason() -> None:
    below = "the flow stays below the edge of stability, where nothing swings"
    assert summary(window(0, None, variance=0.0)).sentences == [below]
    end = FlowEnd.TWO_AT_THE_EDGE
    assert summary(window(0, None, end=end)).sentences == [f"the flow ends at step 9: {end.value}"]
