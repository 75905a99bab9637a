"""Where do the iterates end, for every learning rate? The density image of end states, coarse at once.

A column is one learning rate: the orbit from the chosen start goes on for `transient` steps unseen. Where it
has settled on a stable cycle, the column shows that cycle's points; where it has left all bounds, nothing;
and else how often each of the rows is visited in `counted` steps. Every eighth column comes first, then every
fourth, every second, all of them.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Steps
from explorer.descent.bifurcation.domain import advance_within_domain
from explorer.descent.bifurcation.engine import engine_for
from explorer.descent.bifurcation.orbits import OrbitEngine, Orbits, XRows
from explorer.descent.bifurcation.settled import Settled, settle
from explorer.descent.function import Function
from explorer.job import Job, JobStep

COARSEST = 8
"""The first picture has every so-manieth column."""

Density = NDArray[np.float32]
"""Shares of the steps, shape (columns, rows)."""

_LOOK = 0.02  # seconds of waiting for a block: so long one who cancels may have to wait


_PATIENCE, _LONGER, _LOOKED_AT = 3, 8, 256
"""An orbit that is still on its way goes on so often, so many times the transient; and how that is known."""


@dataclass(frozen=True, slots=True)
class RateWindow:
    """The part of the plane of learning rate and x that is looked at, in pixels as many as the screen has."""

    rate_low: float
    rate_high: float
    x_low: float
    x_high: float
    columns: int
    rows: int

    @property
    def rates(self) -> Array:
        """The learning rate in the middle of each column."""
        share = (np.arange(self.columns) + 0.5) / self.columns
        return self.rate_low + (self.rate_high - self.rate_low) * share

    @property
    def row_range(self) -> XRows:
        """How x is cut into rows."""
        return XRows(self.x_low, self.rows / (self.x_high - self.x_low), self.rows)

    @property
    def is_resolved(self) -> bool:
        """Whether doubles tell neighbouring pixels apart, with two bits to spare for what is computed."""
        least_rate = (self.rate_high - self.rate_low) / self.columns
        least_x = (self.x_high - self.x_low) / self.rows
        largest_rate = max(abs(self.rate_low), abs(self.rate_high))
        largest_x = max(abs(self.x_low), abs(self.x_high))
        return bool(least_rate >= 4 * np.spacing(largest_rate) and least_x >= 4 * np.spacing(largest_x))


@dataclass(frozen=True, slots=True)
class EndStatesQuestion:
    """Where do the iterates of f from `start` end, for every learning rate in `window`?"""

    f: Function
    start: float
    window: RateWindow
    momentum: float = 0.0
    transient: int = 2000
    counted: int = 2000
    further_starts: int = 0
    """From so many starts besides, evenly over the window's x: there may be several attractors."""

    @property
    def starts(self) -> tuple[float, ...]:
        """The chosen start, then the further ones."""
        window, count = self.window, self.further_starts
        share = (np.arange(count) + 0.5) / max(count, 1)
        further = window.x_low + (window.x_high - window.x_low) * share
        return (self.start, *further.tolist())


@dataclass(frozen=True, eq=False, slots=True)
class EndStates:
    """The answer so far, one entry for each column that is computed, from left to right.

    `columns` (n,) says which; `spacing` how many pixels apart they are. `density` (n, rows): the share of
    the counted steps in which a row was visited. `period` is 0 where no stable cycle was found, and
    `escaped_at` −1 where the orbit stays within bounds. `multiplier` is NaN without a cycle, `lyapunov`
    NaN where it escaped. `low`, `high`: the least and the greatest x. All of these are of the chosen start;
    of the further ones there is the density, the mean over all that stay within bounds, and `mean`: the mean
    x of the attractor that a row belongs to, NaN where none was. None without further starts.
    """

    question: EndStatesQuestion
    columns: NDArray[np.intp]
    spacing: int
    density: Density
    period: Steps
    multiplier: Array
    lyapunov: Array
    escaped_at: Steps
    low: Array
    high: Array
    mean: Density | None = None

    @property
    def rates(self) -> Array:
        """The learning rate of each computed column."""
        return self.question.window.rates[self.columns]

    @property
    def edges(self) -> tuple[Array, Array]:
        """The lowest and the highest x that was visited in each column; ∞ and −∞ where none was."""
        window, visited = self.question.window, self.density > 0
        rows = visited.shape[1]
        height = (window.x_high - window.x_low) / rows
        lowest, highest = visited.argmax(axis=1), rows - visited[:, ::-1].argmax(axis=1)
        is_any = visited.any(axis=1)
        return (
            np.where(is_any, window.x_low + lowest * height, np.inf),
            np.where(is_any, window.x_low + highest * height, -np.inf),
        )


def end_states(question: EndStatesQuestion, executor: Executor | None = None) -> Job[EndStates]:
    """The answer, ever finer: four results, the last of which has every column.

    Columns are computed in `executor`, by default in threads of its own.
    """
    engine = engine_for(question.f, question.momentum)
    own = ThreadPoolExecutor() if executor is None else None
    pool = executor or own
    assert pool is not None
    try:
        yield from _refined(question, partial(_computed, question, engine), engine.block, pool)
    finally:
        if own is not None:
            own.shutdown(wait=False, cancel_futures=True)


