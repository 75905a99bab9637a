"""Is what one points at what one sees?"""

import pytest
from PySide6.QtCore import QPointF

from explorer.ui.canvas.highlights import Highlights
from explorer.ui.canvas.hit import neuron_at, spot_at
from explorer.ui.canvas.hit_target import HitTarget, Part
from explorer.ui.canvas.label_look import LabelLook
from explorer.ui.canvas.looks import label_looks
from explorer.ui.canvas.network_geometry import compute_geometry
from tests.ui.canvas.drawn import worked_example

EXPERIMENT = worked_example()
DRAWING = compute_geometry(EXPERIMENT)


def spot(x: float, y: float, scale: float = 1.0, labels: list[LabelLook] | None = None) -> HitTarget:
    shown = label_looks(EXPERIMENT, DRAWING.spots, None, Highlights()) if labels is None else labels
    return spot_at(DRAWING, EXPERIMENT, shown, QPointF(x, y), scale)


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
    assert spot(x, y) == expected


def test_labels_come_before_the_curve_behind_them() -> None:
    place = DRAWING.spots["i0", "a0"]
    assert spot(place.x, place.y) == HitTarget(Part.WEIGHT, ends=("i0", "a0"))
    assert spot(place.x, place.y, labels=[]) == HitTarget(Part.CURVE, ends=("i0", "a0"))


def test_the_nearest_curve_is_meant() -> None:
    x, y = DRAWING.curves["a0", "c0"].at(0.8)
    assert spot(x, y + 4) == HitTarget(Part.CURVE, ends=("a0", "c0"))
    assert spot(x, y + 20).part is Part.EMPTY


def test_from_afar_curves_are_as_easy_to_hit() -> None:
    x, y = DRAWING.curves["a0", "c0"].at(0.8)
    assert spot(x, y - 20, scale=0.25) == HitTarget(Part.CURVE, ends=("a0", "c0"))


def test_e_is_a_diamond() -> None:
    assert DRAWING.loss is not None
    x, y = DRAWING.loss
    assert spot(x + 20, y) == HitTarget(Part.LOSS)
    assert spot(x + 30, y + 30).part is Part.EMPTY


def test_a_connection_may_end_anywhere_on_a_neuron() -> None:
    assert neuron_at(DRAWING, QPointF(240, 160)) == "a0"
    assert neuron_at(DRAWING, QPointF(240 - 40, 160)) == "a0"
    assert neuron_at(DRAWING, QPointF(240 - 60, 160)) is None


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
    assert spot(x, y, scale=0.2, labels=[]).part is part
