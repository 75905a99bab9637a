"""Can a connection be drawn without a mouse, and is it said where it may not end?"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from explorer.backprop.frame import Frame
from explorer.drawing.hit_target import Part
from explorer.network.edits.graph_edits import delete
from tests.ui.canvas.drawn import Draw, at_part, click, worked_example

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_first_choice_is_a_neuron_that_is_allowed_and_enter_connects(qtbot: QtBot, draw: Draw) -> None:
    scene, view = draw(worked_example())  # i0, i1, i2 → a0 → c0, c1
    scene.select({"i0"})
    view.connect_from_selected()
    assert scene.connection_preview is not None
    assert not scene.connection_preview.is_refused
    assert QToolTip.text().startswith("i0 → c0: Enter connects")
    with qtbot.waitSignal(scene.gestures.connected) as told:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == ["i0", "c0"]
    assert scene.connection_preview is None


def test_tab_and_arrows_choose_the_target(draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"i0"})
    view.connect_from_selected()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert QToolTip.text().startswith("i0 → c1: ")
    QTest.keyClick(view, Qt.Key.Key_Backtab)
    assert QToolTip.text().startswith("i0 → c0: ")
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert QToolTip.text().startswith("i0 → c1: ")
    QTest.keyClick(view, Qt.Key.Key_Right)  # nothing is there
    assert QToolTip.text().startswith("i0 → c1: ")
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert scene.connection_preview is not None
    assert scene.connection_preview.is_refused  # a0, which it feeds already
    assert scene.selected_names == {"i0"}


def test_a_refused_connection_says_why_and_enter_does_not_connect(qtbot: QtBot, draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"a0"})
    view.connect_from_selected()  # it feeds both outputs already: nothing is allowed
    while "i0 is an input" not in QToolTip.text():
        QTest.keyClick(view, Qt.Key.Key_Tab)
    assert scene.connection_preview is not None
    assert scene.connection_preview.is_refused
    with qtbot.assertNotEmitted(scene.gestures.connected):
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert "i0 is an input" in QToolTip.text()
    assert scene.connection_preview is not None


def test_escape_leaves_and_so_does_a_press_of_the_mouse(draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"i0"})
    for leave in (
        lambda: QTest.keyClick(view, Qt.Key.Key_Escape),
        lambda: click(view, at_part(view, "a0", Part.BODY)),
    ):
        scene.select({"i0"})
        view.connect_from_selected()
        assert scene.connection_preview is not None
        leave()
        assert scene.connection_preview is None


def test_a_connection_whose_neuron_is_gone_is_let_go(draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"i0"})
    view.connect_from_selected()
    scene.show(Frame(delete(worked_example(), {"c0"})))
    assert scene.connection_preview is None


def test_a_neuron_that_is_alone_says_that_there_is_nowhere_to_go(draw: Draw) -> None:
    scene, view = draw(delete(worked_example(), {"i1", "i2", "a0", "c0", "c1"}))
    scene.select({"i0"})
    view.connect_from_selected()
    assert "no neuron to which i0 could be connected" in QToolTip.text()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        QTest.keyClick(view, key)
    assert scene.connection_preview is None
