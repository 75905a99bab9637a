"""A section: how it is opened and closed, and what it says while it is closed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from explorer.ui.panels.inspector.section import Section

LEFT = Qt.MouseButton.LeftButton


def opened(qtbot: QtBot, is_open: bool = True) -> Section:
    """A section of two lines on the screen."""
    section = Section("Spice", QLineEdit("salt"), QLineEdit("a pinch"), is_open)
    qtbot.addWidget(section)
    section.set_summary("a pinch of it")
    section.show()
    return section


def lines(section: Section) -> list[str]:
    """What is seen below the heading, fields and grey lines."""
    seen = [line.text() for line in section.findChildren(QLineEdit) if line.isVisible()]
    return seen + [label.text() for label in section.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def section(qtbot: QtBot) -> Section:
    """One that is open."""
    return opened(qtbot)


def test_a_click_on_the_heading_folds_away_all_but_the_main_choice(section: Section) -> None:
    assert lines(section) == ["salt", "a pinch"]
    QTest.mouseClick(section.heading, LEFT)
    assert lines(section) == ["salt", "a pinch of it"]
    QTest.mouseClick(section.heading, LEFT)
    assert lines(section) == ["salt", "a pinch"]


@pytest.mark.parametrize(
    ("key", "is_open"),
    [
        (Qt.Key.Key_Space, False),
        (Qt.Key.Key_Return, False),
        (Qt.Key.Key_Left, False),
        (Qt.Key.Key_Right, True),
    ],
)
def test_keys_open_and_close_it(section: Section, key: Qt.Key, is_open: bool) -> None:
    QTest.keyClick(section.heading, key)
    assert section.is_open is is_open
    QTest.keyClick(section.heading, Qt.Key.Key_Right)
    assert section.is_open


def test_with_nothing_more_to_say_no_line_is_lost(section: Section) -> None:
    section.set_summary("")
    QTest.mouseClick(section.heading, LEFT)
    assert lines(section) == ["salt"]


def test_whether_it_is_open_is_remembered(section: Section, qtbot: QtBot) -> None:
    QTest.mouseClick(section.heading, LEFT)
    assert not opened(qtbot, is_open=True).is_open
    QTest.mouseClick(section.heading, LEFT)
    assert opened(qtbot, is_open=False).is_open


def test_the_first_time_it_is_as_its_form_wants_it(qtbot: QtBot) -> None:
    assert not opened(qtbot, is_open=False).is_open


def test_assistive_technology_hears_what_is_set(section: Section) -> None:
    assert section.heading.text() == "Spice"
    assert section.heading.accessibleDescription() == "a pinch of it"
