"""How are very many objects made that all stay, without a pause? The garbage collector waits meanwhile.

Each of its full looks goes through all objects that there are, and nobody else runs until it is done: with
100,000 rows a tenth of a second, a dozen times.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class CollectionPause:
    """No automatic garbage collection as long as anybody is at work, in whichever thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._at_work = 0
        self._was_on = False

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Be at work; the last to end turns the collector on again, if it was."""
        with self._lock:
            if self._at_work == 0:
                self._was_on = gc.isenabled()
                gc.disable()
            self._at_work += 1
        try:
            yield
        finally:
            with self._lock:
                self._at_work -= 1
                if self._at_work == 0 and self._was_on:
                    gc.enable()


collection_paused = CollectionPause()
"""That of the process, which has one collector."""
