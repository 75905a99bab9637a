"""How do this program, numpy and C count the same end states of x³ + 3x² into the same image?"""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.descent.bifurcation.engine import engine_for
from explorer.descent.bifurcation.orbits import Counts, Orbits, XRows
from explorer.descent.function import parse_function

FORMULA, START = "x^3 + 3x^2", -1.99
SOURCE = Path(__file__).with_suffix(".c")
FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC")

CountInC = Callable[["Image"], Counts]


@dataclass(frozen=True, eq=False)
class Image:
    """So many orbits, each with a rate of its own and in one of the columns, are counted in so many rows."""

    rates: Array
    columns: NDArray[np.int64]
    width: int
    rows: XRows
    steps: int

    @classmethod
    def of(cls, orbits: int, steps: int, width: int, height: int) -> "Image":
        """Of the cubic from its first doubling to the end of its chaos."""
        columns = np.arange(orbits, dtype=np.int64) * width // orbits
        rows = XRows(-2.5, height / 3.5, height)
        return cls(np.linspace(0.3, 0.5, orbits), columns, width, rows, steps)

    @property
    def points(self) -> int:
        """How many iterates are counted."""
        return len(self.rates) * self.steps


def by_program(image: Image) -> Counts:
    """Followed and counted by the engine of the window, those first that have a column to themselves."""
    is_first = np.diff(image.columns, prepend=-1) > 0
    orbits = Orbits.begin(np.concatenate([image.rates[is_first], image.rates[~is_first]]), START)
    visits = engine_for(parse_function(FORMULA)).visit(orbits, image.steps, image.rows)[:, 1:-1]
    counts: Counts = visits[: image.width]
    counts[image.columns[~is_first]] += visits[image.width :]
    return counts


def by_histogram(image: Image) -> Callable[[], Array]:
    """`np.histogram2d` of points that are there already."""
    orbits = Orbits.begin(image.rates, START)
    x = engine_for(parse_function(FORMULA)).trail(orbits, image.steps).ravel()
    columns = np.tile(image.columns + 0.5, image.steps)
    rows = image.rows
    bounds = (0, image.width), (rows.low, rows.low + rows.count / rows.per_unit)
    bins = image.width, rows.count
    return lambda: np.histogram2d(columns, x, bins, bounds)[0]


def by_c(folder: Path) -> CountInC | None:
    """The loop of `end_states.c`, compiled into the folder; None where there is no compiler."""
    compiler = os.environ.get("CC") or next(filter(shutil.which, ("cc", "gcc", "clang")), None)
    if compiler is None:
        return None
    library = folder / "end_states.so"
    subprocess.run([compiler, *FLAGS, "-o", str(library), str(SOURCE)], check=True)
    count = ctypes.CDLL(str(library)).count_end_states
    whole, real = ctypes.c_int64, ctypes.c_double
    reals, wholes = np.ctypeslib.ndpointer(np.float64), np.ctypeslib.ndpointer(np.int64)
    table = np.ctypeslib.ndpointer(np.uint32)
    count.argtypes = [whole, reals, wholes, real, whole, real, real, whole, table]
    count.restype = None

    def counted(image: Image) -> Counts:
        counts: Counts = np.zeros((image.width, image.rows.count + 2), dtype=np.uint32)
        rows = image.rows.low, image.rows.per_unit, image.rows.count
        count(len(image.rates), image.rates, image.columns, START, image.steps, *rows, counts)
        return counts[:, 1:-1]

    return counted
