"""Are the parts of a drawing found by where they are, and does all of it lie inside its bounds?"""

from explorer.drawing.geometry import loss_extent
from explorer.drawing.network_geometry import compute_geometry, dragged
from explorer.drawing.rect import Rect
from explorer.network.builder import new_experiment
from tests.drawing.networks import worked_example


def test_everything_lies_inside_the_bounds() -> None:
    geometry = compute_geometry(worked_example())
    assert geometry.loss is not None
    assert geometry.bounds.covers(loss_extent(geometry.loss))
    assert all(geometry.bounds.covers(rect) for rect in geometry.extents.values())
    points = [point for curve in geometry.curves.values() for point in curve.polyline.tolist()]
    assert all(geometry.painted_bounds.contains((x, y)) for x, y in points)


def test_the_curves_in_a_part_are_those_that_may_cross_it() -> None:
    geometry = compute_geometry(worked_example())  # inputs at x = 0, a0 at (240, 160), outputs at x = 480
    assert geometry.curves_in(Rect(100, 300, 20, 30)) == {("i2", "a0")}
    assert geometry.curves_in(Rect(300, -500, 20, 1000)) == {("a0", "c0"), ("a0", "c1")}
    assert geometry.curves_in(Rect(0, 600, 500, 10)) == frozenset()


def test_some_curves_are_covered_and_no_more() -> None:
    geometry = compute_geometry(worked_example())
    assert geometry.cover([("i0", "a0")]) == Rect(32, 0, 240 - 36 - 32, 160)
    assert geometry.cover([("i0", "a0"), ("a0", "c1")]) == Rect(32, 0, 480 - 36 - 32, 240)


def test_a_dragged_neuron_takes_its_connections_and_the_loss_with_it() -> None:
    still = compute_geometry(new_experiment((2, 2, 1)))
    name = still.graph.outputs[0].name
    x, y = still.positions[name]
    moved = dragged(still, {name: (x + 50, y + 20)})
    assert still.loss is not None
    assert moved.loss == (still.loss[0] + 50, still.loss[1] + 20)
    for ends, curve in moved.curves.items():
        assert (curve is still.curves[ends]) == (name not in ends)
    ends = next(ends for ends in moved.curves if name in ends)
    place = moved.label_places[ends]
    assert moved.curves[ends].at(place.t) == (place.x, place.y)
    assert place.t == still.label_places[ends].t
