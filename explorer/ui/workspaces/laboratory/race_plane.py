"""How do optimisers go down a function of two variables? Its contours, their paths, and a start to drag.

Imports pyqtgraph: make it after the window's first paint.
"""

from collections.abc import Sequence
from math import floor, log10

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QWidget

from explorer.array import Array
from explorer.files.table import TableColumns
from explorer.number import exact, rounded
from explorer.race.landscape import LANDSCAPES, Landscape
from explorer.race.racer import RaceOutcome, Racer
from explorer.training.surface.contour import contour_levels, contour_segments
from explorer.ui.plot import PlotItem, curve, markers, recolour
from explorer.ui.plot.crosshair import PlotPoint
from explorer.ui.plot.disc_handle import DiscHandle
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.workspaces.laboratory.race_colour import racer_colour

_GRID = 161
"""Points of f along each axis."""
_SIZE = 13
_NUDGE = 0.005
"""Of the visible range, for one press of Shift and an arrow."""
_SIDES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_SYMBOLS = {RaceOutcome.REACHED: "o", RaceOutcome.DIVERGED: "x", RaceOutcome.NOT_WITHIN: "t"}


class RacePlane(Plot):
    """y against x: contours of |f − its least value|, and each path up to where it arrived or ended."""

    start_moved = Signal(float, float, bool)
    """The start is moved there, at every step of the gesture; whether it is held by the mouse."""
    released = Signal()

    has_x_title = False  # the letters are those of the formula, and the room is little

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "x", "y")
        self.can_be_log = False
        self.plotItem.hideButtons()  # their A would fit the axes to a path that diverges
        self.table = self._table
        self.setAccessibleName("Paths of the optimisers on the contours of f")
        self.setAccessibleDescription(
            f"Drag the start, or press Shift with an arrow. {self.accessibleDescription()}"
        )
        self._colours = LIGHT
        self.landscape = LANDSCAPES["bridge"]
        self._racers: tuple[Racer, ...] = ()
        self._selected = ""
        self._is_following = False
        self.contours, self.decades = (pg.PlotCurveItem(connect="pairs", antialias=True) for _ in range(2))
        """Those at powers of ten are drawn more strongly than those between them."""
        for line in (self.contours, self.decades):
            line.setZValue(-5)
            self.view.addItem(line, ignoreBounds=True)  # and not among the curves, which are read and saved
        self.minima = markers(self, LIGHT.text, "minimum", symbol="+", size=13)
        self._paths: dict[str, tuple[PlotItem, PlotItem]] = {}
        self._looks: dict[str, tuple[Racer, bool, Theme]] = {}
        """Whose path is drawn of each optimiser, whether it stands out, and in which colours."""
        self.handle = DiscHandle(_SIZE)
        self.handle.setZValue(20)
        self.handle.setToolTip("The start: drag it")
        self.addItem(self.handle, ignoreBounds=True)
        self.handle.sigPositionChanged.connect(self._on_handle_moved)
        self.handle.sigPositionChangeFinished.connect(self.released)
        self.crosshair.value_at = self._value_at
        self.crosshair.words_of = self._words_of
        self.view.sigRangeChanged.connect(self._draw_contours)
        self._draw_minima()
        self.show_all()

    def set_colours(self, theme: Theme) -> None:
        """Take the colours of `theme`, all that is drawn included."""
        self._colours = theme
        self.set_theme(theme)
        for line, share in zip((self.contours, self.decades), (0.35, 0.8), strict=True):
            faint = QColor(theme.muted)
            faint.setAlphaF(share)
            line.setPen(pg.mkPen(faint, width=1))
        recolour(self.minima, theme.text)
        self.handle.setBrush(theme.text)
        self.handle.setHoverBrush(theme.text)
        self.handle.setPen(pg.mkPen(theme.surface, width=1.5))
        self.handle.setHoverPen(pg.mkPen(theme.accent, width=2))
        self._draw_paths()

    def show_landscape(self, landscape: Landscape, may_frame: bool) -> None:
        """Draw this one. Axes are fitted to another function, or to a start out of sight if they may be."""
        before, self.landscape = self.landscape, landscape
        self._is_following = True
        self.handle.setPos(*landscape.start)
        self._is_following = False
        is_other = landscape.text != before.text
        if is_other:
            self._draw_minima()
        if is_other or (may_frame and not self.view.viewRect().contains(*landscape.start)):
            self.show_all()
            self._draw_contours()

    def show_racers(self, racers: Sequence[Racer], selected: str) -> None:
        """Draw the paths of these; that of the optimiser of the name `selected` stands out."""
        if (tuple(racers), selected) != (self._racers, self._selected):
            self._racers, self._selected = tuple(racers), selected
            self.crosshair.hide()
            self._draw_paths()

    def path_of(self, optimiser: str) -> PlotItem:
        """The path of the optimiser of this name. Raises KeyError."""
        return self._paths[optimiser][0]

    def show_all(self) -> None:
        """Show what is worth seeing of the function, with the start."""
        left, right, bottom, top = self.landscape.seen
        x, y = self.landscape.start
        seen = QRectF(left, bottom, right - left, top - bottom)
        if not seen.contains(x, y):
            wider = 0.05 * (seen.width() + seen.height())
            seen |= QRectF(x - wider, y - wider, 2 * wider, 2 * wider)
        self.view.setRange(rect=seen, padding=0, disableAutoRange=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift and an arrow move the start."""
        side = _SIDES.get(Qt.Key(event.key()))
        if event.modifiers() != Qt.KeyboardModifier.ShiftModifier or side is None:
            super().keyPressEvent(event)
            return
        width, height = self.view.viewRect().width(), self.view.viewRect().height()
        x, y = self.landscape.start
        self._move_start(x + side[0] * _NUDGE * width, y + side[1] * _NUDGE * height, False)
        event.accept()

    def _on_handle_moved(self) -> None:
        if not self._is_following:
            place = self.handle.pos()
            self._move_start(float(place.x()), float(place.y()), True)

    def _move_start(self, x: float, y: float, is_held: bool) -> None:
        """Ask for that start, rounded to what a pixel tells apart."""
        size = self.view.viewPixelSize()
        x, y = (round(value, -floor(log10(of_pixel))) for value, of_pixel in zip((x, y), size, strict=True))
        self.start_moved.emit(x, y, is_held)

    def _draw_contours(self) -> None:
        (left, right), (bottom, top) = self.view.viewRange()
        across, up = np.linspace(left, right, _GRID), np.linspace(bottom, top, _GRID)
        with np.errstate(all="ignore"):
            heights = np.abs(self.landscape.function.values(*np.meshgrid(across, up)) - self._zero)
        levels = contour_levels(heights)
        is_decade = np.abs(np.log10(levels) - np.round(np.log10(levels))) < 1e-9
        for line, chosen in zip(
            (self.contours, self.decades), (levels[~is_decade], levels[is_decade]), strict=True
        ):
            parts = [contour_segments(across, up, heights, level) for level in chosen.tolist()]
            ends = np.concatenate([np.empty((0, 2, 2)), *parts]).reshape(-1, 2)
            line.setData(ends[:, 0], ends[:, 1])

    @property
    def _zero(self) -> float:
        """From which contours are counted: the least value of f, if it has one."""
        return self.landscape.least or 0.0

    def _draw_minima(self) -> None:
        places = np.array(self.landscape.minima, dtype=np.float64).reshape(-1, 2)
        self.minima.setData(places[:, 0], places[:, 1])

    def _draw_paths(self) -> None:
        """Draw what is not yet drawn as it shall be: while others race, most of it is."""
        names = {racer.optimiser.name for racer in self._racers}
        for name in self._looks.keys() - names:
            del self._looks[name]
            for item in self._paths[name]:
                item.setData([], [])  # for while the start is dragged it is back at once
        for racer in self._racers:
            name = racer.optimiser.name
            look = racer, name == self._selected, self._colours
            if self._looks.get(name) != look:
                self._looks[name] = look
                self._draw_path(racer, look[1])

    def _draw_path(self, racer: Racer, is_selected: bool) -> None:
        name, colour = racer.optimiser.name, racer_colour(racer.optimiser.name, self._colours)
        if name not in self._paths:
            line, end = curve(self, colour, racer.label), markers(self, colour, "", size=9)
            line.setClipToView(False)  # its x do not ascend
            end.opts["name"] = None  # the last point of its path says it already
            end.setZValue(6)
            self._paths[name] = line, end
        line, end = self._paths[name]
        path = drawn_path(racer)
        line.setData(path[:, 0], path[:, 1])
        line.setPen(pg.mkPen(colour, width=2.5 if is_selected else 1))
        line.setZValue(5 if is_selected else 1)
        end.setData(path[-1:, 0], path[-1:, 1], symbol=_SYMBOLS[racer.outcome])
        recolour(end, colour)

    def _value_at(self, x: float, y: float) -> str:
        return f"f {rounded(float(self.landscape.function.values(np.array(x), np.array(y))))}"

    def _words_of(self, point: PlotPoint) -> list[str] | None:
        """Whose step it is, where that is, and how high."""
        values = [f"x {exact(point.x)}", f"y {exact(point.y)}"]
        for racer in self._racers:
            if self.path_of(racer.optimiser.name) is point.item:
                step = int(racer.path_steps[point.index])
                value = exact(float(racer.losses[point.index]))
                return [racer.label, f"step {step}", *values, f"f {value}"]
        return None

    def _table(self) -> TableColumns:
        """Every step of every path, with f."""
        table: TableColumns = []
        for racer in self._racers:
            path = drawn_path(racer)
            count = len(path)
            table += [
                (f"{racer.label} step", racer.path_steps[:count]),
                (f"{racer.label} x", path[:, 0]),
                (f"{racer.label} y", path[:, 1]),
                (f"{racer.label} f", racer.losses[:count]),
            ]
        return table


def drawn_path(racer: Racer) -> Array:
    """Where it came to up to its arrival, or to its end: (points, 2)."""
    path: Array = racer.path[: racer.step + 1]
    return path
