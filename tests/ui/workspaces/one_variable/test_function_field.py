"""Is a typed f(x) read when typing pauses or ends, and is what cannot be read explained?"""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.descent.function import Function, parse_function
from explorer.formula.elementary import FUNCTIONS
from explorer.ui.workspaces.one_variable.function_field import FunctionField


class Form:
    """A field with what it says is wrong, and another field to go to."""

    def __init__(self, qtbot: QtBot) -> None:
        self.widget = QWidget()
        qtbot.addWidget(self.widget)
        self.field, self.other = FunctionField(parse_function("x^2")), QLineEdit()
        layout = QVBoxLayout(self.widget)
        for part in (self.field, self.other):
            layout.addWidget(part)
        self.chosen: list[str] = []
        self.field.chosen.connect(self._note)
        self.refusals: list[str] = []
        self.field.refused.connect(self.refusals.append)
        self.widget.show()
        self.field.setFocus()

    def _note(self, function: Function) -> None:
        self.chosen.append(function.formula)

    def type(self, text: str) -> None:
        self.field.selectAll()
        QTest.keyClicks(self.field, text)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    return Form(qtbot)


def test_a_formula_is_read_at_enter(form: Form) -> None:
    form.type("x^3+3x^2")
    assert form.chosen == []
    QTest.keyClick(form.field, Qt.Key.Key_Return)
    assert form.chosen == ["x³ + 3x²"]


def test_a_formula_is_read_when_typing_pauses(form: Form, qtbot: QtBot) -> None:
    form.type("|x|")
    qtbot.waitUntil(lambda: form.chosen == ["|x|"])


def test_a_formula_is_read_when_the_field_is_left(form: Form) -> None:
    form.type("sin(x)")
    QTest.keyClick(form.field, Qt.Key.Key_Tab)
    assert form.chosen == ["sin(x)"]


def test_what_stood_there_already_is_not_chosen_again(form: Form) -> None:
    QTest.keyClick(form.field, Qt.Key.Key_Return)
    form.type("x^2")
    QTest.keyClick(form.field, Qt.Key.Key_Return)
    assert form.chosen == []


def test_what_cannot_be_read_is_explained_until_it_is_mended(form: Form) -> None:
    form.type("x^2 + y")
    QTest.keyClick(form.field, Qt.Key.Key_Return)
    assert form.chosen == []
    assert form.field.property("invalid") is True
    assert form.field.problem.startswith("'y' at character 7 is not known")
    assert form.field.accessibleDescription() == form.field.problem
    assert form.refusals == [form.field.problem]
    form.type("x^2")
    QTest.keyClick(form.field, Qt.Key.Key_Return)
    assert form.chosen == []
    assert form.field.problem == ""
    assert form.refusals[-1] == ""


def test_a_function_that_is_shown_is_not_chosen_and_ends_the_wait(form: Form, qtbot: QtBot) -> None:
    form.type("x^5")
    form.field.set_function(parse_function("cos(x)"))
    assert form.field.text() == "cos(x)"
    QTest.keyClick(form.field, Qt.Key.Key_Return)
    assert form.chosen == []


def test_the_tooltip_names_every_function(form: Form) -> None:
    assert all(name in form.field.toolTip() for name in FUNCTIONS)


def test_undo_is_the_windows_as_soon_as_the_formula_is_read(form: Form, qtbot: QtBot) -> None:
    def is_kept() -> bool:
        override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        override.accept()  # as a line does with this key
        form.field.event(override)  # alone: what is ignored would go on to its parents
        return override.isAccepted()

    assert not is_kept()
    form.type("x^3")
    assert is_kept()
    QTest.keyClick(form.field, Qt.Key.Key_Return)
    assert not is_kept()
    form.type("x^4")
    assert is_kept()
    qtbot.waitUntil(lambda: form.chosen == ["x³", "x⁴"])
    assert not is_kept()
    form.type("x^")
    QTest.keyClick(form.field, Qt.Key.Key_Return)
    assert is_kept()
