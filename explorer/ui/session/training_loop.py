"""When are the steps of a run made: in slices between two frames, or in a thread beside them?

A thread, where the run is to go as fast as can be and its engine lets go of the interpreter lock. Either way
each frame is handed a snapshot of the run.
"""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from explorer.frame_budget import FRAME
from explorer.training.run_snapshot import RunSnapshot
from explorer.training.trainer import Trainer
from explorer.training.training_thread import TrainingThread
from explorer.ui.session.step_budget import StepBudget

_LOOKS = 50
"""Milliseconds between two looks at a thread, which needs nobody to make its steps: faster ones tell a person
nothing, and each shows the whole document other weights."""


class TrainingLoop(QObject):
    """Drives a trainer from frame to frame, until it is stopped, or the run diverges or reaches its goal.

    Until then the trainer is the loop's alone.
    """

    advanced = Signal(object)
    """Steps may have been made since the last frame: the RunSnapshot."""
    ended = Signal()
    """The run makes no more steps: it has diverged or reached its goal."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trainer: Trainer | None = None
        self._thread: TrainingThread | None = None
        self._pace = StepBudget()
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.setInterval(FRAME)
        self._frames.timeout.connect(self._on_frame)

    @property
    def is_running(self) -> bool:
        """Whether it drives a trainer now."""
        return self._frames.isActive()

    @property
    def steps_per_second(self) -> float | None:
        """How many steps are made each second; None: as many as can be."""
        return self._pace.steps_per_second

    def set_steps_per_second(self, steps: float | None) -> None:
        """From now on; a thread that is at work is ended, and the next frame goes on without it."""
        self._end_thread()
        self._pace.steps_per_second = steps
        self._pace.restart()

    def start(self, trainer: Trainer) -> None:
        """Drive this one from the next frame on."""
        self._trainer = trainer
        self._pace.restart()
        self._frames.start()

    def stop(self) -> None:
        """Make no more steps; those that were made since the last frame are still to be shown."""
        self._frames.stop()
        self._end_thread()

    def set_learning_rate(self, learning_rate: float) -> None:
        """Go on with this α, after the steps that are just being made."""
        if self._thread is not None:
            self._thread.set_learning_rate(learning_rate)
        elif self._trainer is not None:
            self._trainer.learning_rate = learning_rate

    def _on_frame(self) -> None:
        trainer = self._trainer
        if trainer is None:
            return
        if self._pace.steps_per_second is None and trainer.lets_others_run:
            snapshot = self._look_at_thread(trainer)
        else:
            self._make_slice(trainer)
            snapshot = trainer.snapshot()
        is_done = self._thread is None and trainer.has_reached_goal
        has_ended = is_done or snapshot.divergence is not None or self._has_lost_thread()
        if has_ended:
            self.stop()
            snapshot = trainer.snapshot()  # with what it was told last
        self.advanced.emit(snapshot)
        if has_ended:
            self.ended.emit()

    def _make_slice(self, trainer: Trainer) -> None:
        """Makes the steps that are due."""
        due = self._pace.due()
        if due > 0:
            self._pace.count(trainer.advance_for(self._pace.room(), due))

    def _look_at_thread(self, trainer: Trainer) -> RunSnapshot:
        """How far the thread has come, which is begun where there is none."""
        if self._thread is None:
            self._frames.setInterval(_LOOKS)
            self._thread = TrainingThread(trainer)
        return self._thread.snapshot

    def _has_lost_thread(self) -> bool:
        """Whether the thread ended by itself, be it for something that went wrong."""
        return self._thread is not None and self._thread.has_ended

    def _end_thread(self) -> None:
        if self._thread is not None:
            self._frames.setInterval(FRAME)
            self._thread.end()
            self._thread = None
