"""What is refused is said where it happened, and not only at the foot of the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer.ui.widgets.number_field import NumberField
from tests.ui.canvas.drawn import worked_example
from tests.ui.conftest import OpenWindow
from tests.ui.person import CTRL, Person
from tests.worked_examples import article_e


def shown_tips(text: str) -> list[QLabel]:
    """The tooltips on the screen that say so."""
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QLabel)
        and widget.objectName() == "qtooltip_label"
        and widget.isVisible()
        and text in widget.text()
    ]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_negative_learning_rate_is_refused_below_its_field(
    open_window: OpenWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    window = open_window(article_e())
    field = window.toolbars["network"].learning_rate.findChild(NumberField)
    assert isinstance(field, NumberField)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(field, "-1")
    QTest.keyClick(field, key)
    qtbot.waitUntil(lambda: bool(shown_tips("learning rate")))
    [tip] = shown_tips("learning rate")
    assert tip.text() == window.statusBar().currentMessage()
    corner = field.mapFromGlobal(tip.pos())
    assert corner.x() < 40  # further left where the screen ends
    assert 0 < corner.y() < 60
    assert window.document.experiment.training.learning_rate == 0.1
    assert not field.is_telling


def test_a_connection_that_closes_a_cycle_is_refused_beside_the_pointer(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    person = Person(open_window(worked_example()), qtbot)
    person.connect("c0", "a0")
    qtbot.waitUntil(lambda: bool(shown_tips("would close a cycle")))
    assert person.status == "c0 → a0 would close a cycle: a0 already feeds c0"
