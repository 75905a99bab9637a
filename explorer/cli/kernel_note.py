"""What should one know of the compiled kernels before a long verb begins?"""

import sys
from collections.abc import Callable

from explorer.cli.verb import PROGRAM
from explorer.compiling import kernel_cache
from explorer.job import in_thread, results_of, whole
from explorer.training.engine_choice import NUMBA_IS_MISSING

COMPILING = "compiling the kernels, which takes up to a minute and is done once"
COMPILING_ANEW = (
    "compiling the kernels, which takes a while at each start: no folder can be written to keep them"
)


def note_kernels(are_used: bool = True) -> None:
    """Says on standard error that there are none; or, on a terminal, why the first time takes longer.

    `are_used`: whether those that there are will be used.
    """
    if sys.stderr is None:
        return
    if not kernel_cache.is_installed():
        print(f"{PROGRAM}: {NUMBA_IS_MISSING}", file=sys.stderr)
    elif not are_used:
        return
    elif kernel_cache.folder() is None:
        print(f"{PROGRAM}: {COMPILING_ANEW}", file=sys.stderr)
    elif not kernel_cache.is_complete() and sys.stderr.isatty():
        print(f"{PROGRAM}: {COMPILING}", file=sys.stderr)


def load_kernels(load: Callable[[], None]) -> None:
    """Calls `load` in a thread that nobody waits for.

    Compiling cannot be interrupted, but who interrupts it can go.
    """
    for _ in results_of(in_thread(whole(load))):
        pass  # it has none
