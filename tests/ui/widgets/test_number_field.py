"""The number field: what is typed, what is shown, and what happens to text that is no number."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.ui.widgets.number_field import NumberField


class Form:
    """Two fields in a window, the first with the focus, and what it told."""

    def __init__(self, qtbot: QtBot, field: NumberField | None = None) -> None:
        self.window = QWidget()
        self.field, self.other = field or NumberField("Bias"), NumberField("Other")
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(self.other)
        qtbot.addWidget(self.window)
        self.status_message: list[float] = []
        self.field.typed.connect(self.status_message.append)
        self.window.show()
        self.window.activateWindow()
        self.field.setFocus()
        qtbot.waitUntil(self.field.hasFocus)

    def type(self, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
        """Type over what is there, and press `key`."""
        self.field.selectAll()
        if not text:
            QTest.keyClick(self.field, Qt.Key.Key_Delete)
        QTest.keyClicks(self.field, text)
        QTest.keyClick(self.field, key)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    """The first field holds 0.5."""
    made = Form(qtbot)
    made.field.set_value(0.5)
    return made


@pytest.mark.parametrize(("text", "value"), [("1/4", 0.25), ("-0.5", -0.5), ("1e-3", 0.001), ("0,75", 0.75)])
def test_numbers_are_read_as_people_write_them(form: Form, text: str, value: float) -> None:
    form.type(text)
    assert form.status_message == [value]
    assert form.field.value == value


def test_tab_enters_the_number_too(form: Form) -> None:
    form.type("3", Qt.Key.Key_Tab)
    assert form.status_message == [3.0]
    assert form.other.hasFocus()


def test_the_same_number_again_tells_nothing(form: Form) -> None:
    form.type("0.50")
    form.type("1/2", Qt.Key.Key_Tab)
    assert form.status_message == []
    assert form.field.text() == "0.5"


def test_what_is_no_number_is_told_on_hover_and_kept_to_be_mended(form: Form) -> None:
    form.type("0.5.5")
    assert form.status_message == []
    assert form.field.text() == "0.5.5"
    assert form.field.property("invalid") is True
    assert "not a number" in form.field.toolTip()
    form.type("0.75")
    assert form.status_message == [0.75]
    assert form.field.property("invalid") is False


def test_what_is_no_number_gives_way_to_the_value_when_the_field_is_left(form: Form) -> None:
    form.type("abc", Qt.Key.Key_Tab)
    assert form.status_message == []
    assert form.field.text() == "0.5"
    assert form.field.property("invalid") is False


def test_escape_brings_the_value_back(form: Form) -> None:
    form.type("7", Qt.Key.Key_Escape)
    assert form.field.text() == "0.5"
    QTest.keyClick(form.field, Qt.Key.Key_Return)
    assert form.status_message == []


def test_a_rounded_number_shows_all_its_digits_on_hover_and_while_it_is_edited(form: Form) -> None:
    form.other.set_value(1 / 3)
    assert form.other.text() == "0.333333"
    assert form.other.toolTip() == "Other: 0.3333333333333333"
    form.other.setFocus()
    assert form.other.text() == "0.3333333333333333"
    form.field.setFocus()
    assert form.other.text() == "0.333333"


def test_a_value_that_is_set_while_the_field_has_the_focus_keeps_all_its_digits(form: Form) -> None:
    form.field.set_value(2 / 3)
    assert form.field.text() == "0.6666666666666666"
    form.type("1/3")
    assert form.field.text() == "0.3333333333333333"


def test_what_is_selected_to_be_typed_over_stays_so_while_the_value_stays(form: Form) -> None:
    form.field.selectAll()
    form.field.set_value(0.5)
    QTest.keyClicks(form.field, "8")
    assert form.field.text() == "8"


def test_what_is_being_typed_is_left_alone_when_the_value_changes(form: Form) -> None:
    form.field.selectAll()
    QTest.keyClicks(form.field, "1.2")
    form.field.set_value(9.0)
    QTest.keyClicks(form.field, "5")
    assert form.field.text() == "1.25"
    QTest.keyClick(form.field, Qt.Key.Key_Return)
    assert form.status_message == [1.25]


def test_where_there_is_no_one_number_the_field_is_empty_and_says_why(form: Form) -> None:
    form.field.set_value(None, "several")
    assert (form.field.text(), form.field.placeholderText()) == ("", "several")
    assert form.field.toolTip() == "Bias: several"
    form.type("2")
    assert form.status_message == [2.0]


def test_setting_a_value_tells_nobody(form: Form) -> None:
    form.field.set_value(4.0)
    form.other.setFocus()
    assert form.status_message == []


def test_the_field_is_named_for_those_who_cannot_see_it(form: Form) -> None:
    assert form.field.accessibleName() == "Bias"


def test_a_number_can_be_taken_away_where_that_has_a_meaning(qtbot: QtBot) -> None:
    form = Form(qtbot, NumberField("Limit", may_be_empty=True))
    emptied: list[bool] = []
    form.field.emptied.connect(lambda: emptied.append(True))
    form.type("2")
    form.type(" ")
    assert (form.status_message, emptied, form.field.value) == ([2.0], [True], None)
    form.type("")
    assert emptied == [True]
    assert not form.field.property("invalid")


def test_elsewhere_nothing_is_no_number(form: Form) -> None:
    form.type("")
    assert form.field.property("invalid") is True
    assert form.field.value == 0.5


def test_where_only_whole_numbers_count_others_are_told_on_hover(qtbot: QtBot) -> None:
    form = Form(qtbot, NumberField("Steps", is_whole=True))
    form.type("2.5")
    assert form.status_message == []
    assert form.field.toolTip() == "“2.5” is not a whole number: write it like 100 or 1e3"
    form.type("1e3")
    assert form.status_message == [1000.0]


def test_hovering_says_below_the_number_what_it_is_for(qtbot: QtBot) -> None:
    form = Form(qtbot, NumberField("Limit", tip="Nothing is longer"))
    form.field.set_value(2.0)
    assert form.field.toolTip() == "Limit: 2\nNothing is longer"
    assert form.field.accessibleDescription() == "Nothing is longer"


@pytest.mark.parametrize("key", [Qt.Key.Key_E, Qt.Key.Key_U, Qt.Key.Key_K, Qt.Key.Key_Z])
def test_commands_are_the_windows_until_something_is_typed(form: Form, key: Qt.Key) -> None:
    def is_kept() -> bool:
        override = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
        override.accept()  # as a line does on platforms that edit with this key
        form.field.event(override)  # alone: what is ignored would go on to its parents
        return override.isAccepted()

    assert not is_kept()
    QTest.keyClicks(form.field, "7")
    assert is_kept()
