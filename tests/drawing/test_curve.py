"""Do connections run smoothly, and round neurons that stand in their way?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.curve import curve_between, routes
from explorer.network.layout.sizes import RADIUS
from explorer.network.model import Connection, Kind, Network, Neuron

COORDINATES = st.tuples(st.floats(-1000, 1000), st.floats(-1000, 1000))


@given(COORDINATES, COORDINATES, st.sampled_from([0.0, 70.0, -120.0]))
def test_a_curve_runs_from_its_start_to_its_end_horizontally_at_both(
    start: tuple[float, float], end: tuple[float, float], detour: float
) -> None:
    curve = curve_between(start, end, detour)
    assert curve.at(0) == pytest.approx(start)
    assert curve.at(1) == pytest.approx(end)
    assert curve.points[1][1] == start[1]
    assert curve.points[-2][1] == end[1]
    assert curve.points[1][0] > start[0]
    assert curve.points[-2][0] < end[0]


def test_the_middle_of_a_curve_lies_halfway() -> None:
    assert curve_between((0.0, 0.0), (200.0, 100.0)).at(0.5) == pytest.approx((100, 50))
    assert curve_between((0.0, 0.0), (200.0, 100.0), 70.0).at(0.5) == pytest.approx((100, 120))


def test_the_distance_to_a_straight_curve_is_the_distance_to_the_line() -> None:
    curve = curve_between((0.0, 0.0), (200.0, 0.0))
    assert curve.distance(80, 12) == pytest.approx(12)
    assert curve.distance(203, 4) == pytest.approx(5)


def network_of(*positions: tuple[float, float]) -> tuple[Network, dict[str, tuple[float, float]]]:
    """Neurons n0, n1, … at `positions`; n0 feeds the last."""
    neurons = [Neuron("n0", Kind.INPUT, position=positions[0])]
    neurons += [
        Neuron(f"n{n}", Kind.HIDDEN, "relu", position=place) for n, place in enumerate(positions[1:], 1)
    ]
    last = neurons[-1].name
    return Network(tuple(neurons), (Connection("n0", last, 1.0),)), {n.name: n.position for n in neurons}


def test_a_connection_goes_round_the_neuron_that_stands_in_its_way() -> None:
    network, positions = network_of((0.0, 0.0), (240.0, 0.0), (480.0, 0.0))
    curve = routes(network, positions)["n0", "n2"]
    nearest = np.hypot(*(curve.polyline - (240, 0)).T).min()
    assert nearest > RADIUS


def test_a_connection_runs_straight_where_nothing_is_in_its_way() -> None:
    network, positions = network_of((0.0, 0.0), (240.0, 200.0), (480.0, 0.0))
    assert len(routes(network, positions)["n0", "n2"].points) == 4


def test_a_connection_to_a_neuron_on_the_left_still_leaves_to_the_right() -> None:
    network, positions = network_of((400.0, 0.0), (0.0, 100.0))
    curve = routes(network, positions)["n0", "n1"]
    assert curve.points[1][0] > curve.points[0][0]
