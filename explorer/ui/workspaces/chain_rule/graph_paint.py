"""How are variables, edges and pulses of a graph painted? With a QPainter, in scene units."""

from collections.abc import Sequence
from itertools import pairwise
from math import floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from explorer.chain.graph_look import (
    EdgeLook,
    GraphLook,
    Progress,
    PulseLook,
    VariableLook,
)
from explorer.drawing.graph_layout import (
    ABOVE,
    BREADTH,
    LABEL_HEIGHT,
    LABEL_WIDTH,
    RADIUS,
    Edge,
    GraphLayout,
    Point,
    point_on,
)
from explorer.drawing.rect import Rect
from explorer.ui.theme.theme import Theme
from explorer.ui.workspaces.chain_rule.path_colour import as_text, path_colour

_CENTRE = Qt.AlignmentFlag.AlignCenter
READABLE, _NUMBERS, _NAMES = 0.42, 0.28, 0.16
"""Pixels a scene unit from which all is written, names and numbers alone, and at least names."""
_BADGE = QRectF(-66, RADIUS + 9, 132, 25)
_PULSE = 17.0


class GraphPainter:
    """Paints one look of a graph at one scale."""

    def __init__(self, painter: QPainter, theme: Theme, scale: float) -> None:
        self._painter, self._theme = painter, theme
        self._is_readable = scale >= READABLE
        self._has_numbers, self._has_names = scale >= _NUMBERS, scale >= _NAMES
        self._italic = _font(17, is_italic=True)
        self._small_italic = _font(15, is_italic=True)
        self._bold = _font(15, is_bold=True)
        self._small_bold = _font(13, is_bold=True)

    def paint(self, layout: GraphLayout, look: GraphLook, seen: Rect, present: str | None) -> None:
        """All that lies within `seen`: edges under variables under what travels."""
        for edge, route in layout.routes.items():
            if _box_of(route).intersects(seen):
                self._edge(route, look.edges[edge], look, edge)
        if self._is_readable:
            for edge, place in layout.labels.items():
                if seen.contains(place):
                    self._label(place, look.edges[edge], self._colour_of(edge, look))
        for name, place in layout.places.items():
            if Rect(place[0] - BREADTH, place[1] - ABOVE, 2 * BREADTH, 2 * ABOVE).intersects(seen):
                self._variable(place, look.variables[name], look, name == present)
        for pulse in look.pulses:
            self._pulse(point_on(layout.routes[pulse.edge], pulse.part), pulse, look)

    def _colour_of(self, edge: Edge, look: GraphLook) -> str:
        shown, theme = look.edges[edge], self._theme
        if edge in look.lit:
            return path_colour(look.lit_path, theme)
        if shown.is_idle or look.lit:
            return theme.muted
        return theme.muted if shown.path is None else path_colour(shown.path, theme)

    def _edge(self, route: Sequence[Point], shown: EdgeLook, look: GraphLook, edge: Edge) -> None:
        is_thin = shown.is_idle and edge not in look.lit
        pen = QPen(QColor(self._colour_of(edge, look)), 1.5 if is_thin else 4.0)
        if shown.is_idle or (look.lit and edge not in look.lit):
            pen.setColor(_faint(pen.color()))
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPath(_path(route))

    def _label(self, place: Point, shown: EdgeLook, colour: str) -> None:
        painter = self._painter
        box = QRectF(place[0] - LABEL_WIDTH / 2, place[1] - LABEL_HEIGHT / 2, LABEL_WIDTH, LABEL_HEIGHT)
        is_muted = colour == self._theme.muted
        painter.setPen(QPen(_faint(QColor(colour)) if is_muted else QColor(colour), 1.5))
        painter.setBrush(QColor(self._theme.surface))
        painter.drawRoundedRect(box, 7, 7)
        upper, lower = (
            box.adjusted(5, 3, -5, -LABEL_HEIGHT / 2 + 1),
            box.adjusted(5, LABEL_HEIGHT / 2, -5, -3),
        )
        painter.setPen(QColor(as_text(colour, self._theme)))
        self._write(upper, shown.symbol, self._small_italic)
        painter.setPen(QColor(self._theme.text))
        self._write(lower, f"= {shown.number}", self._small_bold)

    def _variable(self, place: Point, shown: VariableLook, look: GraphLook, is_present: bool) -> None:
        painter, theme, (x, y) = self._painter, self._theme, place
        painter.setBrush(QColor(theme.neuron))
        rim = theme.accent if is_present else theme.strong_border if shown.is_end else theme.muted
        painter.setPen(QPen(QColor(rim), 3.5 if is_present else 2.5 if shown.is_end else 1.5))
        painter.drawEllipse(QPointF(x, y), RADIUS, RADIUS)
        if not self._has_names:
            return
        painter.setPen(QColor(theme.text))
        around = QRectF(x - RADIUS + 5, y - RADIUS, 2 * RADIUS - 10, 2 * RADIUS)
        if not self._has_numbers:
            self._write(around, shown.name, _font(30, is_italic=True))
            return
        self._write(around.adjusted(0, 12, 0, -RADIUS), shown.name, _font(22, is_italic=True))
        number = self._bold if self._is_readable else _font(20, is_bold=True)
        self._write(around.adjusted(-4, RADIUS - 4, 4, -14), shown.value, number)
        if not shown.is_input and self._is_readable:
            above = QRectF(x - BREADTH, y - ABOVE + 2, 2 * BREADTH, ABOVE - RADIUS - 6)
            self._write(above, shown.formula, self._italic)
        if shown.derivative:
            self._badge(_BADGE.translated(x, y), shown, look.is_forward)

    def _badge(self, box: QRectF, shown: VariableLook, is_forward: bool) -> None:
        """Filled once it is known, an outline while parts of it are still to come."""
        painter, theme = self._painter, self._theme
        colour = theme.forward_colour(shown.sign) if is_forward else theme.backward_colour(shown.sign)
        is_known = shown.progress is Progress.KNOWN
        if shown.progress is Progress.UNTOUCHED:
            colour = theme.muted
        pen = QPen(QColor(colour), 1.5)
        if shown.progress is Progress.UNTOUCHED:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(colour if is_known else theme.surface))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QColor(theme.surface if is_known else colour))
        if self._is_readable:
            self._write(box.adjusted(7, 0, -7, 0), shown.derivative, self._small_bold)
        else:
            number = shown.derivative.rpartition("= ")[2]
            self._write(box.adjusted(7, 0, -7, 0), number, _font(22, is_bold=True))

    def _pulse(self, place: Point, pulse: PulseLook, look: GraphLook) -> None:
        painter, theme = self._painter, self._theme
        colour = theme.forward_colour(pulse.sign) if look.is_forward else theme.backward_colour(pulse.sign)
        width = max(2 * _PULSE, QFontMetricsF(self._small_bold).horizontalAdvance(pulse.text) + 16)
        box = QRectF(place[0] - width / 2, place[1] - _PULSE, width, 2 * _PULSE)
        painter.setPen(QPen(QColor(theme.surface), 2))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(box, _PULSE, _PULSE)
        painter.setPen(QColor(theme.surface))
        self._write(box, pulse.text, self._small_bold)

    def _write(self, box: QRectF, text: str, font: QFont) -> None:
        """As large as there is room, down to half; then the middle is left out."""
        width = QFontMetricsF(font).horizontalAdvance(text)
        if width > box.width():
            font = QFont(font)
            fitting = floor(font.pixelSize() * box.width() / width)
            font.setPixelSize(max(fitting, font.pixelSize() * 3 // 5))
            text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        self._painter.setFont(font)
        self._painter.drawText(box, _CENTRE, text)


def _faint(colour: QColor) -> QColor:
    """The colour of what is there but not looked at."""
    weaker = QColor(colour)
    weaker.setAlphaF(0.45)
    return weaker


def _font(pixels: int, *, is_italic: bool = False, is_bold: bool = False) -> QFont:
    """Serif italics for what stands for something, the window's letters for numbers."""
    font = QFont("serif") if is_italic else QFont()
    font.setPixelSize(pixels)
    font.setItalic(is_italic)
    font.setBold(is_bold)
    return font


def _path(route: Sequence[Point]) -> QPainterPath:
    path = QPainterPath(QPointF(*route[0]))
    for (x0, y0), (x1, y1) in pairwise(route):
        middle = (x0 + x1) / 2
        path.cubicTo(middle, y0, middle, y1, x1, y1)
    return path


def _box_of(route: Sequence[Point]) -> Rect:
    xs, ys = [x for x, _ in route], [y for _, y in route]
    return Rect(min(xs) - 4, min(ys) - 4, max(xs) - min(xs) + 8, max(ys) - min(ys) + 8)
