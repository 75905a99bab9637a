"""The “?” beside a question: it opens a note with the mouse and the keys, and Escape closes it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer.training.laboratory_notes import NOTES
from explorer.ui.widgets.why_button import Note, WhyButton


def shown_note() -> Note:
    note = QApplication.activePopupWidget()
    assert isinstance(note, Note)
    return note


def test_a_click_opens_the_note_and_escape_closes_it(qtbot: QtBot) -> None:
    button = WhyButton("Why so?", "Because.\n\nLook there.")
    qtbot.addWidget(button)
    button.show()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    note = shown_note()
    assert [label.text() for label in note.findChildren(QLabel)] == ["Why so?", "Because.\n\nLook there."]
    assert (note.accessibleName(), note.accessibleDescription()) == ("Why so?", "Because.\n\nLook there.")
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_the_keyboard_opens_it_too(qtbot: QtBot) -> None:
    button = WhyButton("Why so?", "Because.")
    qtbot.addWidget(button)
    button.show()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClick(shown_note(), Qt.Key.Key_Escape)


def test_every_note_of_the_laboratory_fits_on_a_small_screen_and_says_where_to_look(qtbot: QtBot) -> None:
    for note in NOTES:
        button = WhyButton(note.question, note.text)
        qtbot.addWidget(button)
        button.show()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        opened = shown_note()
        assert opened.height() <= 600
        assert opened.screen().availableGeometry().contains(opened.geometry())
        assert "Look at: " in opened.text.text()
        QTest.keyClick(opened, Qt.Key.Key_Escape)
