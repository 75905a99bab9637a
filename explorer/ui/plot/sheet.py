"""How is a picture of a view laid out, where there is no window around it? As a figure on a sheet of its own.

Under a heading what is drawn, the sentence that answers it, and a legend of what has no name in the plot.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from math import ceil
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QLayout, QVBoxLayout, QWidget

from explorer.ui.theme.theme import give_role
from explorer.ui.widgets.question_card import QuestionCard

PlotView = Any
"""A Plot, or what is drawn in it, as pyqtgraph knows them: without types. Their modules need this one."""

_MARGIN = 10
_PAGE, _SHARPER = 2000, 2
"""Pixels of width that what is printed has at least, and for each of the screen's, each way."""


@dataclass(frozen=True, eq=False)
class Figure:
    """What stands on a sheet. `legend`: None where the names of the curves are enough of one.

    `finish`: what is still to be done once it is shown in its size.
    """

    heading: str
    body: QWidget
    answer: str = ""
    legend: QWidget | None = None
    finish: Callable[[], object] = lambda: None


def sheet_of(figure: Figure) -> QWidget:
    """The parts one below the other, the body as high as it can be."""
    sheet, heading = QWidget(), _line(figure.heading)
    give_role(heading, "title")
    column = QVBoxLayout(sheet)
    column.setContentsMargins(_MARGIN, 8, _MARGIN, 10)
    column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it is as large as it shall be
    column.addWidget(heading)
    column.addWidget(figure.body, 1)
    if figure.answer:
        column.addWidget(_line(_sentence(figure.answer)))
    column.addWidget(figure.legend or curve_legend(figure.body))
    return sheet


def printed(plot: QWidget, name: str) -> QPixmap:
    """The plot as it stands in the window, to be printed: with what its card asks and answers, and a legend.

    Without a card `name` stands above it. It is as wide as a page at 300 dots an inch, and sharper than the
    screen in any case.
    """
    card = _card_of(plot)
    body: QWidget = plot if card is None else card.pictured
    heading = name if card is None else card.question.whole
    sharpness = max(_SHARPER, ceil(_PAGE / body.width()))
    with _lines_as_wide(_plots_of(body), sharpness):
        copy = _Copy(_drawn(body, sharpness))
    answer = "" if card is None else card.answer
    sheet = sheet_of(Figure(heading, copy, answer, curve_legend(body)))
    width = body.width() + 2 * _MARGIN
    sheet.resize(width, sheet.heightForWidth(width))
    picture = _drawn(sheet, sharpness)
    sheet.deleteLater()
    return picture


@contextmanager
def _lines_as_wide(plots: Sequence[PlotView], times: int) -> Iterator[None]:
    """Let lines, which are a pixel wide, keep their width on paper where pixels are so many times as fine."""
    import pyqtgraph as pg

    from explorer.ui.plot.data_item import PlotData, thickened

    items = [item for plot in plots for item in plot.plotItem.items]
    curves = [item.curve for item in items if isinstance(item, PlotData)]
    lines = [(item, item.currentPen) for item in items if isinstance(item, pg.InfiniteLine)]
    for curve in curves:
        curve.thickness = times
    for line, pen in lines:
        line.currentPen = thickened(pen, times)
    yield
    for curve in curves:
        curve.thickness = 1
    for line, pen in lines:
        line.currentPen = pen


class _Copy(QWidget):
    """What was drawn, with all its pixels: a QLabel would show it as coarse as the screen is."""

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self._picture = picture
        self.setFixedSize(picture.deviceIndependentSize().toSize())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)


def _card_of(plot: QWidget) -> QuestionCard | None:
    above = plot.parentWidget()
    while above is not None and not isinstance(above, QuestionCard):
        above = above.parentWidget()
    return above


def _drawn(widget: QWidget, sharpness: int) -> QPixmap:
    """So many pixels each way for each of the screen's."""
    picture = QPixmap(widget.size() * sharpness)
    picture.setDevicePixelRatio(sharpness)
    QWidget.render(widget, picture, QPoint())  # a plot has a method of that name for its scene
    return picture


def curve_legend(body: QWidget) -> QWidget:
    """The names of the curves of `body`, in their colours, but for plots with a legend of their own."""
    entries = [entry for plot in _plots_of(body) for entry in _entries(plot)]
    label = QLabel("&nbsp;&nbsp; ".join(dict.fromkeys(entries)))
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setVisible(bool(entries))
    return label


def _plots_of(body: QWidget) -> list[PlotView]:
    import pyqtgraph as pg

    plots = [body] if isinstance(body, pg.PlotWidget) else body.findChildren(pg.PlotWidget)
    return [plot for plot in plots if plot.isVisibleTo(body)]


def _entries(plot: PlotView) -> Iterator[str]:
    legend = plot.plotItem.legend
    if legend is not None and legend.isVisible():
        return
    for item in plot.plotItem.listDataItems():
        x, _ = item.getOriginalDataset()
        if item.name() and item.isVisible() and x is not None and len(x):
            mark, colour = _mark(item, plot.backgroundBrush().color())
            name = escape(plot.write(item.name())).replace(
                " ", "&nbsp;"
            )  # a line breaks between two names only
            if colour.alpha():  # the crosshair reads some that nobody sees
                yield f'<span style="color:{colour.name()}">{mark}</span>&nbsp;{name}'


def _mark(item: PlotView, ground: QColor) -> tuple[str, QColor]:
    """A line, whole or dashed, or a disc, hollow where it has the colour of the ground; and its colour."""
    import pyqtgraph as pg

    if item.opts["pen"] is not None:
        pen = pg.mkPen(item.opts["pen"])
        return "╌╌" if pen.style() == Qt.PenStyle.DashLine else "━", pen.color()
    brush = pg.mkBrush(_first(item.opts["symbolBrush"]))
    if brush.style() == Qt.BrushStyle.NoBrush:
        return "", QColor(Qt.GlobalColor.transparent)
    is_hollow = brush.color() == ground
    return ("○", pg.mkPen(_first(item.opts["symbolPen"])).color()) if is_hollow else ("●", brush.color())


def _first(style: object) -> object:
    """The style of a curve's first point, where each point has one of its own; else that of all."""
    return style[0] if isinstance(style, list | np.ndarray) else style


def _sentence(words: str) -> str:
    """With a full stop and a capital letter, but not where a symbol begins it: Λ is not λ."""
    first = words[:1].upper() if words[:1].isascii() else words[:1]
    return f"{first}{words[1:].rstrip('.')}."


def _line(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
