"""How are the starts of descents dragged along the curve, and told apart? Imports pyqtgraph.

The first is the start x₀, in the accent colour; the further ones have the colours of their descents.
"""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QObject, QPointF, Qt, Signal

from explorer.descent.orbit import is_bounded
from explorer.ui.plot import PlotItem
from explorer.ui.plot.disc_handle import DiscHandle
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.workspaces.one_variable.kept import colours_of

_SIZE = 13
_NEAR = 12.0
"""Pixels from its middle within which a click is meant for a handle."""
_FIRST_COLOUR = 3
"""The further starts begin there among the colours of kept runs, which begin at 0."""


def colour_of_start(number: int, theme: Theme) -> str:
    """The colour of a start and its descent; number 0 is x₀."""
    colours = colours_of(theme)
    return theme.accent if number == 0 else colours[(_FIRST_COLOUR + number - 1) % len(colours)]


class StartHandles(QObject):
    """One handle for each start; one of them is chosen, and is the one that keys move and remove."""

    moved = Signal(int, float)
    """This one is being moved, to this x."""
    released = Signal()

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot)
        self._plot = plot
        self._theme = LIGHT
        self._is_following = False
        self.chosen = 0
        self.handles: list[PlotItem] = []

    def show(self, places: Sequence[tuple[float, float]]) -> None:
        """Put a handle at each of these points of the curve, if it can be drawn there; tells nobody."""
        while len(self.handles) < len(places):
            self._add()
        while len(self.handles) > len(places):
            self._plot.removeItem(self.handles.pop())
        self.choose(min(self.chosen, len(places) - 1))
        for number, (x, y) in enumerate(places):
            self.put(number, x, y)

    def put(self, number: int, x: float, y: float) -> None:
        """Move one handle, telling nobody; where it cannot be drawn there is none."""
        handle = self.handles[number]
        handle.setVisible(is_bounded(x) and is_bounded(y))
        if handle.isVisible():
            self._is_following = True
            handle.setPos(x, y)
            self._is_following = False

    def choose(self, number: int) -> None:
        """Let this one be moved and removed by keys."""
        self.chosen = number
        self._colour()

    def choose_at(self, scene_place: QPointF) -> bool:
        """Choose the handle at this place of the scene; whether there is one."""
        distances = [
            (self._plot.view.mapViewToScene(handle.pos()) - scene_place).manhattanLength()
            for handle in self.handles
        ]
        nearest = min(range(len(distances)), key=distances.__getitem__)
        if distances[nearest] > _NEAR:
            return False
        self.choose(nearest)
        return True

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._colour()

    def _add(self) -> None:
        number = len(self.handles)
        handle = DiscHandle(_SIZE)
        handle.setCursor(Qt.CursorShape.SizeHorCursor)
        handle.setToolTip(
            "The start x₀: drag it along the curve"
            if number == 0
            else "A further start: drag it, or Delete it"
        )
        handle.setZValue(20 - number / 100)
        self._plot.addItem(handle, ignoreBounds=True)
        handle.sigPositionChanged.connect(lambda: self._on_moved(number))
        handle.sigPositionChangeFinished.connect(self.released)
        self.handles.append(handle)

    def _on_moved(self, number: int) -> None:
        if not self._is_following:
            if number != self.chosen:
                self.choose(number)
            self.moved.emit(number, float(self.handles[number].pos().x()))

    def _colour(self) -> None:
        theme = self._theme
        for number, handle in enumerate(self.handles):
            is_chosen = number == self.chosen and len(self.handles) > 1
            colour = colour_of_start(number, theme)
            handle.setBrush(colour)
            handle.setHoverBrush(colour)
            handle.setPen(pg.mkPen(theme.text if is_chosen else theme.surface, width=2 if is_chosen else 1.5))
            handle.setHoverPen(pg.mkPen(theme.text, width=2))
