"""Is it known how large a neuron may be drawn before it covers another?"""

import math

import pytest

from explorer.drawing.geometry import backdrop_rect, name_rect, outline
from explorer.drawing.level_of_detail import LEAST_SCALE, NEURON, enlarged_scale
from explorer.drawing.network_geometry import NetworkGeometry, compute_geometry
from explorer.drawing.neuron_room import neuron_room
from explorer.drawing.rect import Rect
from explorer.network.model import Experiment, Kind, Network, Neuron


def geometry_of(*positions: tuple[float, float]) -> NetworkGeometry:
    neurons = (Neuron(f"h{n}", Kind.HIDDEN, "tanh", 0.0, position=place) for n, place in enumerate(positions))
    return compute_geometry(Experiment(Network(tuple(neurons))))


def times(rect: Rect, factor: float) -> Rect:
    return Rect(rect.left * factor, rect.top * factor, rect.width * factor, rect.height * factor)


@pytest.mark.parametrize("place", [(150, 0), (-150, 0), (0, 150), (0, -150), (90, 200), (-300, -95)])
@pytest.mark.parametrize("with_names", [True, False])
def test_so_large_it_just_reaches_its_neighbour(place: tuple[float, float], with_names: bool) -> None:
    room = neuron_room(geometry_of((0.0, 0.0), place), "h0", with_names)
    other = outline(Kind.HIDDEN)
    other = (other.united(name_rect(Kind.HIDDEN)) if with_names else other).translated(*place)
    box = backdrop_rect(Kind.HIDDEN)
    assert not times(box, 0.99 * room).intersects(other)
    assert times(box, 1.01 * room).intersects(other)


def test_the_nearest_neighbour_decides_and_without_any_there_is_room_for_all() -> None:
    near = neuron_room(geometry_of((0.0, 0.0), (0.0, 150.0)), "h0", False)
    assert neuron_room(geometry_of((0.0, 0.0), (0.0, 150.0), (400.0, 0.0)), "h0", False) == near
    assert neuron_room(geometry_of((0.0, 0.0)), "h0", False) == math.inf
    assert neuron_room(geometry_of((0.0, 0.0), (0.0, 0.0)), "h0", False) == 0.0


def test_a_neuron_is_enlarged_less_where_less_can_be_read_and_covers_nothing() -> None:
    assert enlarged_scale(0.3, math.inf) == NEURON
    assert enlarged_scale(0.3, 1.6) == pytest.approx(0.48)
    assert enlarged_scale(0.3, 1.0) == NEURON  # it could not be read
    assert enlarged_scale(LEAST_SCALE, 1.0) == NEURON
    assert enlarged_scale(0.6, 0.9) == pytest.approx(0.54)  # so it stays as it is
