"""When are the steps of a run made: in slices between two frames, or in a thread beside them?

A thread, where the run is to go as fast as can be and its engine lets go of the interpreter lock. Either way
the trainer rests whenever somebody looks at it.
"""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from explorer.training.trainer import Trainer
from explorer.ui.session.step_budget import FRAME, StepBudget
from explorer.ui.session.training_thread import TrainingThread

_LOOKS = 33
"""Milliseconds between two looks at a thread, which needs nobody to make its steps: faster ones tell a person
nothing, and each shows the whole document other weights."""

_WAIT = 0.01
"""Seconds for which a frame waits for the thread to rest: twice as long as a piece takes."""


class TrainingLoop(QObject):
    """Drives a trainer from frame to frame, until it is stopped or the run diverges."""

    advanced = Signal()
    """Steps may have been made since the last frame."""
    ended = Signal()
    """The run makes no more steps: it has diverged."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trainer: Trainer | None = None
        self._thread: TrainingThread | None = None
        self._pace = StepBudget()
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.setInterval(FRAME)
        self._frames.timeout.connect(self._on_frame)
        self._until_idle = QTimer(self)
        self._until_idle.setSingleShot(True)
        self._until_idle.timeout.connect(self.release)

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
        """Make no more steps; those that were made are still to be shown."""
        self._frames.stop()
        self._end_thread()

    def hold(self, seconds: float | None = None) -> bool:
        """The trainer rests from now on until control is back with the event loop.

        With `seconds` no longer is waited for that; whether it rests.
        """
        if self._thread is None:
            return True
        self._until_idle.start(0)
        return self._thread.hold(seconds)

    def _on_frame(self) -> None:
        trainer = self._trainer
        if trainer is None:
            return
        if self._pace.steps_per_second is None and trainer.lets_others_run:
            thread = self._thread_of(trainer)
            if not self.hold(_WAIT):
                return  # now and then its history is thinned out; the next look will find it at rest
            has_ended = thread.has_ended
        else:
            has_ended = self._make_slice(trainer)
        if has_ended:
            self.stop()
        self.advanced.emit()
        if has_ended:
            self.ended.emit()

    def _make_slice(self, trainer: Trainer) -> bool:
        """Makes the steps that are due; whether they were the last."""
        due = self._pace.due()
        if due > 0:
            self._pace.count(trainer.advance_for(self._pace.room(), due))
        return trainer.divergence is not None

    def _thread_of(self, trainer: Trainer) -> TrainingThread:
        """The thread, begun where there is none."""
        if self._thread is None:
            self._frames.setInterval(_LOOKS)
            self._thread = TrainingThread(trainer)
            self._thread.release()
        return self._thread

    def release(self) -> None:
        """The trainer goes on, and may not be looked at any more."""
        if self._thread is not None:
            self._thread.release()

    def _end_thread(self) -> None:
        if self._thread is not None:
            self._frames.setInterval(FRAME)
            self._thread.end()
            self._thread = None
