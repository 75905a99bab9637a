"""Can everything on the canvas be reached and changed without a mouse?"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.network.editable_value import EditableValue, FieldKind
from tests.ui.canvas.drawn import Draw, worked_example

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("key", "keys", "position"),
    [
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, (230, 160)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, (240, 170)),
        (Qt.Key.Key_Up, SHIFT, (240, 159)),
        (Qt.Key.Key_Right, SHIFT, (241, 160)),
    ],
)
def test_arrows_nudge_what_is_selected(
    qtbot: QtBot, draw: Draw, key: Qt.Key, keys: Qt.KeyboardModifier, position: tuple[float, float]
) -> None:
    scene, view = draw(worked_example())
    scene.select({"a0"})
    with qtbot.waitSignal(scene.gestures.moved) as told:
        QTest.keyClick(view, key, keys)
    assert told.args == [{"a0": position}]


def test_arrows_look_elsewhere_while_nothing_is_selected(draw: Draw) -> None:
    _, view = draw(worked_example())
    before = view.centre_position()
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.centre_position()[0] > before[0]


def test_tab_goes_from_neuron_to_neuron_in_the_order_of_computation(draw: Draw) -> None:
    scene, view = draw(worked_example())
    seen = []
    for _ in range(6):
        QTest.keyClick(view, Qt.Key.Key_Tab)
        seen += scene.selected_names
    assert seen == ["i0", "i1", "i2", "a0", "c0", "c1"]
    QTest.keyClick(view, Qt.Key.Key_Backtab)
    assert scene.selected_names == {"c0"}


def test_enter_edits_the_value_of_what_is_selected(draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"i1"})
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.editor.field == EditableValue(FieldKind.INPUT, "i1")
    QTest.keyClick(view.editor.line, Qt.Key.Key_Escape)
    scene.select((), {("a0", "c1")})
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.editor.field == EditableValue(FieldKind.WEIGHT, "c1", "a0")


def test_delete_tells_what_is_selected(qtbot: QtBot, draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"i1"}, {("a0", "c1")})
    with qtbot.waitSignal(scene.gestures.deleted) as told:
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert told.args == [frozenset({"i1"}), frozenset({("a0", "c1")})]


def test_ctrl_a_selects_everything_and_escape_nothing(draw: Draw) -> None:
    scene, view = draw(worked_example())
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert (len(scene.selected_names), len(scene.selected_ends)) == (6, 5)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert (len(scene.selected_names), len(scene.selected_ends)) == (0, 0)


def test_f2_edits_the_name(draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"c0"})
    QTest.keyClick(view, Qt.Key.Key_F2)
    assert view.editor.field == EditableValue(FieldKind.NAME, "c0")


def test_keys_that_mean_nothing_here_are_left_to_the_window(draw: Draw) -> None:
    scene, view = draw(worked_example())
    QTest.keyClick(view, Qt.Key.Key_F7)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.editor.field is None
    assert scene.selected_names == frozenset()
