"""How does a run go on while the window draws?

A thread makes the steps, a short piece at a time. Between two pieces it rests for as long as anybody holds
it: only then may the trainer be looked at or changed. The engine must let go of the interpreter lock, or the
window would stutter all the same.
"""

import sys
from threading import Condition, Thread
from time import thread_time

from explorer.training.trainer import Trainer

_PIECE = 0.005
"""Seconds of the processor: about as long as one may have to wait for the thread to rest."""

_PATIENCE = 0.0002
"""Seconds for which the thread waits for the interpreter lock between two calls of the engine. Python's own 5
milliseconds are longer than a piece: while the window draws, hardly a step would be made."""


class TrainingThread:
    """Trains until it is ended or the run diverges; it rests at first, until it is released."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._turn = Condition()
        self._is_held, self._is_resting, self._is_ended = True, True, False
        self._thread = Thread(target=self._work, name="training", daemon=True)
        self._thread.start()

    @property
    def has_ended(self) -> bool:
        """Whether it makes no more steps, be it that the run diverged or that something went wrong."""
        return self._is_ended

    def hold(self, seconds: float | None = None) -> bool:
        """Waits until the thread rests, or for so long; whether it rests. It goes on when it is released."""
        with self._turn:
            self._is_held = True
            return self._turn.wait_for(lambda: self._is_resting, seconds)

    def release(self) -> None:
        """Lets the thread go on."""
        with self._turn:
            self._is_held = False
            self._turn.notify_all()

    def end(self) -> None:
        """Ends the thread, once the piece that it is at is finished."""
        with self._turn:
            self._is_ended = True
            self._turn.notify_all()
        self._thread.join()

    def _work(self) -> None:
        others_patience = sys.getswitchinterval()
        sys.setswitchinterval(_PATIENCE)
        steps = 1
        try:
            while self._may_go_on():
                began = thread_time()  # what is spent waiting for the lock does not count
                self._trainer.advance(steps)
                taken = thread_time() - began
                if taken < _PIECE / 2:
                    steps *= 2
                elif taken > _PIECE:
                    steps = max(1, steps // 2)
        finally:
            sys.setswitchinterval(others_patience)
            with self._turn:
                self._is_ended = self._is_resting = True
                self._turn.notify_all()

    def _may_go_on(self) -> bool:
        """Rests while it is held; False where there is nothing more to do."""
        with self._turn:
            self._is_resting = True
            self._turn.notify_all()
            self._turn.wait_for(lambda: self._is_ended or not self._is_held)
            self._is_resting = self._is_ended or self._trainer.divergence is not None
            return not self._is_resting
