"""How do many orbits go on side by side in machine code? Lane engine and its kernels.

Lanes go in blocks of `WIDTH`, whose registers stay in the nearest cache; each instruction of f′ is carried
out for a whole block before the next one, so deciding which it is costs nothing.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Steps
from explorer.compiling.compiled import kernel, piece
from explorer.descent.bifurcation.carry_out import WIDTH, Code, carry_out, code_of
from explorer.descent.bifurcation.orbits import Counts, Orbits, Tangents, XRows
from explorer.descent.function import Function
from explorer.descent.orbit import BOUND
from explorer.formula.instructions import instructions_of

_WORKING = 7 * WIDTH
"""Working numbers beside the registers: for each lane what follows.

In one row, so that LLVM knows that they are apart, and vectorises loops that write to many of them.
"""
_RATE, _BEFORE, _ESCAPED, _TANGENT, _TANGENT_BEFORE, _LOW, _HIGH = range(0, _WORKING, WIDTH)

_BETWEEN_LOGARITHMS = 8
"""Steps in which a tangent neither overflows nor vanishes."""


class LaneArrays(NamedTuple):
    """`Orbits` as the kernels take them."""

    rates: Array
    x: Array
    before: Array
    low: Array
    high: Array
    escaped_at: Steps


def engine_of(f: Function, momentum: float) -> "CompiledOrbits | None":
    """The engine for f; None where f′ or f″ has a function that the kernels do not know."""
    slope, curvature = f.derivative(), f.derivative().derivative()
    first, second = instructions_of(slope.expression), instructions_of(curvature.expression)
    if first is None or second is None:
        return None
    return CompiledOrbits(code_of(first), code_of(second), momentum)


@dataclass(frozen=True, slots=True)
class CompiledOrbits:
    """The kernels with the code of one f′ and f″. Several threads may use it at once."""

    slope: Code
    curvature: Code
    momentum: float = 0.0

    @property
    def block(self) -> int:
        return 2 * WIDTH

    def advance(self, orbits: Orbits, steps: int) -> None:
        _advance(self.slope, self.momentum, _arrays(orbits), orbits.steps, steps, *self._registers())
        orbits.steps += steps

    def trail(self, orbits: Orbits, steps: int) -> Array:
        iterates = np.empty((steps, len(orbits.x)))
        _trail(self.slope, self.momentum, _arrays(orbits), orbits.steps, iterates, *self._registers())
        orbits.steps += steps
        return iterates

    def tangents(self, orbits: Orbits, steps: int) -> Tangents:
        ahead = orbits.copy()
        jacobian = np.empty((2, 2, len(ahead.x)))
        _tangents(
            self.slope, self.curvature, self.momentum, _arrays(ahead), steps, jacobian, *self._registers()
        )
        return Tangents(ahead.x, ahead.before, jacobian)

    def visit(self, orbits: Orbits, steps: int, rows: XRows) -> Counts:
        counts: Counts = np.zeros((len(orbits.x), rows.count + 2), dtype=np.uint32)
        arrays, place = _arrays(orbits), (rows.low, rows.per_unit)
        _visit(
            self.slope,
            self.momentum,
            arrays,
            orbits.steps,
            steps,
            *place,
            counts,
            _registers(self.slope),
            np.empty(WIDTH, dtype=np.int32),
            np.empty(_WORKING),
        )
        orbits.steps += steps
        return counts

    def growth(self, orbits: Orbits, steps: int) -> Array:
        growth = np.zeros(len(orbits.x))
        arrays = _arrays(orbits)
        _growth(
            self.slope, self.curvature, self.momentum, arrays, orbits.steps, steps, growth, *self._registers()
        )
        orbits.steps += steps
        return growth

    def _registers(self) -> tuple[Array, Array, Array]:
        return _registers(self.slope), _registers(self.curvature), np.empty(_WORKING)


def _arrays(orbits: Orbits) -> LaneArrays:
    return LaneArrays(orbits.rates, orbits.x, orbits.before, orbits.low, orbits.high, orbits.escaped_at)


def _registers(code: Code) -> Array:
    registers = np.zeros((1 + len(code.constants) + len(code.operations), WIDTH))
    registers[1 : 1 + len(code.constants)] = code.constants[:, None]
    return registers


@kernel
def _advance(
    slope: Code,
    momentum: float,
    orbits: LaneArrays,
    before: int,
    steps: int,
    registers: Array,
    unused: Array,
    working: Array,
) -> None:
    for first in range(0, orbits.x.shape[0], WIDTH):
        _load(orbits, first, registers, working)
        for step in range(steps):
            _step(slope, momentum, before + step, registers, working)
        _store(orbits, first, registers, working)


@kernel
def _trail(
    slope: Code,
    momentum: float,
    orbits: LaneArrays,
    before: int,
    iterates: Array,
    registers: Array,
    unused: Array,
    working: Array,
) -> None:
    for first in range(0, orbits.x.shape[0], WIDTH):
        _load(orbits, first, registers, working)
        for step in range(iterates.shape[0]):
            _step(slope, momentum, before + step, registers, working)
            for lane in range(first, min(first + WIDTH, orbits.x.shape[0])):
                iterates[step, lane] = registers[0, lane - first]
        _store(orbits, first, registers, working)


@kernel
def _tangents(
    slope: Code,
    curvature: Code,
    momentum: float,
    orbits: LaneArrays,
    steps: int,
    jacobian: Array,
    registers: Array,
    curvature_registers: Array,
    working: Array,
) -> None:
    for first in range(0, orbits.x.shape[0], WIDTH):
        count = min(WIDTH, orbits.x.shape[0] - first)
        for column in range(2):
            _load(orbits, first, registers, working)
            for lane in range(WIDTH):
                working[_TANGENT + lane] = 1.0 - column
                working[_TANGENT_BEFORE + lane] = column
            for step in range(steps):
                _turn(curvature, momentum, registers, curvature_registers, working)
                _step(slope, momentum, step, registers, working)
            for lane in range(count):
                jacobian[0, column, first + lane] = working[_TANGENT + lane]
                jacobian[1, column, first + lane] = working[_TANGENT_BEFORE + lane]
        _store(orbits, first, registers, working)


@kernel
def _visit(
    slope: Code,
    momentum: float,
    orbits: LaneArrays,
    before: int,
    steps: int,
    low: float,
    per_unit: float,
    counts: Counts,
    registers: Array,
    places: NDArray[np.int32],
    working: Array,
) -> None:
    width, rows = np.uint64(counts.shape[1]), counts.shape[1] - 2.0
    flat = counts.reshape(counts.size)
    x = registers[0]
    for first in range(0, orbits.x.shape[0], WIDTH):
        count = min(WIDTH, orbits.x.shape[0] - first)
        _load(orbits, first, registers, working)
        for step in range(steps):
            _step(slope, momentum, before + step, registers, working)
            for lane in range(WIDTH):
                row = max(-1.0, (x[lane] - low) * per_unit)  # in this order NaN is below
                places[lane] = np.int32(min(rows, row) + 1.0)
            begin = np.uint64(first) * width
            if count == WIDTH:  # so that the loop is unrolled
                _count_in(flat, begin, width, places, WIDTH)
            else:
                _count_in(flat, begin, width, places, count)
        _store(orbits, first, registers, working)


@piece
def _count_in(
    flat: Counts, begin: np.uint64, width: np.uint64, places: NDArray[np.int32], count: int
) -> None:
    """One more in each lane's place: unsigned, for what may be negative numba looks at twice."""
    for lane in range(count):
        flat[begin + np.uint64(lane) * width + np.uint64(places[lane])] += np.uint32(1)


