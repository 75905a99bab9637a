"""Do the parts of a neuron stand where they can be told apart and pointed at?"""

import pytest

from explorer.drawing.geometry import (
    A_RECT,
    BADGE,
    PLOT,
    Z_RECT,
    badge_centre,
    distance_outside,
    extent,
    loss_position,
    part_at,
    part_rects,
    snapped,
    source_anchor,
    written_rects,
)
from explorer.drawing.hit_target import Part
from explorer.drawing.network_geometry import compute_geometry
from explorer.drawing.rect import Rect
from explorer.network.layout.sizes import RADIUS
from explorer.network.model import Kind, Neuron
from tests.drawing.networks import worked_example

OUTPUT = Neuron("y", Kind.OUTPUT, "relu", 0.0)
INPUT = Neuron("i", Kind.INPUT)


@pytest.mark.parametrize("neuron", [OUTPUT, INPUT])
def test_no_two_parts_of_a_neuron_overlap(neuron: Neuron) -> None:
    rects = list(part_rects(neuron, False, True).values())
    for index, rect in enumerate(rects):
        assert not any(rect.intersects(other) for other in rects[index + 1 :])


@pytest.mark.parametrize("neuron", [OUTPUT, INPUT, Neuron("k", Kind.CONSTANT)])
def test_the_badge_of_a_diagnosis_covers_nothing_that_is_written_and_no_label_comes_near(
    neuron: Neuron,
) -> None:
    x, y = badge_centre(neuron.kind)
    badge = Rect(x - BADGE, y - BADGE, 2 * BADGE, 2 * BADGE)
    body, *others = written_rects(neuron.kind, False)
    assert body.covers(badge)  # which labels of connections keep clear of
    numbers = [Rect(-25, -10, 50, 20)] if neuron is not OUTPUT else [Z_RECT, A_RECT, PLOT]
    assert not any(badge.intersects(rect) for rect in (*others, *numbers))


@pytest.mark.parametrize("neuron", [OUTPUT, INPUT])
@pytest.mark.parametrize("feeds_others", [True, False])
def test_every_part_lies_inside_the_extent(neuron: Neuron, feeds_others: bool) -> None:
    whole = extent(neuron.kind, feeds_others)
    assert all(whole.covers(rect) for rect in part_rects(neuron, feeds_others, True).values())


@pytest.mark.parametrize(
    ("x", "y", "part"),
    [
        (-12.0, 5.0, Part.Z),
        (12.0, -5.0, Part.A),
        (RADIUS - 2, 0.0, Part.RIM),
        (-RADIUS - 5, 0.0, Part.RIM),
        (0.0, RADIUS + 12, Part.BIAS),
        (0.0, RADIUS + 30, Part.DELTA),
        (0.0, -RADIUS - 15, Part.NAME),
        (RADIUS + 40, 0.0, Part.TARGET),
        (-RADIUS - 30, 40.0, None),
    ],
)
def test_a_point_on_an_output_lies_on_one_part(x: float, y: float, part: Part | None) -> None:
    assert part_at(OUTPUT, (x, y), part_rects(OUTPUT, False, True)) is part


def test_an_input_has_its_value_in_the_middle_and_a_rim_around() -> None:
    parts = part_rects(INPUT, False, True)
    assert part_at(INPUT, (0, 0), parts) is Part.VALUE
    assert part_at(INPUT, (30, 0), parts) is Part.RIM
    assert part_at(INPUT, (0, 0), part_rects(INPUT, False, False)) is Part.BODY


def test_distances_are_measured_from_the_outline() -> None:
    assert distance_outside(Kind.HIDDEN, (RADIUS + 3, 0)) == pytest.approx(3)
    assert distance_outside(Kind.INPUT, (0, 25)) == pytest.approx(3)
    assert distance_outside(Kind.INPUT, (0, 0)) < -20


def test_the_target_makes_way_for_connections_that_leave_an_output() -> None:
    beside = part_rects(OUTPUT, False, True)[Part.TARGET]
    low = part_rects(OUTPUT, True, True)[Part.TARGET]
    assert beside.contains((beside.centre[0], 0.0))
    assert low.top > 10


def test_e_stands_right_of_everything_halfway_between_the_outputs() -> None:
    geometry = compute_geometry(worked_example())
    assert geometry.loss is not None
    assert geometry.loss[1] == 160
    assert geometry.loss[0] > 480 + 100
    assert loss_position(type(geometry.graph)(), {}) is None


def test_connections_leave_at_the_right_of_the_outline() -> None:
    assert source_anchor(Kind.HIDDEN, (100.0, 50.0)) == (100 + RADIUS, 50)
    assert source_anchor(Kind.INPUT, (100.0, 50.0)) == (132, 50)


def test_positions_snap_to_tens() -> None:
    assert snapped((14.0, -17.0)) == (10.0, -20.0)
