"""How fast are the pictures of descents in one variable, against numpy, C and a person's patience?"""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from explorer.descent.bifurcation.basin import basin_of
from explorer.descent.bifurcation.bifurcation_points import cycle_windows
from explorer.descent.bifurcation.end_states import EndStatesQuestion, RateWindow, end_states
from explorer.descent.bifurcation.whole_range import whole_range
from explorer.descent.function import parse_function
from explorer.descent.landmark import critical_points
from explorer.descent.shown_descent import Descent
from explorer.job import last_result, results_of
from explorer.kernels import warm_up
from tests.benchmarks.contenders.end_states import FORMULA, START, Image, by_c, by_histogram, by_program
from tests.benchmarks.line import Aim, Line
from tests.benchmarks.race import Contender, Length, race
from tests.benchmarks.wait import Wait

PROGRAM, HISTOGRAM, C = "end states", "np.histogram2d", "C"
ORBITS, STEPS, WIDTH, HEIGHT = 2000, 2000, 1600, 900
UNIT = "million iterates/s"
PLACES = (-2.5, 1.0)
FIRST_WIDTH = 0.6
"""Of the range of learning rates that is seen first."""

NO_COMPILER = "no C compiler was found"


def image(length: Length) -> Iterator[Line]:
    """Iterates made and counted, against counting alone in numpy, and against the same by hand in C."""
    warm_up.load_orbits()
    asked = Image.of(ORBITS, STEPS, WIDTH, HEIGHT)
    histogram = by_histogram(asked)
    with TemporaryDirectory() as folder:
        in_c = by_c(Path(folder))
        works: dict[str, Callable[[], object]] = {PROGRAM: lambda: by_program(asked), HISTOGRAM: histogram}
        if in_c is not None:
            works[C] = lambda: in_c(asked)
            if not np.array_equal(in_c(asked), by_program(asked)):
                raise ArithmeticError("C counts otherwise than the program")
        contenders = [Contender(name, _repeated(work), asked.points / 1e6) for name, work in works.items()]
        paces = race(contenders, length)
    work = f"{ORBITS:,} α × {STEPS:,} steps, {WIDTH}×{HEIGHT}"
    reached = {name: paces.of(name).median for name in works}
    note = "" if C in works else NO_COMPILER
    yield Line(
        work, f"{PROGRAM} / {HISTOGRAM}", paces.ratio(PROGRAM, HISTOGRAM), Aim(25), reached, UNIT, note
    )
    if C in works:
        yield Line(work, f"time of {PROGRAM} / of {C}", paces.ratio(C, PROGRAM), Aim(2, is_ceiling=True))


def waits(length: Length) -> Iterator[Line]:
    """What is solved and drawn when a person rests, looks closer, or chooses another f."""
    warm_up.load_orbits()
    f = parse_function(FORMULA)
    points = critical_points(f, -6.0, 6.0)
    found = cycle_windows(f, (0.0, FIRST_WIDTH), PLACES)
    landmarks = sum(len(window.points) for window in found)
    first = RateWindow(0.0, FIRST_WIDTH, *PLACES, WIDTH, HEIGHT)
    deep = RateWindow(0.45, 0.45 + 1e-12 * FIRST_WIDTH, -0.1, 0.2, WIDTH, HEIGHT)

    def all_of(window: RateWindow) -> object:
        return last_result(end_states(EndStatesQuestion(f, START, window)))

    def first_of(window: RateWindow) -> object:
        return next(results_of(end_states(EndStatesQuestion(f, START, window))))

    def seen_first() -> object:
        return last_result(whole_range(f, START, points))

    def one() -> object:
        return cycle_windows(f, (0.4719, 0.472), PLACES)

    def many() -> object:
        return cycle_windows(f, (0.0, FIRST_WIDTH), PLACES)

    clock, basin = perf_counter, Descent(f, START, 0.3, 50)
    for wait in (
        Wait(f"{FORMULA}, {landmarks} landmarks", "one of them: ms", many, 5, share=1 / landmarks),
        Wait(f"{FORMULA}, one landmark", "with its window: ms", one, 5),
        Wait(
            "end states, first range", "first picture: ms by the clock", lambda: first_of(first), 100, clock
        ),
        Wait("end states, first range", "finest: ms by the clock", lambda: all_of(first), None, clock),
        Wait("end states, 10⁻¹² of it", "finest: ms by the clock", lambda: all_of(deep), 300, clock),
        Wait("range that is seen first", "ms by the clock", seen_first, None, clock),
        Wait("basin, 1,001 starts", "ms", lambda: basin_of(basin, *PLACES)),
    ):
        yield wait.line(length.rounds)


def _repeated(act: Callable[[], object]) -> Callable[[int], None]:
    def work(times: int) -> None:
        for _ in range(times):
            act()

    return work
