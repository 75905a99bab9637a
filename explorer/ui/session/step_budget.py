"""How many steps are due by now, when training is slowed down to be watched, and how long may they take?"""

from PySide6.QtCore import QElapsedTimer

from explorer.frame_budget import FRAME, SLICE

WATCHABLE = 100.0
"""Steps per second at first: a person can follow it, and most small networks learn within a minute."""

AS_FAST_AS_CAN_BE = 1_000_000
"""Steps in one frame: more than any machine makes."""

LEAST_SLICE = 0.001
"""Seconds of training in a frame: with time to spare, and with none."""

_GIVES_WAY = 1.0
"""How many seconds of training a frame gives up for each second that it comes late."""


class StepBudget:
    """Steps per second, counted from the last `restart`; the first one is due at once."""

    def __init__(self) -> None:
        self.steps_per_second: float | None = WATCHABLE
        self._made = 0
        self._clock = QElapsedTimer()
        self._clock.start()
        self._since_frame = QElapsedTimer()
        self._since_frame.start()

    def restart(self) -> None:
        """Count from now on."""
        self._made = 0
        self._clock.start()

    def due(self) -> int:
        """How many steps should have been made by now, and have not."""
        if self.steps_per_second is None:
            return AS_FAST_AS_CAN_BE
        return 1 + int(self._clock.elapsed() / 1000 * self.steps_per_second) - self._made

    def count(self, steps: int) -> None:
        """So many steps more have been made."""
        self._made += steps

    def room(self) -> float:
        """Seconds of training in the frame that begins now: fewer where it is late, for others draw too."""
        late = self._since_frame.restart() / 1000 - FRAME / 1000
        return min(max(SLICE - _GIVES_WAY * late, LEAST_SLICE), SLICE)