@kernel
def _growth(
    slope: Code,
    curvature: Code,
    momentum: float,
    orbits: LaneArrays,
    before: int,
    steps: int,
    growth: Array,
    registers: Array,
    curvature_registers: Array,
    working: Array,
) -> None:
    for first in range(0, orbits.x.shape[0], WIDTH):
        _load(orbits, first, registers, working)
        for lane in range(WIDTH):
            working[_TANGENT + lane] = 1.0
            working[_TANGENT_BEFORE + lane] = 0.0
        for step in range(steps):
            _turn(curvature, momentum, registers, curvature_registers, working)
            _step(slope, momentum, before + step, registers, working)
            if step % _BETWEEN_LOGARITHMS == 0 or step == steps - 1:
                for lane in range(min(WIDTH, orbits.x.shape[0] - first)):
                    growth[first + lane] += _rescaled(momentum, working, lane)
        _store(orbits, first, registers, working)


@piece
def _rescaled(momentum: float, working: Array, lane: int) -> float:
    """ln of how long the tangent is, which is made 1 long."""
    size = abs(working[_TANGENT + lane]) + momentum * abs(working[_TANGENT_BEFORE + lane])
    if size > 0.0:
        working[_TANGENT + lane] /= size
        working[_TANGENT_BEFORE + lane] /= size
    return math.log(size)


