"""Does a card say its question and its answer, and leave room to the plot where it is low?"""

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.ui.widgets.question_card import QuestionCard


def card_with(qtbot: QtBot, plot: QWidget, height: int) -> tuple[QuestionCard, QWidget]:
    """A card, and the window around it, in which it can have any size."""
    card = QuestionCard("Where does it end?", plot)
    card.say("At 0", "At 0.0")
    window = QWidget()
    qtbot.addWidget(window)
    card.setParent(window)
    window.resize(420, 420)
    card.resize(400, height)
    window.show()
    qtbot.waitExposed(window)
    return card, window


def test_the_answer_stands_under_the_question(qtbot: QtBot) -> None:
    card, _window = card_with(qtbot, QWidget(), 300)
    said = [label for label in card.findChildren(type(card.question)) if label is not card.question]
    assert [label.text() for label in said] == ["At 0"]
    assert said[0].y() > card.question.geometry().bottom()
    assert said[0].toolTip() == "At 0.0"
    assert card.answer == "At 0"


def test_who_cannot_see_the_plot_is_told_its_answer_and_its_keys(qtbot: QtBot) -> None:
    plot = QWidget()
    plot.setAccessibleDescription("Arrows pan")
    card, _window = card_with(qtbot, plot, 300)
    assert plot.accessibleDescription() == "At 0. Arrows pan"
    card.say("At 1.")
    assert plot.accessibleDescription() == "At 1. Arrows pan"
    card.say("")
    assert plot.accessibleDescription() == "Arrows pan"
    names = [label.accessibleName() or label.text() for label in card.findChildren(type(card.question))]
    assert names == ["Where does it end?", "Answer: Where does it end?"]


def test_on_a_low_card_it_stands_beside_it_so_that_the_plot_keeps_its_height(qtbot: QtBot) -> None:
    plot = QWidget()
    card, _window = card_with(qtbot, plot, 300)
    least = card.minimumSizeHint().height()
    card.resize(400, least)
    said = next(label for label in card.findChildren(type(card.question)) if label is not card.question)
    qtbot.waitUntil(lambda: said.x() > card.question.geometry().right())
    assert plot.height() >= 56
    assert said.width() > card.question.width()  # the question has what it needs, the answer the rest
    assert card.minimumSizeHint().height() == least


LONG = "Settles on one value up to 0.333, then settles into 2 values up to 0.408, then wanders, then escapes"


def test_a_long_answer_has_two_lines_on_a_card_that_is_high_enough(qtbot: QtBot) -> None:
    card = QuestionCard("Where does it end?", QWidget())
    window = QWidget()
    qtbot.addWidget(window)
    card.setParent(window)
    window.resize(500, 420)
    card.say(LONG)
    card.resize(480, 400)
    window.show()
    said = next(label for label in card.findChildren(type(card.question)) if label is not card.question)
    qtbot.waitUntil(lambda: said.text() == LONG and said.height() >= 2 * said.fontMetrics().lineSpacing())
    card.resize(480, 120)
    card.say(LONG)
    qtbot.waitUntil(lambda: said.text().endswith("…"))
    assert said.toolTip() == LONG


def test_the_plot_stands_still_whatever_the_answer_says(qtbot: QtBot) -> None:
    plot = QWidget()
    card, _window = card_with(qtbot, plot, 300)
    card.layout().activate()
    place = plot.geometry()
    assert place.height() > 200
    for answer in (LONG, "", 3 * LONG, "At 0"):
        card.say(answer)
        card.layout().activate()
        assert plot.geometry() == place


def test_a_question_without_room_beside_its_controls_breaks_or_stands_above_them(qtbot: QtBot) -> None:
    control = QPushButton("a control that is wide")
    card = QuestionCard("Where can it be trained by descent?", QWidget(), (control,))
    window = QWidget()
    qtbot.addWidget(window)
    card.setParent(window)
    window.resize(900, 500)
    wide = control.sizeHint().width()
    whole = card.question.fontMetrics().horizontalAdvance(card.question.whole)
    card.resize(wide + whole + 60, 400)
    window.show()
    qtbot.waitUntil(lambda: card.question.geometry().right() < control.x())
    least = card.minimumSizeHint().width()
    card.resize(wide + round(0.7 * whole) + 30, 400)
    qtbot.waitUntil(lambda: card.question.height() >= 2 * card.question.fontMetrics().lineSpacing())
    assert card.question.text() == card.question.whole
    assert card.minimumSizeHint().width() == least  # so that it can be made smaller again
    card.resize(whole + 40, 400)
    qtbot.waitUntil(lambda: card.question.geometry().bottom() < control.y())
    assert card.question.text() == card.question.whole
    assert card.minimumSizeHint().width() == least
    card.resize(wide + whole + 60, 400)
    qtbot.waitUntil(lambda: card.question.geometry().right() < control.x())
