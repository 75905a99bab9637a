"""How are minima, maxima and inflections marked on the curve of f? Imports pyqtgraph: for plots only."""

from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from explorer.descent.function import Function
from explorer.descent.landmark import CriticalPoint
from explorer.descent.landmark_words import equals, label_of
from explorer.descent.marked import Marked
from explorer.ui.plot import PlotItem, markers
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT, Theme

# Beyond so many only the nearest to the start are named.
_MOST_NAMED = 4
_LEAST_HEIGHT = 130
"""Pixels of the view below which minima are marked, but not named."""
_HEIGHT_FOR_BENDS = 220
"""The same for inflections, of which at most so many are named:"""
_MOST_BENDS_NAMED = 2
_PADDING = 12
"""Pixels that a text of pyqtgraph takes beside its letters."""
_GAP = 10
"""Pixels between a line and its words: a start that stands on the line has room."""


@dataclass(frozen=True, eq=False)
class Landmark:
    """A critical point with the words beside it; `line` stands where a descent to one side runs away."""

    point: CriticalPoint
    label: str
    text: PlotItem
    line: PlotItem | None

    @property
    def place(self) -> str:
        """The label without what it says of the place: "x = −2"."""
        return self.label.split(":")[0]


class LandmarkLayer:
    """A mark at each critical point, words beside those nearest to the start."""

    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        self._theme = LIGHT
        self._marks = markers(plot, LIGHT.muted, "flat", symbol="d", size=8)
        self._marks.setZValue(12)
        self._bends = markers(plot, LIGHT.muted, "inflection", size=5)
        self._bends.setZValue(12)
        self._named: list[Landmark] = []
        self._bend_names: list[PlotItem] = []

    @property
    def labels(self) -> list[str]:
        """What is said of them, from left to right, where there is room for it."""
        return [landmark.label for landmark in self._named]

    def show(self, f: Function, marked: Marked, start: float) -> None:
        """Mark the minima, maxima and inflections of f."""
        points, bends = marked.points, marked.inflections
        for landmark in self._named:
            self._plot.removeItem(landmark.text)
            if landmark.line is not None:
                self._plot.removeItem(landmark.line)
        self._marks.setData([point.x for point in points], [point.value for point in points])
        self._bends.setData(bends, [f(x) for x in bends])
        for text in self._bend_names:
            self._plot.removeItem(text)
        self._bend_names = [self._bend_name(f, x) for x in bends] if len(bends) <= _MOST_BENDS_NAMED else []
        nearest = sorted(points, key=lambda point: abs(point.x - start))[:_MOST_NAMED]
        self._named = [self._landmark(f, point) for point in sorted(nearest, key=lambda point: point.x)]
        self.set_theme(self._theme)
        self.place()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._marks.setSymbolBrush(theme.surface)
        self._marks.setSymbolPen(pg.mkPen(theme.muted, width=1.5))
        self._bends.setSymbolBrush(theme.surface)
        self._bends.setSymbolPen(pg.mkPen(theme.muted, width=1))
        for text in self._bend_names:
            text.setColor(theme.muted)
        for landmark in self._named:
            landmark.text.setColor(theme.muted if landmark.line is None else theme.problem)
            if landmark.line is not None:
                landmark.line.setPen(pg.mkPen(theme.problem, width=1, style=Qt.PenStyle.DashLine))

    def place(self) -> None:
        """Put the words where they are in nobody's way in what is visible now."""
        (x_low, x_high), (_, y_high) = self._plot.view.viewRange()
        has_room = self._plot.view.height() >= _LEAST_HEIGHT
        for text in self._bend_names:
            text.setVisible(
                self._plot.view.height() >= _HEIGHT_FOR_BENDS and x_low <= text.pos().x() <= x_high
            )
        for landmark in self._named:
            share = (landmark.point.x - x_low) / (x_high - x_low)
            if landmark.line is not None:
                self._place_at_line(landmark, share, y_high)
            else:
                is_minimum = landmark.point.kind == "minimum"
                landmark.text.setAnchor((min(max(share, 0.1), 0.9), 0 if is_minimum else 1))
                landmark.text.setPos(landmark.point.x, landmark.point.value)
            landmark.text.setVisible(0 <= share <= 1 and (landmark.line is not None or has_room))

    def _place_at_line(self, landmark: Landmark, share: float, y_high: float) -> None:
        """At the top of the line, above where the curve falls to a minimum; cut short for want of room."""
        is_left_of_line = "the right" in landmark.label
        room = (share if is_left_of_line else 1 - share) * self._plot.view.width() - _GAP
        width = QFontMetricsF(self._plot.font()).horizontalAdvance(landmark.label) + _PADDING
        landmark.text.setText(landmark.label if width <= room else landmark.place)
        landmark.text.setAnchor((1 if is_left_of_line else 0, 0))
        gap = _GAP * self._plot.view.viewPixelSize()[0]
        landmark.text.setPos(landmark.point.x - gap if is_left_of_line else landmark.point.x + gap, y_high)

    def _bend_name(self, f: Function, x: float) -> PlotItem:
        text = pg.TextItem(
            f"inflection x {equals(x)}", anchor=(1.05, 0.5) if f.derivative()(x) > 0 else (-0.05, 0.5)
        )
        text.setZValue(8)
        text.setPos(x, f(x))
        self._plot.addItem(text, ignoreBounds=True)
        return text

    def _landmark(self, f: Function, point: CriticalPoint) -> Landmark:
        label = label_of(f, point)
        text = pg.TextItem(label)
        text.setZValue(25)
        line = pg.InfiniteLine(point.x, angle=90) if label.endswith("runs away") else None
        for item in (text, line):
            if item is not None:
                self._plot.addItem(item, ignoreBounds=True)
        return Landmark(point, label, text, line)
