"""How far has training come towards its goal, and how long will it take? A label of the status bar.

The step that it tells is the one whose numbers are shown.
"""

from collections.abc import Callable
from math import ceil
from time import monotonic

from PySide6.QtWidgets import QLabel, QWidget

from explorer.ui.session.frame_source import FrameSource
from explorer.ui.session.training_controller import TrainingController

_APART = 14
"""Pixels between it and what stands beside it."""


class TrainingProgress(QLabel):
    """“Step 240 of 500 · 3 s left”, while a run trains for a number of steps."""

    def __init__(
        self,
        training: TrainingController,
        frames: FrameSource,
        parent: QWidget | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`clock`: seconds."""
        super().__init__(parent)
        self._training, self._frames = training, frames
        self._clock = clock
        self._began_at, self._began_with = 0.0, 0
        self.setProperty("role", "muted")
        self.setContentsMargins(0, 0, _APART, 0)
        frames.changed.connect(self.refresh)
        training.running_changed.connect(self._on_running_changed)
        self.hide()

    def refresh(self) -> None:
        """Say how it stands now."""
        goal, run = self._training.goal, self._frames.run
        is_known = goal is not None and goal.last_step is not None and run is not None
        if goal is not None and goal.last_step is not None and run is not None:
            left = goal.last_step - run.step
            text = f"Step {run.step:,} of {goal.last_step:,}"
            made = run.step - self._began_with
            if made > 0:
                text += f" · {time_left(left * (self._clock() - self._began_at) / made)}"
            self.setText(text)
        self.setVisible(is_known)

    def _on_running_changed(self, is_running: bool) -> None:
        if is_running:
            run = self._training.snapshot
            self._began_at, self._began_with = self._clock(), 0 if run is None else run.step
        self.refresh()


def time_left(seconds: float) -> str:
    """So many seconds, rounded up, in the unit in which one thinks of them."""
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds > 2 * size:
            return f"{ceil(seconds / size)} {unit} left"
    return f"{ceil(seconds)} s left"