@piece
def _load(orbits: LaneArrays, first: int, registers: Array, working: Array) -> None:
    """A block of lanes into the registers; what is left of the block repeats the last lane."""
    last = orbits.x.shape[0] - 1
    for lane in range(WIDTH):
        source = min(first + lane, last)
        registers[0, lane] = orbits.x[source]
        working[_RATE + lane] = orbits.rates[source]
        working[_BEFORE + lane] = orbits.before[source]
        working[_LOW + lane] = orbits.low[source]
        working[_HIGH + lane] = orbits.high[source]
        working[_ESCAPED + lane] = orbits.escaped_at[source]


@piece
def _store(orbits: LaneArrays, first: int, registers: Array, working: Array) -> None:
    for lane in range(min(WIDTH, orbits.x.shape[0] - first)):
        orbits.x[first + lane] = registers[0, lane]
        orbits.before[first + lane] = working[_BEFORE + lane]
        orbits.low[first + lane] = working[_LOW + lane]
        orbits.high[first + lane] = working[_HIGH + lane]
        orbits.escaped_at[first + lane] = np.int64(working[_ESCAPED + lane])


@piece
def _step(slope: Code, momentum: float, steps: float, registers: Array, working: Array) -> None:
    """x ← x − α f′(x) + β (x − the iterate before), for a block."""
    carry_out(slope, registers)
    x, slopes = registers[0], registers[slope.result]
    is_outside = False
    for lane in range(WIDTH):
        here = x[lane]
        after = here - working[_RATE + lane] * slopes[lane]
        if momentum != 0.0:
            after = after + momentum * (here - working[_BEFORE + lane])
        working[_BEFORE + lane] = here
        x[lane] = after
        working[_LOW + lane] = min(working[_LOW + lane], after)
        working[_HIGH + lane] = max(working[_HIGH + lane], after)
        is_outside |= not abs(after) <= BOUND
    if is_outside:
        for lane in range(WIDTH):
            if not abs(x[lane]) <= BOUND and working[_ESCAPED + lane] < 0.0:
                working[_ESCAPED + lane] = steps + 1.0


@piece
def _turn(
    curvature: Code, momentum: float, registers: Array, curvature_registers: Array, working: Array
) -> None:
    """Multiply tangents from the left with the derivative of one step: rows (1 − α f″ + β, −β) and (1, 0)."""
    for lane in range(WIDTH):
        curvature_registers[0, lane] = registers[0, lane]
    carry_out(curvature, curvature_registers)
    curvatures = curvature_registers[curvature.result]
    for lane in range(WIDTH):
        own = 1.0 - working[_RATE + lane] * curvatures[lane]
        tangent = working[_TANGENT + lane]
        if momentum != 0.0:
            upper = (own + momentum) * tangent - momentum * working[_TANGENT_BEFORE + lane]
        else:
            upper = own * tangent
        working[_TANGENT_BEFORE + lane] = tangent
        working[_TANGENT + lane] = upper
