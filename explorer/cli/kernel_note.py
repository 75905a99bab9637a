"""What should one know of the compiled kernels before a long verb begins?"""

import sys

from explorer.cli.verb import PROGRAM
from explorer.training import kernel_cache
from explorer.training.engine_choice import NUMBA_IS_MISSING

COMPILING = "compiling the kernels, which takes up to a minute and is done once"


def note_kernels() -> None:
    """Says on standard error that there are none; or, on a terminal, why the first time takes longer."""
    if sys.stderr is None:
        return
    if not kernel_cache.is_installed():
        print(f"{PROGRAM}: {NUMBA_IS_MISSING}", file=sys.stderr)
    elif not kernel_cache.is_complete() and sys.stderr.isatty():
        print(f"{PROGRAM}: {COMPILING}", file=sys.stderr)
