"""A figure on its sheet: in which order, in which words, and what its legend names."""

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.ui.plot import curve, make_plot, markers
from explorer.ui.plot.sheet import Figure, curve_legend, sheet_of


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
