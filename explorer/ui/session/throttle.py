"""How often may something costly be redrawn while the network trains?"""

from collections.abc import Callable
from math import ceil
from time import perf_counter
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer


class Throttle(QObject):
    """Calls `refresh` soon after `request`, once for however many requests came, and never too often.

    At least `interval` milliseconds pass between two calls, and at least `share` times as long as the last
    call took: whatever it costs, it takes no more than 1/(share + 1) of the screen's time. All throttles take
    turns: after a call each of them rests for as long as that took, so that together they leave half of the
    time to what paints and what trains, and no two of them to the same moment.
    """

    _free_at: ClassVar[float] = 0.0
    """When the next may take its turn: there is one thread for all windows."""

    def __init__(
        self, parent: QObject, refresh: Callable[[], None], interval: int = 16, share: float = 4.0
    ) -> None:
        super().__init__(parent)
        self._refresh = refresh
        self._interval = interval
        self._share = share
        self._rest_until = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    def request(self) -> None:
        """Ask for one more call; returns at once."""
        if not self._timer.isActive():
            self._timer.start(max(0, round(1000 * (self._rest_until - perf_counter()))))

    def flush(self) -> None:
        """Make the call that is due, if any, now."""
        if self._timer.isActive():
            self._timer.stop()
            self._call()

    def cancel(self) -> None:
        """Make no call that is due."""
        self._timer.stop()

    def hurry(self) -> None:
        """Make the call that is due, if any, now, where the last one is long enough ago."""
        if perf_counter() >= self._rest_until:
            self.flush()

    def _on_timeout(self) -> None:
        wait = max(self._rest_until, Throttle._free_at) - perf_counter()
        if wait > 0:
            self._timer.start(ceil(1000 * wait))
        else:
            self._call()

    def _call(self) -> None:
        begin = perf_counter()
        self._refresh()
        end = perf_counter()
        self._rest_until = end + max(self._interval / 1000, self._share * (end - begin))
        Throttle._free_at = end + (end - begin)
