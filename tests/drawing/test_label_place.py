"""Do labels stand beside their own connections, clear of neurons and of each other?"""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from msgspec import structs

from explorer.drawing.geometry import loss_body, written_rects
from explorer.drawing.hit import hit_at
from explorer.drawing.label_place import HEIGHT, MOST_LABELS, SIZES, Detail, LabelPlace, place_labels
from explorer.drawing.level_of_detail import label_magnification
from explorer.drawing.network_geometry import NetworkGeometry, compute_geometry, dragged
from explorer.drawing.rect import NOWHERE, Rect
from explorer.drawing.zoom_scale import fit_scale
from explorer.files.project import read_experiment
from explorer.network.builder import new_experiment
from explorer.network.layout.layered_layout import tidy
from explorer.network.model import Connection, Ends, Experiment, Kind, Network, Neuron
from explorer.resources import examples
from tests.drawing.networks import dense_experiment, worked_example
from tests.random_experiment import random_experiment

CANVAS = (826.0, 378.0)
"""Pixels for the drawing in a window of 1280 × 800."""


class Box:
    """A label as a rectangle for the hit test."""

    def __init__(self, ends: Ends, place: LabelPlace) -> None:
        self.ends = ends
        self.weight_rect = box_of(place)
        self.gradient_rect = NOWHERE


def box_of(place: LabelPlace) -> Rect:
    """All that a label may cover, whatever its numbers are."""
    width, height = SIZES[place.detail]
    large = place.magnification
    return Rect(place.x - large * width / 2, place.y - large * HEIGHT / 2, large * width, large * height)


def fitted(experiment: Experiment) -> NetworkGeometry:
    """The geometry with labels as large as they are written while all of it is shown."""
    scale = fit_scale(compute_geometry(experiment).bounds, *CANVAS)
    return compute_geometry(experiment, label_magnification(scale))


def tidied(experiment: Experiment) -> Experiment:
    """The same network in columns."""
    positions = tidy(experiment.network)
    neurons = tuple(replace(n, position=positions[n.name]) for n in experiment.network.neurons)
    return replace(experiment, network=replace(experiment.network, neurons=neurons))


def shown(geometry: NetworkGeometry) -> dict[Ends, LabelPlace]:
    """The labels that are written."""
    places = geometry.label_places
    return {ends: place for ends, place in places.items() if place.detail is not Detail.NOTHING}


def assert_legible(geometry: NetworkGeometry) -> None:
    """No label covers another one, a neuron, what that writes, or E; each is nearest to its own curve."""
    boxes = {ends: box_of(place) for ends, place in shown(geometry).items()}
    for (one, box), (other, another) in combinations(boxes.items(), 2):
        assert not box.intersects(another), (one, other)
    graph = geometry.graph
    written = [
        (name, rect.translated(*geometry.positions[name]))
        for name, neuron in graph.by_name.items()
        for rect in written_rects(neuron.kind, name in graph.feeding)
    ]
    if geometry.loss is not None:
        written.append(("E", loss_body(geometry.loss)))
    for ends, box in boxes.items():
        assert not [name for name, rect in written if rect.intersects(box)], ends
    for ends, place in shown(geometry).items():
        own = geometry.curves[ends].distance(place.x, place.y)
        assert place.thread is not None or own < 0.5, ends  # a curve is told by 32 chords
        for other, curve in geometry.curves.items():
            assert other == ends or curve.distance(place.x, place.y) > own, (ends, other)


def assert_reachable(experiment: Experiment, geometry: NetworkGeometry) -> None:
    """Every connection can be clicked somewhere, and every label that is written means its own."""
    labels = [Box(ends, place) for ends, place in shown(geometry).items()]
    for label in labels:
        x, y = label.weight_rect.centre
        assert hit_at(geometry, experiment, labels, (x, y), 1.0).ends == label.ends
    reachable = {label.ends for label in labels}
    for ends, curve in geometry.curves.items():
        along = [curve.at(step / 100) for step in range(101)]
        if ends not in reachable:
            assert any(hit_at(geometry, experiment, labels, point, 1.0).ends == ends for point in along), ends


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_no_labels_of_an_example_overlap_and_each_is_nearest_to_its_own_connection(path: Path) -> None:
    experiment = read_experiment(path)
    geometry = fitted(experiment)
    assert len(shown(geometry)) >= 0.8 * len(geometry.curves)
    assert_legible(geometry)
    assert_reachable(experiment, geometry)


