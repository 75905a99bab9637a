"""Do labels keep clear of neurons and of each other?"""

import math
from itertools import combinations

import pytest

from explorer.drawing.label_place import HEIGHT, MOST_LABELS, place_labels
from explorer.drawing.network_geometry import compute_geometry
from explorer.network.builder import new_experiment
from tests.drawing.networks import dense_experiment, worked_example


@pytest.mark.parametrize("sizes", [(3, 1, 2), (2, 4, 1), (6, 2, 1), (3, 4, 3), (1, 12, 1)])
def test_in_a_layered_network_there_is_room_for_every_weight(sizes: tuple[int, ...]) -> None:
    places = compute_geometry(new_experiment(sizes)).label_places.values()
    assert all(place.is_clear for place in places)
    for one, other in combinations(places, 2):
        assert abs(one.y - other.y) > 0.75 * HEIGHT or abs(one.x - other.x) > 54


def test_a_label_stands_on_its_curve() -> None:
    geometry = compute_geometry(worked_example())
    for ends, place in geometry.label_places.items():
        assert geometry.curves[ends].at(place.t) == (place.x, place.y)


def test_no_label_covers_a_neuron() -> None:
    geometry = compute_geometry(worked_example())
    for ends, place in geometry.label_places.items():
        for name, position in geometry.positions.items():
            assert math.dist((place.x, place.y), position) > 40, (ends, name)


def test_among_too_many_connections_none_is_written() -> None:
    geometry = compute_geometry(dense_experiment())
    assert len(geometry.label_places) > MOST_LABELS
    assert not any(place.is_clear for place in geometry.label_places.values())


def test_no_connections_need_no_places() -> None:
    assert place_labels({}, []) == {}
