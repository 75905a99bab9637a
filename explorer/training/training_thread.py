"""How does a run go on while the window draws? In a thread that tells of it by snapshots.

While the thread is at work the trainer is its alone. It makes the steps a short piece at a time; after each
it publishes a snapshot, and does what it was told meanwhile. The engine must let go of the interpreter lock,
or the window would stutter all the same.
"""

import sys
from queue import SimpleQueue
from threading import Event, Thread
from time import thread_time

from explorer.training.run_snapshot import RunSnapshot
from explorer.training.trainer import Trainer

_PIECE = 0.005
"""Seconds of the processor: about as old as a snapshot becomes, and as long as the end may have to wait."""

_PATIENCE = 0.0002
"""Seconds for which the thread waits for the interpreter lock between two calls of the engine. Python's own 5
milliseconds are longer than a piece: while the window draws, hardly a step would be made."""


class TrainingThread:
    """Trains until it is told to end, or the run diverges or reaches its goal."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._snapshot = trainer.snapshot()
        self._learning_rates: SimpleQueue[float] = SimpleQueue()
        self._is_to_end = Event()
        self._thread = Thread(target=self._work, name="training", daemon=True)
        self._thread.start()

    @property
    def snapshot(self) -> RunSnapshot:
        """The newest; once the thread has ended, that of its last step."""
        return self._snapshot

    @property
    def has_ended(self) -> bool:
        """Whether it makes no more steps, for the run is over or something went wrong."""
        return not self._thread.is_alive()

    def set_learning_rate(self, learning_rate: float) -> None:
        """From the next piece on, train with this α."""
        self._learning_rates.put(learning_rate)

    def end(self) -> None:
        """Ends the thread, once the piece that it is at is finished; then the trainer is the caller's."""
        self._is_to_end.set()
        self._thread.join()
        self._follow_learning_rate()

    def _work(self) -> None:
        others_patience = sys.getswitchinterval()
        sys.setswitchinterval(_PATIENCE)
        steps = 1
        try:
            while not (
                self._is_to_end.is_set() or self._trainer.divergence or self._trainer.has_reached_goal
            ):
                self._follow_learning_rate()
                began = thread_time()  # what is spent waiting for the lock does not count
                self._trainer.advance(steps)
                taken = thread_time() - began
                self._snapshot = self._trainer.snapshot()
                if taken < _PIECE / 2:
                    steps *= 2
                elif taken > _PIECE:
                    steps = max(1, steps // 2)
        finally:
            sys.setswitchinterval(others_patience)

    def _follow_learning_rate(self) -> None:
        while not self._learning_rates.empty():
            self._trainer.learning_rate = self._learning_rates.get()
