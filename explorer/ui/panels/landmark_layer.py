"""How are the minima and maxima of f marked in its plot? Imports pyqtgraph: use it from plots only."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt

from explorer.descent.function import Function
from explorer.descent.landmark import CriticalPoint
from explorer.ui.panels.descent_landmarks import label_of
from explorer.ui.plot import PlotItem, markers
from explorer.ui.plot.widget import Plot
from explorer.ui.theme import LIGHT, Theme

# Beyond so many only the nearest to the start are named.
_MOST_NAMED = 4
_LEAST_HEIGHT = 130
"""Pixels of the view below which minima are marked, but not named."""


class LandmarkLayer:
    """A mark at each, words beside the nearest, a line where a descent to one side runs away."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._theme = LIGHT
        self._marks = markers(plot, LIGHT.muted, "flat", symbol="d", size=8)
        self._marks.setZValue(12)
        self._named: list[tuple[PlotItem, CriticalPoint, bool]] = []
        self._lines: list[PlotItem] = []

    @property
    def labels(self) -> list[str]:
        """What is written, from left to right."""
        return [text.toPlainText() for text, _, _ in self._named]

    def show(self, f: Function, points: Sequence[CriticalPoint], start: float) -> None:
        """Mark these points of f."""
        for item in (*self._lines, *(text for text, _, _ in self._named)):
            self._plot.removeItem(item)
        self._marks.setData([point.x for point in points], [point.value for point in points])
        nearest = sorted(points, key=lambda point: abs(point.x - start))[:_MOST_NAMED]
        named = [(point, label_of(f, point)) for point in sorted(nearest, key=lambda point: point.x)]
        self._named, self._lines = [], []
        for point, label in named:
            runs_away = label.endswith("runs away")
            text = pg.TextItem(label)
            text.setZValue(25)
            self._plot.addItem(text, ignoreBounds=True)
            self._named.append((text, point, runs_away))
            if runs_away:
                line = pg.InfiniteLine(point.x, angle=90)
                self._plot.addItem(line, ignoreBounds=True)
                self._lines.append(line)
        self.set_theme(self._theme)
        self.place()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._marks.setSymbolBrush(theme.surface)
        self._marks.setSymbolPen(pg.mkPen(theme.muted, width=1.5))
        for text, _, runs_away in self._named:
            text.setColor(theme.problem if runs_away else theme.muted)
        for line in self._lines:
            line.setPen(pg.mkPen(theme.problem, width=1, style=Qt.PenStyle.DashLine))

    def place(self) -> None:
        """Put the words where they are in nobody's way in what is visible now."""
        (x_low, x_high), (_, y_high) = self._plot.view.viewRange()
        has_room = self._plot.view.height() >= _LEAST_HEIGHT
        for text, point, runs_away in self._named:
            share = (point.x - x_low) / (x_high - x_low)
            if runs_away:  # at the top of its line, above where the curve falls towards a minimum
                text.setAnchor((1 if "the right" in text.toPlainText() else 0, 0))
                text.setPos(point.x, y_high)
            else:
                text.setAnchor((min(max(share, 0.1), 0.9), 0 if point.kind == "minimum" else 1))
                text.setPos(point.x, point.value)
            text.setVisible(0 <= share <= 1 and (runs_away or has_room))
