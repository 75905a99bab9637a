"""Does a connection pass clear of the neurons between its ends?"""

import numpy as np
import pytest

from explorer.network.layout.obstacle_avoidance import Clearing, cleared, passage


def test_halfway_a_connection_is_at_half_height_and_steepest() -> None:
    passed = passage(0, 2, 1, 0.5, 480.0)
    assert passed.share == pytest.approx(0.5, abs=1e-12)
    assert passed.steepness == pytest.approx(2 / 480, rel=1e-12)  # dy/dt = 3/2 over dx/dt = 3/4


def test_the_passage_lies_on_the_cubic_curve() -> None:
    passed = passage(0, 2, 1, 0.15625, 1.0)  # x at t = 1/8: 3/16 − 3/128 + 1/512 = 85/512
    exact = passage(0, 2, 1, 85 / 512, 1.0)
    assert exact.share == pytest.approx(3 / 64 - 2 / 512, rel=1e-9)
    assert passed.share < exact.share


def skip_over(height: float) -> tuple[Clearing, np.ndarray]:
    """0 -> 2 at height 0, and 1 in the column between them, at `height`, fed by 0 and feeding 2."""
    problem = Clearing([[0], [1], [2]], [[1, 2], [0, 2], [0, 1]], [passage(0, 2, 1, 0.5, 480.0)], 140.0, 50.0)
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
    after = cleared(problem, heights)
    assert problem.hits(after) == 0
    assert list(heights) == [0.0, 0.0, 0.0]


def test_nothing_moves_where_there_are_no_hits() -> None:
    problem, heights = skip_over(60.0)
    assert list(cleared(problem, heights)) == [0.0, 60.0, 0.0]


def test_neurons_of_a_column_stay_rows_apart() -> None:
    columns = [[0], [1, 2, 3], [4]]
    neighbours = [[1, 2, 3, 4], [0, 4], [0, 4], [0, 4], [0, 1, 2, 3]]
    problem = Clearing(columns, neighbours, [passage(0, 4, 1, 0.5, 480.0)], 140.0, 50.0)
    after = cleared(problem, np.array([0.0, -140.0, 0.0, 140.0, 0.0]))
    assert problem.hits(after) == 0
    assert np.diff(np.sort(after[1:4])).min() >= 140.0
