"""How often may something costly be redrawn while the network trains?"""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QObject, QTimer

from explorer.frame_budget import FrameBudget


class Throttle(QObject):
    """Calls `refresh` soon after `request`, once for however many requests came, and never too often.

    At least `interval` milliseconds pass between two calls, and at least `share` times as long as the last
    call took: whatever it costs, it takes no more than 1/(share + 1) of the screen's time. Each call is a
    turn of the `budget`, which all throttles and jobs of a window share.
    """

    def __init__(
        self,
        parent: QObject,
        refresh: Callable[[], None],
        interval: int = 16,
        share: float = 4.0,
        *,
        budget: FrameBudget,
    ) -> None:
        super().__init__(parent)
        self._refresh = refresh
        self._interval = interval
        self._share = share
        self._budget = budget
        self._rest_until = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def is_due(self) -> bool:
        """Whether a call was asked for and is still to come."""
        return self._timer.isActive()

    def request(self) -> None:
        """Ask for one more call; returns at once."""
        if not self._timer.isActive():
            self._timer.start(max(0, round(1000 * (self._rest_until - self._budget.clock()))))

    def flush(self) -> None:
        """Make the call that is due, if any, now."""
        if self._timer.isActive():
            self._timer.stop()
            self._call()

    def cancel(self) -> None:
        """Make no call that is due."""
        self._timer.stop()

    def hurry(self) -> None:
        """Make the call that is due, if any, now, where the last one is long enough ago.

        In a turn that has used its time up, it stays due: a frame is not to be late for it.
        """
        if self._budget.clock() >= self._rest_until and not self._budget.is_spent:
            self.flush()

    def _on_timeout(self) -> None:
        wait = max(self._rest_until - self._budget.clock(), self._budget.wait)
        if wait > 0:
            self._timer.start(ceil(1000 * wait))
        else:
            self._call()

    def _call(self) -> None:
        begin = self._budget.clock()
        with self._budget.turn():
            self._refresh()
        end = self._budget.clock()
        self._rest_until = end + max(self._interval / 1000, self._share * (end - begin))
