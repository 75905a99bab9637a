"""Can the canvas be dragged, whatever the tool?"""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from explorer.ui.canvas.tool import Tool
from tests.ui.canvas.drawn import LEFT, Draw, drag, worked_example

START = QPoint(480, 500)
WAY = QPoint(-70, 35)


@pytest.mark.parametrize("how", ["middle button", "pan tool", "space"])
def test_what_was_under_the_pointer_stays_under_it(draw: Draw, how: str) -> None:
    _, view = draw(worked_example())
    before = view.mapToScene(START)
    if how == "pan tool":
        view.set_tool(Tool.PAN)
    if how == "space":
        QTest.keyPress(view, Qt.Key.Key_Space)
    drag(view, START, START + WAY, button=Qt.MouseButton.MiddleButton if how == "middle button" else LEFT)
    after = view.mapToScene(START + WAY)
    assert (after - before).manhattanLength() < 0.01


def test_space_alone_plays_and_space_with_a_drag_does_not(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told: list[str] = []
    scene.gestures.play_toggled.connect(lambda: told.append("play"))
    QTest.keyPress(view, Qt.Key.Key_Space)
    drag(view, START, START + WAY)
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert told == []
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert told == ["play"]


def test_escape_takes_a_pan_back(draw: Draw) -> None:
    _, view = draw(worked_example())
    before = view.mapToScene(START)
    drag(view, START, START + WAY, button=Qt.MouseButton.MiddleButton, is_released=False)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.mapToScene(START) == before
