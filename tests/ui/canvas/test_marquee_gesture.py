"""Does a drag over empty canvas select what lies in its rectangle?"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.canvas.drawn import Draw, drag, worked_example

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_neurons_and_the_connections_between_them_are_selected(draw: Draw) -> None:
    scene, view = draw(worked_example())
    drag(view, view.mapFromScene(180, 40), view.mapFromScene(500, 120))
    assert scene.selected_names == {"c0"}
    drag(view, view.mapFromScene(-60, -60), view.mapFromScene(260, 180))
    assert scene.selected_names == {"i0", "i1", "a0"}
    assert scene.selected_ends == {("i0", "a0"), ("i1", "a0")}


def test_shift_adds_to_what_was_selected(draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"i2"})
    drag(view, view.mapFromScene(540, 300), view.mapFromScene(460, 220), SHIFT)
    assert scene.selected_names == {"i2", "c1"}


def test_escape_brings_the_old_selection_back(draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"i2"})
    drag(view, view.mapFromScene(540, 300), view.mapFromScene(460, 220), is_released=False)
    assert scene.selected_names == {"c1"}
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert scene.selected_names == {"i2"}
