"""What is drawn directly at every frame: marks behind curves, curves that are being dragged, the marquee?"""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from explorer.drawing.curve import Curve
from explorer.drawing.geometry import EVERYWHERE
from explorer.ui.canvas.qt_shapes import to_path, to_rect
from explorer.ui.canvas.stroke import Stroke, paint_hairline, paint_stroke
from explorer.ui.theme.theme import LIGHT, Theme

_MANY = 40


class ConnectionPreview(Struct, frozen=True):
    """A connection that is being drawn; `is_refused`: it may not end here."""

    curve: Curve
    is_refused: bool
    is_settled: bool
    """Whether its end lies on a neuron that it may be connected to."""


class Live(Struct, frozen=True):
    """Everything of the moment: `marks` lie as wide soft bands behind their curves."""

    marks: Sequence[Stroke] = ()
    moving: Sequence[Stroke] = ()
    connection_preview: ConnectionPreview | None = None
    marquee: QRectF | None = None


class LiveLayer(QGraphicsItem):
    """Few things, drawn anew at every frame."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._live = Live()
        self._theme = LIGHT

    @property
    def live(self) -> Live:
        """What is drawn."""
        return self._live

    def show_live(self, live: Live, theme: Theme) -> None:
        """Draw `live` from now on."""
        self._live, self._theme = live, theme
        self.update()

    def boundingRect(self) -> QRectF:
        return to_rect(EVERYWHERE)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._live.marks:
            paint_stroke(painter, mark)
        self._paint_moving(painter)
        if self._live.connection_preview is not None:
            self._paint_connection_preview(painter, self._live.connection_preview)
        if self._live.marquee is not None:
            self._paint_marquee(painter, self._live.marquee)

    def _paint_moving(self, painter: QPainter) -> None:
        """Many moving curves are drawn one pixel wide, which is five times as fast."""
        moving = self._live.moving
        if len(moving) <= _MANY:
            for stroke in moving:
                paint_stroke(painter, stroke)
            return
        for stroke in moving:
            paint_hairline(painter, stroke)

    def _paint_connection_preview(self, painter: QPainter, connection_preview: ConnectionPreview) -> None:
        colour = QColor(self._theme.problem if connection_preview.is_refused else self._theme.accent)
        pen = QPen(colour, 2.4)
        if not connection_preview.is_settled:
            pen.setDashPattern([5, 3])
        painter.strokePath(to_path(connection_preview.curve), pen)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(*connection_preview.curve.points[-1]), 4.5, 4.5)

    def _paint_marquee(self, painter: QPainter, marquee: QRectF) -> None:
        pen = QPen(QColor(self._theme.accent), 1)
        pen.setCosmetic(True)
        fill = QColor(self._theme.accent)
        fill.setAlphaF(0.1)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRect(marquee)
