"""What does a click do, and what does a drag begin, on each part of the drawing and with each tool?"""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.drawing.hit_target import Part
from explorer.network.editable_value import EditableValue, FieldKind
from explorer.network.model import Experiment, Kind
from explorer.ui.canvas.tool import Tool
from tests.ui.canvas.drawn import (
    LEFT,
    Draw,
    at_part,
    at_weight,
    click,
    drag,
    hover,
    show_time,
    worked_example,
)

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
EMPTY_CORNER = QPoint(500, 560)


@pytest.mark.parametrize(
    ("name", "part", "kind"),
    [
        ("i1", Part.VALUE, FieldKind.INPUT),
        ("a0", Part.BIAS, FieldKind.BIAS),
        ("c1", Part.TARGET, FieldKind.TARGET),
    ],
)
def test_a_click_on_a_value_edits_it(draw: Draw, name: str, part: Part, kind: FieldKind) -> None:
    _, view = draw(worked_example())
    click(view, at_part(view, name, part))
    assert view.editor.field == EditableValue(kind, name)
    assert view.editor.line.hasFocus()


def test_a_click_on_a_weight_edits_it_and_selects_its_connection(draw: Draw) -> None:
    scene, view = draw(worked_example())
    click(view, at_weight(view, "a0", "c0"))
    assert view.editor.field == EditableValue(FieldKind.WEIGHT, "c0", "a0")
    assert view.editor.line.text() == "−1"
    assert scene.selected_ends == {("a0", "c0")}


@pytest.mark.parametrize("part", [Part.Z, Part.A, Part.DELTA])
def test_a_click_on_a_number_of_a_neuron_asks_to_explain_it(qtbot: QtBot, draw: Draw, part: Part) -> None:
    scene, view = draw(worked_example())
    show_time(scene, 1e9)
    with qtbot.waitSignal(scene.gestures.explain_requested) as told:
        click(view, at_part(view, "a0", part))
    assert told.args == ["a0", part]
    assert scene.selected_names == {"a0"}


def test_a_click_on_a_curve_selects_and_explains_the_connection(qtbot: QtBot, draw: Draw) -> None:
    scene, view = draw(worked_example())
    where = view.mapFromScene(*scene.geometry.curves["a0", "c1"].at(0.8))
    with qtbot.waitSignal(scene.gestures.explain_requested) as told:
        click(view, where)
    assert told.args == [("a0", "c1"), Part.CURVE]
    assert scene.selected_ends == {("a0", "c1")}


def test_a_click_on_e_asks_to_explain_the_loss(qtbot: QtBot, draw: Draw) -> None:
    scene, view = draw(worked_example())
    assert scene.geometry.loss is not None
    with qtbot.waitSignal(scene.gestures.explain_requested) as told:
        click(view, view.mapFromScene(*scene.geometry.loss))
    assert told.args == [None, Part.LOSS]


def test_shift_and_ctrl_extend_the_selection_and_take_from_it(draw: Draw) -> None:
    scene, view = draw(worked_example())
    click(view, at_part(view, "a0", Part.Z))
    click(view, at_part(view, "c0", Part.Z), SHIFT)
    assert scene.selected_names == {"a0", "c0"}
    click(view, at_part(view, "a0", Part.Z), CTRL)
    assert scene.selected_names == {"c0"}


def test_a_click_on_empty_canvas_selects_nothing(draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"a0"}, {("a0", "c0")})
    click(view, EMPTY_CORNER)
    assert not scene.selected_names | scene.selected_ends


def test_a_double_click_on_empty_canvas_adds_a_hidden_neuron_on_the_grid(qtbot: QtBot, draw: Draw) -> None:
    scene, view = draw(Experiment())
    with qtbot.waitSignal(scene.gestures.neuron_added) as told:
        QTest.mouseDClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, QPoint(404, 303))
    (x, y), kind = told.args
    assert kind is Kind.HIDDEN
    assert (x % 10, y % 10) == (0, 0)
    there = view.mapFromScene(x, y) - QPoint(404, 303)
    assert there.manhattanLength() <= 10 * view.scale_now


def test_a_double_click_on_a_name_edits_it(draw: Draw) -> None:
    _, view = draw(worked_example())
    QTest.mouseDClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at_part(view, "a0", Part.NAME))
    assert view.editor.field == EditableValue(FieldKind.NAME, "a0")
    assert view.editor.line.text() == "a0"


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        (Qt.KeyboardModifier.NoModifier, Kind.CONSTANT),
        (SHIFT, Kind.INPUT),
        (CTRL, Kind.OUTPUT),
        (ALT, Kind.CONSTANT),
    ],
)
def test_the_neuron_tool_adds_the_kind_that_keys_or_the_toolbar_choose(
    qtbot: QtBot, draw: Draw, keys: Qt.KeyboardModifier, kind: Kind
) -> None:
    scene, view = draw(worked_example())
    view.set_tool(Tool.NEURON)
    view.set_kind(Kind.CONSTANT)
    with qtbot.waitSignal(scene.gestures.neuron_added) as told:
        click(view, EMPTY_CORNER, keys)
    assert told.args[1] is kind


def test_the_connect_tool_connects_from_anywhere_on_a_neuron(qtbot: QtBot, draw: Draw) -> None:
    scene, view = draw(worked_example())
    view.set_tool(Tool.CONNECT)
    with qtbot.waitSignal(scene.gestures.connected) as told:
        drag(view, at_part(view, "i0", Part.VALUE), at_part(view, "c0", Part.A))
    assert told.args == ["i0", "c0"]


def test_the_tool_is_told_when_it_changes(qtbot: QtBot, draw: Draw) -> None:
    scene, view = draw(worked_example())
    with qtbot.waitSignal(scene.gestures.tool_changed) as told:
        view.set_tool(Tool.PAN)
    assert told.args == [Tool.PAN]
    assert view.tool is Tool.PAN


def test_the_cursor_says_what_a_press_would_do(draw: Draw) -> None:
    _, view = draw(worked_example())
    seen = {}
    for part in (Part.RIM, Part.BIAS, Part.Z):
        hover(view, at_part(view, "a0", part))
        seen[part] = view.viewport().cursor().shape()
    assert seen == {
        Part.RIM: Qt.CursorShape.CrossCursor,
        Part.BIAS: Qt.CursorShape.IBeamCursor,
        Part.Z: Qt.CursorShape.PointingHandCursor,
    }


def test_a_context_menu_is_asked_for_what_was_clicked(qtbot: QtBot, draw: Draw) -> None:
    scene, view = draw(worked_example())
    where = at_part(view, "a0", Part.Z)
    with qtbot.waitSignal(scene.gestures.context_menu_requested) as told:
        _send_context_menu(view, where)
    assert told.args[0] == view.viewport().mapToGlobal(where)
    assert told.args[1].neuron == "a0"
    assert scene.selected_names == {"a0"}


def _send_context_menu(view, where: QPoint) -> None:  # type: ignore[no-untyped-def]
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QApplication

    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, view.viewport().mapToGlobal(where))
    QApplication.sendEvent(view.viewport(), event)
