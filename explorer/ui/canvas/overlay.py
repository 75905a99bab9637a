"""What stands over the drawing, wherever one has panned to: the sample, a hint, the legend."""

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from explorer.backprop.notation import Notation
from explorer.network.model import Experiment
from explorer.symbol import Symbol
from explorer.ui.canvas.lettering import plain_font, text_width
from explorer.ui.canvas.tool import Tool
from explorer.ui.theme.theme import Theme

_MARGIN = 16.0
_LINE = 18.0
_SIZE = 12.5
_GAP = 24.0

HINTS = {
    Tool.SELECT: "click a value to edit it · drag from a neuron's rim to connect · double-click to add",
    Tool.NEURON: "click to add a neuron · Shift input · Ctrl output · Alt constant",
    Tool.CONNECT: "drag from one neuron to another to connect them · to empty canvas to add one",
    Tool.PAN: "drag to pan · wheel to zoom",
}
"""What the mouse does with each tool."""

_OF_ITS_OWN = f": its own {Symbol.LOSS}, {Symbol.DELTA} and gradients"

EMPTY_TEXT = (
    "Nothing is drawn yet",
    "Double-click to add a neuron: with Shift an input, with Ctrl an output.",
    "Drag from a neuron's rim to another to connect them.",
    "Or press Ctrl+Shift+N to build a network of layers such as 2-4-1.",
)


class Overlay(Struct, frozen=True):
    """The texts that stand over the drawing."""

    sample: str
    hint: str
    is_empty: bool
    delta: str
    """How δ is written."""

    def paint(self, painter: QPainter, area: QRectF, theme: Theme) -> None:
        """Write everything into `area`, in pixels."""
        font = plain_font(_SIZE * theme.scale)
        inside = area.adjusted(_MARGIN, 12, -_MARGIN, -12)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.sample)
        room = inside.width() - text_width(self.sample, font) - _GAP
        if text_width(self.hint, font) <= room:
            painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, self.hint)
        if self.is_empty:
            _paint_empty(painter, area, theme)
        else:
            _paint_legend(painter, inside, theme, font, self.delta)


def overlay_of(experiment: Experiment, sample: int, tool: Tool, notation: Notation) -> Overlay:
    """“Sample 1 of 4”, the tool's hint, and whether there is something to explain by the legend."""
    number = len(experiment.samples)
    is_empty = not experiment.network.neurons
    text = (
        f"Sample {sample + 1} of {number}{_OF_ITS_OWN if number > 1 else ''}"
        if number
        else "No samples: add one in the Samples panel"
    )
    if number and experiment.samples[min(sample, number - 1)].held_out:
        text += ", held out"
    if number and not is_empty and not experiment.network.outputs:
        text += f" · no output, so no {Symbol.LOSS}"
    return Overlay("" if is_empty else notation.write(text), HINTS[tool], is_empty, notation.symbols["delta"])


def _paint_legend(painter: QPainter, inside: QRectF, theme: Theme, font: QFont, delta: str) -> None:
    """Which colour means what; in two lines where it is narrow."""
    entries = (
        (theme.positive, "positive weight"),
        (theme.negative, "negative weight"),
        (theme.delta_positive, f"{delta} > 0"),
        (theme.delta_negative, f"{delta} < 0"),
    )
    widths = [30 + text_width(text, font) + _GAP for _, text in entries]
    is_narrow = sum(widths) - _GAP > inside.width()
    line = _LINE * theme.scale
    x, y = inside.left(), inside.bottom() - line / 2 - (line if is_narrow else 0)
    for place, ((colour, text), width) in enumerate(zip(entries, widths, strict=True)):
        if is_narrow and place == len(entries) // 2:
            x, y = inside.left(), y + line
        painter.setPen(QPen(QColor(colour), 4))
        painter.drawLine(QPointF(x, y), QPointF(x + 22, y))
        painter.setPen(QColor(theme.muted))
        where = QRectF(x + 30, y - line / 2, width, line)
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        x += width


def _paint_empty(painter: QPainter, area: QRectF, theme: Theme) -> None:
    height = 26.0 * theme.scale
    top = area.center().y() - height * len(EMPTY_TEXT) / 2
    for line, text in enumerate(EMPTY_TEXT):
        painter.setFont(plain_font((17 if line == 0 else 14) * theme.scale, line == 0))
        painter.setPen(QColor(theme.muted))
        where = QRectF(area.left(), top + line * height, area.width(), height)
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, text)
