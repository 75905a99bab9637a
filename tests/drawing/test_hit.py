"""Is what one points at what one sees?"""

from dataclasses import dataclass

import pytest

from explorer.drawing.hit import hit_at, neuron_at
from explorer.drawing.hit_target import HitTarget, Part
from explorer.drawing.network_geometry import compute_geometry
from explorer.drawing.rect import NOWHERE, Rect
from explorer.network.model import Connection, Ends, Experiment, Kind, Network, Neuron
from tests.drawing.networks import worked_example

EXPERIMENT = worked_example()
GEOMETRY = compute_geometry(EXPERIMENT)


@dataclass(frozen=True)
class Label:
    """A weight, written on its connection as 40 × 18 units."""

    ends: Ends
    weight_rect: Rect
    gradient_rect: Rect = NOWHERE


LABELS = [
    Label(ends, Rect(place.x - 20, place.y - 9, 40, 18)) for ends, place in GEOMETRY.label_places.items()
]


def hit(x: float, y: float, scale: float = 1.0, labels: list[Label] = LABELS) -> HitTarget:
    return hit_at(GEOMETRY, EXPERIMENT, labels, (x, y), scale)


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (240 - 15, 160 + 8, HitTarget(Part.Z, "a0")),
        (240 + 15, 160 + 8, HitTarget(Part.A, "a0")),
        (0, 0, HitTarget(Part.VALUE, "i0")),
        (480 + 74, 80, HitTarget(Part.TARGET, "c0")),
        (120, 400, HitTarget(Part.EMPTY)),
    ],
)
def test_neurons_and_empty_canvas(x: float, y: float, expected: HitTarget) -> None:
    assert hit(x, y) == expected


def test_labels_come_before_the_curve_behind_them() -> None:
    place = GEOMETRY.label_places["i0", "a0"]
    assert hit(place.x, place.y) == HitTarget(Part.WEIGHT, ends=("i0", "a0"))
    assert hit(place.x, place.y, labels=[]) == HitTarget(Part.CURVE, ends=("i0", "a0"))


def test_the_nearest_curve_is_meant() -> None:
    x, y = GEOMETRY.curves["a0", "c0"].at(0.8)
    assert hit(x, y + 4) == HitTarget(Part.CURVE, ends=("a0", "c0"))
    assert hit(x, y + 20).part is Part.EMPTY


def test_from_afar_curves_are_as_easy_to_hit() -> None:
    x, y = GEOMETRY.curves["a0", "c0"].at(0.8)
    assert hit(x, y - 20, scale=0.25) == HitTarget(Part.CURVE, ends=("a0", "c0"))


def test_e_is_a_diamond() -> None:
    assert GEOMETRY.loss is not None
    x, y = GEOMETRY.loss
    assert hit(x + 20, y) == HitTarget(Part.LOSS)
    assert hit(x + 30, y + 30).part is Part.EMPTY


def test_a_connection_may_end_anywhere_on_a_neuron() -> None:
    assert neuron_at(GEOMETRY, (240, 160)) == "a0"
    assert neuron_at(GEOMETRY, (240 - 40, 160)) == "a0"
    assert neuron_at(GEOMETRY, (240 - 60, 160)) is None


@pytest.mark.parametrize(
    ("x", "y", "part"),
    [
        (240 - 15, 168, Part.BODY),
        (240, 160 + 44, Part.EMPTY),
        (240 + 34, 160, Part.RIM),
        (480, 80, Part.BODY),
    ],
)
def test_from_afar_a_neuron_is_body_and_rim_alone(x: float, y: float, part: Part) -> None:
    assert hit(x, y, scale=0.2, labels=[]).part is part


def test_a_gradient_is_hit_below_its_weight_and_only_where_it_is_written() -> None:
    ends = ("i0", "a0")
    weight, gradient = Rect(100, 300, 40, 18), Rect(90, 318, 60, 17)
    assert hit(120, 325, labels=[Label(ends, weight, gradient)]) == HitTarget(Part.GRADIENT, ends=ends)
    assert hit(120, 325, labels=[Label(ends, weight)]).part is Part.EMPTY


def test_a_connection_that_rims_cover_can_be_clicked_where_its_label_cannot() -> None:
    neurons = (
        Neuron("a", Kind.INPUT, position=(0.0, 0.0)),
        Neuron("b", Kind.OUTPUT, "identity", 0.0, position=(74.0, 0.0)),
    )
    experiment = Experiment(Network(neurons, (Connection("a", "b", 1.0),)))
    geometry = compute_geometry(experiment)
    between, beside = (35.0, 0.0), (35.0, 15.0)
    assert hit_at(geometry, experiment, [], between, 1.0) == HitTarget(Part.CURVE, ends=("a", "b"))
    assert hit_at(geometry, experiment, [], beside, 1.0).part is Part.RIM
    label = Label(("a", "b"), Rect(0, -100, 40, 18))
    assert hit_at(geometry, experiment, [label], between, 1.0).part is Part.RIM
