"""How is a picture of a view laid out, where there is no window around it? As a figure on a sheet of its own.

Under a heading what is drawn, the sentence that answers it, and a legend of what has no name in the plot.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QVBoxLayout, QWidget

from explorer.ui.plot import PlotItem
from explorer.ui.theme.theme import give_role

if TYPE_CHECKING:
    from explorer.ui.plot.widget import Plot


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
    column.setContentsMargins(10, 8, 10, 10)
    column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it is as large as it shall be
    column.addWidget(heading)
    column.addWidget(figure.body, 1)
    if figure.answer:
        column.addWidget(_line(_sentence(figure.answer)))
    column.addWidget(figure.legend or curve_legend(figure.body))
    return sheet


def curve_legend(body: QWidget) -> QWidget:
    """The names of the curves of `body`, in their colours, but for plots with a legend of their own."""
    from explorer.ui.plot.widget import Plot

    plots = [body] if isinstance(body, Plot) else body.findChildren(Plot)
    entries = [entry for plot in plots if plot.isVisibleTo(body) for entry in _entries(plot)]
    label = QLabel("&nbsp;&nbsp; ".join(dict.fromkeys(entries)))
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setVisible(bool(entries))
    return label


def _entries(plot: "Plot") -> Iterator[str]:
    legend = plot.plotItem.legend
    if legend is not None and legend.isVisible():
        return
    for item in plot.plotItem.listDataItems():
        x, _ = item.getOriginalDataset()
        if item.name() and item.isVisible() and x is not None and len(x):
            mark, colour = _mark(item, plot.backgroundBrush().color().name())
            name = escape(item.name()).replace(" ", "&nbsp;")  # a line breaks between two names only
            yield f'<span style="color:{colour}">{mark}</span>&nbsp;{name}'


def _mark(item: PlotItem, ground: str) -> tuple[str, str]:
    """A line, whole or dashed, or a disc, hollow where it has the colour of the ground; and its colour."""
    import pyqtgraph as pg

    pen = item.opts["pen"]
    if pen is None:
        inside = pg.mkBrush(item.opts["symbolBrush"]).color().name()
        is_hollow = inside == ground
        return ("○", pg.mkPen(item.opts["symbolPen"]).color().name()) if is_hollow else ("●", inside)
    pen = pg.mkPen(pen)
    return "╌╌" if pen.style() == Qt.PenStyle.DashLine else "━", pen.color().name()


def _sentence(words: str) -> str:
    """With a full stop and a capital letter, but not where a symbol begins it: Λ is not λ."""
    first = words[:1].upper() if words[:1].isascii() else words[:1]
    return f"{first}{words[1:].rstrip('.')}."


def _line(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
