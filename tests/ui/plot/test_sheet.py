"""A figure on its sheet: in which order, in which words, and what its legend names."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.ui.plot import curve, make_plot, markers
from explorer.ui.plot.sheet import Figure, curve_legend, printed, sheet_of
from explorer.ui.plot.widget import Plot
from explorer.ui.widgets.question_card import QuestionCard


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("the run stays", "The run stays."),
        ("λ stays below 2/α", "λ stays below 2/α."),
        ("α = 0.2: it is stable.", "α = 0.2: it is stable."),
    ],
)
def test_the_answer_is_a_sentence_and_a_symbol_stays_as_it_is(
    qtbot: QtBot, answer: str, sentence: str
) -> None:
    sheet = sheet_of(Figure("Question?", QWidget(), answer))
    qtbot.addWidget(sheet)
    assert [label.text() for label in sheet.findChildren(QLabel)][:2] == ["Question?", sentence]


def test_a_legend_names_what_is_drawn_in_its_colour_each_once(qtbot: QtBot) -> None:
    body = QWidget()
    qtbot.addWidget(body)
    column = QVBoxLayout(body)
    for _ in range(2):
        plot = make_plot(None, "x", "y")
        column.addWidget(plot)
        curve(plot, "#123456", "run <1>").setData([0.0, 1.0], [0.0, 1.0])
        curve(plot, "#654321", "limit", dashed=True).setData([0.0, 1.0], [0.0, 1.0])
        markers(plot, "#aa0000", "diverged").setData([1.0], [1.0])
        curve(plot, "#00aa00", "nothing yet").setData([], [])
        hidden = curve(plot, "#0000aa", "hidden")
        hidden.setData([0.0], [0.0])
        hidden.setVisible(False)
    label = curve_legend(body)
    assert isinstance(label, QLabel)
    assert label.text() == (
        '<span style="color:#123456">━</span>&nbsp;run&nbsp;&lt;1&gt;&nbsp;&nbsp; '
        '<span style="color:#654321">╌╌</span>&nbsp;limit&nbsp;&nbsp; '
        '<span style="color:#aa0000">●</span>&nbsp;diverged'
    )


def test_a_plot_with_a_legend_of_its_own_needs_no_other(qtbot: QtBot) -> None:
    plot = make_plot(None, "x", "y")
    qtbot.addWidget(plot)
    plot.add_legend()
    curve(plot, "#123456", "run").setData([0.0, 1.0], [0.0, 1.0])
    assert curve_legend(plot).isHidden()


def card_with_plot(qtbot: QtBot) -> tuple[QuestionCard, Plot]:
    plot = make_plot(None, "step", "E")
    curve(plot, "#ff0000", "run").setData([0.0, 1.0, 2.0], [0.0, 1.0, 1.0])
    card = QuestionCard("Does it go down?", plot)
    card.say("no: it goes up, " + "step by step, " * 20)
    qtbot.addWidget(card)
    card.resize(420, 260)
    card.show()
    qtbot.waitExposed(card)
    return card, plot


def red_in_column(picture: QImage, x: int) -> int:
    colours = [picture.pixelColor(x, y) for y in range(picture.height())]
    return sum(colour.red() > 200 and colour.green() < 90 for colour in colours)


def test_what_is_printed_has_the_whole_answer_in_as_many_lines_as_that_takes(qtbot: QtBot) -> None:
    card, plot = card_with_plot(qtbot)
    long = printed(plot, "E against step")
    card.say("no")
    short = printed(plot, "E against step")
    lines = (long.height() - short.height()) / long.devicePixelRatio()
    assert lines >= 2 * card.fontMetrics().lineSpacing()
    assert long.width() == short.width() >= 2000


def test_lines_are_as_thick_on_paper_as_on_the_screen(qtbot: QtBot) -> None:
    _, plot = card_with_plot(qtbot)
    picture = printed(plot, "E against step").toImage()
    sharpness = round(picture.devicePixelRatio())
    assert sharpness >= 4
    right = int(picture.width() * 0.8)  # where the curve is level
    assert red_in_column(picture, right) >= sharpness - 1
    assert all(item.curve.thickness == 1 for item in plot.plotItem.listDataItems())


def test_of_a_card_with_further_parts_its_plots_are_printed(qtbot: QtBot) -> None:
    card, plot = card_with_plot(qtbot)
    other = make_plot(None, "x", "y")
    qtbot.addWidget(other)
    other.resize(300, 200)
    curve(other, "#ff0000", "another").setData([0.0, 1.0], [0.0, 0.0])
    card.pictured = other
    assert printed(plot, "E against step").width() == printed(plot, "E against step").devicePixelRatio() * 320
