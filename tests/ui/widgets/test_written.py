"""Texts follow the notation wherever they stand, and what a person typed is left alone."""

from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QTableWidget, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.symbol import Symbol
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.widgets.elided_label import ElidedLabel
from explorer.ui.widgets.written import WritingLabel, WrittenActions, WrittenTexts, usual_write


class Bench:
    """A label, a button with a menu, a table and a line edit."""

    def __init__(self, qtbot: QtBot) -> None:
        self.root = QWidget()
        qtbot.addWidget(self.root)
        self.label, self.button, self.edit = QLabel(f"{Symbol.LOSS} falls"), QToolButton(), QLineEdit()
        self.elided, self.table = ElidedLabel(), QTableWidget(0, 1)
        self.elided.set_text(f"which {Symbol.ALPHA}")
        self.button.setToolTip(f"Halve {Symbol.ALPHA}")
        self.menu = QMenu(self.root)
        self.action = self.menu.addAction(f"Double {Symbol.ALPHA}")
        self.table.setHorizontalHeaderLabels([f"last {Symbol.LOSS}"])
        self.edit.setText("\ue009")
        column = QVBoxLayout(self.root)
        for widget in (self.label, self.button, self.edit, self.elided, self.table):
            column.addWidget(widget)
        self.session = Session(Document())
        self.written = WrittenTexts(self.root, self.session.notation)

    @property
    def texts(self) -> tuple[str, ...]:
        heading = self.table.horizontalHeaderItem(0)
        assert heading is not None
        tip, entry = self.button.toolTip(), self.action.text()
        return self.label.text(), tip, entry, self.elided.whole, heading.text()


def test_every_text_is_written_and_follows_the_notation_and_its_undo(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    usual = ("E falls", "Halve α", "Double α", "which α", "last E")
    assert bench.texts == usual
    bench.session.notation.choose("bishop")
    assert bench.texts == ("L falls", "Halve α", "Double α", "which α", "last L")
    bench.session.notation.choose("drummyfish")
    assert bench.texts[1:4] == ("Halve learning rate", "Double learning rate", "which learning rate")
    bench.session.document.undo_stack.undo()
    assert bench.label.text() == "L falls"


def test_what_is_said_later_is_the_text_from_then_on(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.label.setText("done")
    bench.session.notation.choose("bishop")
    assert bench.label.text() == "done"


def test_what_a_person_typed_is_not_touched(qtbot: QtBot) -> None:
    assert Bench(qtbot).edit.text() == "\ue009"


def test_a_label_that_says_one_thing_after_another_writes_each(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    label = WritingLabel("", bench.root)
    label.setText(f"{Symbol.LOSS} = 1")
    assert label.text() == "E = 1"
    bench.session.notation.choose("bishop")
    assert label.text() == "L = 1"
    label.setText(f"{Symbol.LOSS} = 2")
    label.setToolTip(f"{Symbol.LOSS} exactly")
    assert (label.text(), label.toolTip()) == ("L = 2", "L exactly")


def test_actions_are_written_with_no_widget_around(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    action = QMenu(bench.root).addAction(f"Set {Symbol.ALPHA}")
    WrittenActions([action], bench.session.notation, bench.root)
    assert action.text() == "Set α"
    bench.session.notation.choose("drummyfish")
    assert action.text() == "Set learning rate"


def test_without_a_notation_the_usual_one_is_written() -> None:
    assert usual_write(f"{Symbol.LOSS} at {Symbol.ALPHA} = 0.1") == "E at α = 0.1"
