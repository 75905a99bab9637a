"""How are very many objects made that all stay, without a pause? The garbage collector waits meanwhile.

Each of its full looks goes through all objects that there are, and nobody else runs until it is done: with
100,000 rows a tenth of a second, a dozen times.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """No automatic garbage collection until the end, unless somebody else turns it on."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