SEEDS = [range(25), *(pytest.param(range(n, n + 25), marks=pytest.mark.long) for n in range(25, 200, 25))]


@pytest.mark.parametrize("seeds", SEEDS)
def test_no_labels_of_a_random_network_overlap_and_each_is_nearest_to_its_own_connection(
    seeds: range,
) -> None:
    written = connections = 0
    for seed in seeds:
        experiment = tidied(random_experiment(seed))
        geometry = fitted(experiment)
        assert_legible(geometry)
        assert_reachable(experiment, geometry)
        written += len(shown(geometry))
        connections += len(geometry.curves)
    assert written > 0.95 * connections


@pytest.mark.parametrize("sizes", [(3, 1, 2), (2, 4, 1), (6, 2, 1), (3, 4, 3), (1, 12, 1)])
def test_in_a_layered_network_there_is_room_for_every_weight(sizes: tuple[int, ...]) -> None:
    geometry = compute_geometry(new_experiment(sizes))
    assert shown(geometry).keys() == geometry.curves.keys()
    assert_legible(geometry)


def test_a_2_4_1_shows_all_its_gradients_in_letters_of_ten_pixels_and_more() -> None:
    experiment = new_experiment((2, 4, 1))
    geometry = fitted(experiment)
    assert all(place.detail >= Detail.PAIR for place in geometry.label_places.values())
    assert 12 * geometry.magnification * fit_scale(geometry.bounds, *CANVAS) >= 10


def test_a_label_stands_on_its_curve() -> None:
    geometry = compute_geometry(worked_example())
    for ends, place in geometry.label_places.items():
        assert geometry.curves[ends].at(place.t) == (place.x, place.y)


def test_a_short_connection_has_a_label_that_stands_off_with_a_thread() -> None:
    neurons = (
        Neuron("a", Kind.INPUT, position=(0.0, 0.0)),
        Neuron("b", Kind.OUTPUT, "identity", 0.0, position=(74.0, 0.0)),
    )
    experiment = Experiment(Network(neurons, (Connection("a", "b", 1.0),)))
    geometry = compute_geometry(experiment)
    place = geometry.label_places["a", "b"]
    assert place.detail is not Detail.NOTHING
    assert place.thread == geometry.curves["a", "b"].at(place.t)
    assert_legible(geometry)
    assert_reachable(experiment, geometry)


def test_a_label_that_stands_off_stays_beside_its_curve_while_a_neuron_is_dragged() -> None:
    neurons = (
        Neuron("a", Kind.INPUT, position=(0.0, 0.0)),
        Neuron("b", Kind.OUTPUT, "identity", 0.0, position=(74.0, 0.0)),
    )
    geometry = compute_geometry(Experiment(Network(neurons, (Connection("a", "b", 1.0),))))
    before = geometry.label_places["a", "b"]
    after = dragged(geometry, {"a": (0.0, 20.0), "b": (74.0, 20.0)}).label_places["a", "b"]
    assert after == structs.replace(before, y=before.y + 20, thread=(before.x, before.thread[1] + 20))  # type: ignore[index]


def test_places_do_not_follow_from_numbers_and_are_the_same_each_time() -> None:
    one = new_experiment((3, 4, 3))
    weights = tuple(replace(c, weight=-123456.789) for c in one.network.connections)
    other = replace(one, network=replace(one.network, connections=weights))
    assert compute_geometry(one, 1.3).label_places == compute_geometry(other, 1.3).label_places


def test_among_too_many_connections_none_is_written() -> None:
    geometry = compute_geometry(dense_experiment())
    assert len(geometry.label_places) > MOST_LABELS
    assert not shown(geometry)


def test_where_few_labels_would_find_a_place_none_is_written() -> None:
    geometry = compute_geometry(new_experiment((5, 6, 4)), 2.0)
    assert len(geometry.label_places) <= MOST_LABELS
    assert not shown(geometry)


def test_no_connections_need_no_places() -> None:
    assert place_labels({}, []) == {}
