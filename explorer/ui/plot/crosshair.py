"""Which point of a plot is the pointer at, and what are its values?

Near a curve the crosshair snaps to its nearest point and writes all digits of it. Elsewhere it writes where
the pointer is, rounded. Where the plot is narrow the text takes a line a value.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, log10
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel

from explorer.number import exact, is_rounded, rounded
from explorer.ui.theme.theme import Theme

SNAP_DISTANCE = 32
"""How near to a point the pointer must be to snap to it, in pixels."""


@dataclass(frozen=True)
class PlotAxes:
    """How the axes of a plot are named, whether each is logarithmic, and where they begin.

    Coordinates are offsets from `origin`, (x, y).
    """

    x_label: str
    y_label: str
    is_log: bool = False
    origin: tuple[float, float] = (0.0, 0.0)
    is_x_log: bool = False


@dataclass(frozen=True)
class PlotPoint:
    """One point of one curve, in the numbers it was given (never their logarithms)."""

    name: str
    x: float
    y: float
    index: int
    item: Any


class Crosshair:
    """Two thin lines and a line of text over `plot`, which is told how the axes of that are named."""

    def __init__(self, plot: pg.PlotWidget, axes: PlotAxes) -> None:
        self._plot = plot
        self._view = plot.plotItem.getViewBox()
        self._axes = axes
        self.point: PlotPoint | None = None
        self.value_at: Callable[[float, float], str] = lambda x, y: ""
        """What else there is at a place, as a name and a number: a plane has a value everywhere."""
        self.words_of: Callable[[PlotPoint], list[str] | None] = lambda point: None
        """What is written of a point in place of its name and its numbers; None: those."""
        self._lines = [pg.InfiniteLine(angle=angle, movable=False) for angle in (90, 0)]
        for line in self._lines:
            line.setVisible(False)
            plot.addItem(line, ignoreBounds=True)
        self.label = QLabel(plot)
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.hide()

    @property
    def text(self) -> str:
        """What is written beside the lines; empty while they are hidden."""
        return "" if self.label.isHidden() else self.label.text()

    def set_axes(self, axes: PlotAxes) -> None:
        """Read off these axes from now on; what was read off others is taken away."""
        if axes != self._axes:
            self._axes = axes
            self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for line in self._lines:
            line.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DotLine))
        self.label.setStyleSheet(
            f"color: {theme.text}; background: {theme.surface}; border: 1px solid {theme.border};"
            "border-radius: 4px; padding: 1px 5px;"
        )

    def hide(self) -> None:
        """Take the lines and the text away."""
        self.point = None
        self.label.hide()
        for line in self._lines:
            line.setVisible(False)

    def follow(self, position: QPointF) -> None:
        """Go to the point nearest to `position`, in pixels of the widget."""
        scene_position = self._plot.mapToScene(position.toPoint())
        view = self._view
        if not view.sceneBoundingRect().contains(scene_position):
            self.hide()
            return
        place = view.mapSceneToView(scene_position)
        self.point = self._nearest(place.x(), place.y())
        if self.point is not None:
            self._show_point(self.point)
            return
        with np.errstate(over="ignore"):
            x = float(np.power(10.0, place.x())) if self._axes.is_x_log else place.x()
            y = float(np.power(10.0, place.y())) if self._axes.is_log else place.y()
        values = [self._read(self._axes.x_label, x, 0), self._read(self._axes.y_label, y, 1)]
        self._show(place.x(), place.y(), [*values, self.value_at(place.x(), place.y())])

    def step(self, by: int) -> None:
        """Go `by` points on along the curve it is on; onto the first curve where it is on none."""
        found = [item for item in self._plot.plotItem.listDataItems() if _is_readable(item)]
        if not found:
            self.hide()
            return
        point = self.point
        if point is None or point.item not in found:
            item, index = found[0], 0
        else:
            item, index = point.item, point.index + by
        x, y = item.getOriginalDataset()
        index = min(max(index, 0), len(x) - 1)
        self.point = PlotPoint(item.name(), float(x[index]), float(y[index]), index, item)
        self._show_point(self.point)

    def show_words(self, x: float, y: float, words: list[str]) -> None:
        """Write these words beside lines through a place, in the view's own units."""
        self.point = None
        self._show(x, y, words)

    def _nearest(self, x: float, y: float) -> PlotPoint | None:
        """The point nearest to (x, y), which are in the view's own (logarithmic) units."""
        pixel_width, pixel_height = self._view.viewPixelSize()
        best: PlotPoint | None = None
        least = float(SNAP_DISTANCE)
        for item in self._plot.plotItem.listDataItems():
            if not _is_readable(item):
                continue
            xs, ys = item.getOriginalDataset()
            with np.errstate(all="ignore"):
                widths = np.log10(xs) if self._axes.is_x_log else xs
                heights = np.log10(ys) if self._axes.is_log else ys
                distance = np.hypot((widths - x) / pixel_width, (heights - y) / pixel_height)
            distance[~np.isfinite(distance)] = np.inf
            index = int(np.argmin(distance))
            if distance[index] < least:
                least = float(distance[index])
                best = PlotPoint(item.name(), float(xs[index]), float(ys[index]), index, item)
        return best

    def _read(self, label: str, coordinate: float, axis: int) -> str:
        """Where the pointer is, with as many digits as a pixel tells apart."""
        origin = self._axes.origin[axis]
        if not origin:
            return f"{label} ≈ {rounded(coordinate)}"
        pixel = self._view.viewPixelSize()[axis]
        value = origin + coordinate
        return f"{label} ≈ {rounded(value, max(4, ceil(log10(abs(value) / pixel)) + 1))}"

    def _show_point(self, point: PlotPoint) -> None:
        x = _log(point.x) if self._axes.is_x_log else point.x
        y = _log(point.y) if self._axes.is_log else point.y
        if (words := self.words_of(point)) is not None:
            self._show(x, y, words)
            return
        x_origin, y_origin = self._axes.origin
        labelled = ((self._axes.x_label, x_origin + point.x), (self._axes.y_label, y_origin + point.y))
        for digits in (17, *range(15, 1, -1)):
            values = [_value(label, value, digits) for label, value in labelled]
            if self._show(x, y, [point.name, *values]):
                break

    def _show(self, x: float, y: float, values: list[str]) -> bool:
        """Write these values beside lines through (x, y); whether the plot has room for them."""
        for line, value in zip(self._lines, (x, y), strict=True):
            line.setVisible(bool(np.isfinite(value)))
            if np.isfinite(value):
                line.setValue(value)
        view = self._plot.mapFromScene(self._view.sceneBoundingRect()).boundingRect()
        values = [value for value in values if value]
        for between in ("   ", "\n"):
            self.label.setText(self._plot.write(between.join(values)))
            self.label.adjustSize()
            if self.label.width() <= view.right() - 4:
                break
        has_room = bool(self.label.width() <= view.right() - 4)
        left = view.right() - self.label.width() - 4
        self.label.move(max(2, left), view.top() + 4)
        self.label.show()
        return has_room


def _value(label: str, value: float, digits: int) -> str:
    """A number under its name, with all its digits or with “≈” before fewer."""
    if digits >= 17 or not is_rounded(value, digits):
        return f"{label} {exact(value)}"
    return f"{label} ≈ {rounded(value, digits)}"


def _log(value: float) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.log10(value))


def _is_readable(item: Any) -> bool:
    x, _ = item.getOriginalDataset()
    return bool(item.isVisible()) and item.name() is not None and x is not None and len(x) > 0
