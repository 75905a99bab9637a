"""Are shapes the same for Qt as they are without it?"""

import pytest
from PySide6.QtCore import QPointF, QRectF

from explorer.drawing.curve import curve_between
from explorer.drawing.rect import Rect
from explorer.ui.canvas.qt_shapes import to_part, to_path, to_position, to_rect


def test_rectangles_and_points_are_the_same_there_and_back() -> None:
    rect = Rect(1.5, -2.0, 30.0, 4.25)
    assert to_rect(rect) == QRectF(1.5, -2, 30, 4.25)
    assert to_part(to_rect(rect)) == rect
    assert to_position(QPointF(3.5, -1)) == (3.5, -1.0)


@pytest.mark.parametrize("detour", [0.0, 70.0])
def test_a_path_runs_along_its_curve(detour: float) -> None:
    curve = curve_between((0.0, 0.0), (200.0, 80.0), detour)
    path = to_path(curve)
    assert path.elementCount() == len(curve.points)
    assert (path.pointAtPercent(0).x(), path.pointAtPercent(1).toTuple()) == (0, (200, 80))
    for share in (0.2, 0.5, 0.9):
        point = path.pointAtPercent(share)
        assert curve.distance(point.x(), point.y()) < 0.5
