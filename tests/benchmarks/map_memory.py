"""How much memory does a trainability map take? The peak of a process of its own, which makes one.

    python -m tests.benchmarks.map_memory SIDE

Prints megabytes: those of the process before, when all kernels are there, and the peak while a map of
SIDE × SIDE runs is made. What Linux counts as resident.
"""

import re
import sys
from pathlib import Path

from explorer.job import results_of
from explorer.training.many.map_picture import MapPicture
from explorer.training.many.training_map import compute_map
from tests.benchmarks.contenders.map_run import map_of_xor

SMALLEST, STEPS = 8, 2
_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def main() -> None:
    """Make the smallest map, and then that of SIDE."""
    _make(SMALLEST)
    _RESET.write_text("5", encoding="ascii")  # the peak is counted from here on
    before = _megabytes("VmRSS")
    _make(int(sys.argv[1]))
    print(before, _megabytes("VmHWM"))


def _make(side: int) -> None:
    training_map, picture = map_of_xor(side, STEPS), MapPicture(side, side)
    for step in results_of(compute_map(training_map)):
        picture.add(step)
    assert picture.is_known.all(), "it is whole"


def _megabytes(name: str) -> float:
    found = re.search(rf"^{name}:\s*(\d+) kB$", _STATUS.read_text(encoding="ascii"), re.MULTILINE)
    assert found is not None, "Linux tells it"
    return int(found[1]) * 1024 / 1e6


if __name__ == "__main__":
    main()
