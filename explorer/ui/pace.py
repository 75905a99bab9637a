"""How many steps are due by now, when training is slowed down to be watched?"""

from PySide6.QtCore import QElapsedTimer

WATCHABLE = 100.0
"""Steps per second at first: a person can follow it, and most small networks learn within a minute."""

AS_FAST_AS_CAN_BE = 1_000_000
"""Steps in one frame: more than any machine makes."""


class Pace:
    """Steps per second, counted from the last `restart`; the first one is due at once."""

    def __init__(self) -> None:
        self.steps_per_second: float | None = WATCHABLE
        self._made = 0
        self._clock = QElapsedTimer()
        self._clock.start()

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
