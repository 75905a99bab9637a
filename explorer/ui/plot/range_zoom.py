"""Which part of a plot is looked at? The zoom: its range, its history, and where it ends.

A box that is drawn, a turn of the wheel and the keys move the axes of the plot; from there the range is read,
kept within what makes sense, and told. Imports pyqtgraph: make it after the first paint of the window.
"""

from abc import abstractmethod
from math import log10
from typing import Generic

import pyqtgraph as pg
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from explorer.drawing.offset_scale import OffsetScale, offset_scale
from explorer.drawing.zoom_history import Range, ZoomHistory
from explorer.ui.plot.widget import Plot

Edges = tuple[float, float, float, float]
"""Left, right, bottom and top, in the numbers that the axes say."""

END_OF_PRECISION = (
    "Double precision ends here: neighbouring pixels would be the same number. Backspace goes back"
)

KEYS = "Backspace goes back to the range before, Shift with Backspace forth. "

_LARGEST_EXPONENT = 300.0
"""Of ten, as far as a logarithmic axis is followed outwards."""


class RangeZoom(QObject, Generic[Range]):
    """Owns the range that `plot` shows, and those that were looked at before.

    What a range is, and which of them there are, say those who inherit.
    """

    seen = Signal(object)
    """The person looks at another range; None: at all of it."""
    moved = Signal()
    """Another `present` is visible, whoever moved it."""
    stopped = Signal(str)
    """The zoom goes no deeper; the text says why."""

    def __init__(self, plot: Plot, present: Range) -> None:
        super().__init__(plot)
        self._plot = plot
        self.history: ZoomHistory[Range] = ZoomHistory()
        self.whole: Range | None = None
        """All there is to see, as soon as that is known."""
        self.present = present
        """What is visible."""
        self._is_moving = False
        plot.view.setMouseMode(pg.ViewBox.RectMode)
        plot.setAccessibleDescription(KEYS + plot.accessibleDescription())
        self._look_at(present)
        plot.view.sigRangeChanged.connect(self._on_range_changed)

    @abstractmethod
    def _edges_of(self, place: Range) -> Edges:
        """Where it ends."""

    @abstractmethod
    def _range_of(self, edges: Edges) -> Range:
        """The range that ends there."""

    @abstractmethod
    def _is_resolved(self, place: Range) -> bool:
        """Whether its pixels are told apart."""

    def _kept(self, place: Range, whole: Range) -> Range:
        """The nearest one to `place` in which there is something to see."""
        return place

    def _logs_of(self, place: Range) -> tuple[bool, bool]:
        """Whether the horizontal and the vertical axis are logarithmic there."""
        return False, False

    def _end_in_words(self, place: Range) -> str:
        """What is said where the zoom ends, as at `place`."""
        return END_OF_PRECISION

    def show_whole(self, whole: Range) -> None:
        """All there is to see is this; it is what one sees, unless one has zoomed."""
        if whole != self.whole:
            self.whole = whole
            if self.history.present is None:
                self._look_at(whole)

    def show_place(self, place: Range | None) -> None:
        """Look at this range, as the document says; tells nobody."""
        if place != self.history.present:
            self.history = self.history.visit(place)
            self._look_at(place or self.whole or self.present)

    def forget_history(self) -> None:
        """Something else is looked at: there is nothing to go back to."""
        self.history = ZoomHistory(self.history.present)

    def visit(self, place: Range) -> None:
        """Look at what the person wants to see, as far as there is something to see.

        Not at all where doubles do not tell its pixels apart.
        """
        if self.whole is not None:
            place = self._kept(place, self.whole)
        if not self._is_resolved(place):
            self._look_at(self.present)
            self.stopped.emit(self._end_in_words(place))
            return
        is_other = place != self.present
        if is_other:
            self.history = self.history.visit(place)
        self._look_at(place)
        if is_other:
            self.seen.emit(place)

    def show_all(self) -> None:
        """Look at all of it again."""
        self._go(self.history.visit(None))

    def go_back(self) -> None:
        """Look at the range before."""
        self._go(self.history.back())

    def go_forth(self) -> None:
        """Look at the range that one has come back from."""
        self._go(self.history.forth())

    def take_key(self, event: QKeyEvent) -> bool:
        """Backspace goes back, with Shift forth; whether it was one of these."""
        if Qt.Key(event.key()) is not Qt.Key.Key_Backspace:
            return False
        is_forth = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self.go_forth() if is_forth else self.go_back()
        event.accept()
        return True

    def take_button(self, event: QMouseEvent) -> bool:
        """The buttons at the side of a mouse go back and forth; whether it was one of these."""
        acts = {
            Qt.MouseButton.BackButton: self.go_back,
            Qt.MouseButton.ForwardButton: self.go_forth,
        }
        act = acts.get(event.button())
        if act is None:
            return False
        act()
        event.accept()
        return True

    def put_into(self, menu: QMenu) -> None:
        """Offer the ways back and forth as the first entries of `menu`."""
        first = menu.actions()[0]
        for text, act, is_possible in (
            ("Back\tBackspace", self.go_back, bool(self.history.before)),
            ("Forth\tShift+Backspace", self.go_forth, bool(self.history.after)),
        ):
            action = menu.addAction(text, act)
            action.setEnabled(is_possible)
            menu.removeAction(action)
            menu.insertAction(first, action)

    def _go(self, history: ZoomHistory[Range]) -> None:
        if history != self.history:
            self.history = history
            self._look_at(history.present or self.whole or self.present)
            self.seen.emit(history.present)

    def _look_at(self, place: Range) -> None:
        """Move the axes."""
        plot, (left, right, bottom, top) = self._plot, self._edges_of(place)
        is_x_log, is_log = self._logs_of(place)
        self.present = place
        self._is_moving = True
        plot.scale_axes(is_x_log, is_log)
        plot.set_offsets(
            OffsetScale() if is_x_log else offset_scale(left, right),
            OffsetScale() if is_log else offset_scale(bottom, top),
        )
        x, y = plot.x_offsets.origin, plot.y_offsets.origin
        plot.view.setRange(
            xRange=(_coordinate(left, x, is_x_log), _coordinate(right, x, is_x_log)),
            yRange=(_coordinate(bottom, y, is_log), _coordinate(top, y, is_log)),
            padding=0,
            disableAutoRange=True,
        )
        self._is_moving = False
        self.moved.emit()

    def _on_range_changed(self) -> None:
        """The person has moved the axes."""
        if self._is_moving:
            return
        plot = self._plot
        (left, right), (bottom, top) = plot.view.viewRange()
        x, y = plot.x_offsets.origin, plot.y_offsets.origin
        edges = (
            _number(float(left), x, plot.is_x_log),
            _number(float(right), x, plot.is_x_log),
            _number(float(bottom), y, plot.is_log),
            _number(float(top), y, plot.is_log),
        )
        self.visit(self._range_of(edges))


def _coordinate(number: float, origin: float, is_log: bool) -> float:
    """Where a number is drawn."""
    return log10(number) if is_log else number - origin


def _number(coordinate: float, origin: float, is_log: bool) -> float:
    """Which number is drawn there."""
    if not is_log:
        return origin + coordinate
    return float(10.0 ** min(max(coordinate, -_LARGEST_EXPONENT), _LARGEST_EXPONENT))
