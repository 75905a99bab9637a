"""In which order are the pictures of changed neurons painted anew, so that no frame takes too long?"""

from time import perf_counter

from PySide6.QtCore import QObject

from explorer.frame_budget import FrameBudget
from explorer.ui.canvas.neuron_item import NeuronItem
from explorer.ui.session.throttle import Throttle

_SLICE = 0.008
"""Seconds of a frame that painting may take."""


class RefreshQueue(QObject):
    """First come, first served; one that changes while it waits keeps its place, so none waits for ever."""

    def __init__(self, parent: QObject, budget: FrameBudget) -> None:
        super().__init__(parent)
        self._waiting: dict[NeuronItem, None] = {}
        self._throttle = Throttle(self, self._on_refresh, interval=8, share=1.0, budget=budget)

    def add(self, item: NeuronItem) -> None:
        """Paint `item` anew soon."""
        self._waiting[item] = None
        self._throttle.request()

    def remove(self, item: NeuronItem) -> None:
        """Forget `item`, which is leaving the scene."""
        self._waiting.pop(item, None)

    def hurry(self) -> None:
        """Paint some of what waits now, so that the next frame shows it."""
        self._throttle.hurry()

    def flush(self) -> None:
        """Paint all that waits now."""
        self._refresh(float("inf"))

    def _on_refresh(self) -> None:
        self._refresh(_SLICE)
        if self._waiting:
            self._throttle.request()

    def _refresh(self, seconds: float) -> None:
        end = perf_counter() + seconds
        while self._waiting:
            item = next(iter(self._waiting))
            del self._waiting[item]
            item.refresh()
            if perf_counter() > end:
                break
