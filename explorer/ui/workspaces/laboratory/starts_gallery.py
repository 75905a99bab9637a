"""What does each of many starts come to answer? A thumbnail of every solution, in the order of the plot.

A thumbnail shows the plane of two inputs, the curve of one, else answers against targets; the bar beneath it
has the colour of its run's verdict, and the one at its left that of its solution, as on a map.
"""

from math import ceil

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.array import Array, Indices
from explorer.drawing.map_colours import hue_colours
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.many.answer_thumbnail import PLANE_SIDE, ThumbnailKind, ThumbnailScale
from explorer.training.many.starts import ManyEnds
from explorer.ui.theme.answer_colours import answer_colours
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.plain_text import plain
from explorer.ui.widgets.written import Write, usual_write
from explorer.ui.workspaces.laboratory.starts_plot import fate_colour

_GAP, _BAR = 3, 3
"""Pixels between two thumbnails, and of the bars of verdict and solution."""

_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_HELP = "Arrows, Home and End go from start to start; Enter opens the run of one, as a click does"


class StartsGallery(QWidget):
    """Thumbnails as large as there is room for. A click on one, or Enter, asks to open its run."""

    run_asked = Signal(int)
    """The run of this number is to be opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._ends: ManyEnds | None = None
        self._order: Indices = np.empty(0, dtype=np.intp)
        self._solutions: Indices = np.empty(0, dtype=np.intp)
        self._pictures: list[QPixmap] = []
        self._shown: tuple[ThumbnailScale, Array] | None = None
        self._current = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(120, 68))
        self._write: Write = usual_write
        self.setAccessibleName("What the network answers at the end, for every start")
        self.setAccessibleDescription(_HELP)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._pictures = []
        self.update()

    def show_ends(self, ends: ManyEnds, order: Indices, scale: ThumbnailScale, answers: Array) -> None:
        """Draw what every run answers, (runs, places), `order` of them row by row."""
        self._ends, self._order, self._solutions = ends, order, ends.solutions()
        self._shown, self._pictures = (scale, answers), []
        self._current = min(self._current, len(order) - 1)
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 200)

    @property
    def current_run(self) -> int | None:
        """The number of the run at which the keys are."""
        return int(self._order[self._current]) if len(self._order) else None

    def words_of(self, run: int) -> str:
        """“seed 7 · E 0.125 · converges: E has as good as … · 2nd of …”, for hovering and for who listens."""
        ends = self._ends
        assert ends is not None, "it is drawn"
        words = [f"seed {ends.seed(run)}", f"{Symbol.LOSS} {rounded(float(ends.loss[run]))}"]
        if ends.verdicts:
            words.append(ends.verdicts[run].sentence)
        if self._solutions[run] >= 0:
            alike = int((self._solutions == self._solutions[run]).sum())
            words.append(f"{alike} of {len(ends)} have this solution")
        return self._write(" · ".join(words))

    def set_write(self, write: Write) -> None:
        """Write the symbols in it so from now on."""
        self._write = write
        if len(self._order):
            self._tell()

    def cell_of(self, place: int) -> QRect:
        """Where the thumbnail of that place in the order stands."""
        columns, side = self._grid()
        row, column = divmod(place, columns)
        return QRect(column * (side + _GAP), row * (side + _GAP), side, side)

    def _grid(self) -> tuple[int, int]:
        """How many thumbnails stand beside each other, and how large, so that all have room."""
        count = max(1, len(self._order))
        sides = [
            (min(self.width() // columns, self.height() // ceil(count / columns)), -columns)
            for columns in range(1, count + 1)
        ]
        side, columns = max(sides)
        return -columns, max(4, side - _GAP)

    def _place_at(self, point: QPoint) -> int | None:
        for place in range(len(self._order)):
            if self.cell_of(place).contains(point):
                return place
        return None

    def _go_to(self, place: int) -> None:
        self._current = place
        self._tell()
        self.update()

    def _tell(self) -> None:
        run = self.current_run
        self.setAccessibleDescription(_HELP if run is None else f"{self.words_of(run)}. {_HELP}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from thumbnail to thumbnail, or open the run of one."""
        run, key, last = self.current_run, event.key(), len(self._order) - 1
        columns, _ = self._grid()
        if run is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run_asked.emit(run)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key == Qt.Key.Key_Home else last)
        elif (step := _STEPS.get(Qt.Key(key))) is not None:
            place = self._current + step[0] + columns * step[1]
            if 0 <= place <= last:
                self._go_to(place)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._go_to(place)
            self.run_asked.emit(int(self._order[place]))
        else:
            super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            place = self._place_at(self.mapFromGlobal(event.globalPos()))  # type: ignore[attr-defined]
            text = "" if place is None else plain(self.words_of(int(self._order[place])))
            QToolTip.showText(event.globalPos(), text, self)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ends = self._ends
        if ends is None or self._shown is None:
            return
        painter, theme = QPainter(self), self._theme
        hues = hue_colours(self._solutions)
        if not self._pictures:
            self._pictures = [self._picture(run) for run in range(len(ends))]
        for place, run in enumerate(self._order.tolist()):
            cell = self.cell_of(place)
            bar = min(_BAR, cell.width() // 6)
            inner = cell.adjusted(bar, 0, 0, -bar)
            painter.fillRect(inner, QColor(theme.canvas))
            if ends.has_diverged[run]:
                painter.setPen(QPen(QColor(theme.problem), 1.5))
                painter.drawLine(inner.topLeft(), inner.bottomRight())
                painter.drawLine(inner.bottomLeft(), inner.topRight())
            else:
                painter.drawPixmap(inner, self._pictures[run])
                hue = QColor(*hues[run].tolist())
                painter.fillRect(QRect(cell.left(), cell.top(), bar, inner.height()), hue)
            colour = QColor(fate_colour(ends.outcome(run), theme))
            painter.fillRect(QRect(cell.left(), inner.bottom() + 1, cell.width(), bar), colour)
            if place == self._current and self.hasFocus():
                painter.setPen(QPen(QColor(theme.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(cell).adjusted(1, 1, -1, -1))

    def _picture(self, run: int) -> QPixmap:
        """What the run of that number answers, as large as it is drawn."""
        assert self._shown is not None, "it is drawn"
        scale, answers = self._shown
        if scale.kind is ThumbnailKind.PLANE:
            plane = answers[run].reshape(PLANE_SIDE, PLANE_SIDE)[::-1]  # rows of a picture go down
            pixels = np.ascontiguousarray(answer_colours(plane, scale.low, scale.high, self._theme))
            image = QImage(pixels.data, PLANE_SIDE, PLANE_SIDE, QImage.Format.Format_RGBA8888)
            return QPixmap.fromImage(image)
        _, side = self._grid()
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(side * ratio), round(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_line(painter, scale, answers[run], float(side))
        painter.end()
        return picture

    def _draw_line(self, painter: QPainter, scale: ThumbnailScale, answers: Array, side: float) -> None:
        """The curve through its samples, or the answers against the targets and the line of equality."""
        theme, margin = self._theme, 0.15 * (scale.high - scale.low)
        low, high = scale.low - margin, scale.high + margin
        is_curve = scale.kind is ThumbnailKind.CURVE
        left, right = (float(scale.across[0]), float(scale.across[-1])) if is_curve else (low, high)

        def point(x: float, y: float) -> QPointF:
            y = min(max(y, low - (high - low)), high + (high - low))
            return QPointF((x - left) / (right - left) * side, (high - y) / (high - low) * side)

        points = [
            point(x, y)
            for x, y in zip(scale.across.tolist(), answers.tolist(), strict=True)
            if np.isfinite(y)
        ]
        if is_curve:
            self._dots(painter, [point(x, y) for x, y in scale.samples.tolist()], theme.target)
            painter.setPen(QPen(QColor(theme.text), 1.2))
            painter.drawPolyline(QPolygonF(points))
        else:
            painter.setPen(QPen(QColor(theme.muted), 1))
            painter.drawLine(point(low, low), point(high, high))
            self._dots(painter, points, theme.accent)

    def _dots(self, painter: QPainter, points: list[QPointF], colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        for each in points:
            painter.drawEllipse(each, 1.5, 1.5)
