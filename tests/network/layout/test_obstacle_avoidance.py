"""Does a connection pass clear of the neurons between its ends?"""

import numpy as np
import pytest

from explorer.job import last_result
from explorer.network.layout.obstacle_avoidance import AvoidanceProblem, keep_clear, passage


def test_halfway_a_connection_is_at_half_height_and_steepest() -> None:
    passed = passage(0, 2, 1, 0.5, 480.0)
    assert passed.share == pytest.approx(0.5, abs=1e-12)
    assert passed.steepness == pytest.approx(2 / 480, rel=1e-12)  # dy/dt = 3/2 over dx/dt = 3/4


def test_the_passage_lies_on_the_cubic_curve() -> None:
    passed = passage(0, 2, 1, 0.15625, 1.0)  # x at t = 1/8: 3/16 − 3/128 + 1/512 = 85/512
    exact = passage(0, 2, 1, 85 / 512, 1.0)
    assert exact.share == pytest.approx(3 / 64 - 2 / 512, rel=1e-9)
    assert passed.share < exact.share


def skip_over(height: float) -> tuple[AvoidanceProblem, np.ndarray]:
    """0 -> 2 at height 0, and 1 in the column between them, at `height`, fed by 0 and feeding 2."""
    problem = AvoidanceProblem(
        [[0], [1], [2]], [[1, 2], [0, 2], [0, 1]], [passage(0, 2, 1, 0.5, 480.0)], 140.0, 50.0
    )
    return problem, np.array([0.0, height, 0.0])


@pytest.mark.parametrize(("height", "hits"), [(0.0, 1), (49.0, 1), (50.0, 0), (-49.0, 1), (-51.0, 0)])
def test_a_neuron_is_hit_within_the_clearance(height: float, hits: int) -> None:
    problem, heights = skip_over(height)
    assert problem.hits(heights) == hits


def test_a_steep_connection_needs_more_height_to_keep_clear() -> None:
    problem, _ = skip_over(0.0)
    assert problem.hits(np.array([-240.0, 90.0, 240.0])) == 1  # slope 2: 50 √5 = 111.8
    assert problem.hits(np.array([-240.0, 112.0, 240.0])) == 0


def test_a_neuron_gives_way() -> None:
    problem, heights = skip_over(0.0)
    after = last_result(keep_clear(problem, heights))
    assert problem.hits(after) == 0
    assert list(heights) == [0.0, 0.0, 0.0]


def test_nothing_moves_where_there_are_no_hits() -> None:
    problem, heights = skip_over(60.0)
    assert list(last_result(keep_clear(problem, heights))) == [0.0, 60.0, 0.0]


def test_neurons_of_a_column_stay_rows_apart() -> None:
    columns = [[0], [1, 2, 3], [4]]
    neighbours = [[1, 2, 3, 4], [0, 4], [0, 4], [0, 4], [0, 1, 2, 3]]
    problem = AvoidanceProblem(columns, neighbours, [passage(0, 4, 1, 0.5, 480.0)], 140.0, 50.0)
    after = last_result(keep_clear(problem, np.array([0.0, -140.0, 0.0, 140.0, 0.0])))
    assert problem.hits(after) == 0
    assert np.diff(np.sort(after[1:4])).min() >= 140.0


def cost_at(
    problem: AvoidanceProblem, node: int, column: list[int], height: float, heights: np.ndarray
) -> float:
    """A hundred rows for each hit, and the length of the neuron's connections in rows; overlaps are out."""
    at = heights.copy()
    at[node] = height
    if any(abs(height - at[other]) < problem.row for other in column if other != node):
        return np.inf
    hits = 0
    for passed in problem.passages:
        for neuron in problem.columns[passed.column]:
            if node in (passed.source, passed.dest, neuron):
                rise = at[passed.dest] - at[passed.source]
                distance = at[passed.source] + passed.share * rise - at[neuron]
                hits += abs(distance) < problem.clearance * np.hypot(1, passed.steepness * rise)
    away = sum(abs(height - at[other]) for other in problem.neighbours[node])
    return 100.0 * hits + away / problem.row


@pytest.mark.parametrize("seed", range(8))
def test_the_best_height_is_the_cheapest_of_all_that_are_tried(seed: int) -> None:
    random = np.random.default_rng(seed)
    columns = [[0, 1], [2, 3, 4], [5, 6], [7]]
    passages = [passage(0, 5, 1, 0.5, 480.0), passage(1, 7, 2, 0.7, 720.0), passage(2, 7, 2, 0.5, 480.0)]
    neighbours = [[2, 5], [3, 7], [0, 7], [1], [6], [0], [4], [1, 2]]
    problem = AvoidanceProblem(columns, neighbours, passages, 140.0, 50.0)
    heights = random.uniform(-300, 300, 8)
    for column in columns:
        for node in column:
            candidates = np.append(heights[node], 35.0 * np.arange(-20, 21))
            costs = [cost_at(problem, node, column, height, heights) for height in candidates]
            found = problem.best(node, column, candidates, heights)
            assert found == candidates[int(np.argmin(costs))]


def test_where_every_height_overlaps_the_first_is_kept() -> None:
    problem = AvoidanceProblem([[0, 1]], [[], []], [], 140.0, 50.0)
    assert problem.best(0, [0, 1], np.array([10.0, -20.0]), np.array([10.0, 0.0])) == 10.0
