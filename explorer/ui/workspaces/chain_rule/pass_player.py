"""When is it in a pass along the graph? The player owns the time: step by step, or gliding as it plays."""

from collections.abc import Callable
from math import ceil, floor

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from explorer.frame_budget import FRAME

_STEPS_PER_SECOND = 1.25
_LONGEST_PASS = 20.0
"""Seconds for which a pass plays: one of very many steps goes by the faster."""


class PassPlayer(QObject):
    """The time, in steps from the start: at 2.5 the second step has been made and the third is half made."""

    moved = Signal()
    """The time, or how many steps there are, is another."""
    playing_changed = Signal(bool)

    def __init__(self, is_motion_reduced: Callable[[], bool], parent: QObject | None = None) -> None:
        """`is_motion_reduced`: whether playing is to jump from step to step now."""
        super().__init__(parent)
        self._is_motion_reduced = is_motion_reduced
        self._count = 0
        self._time = 0.0
        self._goal = 0.0
        self._waited = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._on_frame)

    @property
    def time(self) -> float:
        """The present time, in steps."""
        return self._time

    @property
    def count(self) -> int:
        """How many steps the pass has."""
        return self._count

    @property
    def is_playing(self) -> bool:
        """Whether the time runs."""
        return self._timer.isActive()

    def show_all(self, count: int) -> None:
        """Stand at the end of a pass of so many steps, without telling."""
        self._stop()
        self._count, self._time = count, float(count)

    def follow(self, count: int) -> None:
        """The pass has so many steps now; the end stays the end. Tells nobody."""
        is_at_end = self._time >= self._count
        self._count = count
        self._time = float(count) if is_at_end else min(self._time, float(count))

    def first(self) -> None:
        """To the start, where nothing is known."""
        self._go(0.0)

    def last(self) -> None:
        """To the end, where all is known."""
        self._go(float(self._count))

    def back(self) -> None:
        """To where the step before was made."""
        self._go(ceil(self._time) - 1.0)

    def next(self) -> None:
        """Make one step; when it is already being made, it is made at once."""
        if self.is_playing:
            self._go(ceil(self._time) if self._time < ceil(self._time) else self._time + 1.0)
        else:
            self._run_to(floor(self._time) + 1.0)

    def toggle(self) -> None:
        """Play on, from the start where it is at its end, or pause."""
        if self.is_playing:
            self._go(self._time)
            return
        if self._time >= self._count:
            self._go(0.0)
        self._run_to(float(self._count))

    def show_step(self, index: int) -> None:
        """Pause where the step of this number has just been made."""
        self._go(index + 1.0)

    def _run_to(self, goal: float) -> None:
        self._goal = min(goal, float(self._count))
        if self._time >= self._goal:
            return
        self._clock.start()
        self._waited = 0.0
        self._timer.start()
        self.playing_changed.emit(True)

    def _on_frame(self) -> None:
        speed = max(_STEPS_PER_SECOND, self._count / _LONGEST_PASS)
        passed = self._clock.restart() / 1000 * speed
        if self._is_motion_reduced():
            self._waited += passed
            if self._waited < 1.0:
                return
            self._waited, passed = 0.0, floor(self._time) + 1.0 - self._time
        time = min(self._time + passed, self._goal)
        if time >= self._goal:
            self._stop()
        self._time = time
        self.moved.emit()

    def _stop(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self.playing_changed.emit(False)

    def _go(self, time: float) -> None:
        self._stop()
        self._time = min(max(time, 0.0), float(self._count))
        self.moved.emit()
