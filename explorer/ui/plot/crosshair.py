"""Which point of a plot is the pointer at, and what are its values?

Near a curve the crosshair snaps to its nearest point and writes all digits of it. Elsewhere it writes where
the pointer is, rounded.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel

from explorer.number import exact, rounded
from explorer.ui.theme.theme import Theme

SNAP_DISTANCE = 32
"""How near to a point the pointer must be to snap to it, in pixels."""


@dataclass(frozen=True)
class PlotAxes:
    """How the axes of a plot are named, and whether the vertical one is logarithmic."""

    x_label: str
    y_label: str
    is_log: bool = False


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
        self._lines = [pg.InfiniteLine(angle=angle, movable=False) for angle in (90, 0)]
        for line in self._lines:
            line.setVisible(False)
            plot.addItem(line, ignoreBounds=True)
        self._label = QLabel(plot)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.hide()

    @property
    def text(self) -> str:
        """What is written beside the lines; empty while they are hidden."""
        return "" if self._label.isHidden() else self._label.text()

    def set_axes(self, axes: PlotAxes) -> None:
        """Read off these axes from now on; what was read off others is taken away."""
        if axes != self._axes:
            self._axes = axes
            self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for line in self._lines:
            line.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DotLine))
        self._label.setStyleSheet(
            f"color: {theme.text}; background: {theme.surface}; border: 1px solid {theme.border};"
            "border-radius: 4px; padding: 1px 5px;"
        )

    def hide(self) -> None:
        """Take the lines and the text away."""
        self.point = None
        self._label.hide()
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
        y = 10.0 ** place.y() if self._axes.is_log else place.y()
        self._show(
            place.x(),
            place.y(),
            f"{self._axes.x_label} ≈ {rounded(place.x())}   {self._axes.y_label} ≈ {rounded(y)}",
        )

    def step(self, by: int) -> None:
        """Go `by` points on along the curve it is on; onto the first curve where it is on none."""
        point = self.point
        if point is None:
            found = [item for item in self._plot.plotItem.listDataItems() if _is_readable(item)]
            if not found:
                return
            item, index = found[0], 0
        else:
            item, index = point.item, point.index + by
        x, y = item.getOriginalDataset()
        if x is None:
            return
        index = min(max(index, 0), len(x) - 1)
        self.point = PlotPoint(item.name(), float(x[index]), float(y[index]), index, item)
        self._show_point(self.point)

    def _nearest(self, x: float, y: float) -> PlotPoint | None:
        """The point nearest to (x, y), which are in the view's own (logarithmic) units."""
        pixel_width, pixel_height = self._view.viewPixelSize()
        best: PlotPoint | None = None
        least = float(SNAP_DISTANCE)
        for item in self._plot.plotItem.listDataItems():
            if not _is_readable(item):
                continue
            xs, ys = item.getOriginalDataset()
            if self._axes.is_log:
                with np.errstate(divide="ignore", invalid="ignore"):
                    heights = np.log10(ys)
            else:
                heights = ys
            distance = np.hypot((xs - x) / pixel_width, (heights - y) / pixel_height)
            distance[~np.isfinite(distance)] = np.inf
            index = int(np.argmin(distance))
            if distance[index] < least:
                least = float(distance[index])
                best = PlotPoint(item.name(), float(xs[index]), float(ys[index]), index, item)
        return best

    def _show_point(self, point: PlotPoint) -> None:
        y = _height(point.y) if self._axes.is_log else point.y
        name = f"{point.name}   " if point.name else ""
        labels = f"{self._axes.x_label} {exact(point.x)}   {self._axes.y_label} {exact(point.y)}"
        self._show(point.x, y, name + labels)

    def _show(self, x: float, y: float, text: str) -> None:
        for line, value in zip(self._lines, (x, y), strict=True):
            line.setVisible(bool(np.isfinite(value)))
            if np.isfinite(value):
                line.setValue(value)
        self._label.setText(text)
        self._label.adjustSize()
        view = self._plot.mapFromScene(self._view.sceneBoundingRect()).boundingRect()
        left = view.right() - self._label.width() - 4
        self._label.move(max(2, left), view.top() + 4)
        self._label.show()


def _height(value: float) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.log10(value))


def _is_readable(item: Any) -> bool:
    x, _ = item.getOriginalDataset()
    return bool(item.isVisible()) and item.name() is not None and x is not None and len(x) > 0
