"""Where in the pass are we?

A bar of the four phases with a mark for every step, scrubbed with the mouse and the keys, to and fro.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from explorer.backprop.frame import Frame
from explorer.backprop.message_kind import Phase
from explorer.backprop.step_grouping import Grain
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.elided_label import ElidedLabel

_GAP = 3.0
_INSET = 7.0
"""Room at both ends for half of the playhead."""

_HEIGHT = 24.0
_TOP = 10.0
_BAR_ROOM, _MOST_HEIGHT = 54, 104
"""Pixels at the usual type size: of the bar with what stands above and below it, and of the panel."""
_MOST_MARKS = 160
"""Beyond so many steps a phase shows no marks: they would be a grey smear."""


class TimelinePanel(QWidget):
    """The timeline with its heading, the place in the pass in words, and the choice of the grain."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        player = self._player = session.player
        title = ElidedLabel()
        title.set_text("Timeline", "")
        title.setProperty("role", "title")
        self._place = QLabel()
        self._place.setProperty("role", "muted")
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._grain = QComboBox()
        self._grain.setAccessibleName("What one step plays")
        self._grain.setToolTip("What one step plays (Alt+1 to Alt+4)")
        for grain in Grain:
            self._grain.addItem(f"by {grain.value}")
        self._grain.activated.connect(lambda index: player.set_grain(list(Grain)[index]))
        self._bar = TimelineBar(session)
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 6, 0)
        row.addWidget(title, 1)
        row.addWidget(self._place)
        row.addSpacing(8)
        row.addWidget(self._grain)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 4)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self._bar)
        session.frames.changed.connect(self._show)
        player.grain_changed.connect(lambda grain: self._grain.setCurrentIndex(list(Grain).index(grain)))
        self._grain.setCurrentIndex(list(Grain).index(player.grain))
        self._show(session.frames.frame)
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`, as large as its type."""
        self.setMaximumHeight(theme.pixels(_MOST_HEIGHT))
        self._place.setMinimumSize(0, 0)
        self._bar.set_theme(theme)
        self._say(self._place.text())

    def _show(self, frame: Frame) -> None:
        self._bar.show_frame(frame)
        if frame.shown is None:
            self._say("no sample yet")
        else:
            place = "start" if frame.index is None else f"message {frame.index + 1}"
            count = len(frame.shown.script.cues)
            self._say(f"{place} of {count}" if count else "nothing yet")

    def _say(self, place: str) -> None:
        """Tell the place; only one that needs more room than any before has the window laid out anew."""
        self._place.setText(place)
        needed = self._place.sizeHint().expandedTo(self._place.minimumSize())
        if needed != self._place.minimumSize():
            self._place.setFixedSize(needed)


class TimelineBar(QWidget):
    """The bar itself. Left and right go from stop to stop, Home and End to the ends."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = session.player
        self._frame = session.frames.frame
        self._theme = LIGHT
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Timeline of the pass")
        self.setToolTip("Drag to and fro; left and right arrow keys go from step to step")

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`, as large as its type."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_frame(self, frame: Frame) -> None:
        """Show where `frame` stands in its pass."""
        before, self._frame = self._frame, frame
        if (frame.timeline, frame.time) != (before.timeline, before.time):
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, self._theme.pixels(_BAR_ROOM))

    @property
    def _height(self) -> float:
        return self._theme.scale * _HEIGHT

    @property
    def why_empty(self) -> str:
        """What to do so that there is a pass to show; nothing where there is one."""
        if self._frame.timeline is None:
            return "There is no sample: add one in the Samples panel"
        if self._frame.timeline.duration == 0:
            return "Nothing to compute yet: connect the inputs to an output"
        return ""

    def x_of(self, time: float) -> float:
        """Where `time` (in beats) stands, in pixels from the left edge of the bar."""
        duration = self._player.duration
        return _INSET if duration == 0 else _INSET + time / duration * (self.width() - 2 * _INSET)

    def time_at(self, x: float) -> float:
        """Which time stands at `x`; the inverse of `x_of`, clamped to the pass."""
        share = (x - _INSET) / max(1.0, self.width() - 2 * _INSET)
        return min(max(share, 0.0), 1.0) * self._player.duration

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._player.seek(self.time_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._player.seek(self.time_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: self._player.back,
            Qt.Key.Key_Right: self._player.next,
            Qt.Key.Key_Home: self._player.first,
            Qt.Key.Key_End: self._player.last,
            Qt.Key.Key_Space: self._player.toggle,
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            move()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        timeline = self._frame.timeline
        if timeline is None or timeline.duration == 0:
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.why_empty)
            return
        for span in timeline.spans:
            self._paint_phase(painter, span.phase, span.start, span.end)
        self._paint_playhead(painter)

    def _paint_phase(self, painter: QPainter, phase: Phase, start: float, end: float) -> None:
        strong, soft = self._colours(phase)
        left, right = self.x_of(start) + _GAP / 2, self.x_of(end) - _GAP / 2
        bar = QRectF(left, _TOP, max(2.0, right - left), self._height)
        painter.setPen(QPen(strong, 1.2))
        painter.setBrush(soft)
        painter.drawRoundedRect(bar, 4, 4)
        self._paint_marks(painter, phase, bar, strong)
        played = QRectF(bar)
        played.setRight(min(bar.right(), self.x_of(self._frame.time)))
        if played.width() > 0:
            filled = QColor(strong)
            filled.setAlphaF(0.18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(filled)
            painter.drawRoundedRect(played, 4, 4)
        self._paint_name(painter, phase, bar, strong, soft)

    def _paint_marks(self, painter: QPainter, phase: Phase, bar: QRectF, strong: QColor) -> None:
        timeline = self._frame.timeline
        ends = [m.end for m in timeline.moments if m.phase is phase][:-1] if timeline is not None else []
        if len(ends) > _MOST_MARKS or len(ends) * 4 > bar.width():
            return
        faint = QColor(strong)
        faint.setAlphaF(0.45)
        painter.setPen(QPen(faint, 1))
        for end in ends:
            x = self.x_of(end)
            painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom()))

    def _paint_name(self, painter: QPainter, phase: Phase, bar: QRectF, strong: QColor, soft: QColor) -> None:
        """The phase's name on its bar, or below it where the bar is too short for it."""
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        name = phase.value.capitalize()
        width = painter.fontMetrics().horizontalAdvance(name) + 12.0
        painter.setPen(strong)
        if width <= bar.width():
            on = QRectF(bar.center().x() - width / 2, bar.top() + 3, width, bar.height() - 6)
            painter.fillRect(on, soft)
            painter.drawText(on, Qt.AlignmentFlag.AlignCenter, name)
        else:
            left = min(max(bar.center().x() - width / 2, 0.0), self.width() - width)
            below = QRectF(left, bar.bottom() + 1, width, self._theme.pixels(18))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_playhead(self, painter: QPainter) -> None:
        x = self.x_of(self._frame.time)
        colour = QColor(self._theme.accent if self.hasFocus() else self._theme.text)
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(x, 4), QPointF(x, _TOP + self._height + 4))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF([QPointF(x - 6, 1), QPointF(x + 6, 1), QPointF(x, 9)]))

    def _colours(self, phase: Phase) -> tuple[QColor, QColor]:
        theme = self._theme
        strong, soft = {
            Phase.FORWARD: (theme.positive, theme.positive_soft),
            Phase.LOSS: (theme.text, theme.zero_soft),
            Phase.BACKWARD: (theme.delta_positive, theme.delta_positive_soft),
            Phase.UPDATE: (theme.zero, theme.zero_soft),
        }[phase]
        return QColor(strong), QColor(soft)