def _refined(
    question: EndStatesQuestion,
    compute: Callable[[NDArray[np.intp]], EndStates],
    size: int,
    pool: Executor,
) -> Job[EndStates]:
    """Every eighth column, those between, and so on, each time put together with what is there."""
    columns = question.window.columns
    parts: list[EndStates] = []
    done = 0
    for spacing, numbers in _stages(columns):
        blocks = [numbers[first : first + size] for first in range(0, len(numbers), size)]
        futures = deque(pool.submit(compute, block) for block in blocks)
        try:
            while futures:
                wait(futures, timeout=_LOOK, return_when=FIRST_COMPLETED)
                while futures and futures[0].done():
                    part = futures.popleft().result()
                    parts.append(part)
                    done += len(part.columns)
                yield JobStep(min(done / columns, 0.999))
        finally:
            for future in futures:
                future.cancel()
        yield JobStep(done / columns, _together(parts, spacing))


def _stages(columns: int) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """(spacing, the columns that are new at it), from the coarsest to 1."""
    everything = np.arange(columns)
    spacing = COARSEST
    yield spacing, everything[::spacing]
    while spacing > 1:
        spacing //= 2
        yield spacing, everything[spacing :: 2 * spacing]


def _together(parts: list[EndStates], spacing: int) -> EndStates:
    """The parts as one, their columns from left to right."""
    order = np.argsort(np.concatenate([part.columns for part in parts]))
    arrays = {
        name: np.concatenate([getattr(part, name) for part in parts])[order]
        for name in EndStates.__dataclass_fields__
        if name not in ("question", "spacing") and getattr(parts[0], name) is not None
    }
    return EndStates(question=parts[0].question, spacing=spacing, **arrays)


def _computed(question: EndStatesQuestion, engine: OrbitEngine, columns: NDArray[np.intp]) -> EndStates:
    """These columns, from each start."""
    first, *others = (_from_start(question, engine, columns, start) for start in question.starts)
    if not others:
        return first
    density, weighted, stay = (np.zeros_like(first.density) for _ in range(3))
    height = np.linspace(0.0, 1.0, question.window.rows, dtype=np.float32)
    for states in (first, *others):
        share = states.density.sum(axis=1, keepdims=True)
        with np.errstate(invalid="ignore"):
            mean = (states.density @ height)[:, None] / share
        density += states.density
        weighted += states.density * np.where(share > 0, mean, 0.0)
        stay += (states.escaped_at < 0)[:, None]
    window = question.window
    with np.errstate(invalid="ignore"):
        mean = window.x_low + (window.x_high - window.x_low) * weighted / density
    density = (density / np.maximum(stay, 1.0)).astype(np.float32)
    return replace(first, density=density, mean=mean.astype(np.float32))


def _from_start(
    question: EndStatesQuestion, engine: OrbitEngine, columns: NDArray[np.intp], start: float
) -> EndStates:
    """These columns, from one start to the end."""
    rows = question.window.row_range
    orbits = Orbits.begin(question.window.rates[columns], start)
    advance_within_domain(engine, question.f, orbits, question.transient)
    cycles = settle(engine, orbits)
    for _ in range(_PATIENCE):
        slow = _slow(engine, orbits, cycles)
        if not len(slow):
            break
        later = orbits.chosen(slow)
        engine.advance(later, _LONGER * question.transient)
        orbits.put(slow, later)
        cycles.put(slow, settle(engine, later))
    escaped_at, lyapunov = orbits.escaped_at, np.where(cycles.period > 0, cycles.lyapunov, np.nan)
    low, high = np.fmin.reduce(cycles.points), np.fmax.reduce(cycles.points)
    density = _density_of(cycles, rows)
    wandering = np.flatnonzero((cycles.period == 0) & (escaped_at < 0))
    if len(wandering):
        others = orbits.chosen(wandering)
        lyapunov[wandering] = engine.growth(others.copy(), question.counted) / question.counted
        others.forget_range()
        visits = engine.visit(others, question.counted, rows)
        stay = ~others.has_escaped
        density[wandering[stay]] = visits[stay, 1:-1] / np.float32(question.counted)
        low[wandering], high[wandering] = others.low, others.high
        escaped_at[wandering] = others.escaped_at
    for values in (lyapunov, low, high):
        values[escaped_at >= 0] = np.nan
    return EndStates(
        question, columns, 1, density, cycles.period, cycles.multiplier, lyapunov, escaped_at, low, high
    )


def _slow(engine: OrbitEngine, orbits: Orbits, cycles: Settled) -> NDArray[np.intp]:
    """The lanes on their way: not settled, though distances shrink, or x only rises or only falls."""
    unsettled = np.flatnonzero((cycles.period == 0) & ~orbits.has_escaped)
    if not len(unsettled):
        return unsettled
    on_their_way = orbits.chosen(unsettled)
    shrinks = engine.growth(on_their_way.copy(), _LOOKED_AT) < 0
    trail = engine.trail(on_their_way, _LOOKED_AT)
    rises, falls = (trail[1:] > trail[:-1]).all(axis=0), (trail[1:] < trail[:-1]).all(axis=0)
    return unsettled[shrinks | rises | falls]


def _density_of(cycles: Settled, rows: XRows) -> Density:
    """Each point of a cycle of period p is visited in one step of p."""
    density = np.zeros((len(cycles.period), rows.count), dtype=np.float32)
    points, lanes = np.nonzero(np.isfinite(cycles.points))
    place = (cycles.points[points, lanes] - rows.low) * rows.per_unit
    is_inside = (place >= 0) & (place < rows.count)
    lanes, row = lanes[is_inside], place[is_inside].astype(np.intp)
    np.add.at(density, (lanes, row), np.float32(1.0) / cycles.period[lanes].astype(np.float32))
    return density
