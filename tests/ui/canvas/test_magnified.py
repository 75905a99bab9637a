"""Is what matters readable from afar?"""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from explorer.drawing.hit_target import HitTarget, Part
from explorer.ui.canvas.magnified import magnified
from tests.ui.canvas.drawn import Draw, dense_experiment, show_time


def painted_scale(scale: float, least: float) -> tuple[float, QPointF]:
    """At which scale, and where in the image, something at (10, 20) is painted."""
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(scale, scale)
    with magnified(painter, QPointF(10, 20), least) as place:
        transform = painter.worldTransform()
        result = transform.m11(), transform.map(place)
    assert painter.worldTransform().m11() == scale
    painter.end()
    return result


def test_from_afar_things_are_painted_larger_at_the_same_place() -> None:
    assert painted_scale(0.25, 0.5) == (0.5, QPointF(2.5, 5))


def test_from_near_they_are_as_large_as_the_rest() -> None:
    assert painted_scale(2.0, 0.5) == (2.0, QPointF(20, 40))


def test_a_neuron_pointed_at_is_drawn_larger_and_above_its_neighbours(draw: Draw) -> None:
    scene, view = draw(dense_experiment())
    show_time(scene, 1e9)
    view.settle()
    item, neighbour = scene.neuron_item("a3"), scene.neuron_item("a4")
    x, y = scene.geometry.positions["a3"]
    beside = view.mapFromScene(x, y) + view.mapFromScene(60, 0) - view.mapFromScene(0, 0)
    before = view.grab().toImage().pixelColor(beside)
    scene.hover(HitTarget(Part.BODY, "a3"))
    view.settle()
    assert item.zValue() > neighbour.zValue()
    assert view.grab().toImage().pixelColor(beside) != before
    scene.hover(HitTarget(Part.EMPTY))
    view.settle()
    assert item.zValue() == neighbour.zValue()
    assert view.grab().toImage().pixelColor(beside) == before
