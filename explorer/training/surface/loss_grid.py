"""How high is E over a plane: the loss surface on a grid, coarse at once and exact soon?

Each point is a run of no steps (`explorer.training.many`), so that its E is what such a run begins with. A
job hands out the grid four times, each time twice as fine, and computes each point once.
"""

import math
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial

import numpy as np

from explorer.array import Array
from explorer.job import Job, JobStep
from explorer.training.cost import lane_step, numpy_step
from explorer.training.engine import Engine, Rows
from explorer.training.many.lane_choice import go_side_by_side, lanes_for, lone_engine_for
from explorer.training.many.lanes import Start, first_states
from explorer.training.program import Program
from explorer.training.surface.path import PlanePath
from explorer.training.surface.plane import ParameterPlane

STRIDES = (8, 4, 2, 1)
"""Of every so many columns and rows there is one, from the first picture to the last."""

SIZE = 201
"""Points along either side, unless told otherwise."""

_ROOM = 1.15
"""A window reaches so much farther than the path in it."""

_PIECE = 5e6  # nanoseconds between two looks at whether somebody cancels
_MOST_NUMBERS = 2**21  # of all points of a piece


@dataclass(frozen=True)
class PlaneWindow:
    """The part of a plane that is looked at, in units of its axes from its origin on."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, eq=False)
class LossGrid:
    """E of all training samples, with its penalty, at the points of a grid.

    `across`: (columns,) and `up`: (rows,), where they lie; `losses`: (rows, columns), what is not finite
    included. `stride`: of so many columns and rows that there will be, there is one.
    """

    plane: ParameterPlane
    across: Array
    up: Array
    losses: Array
    stride: int

    def parameters_at(self, row: int, column: int) -> Array:
        """The parameters of which `losses[row, column]` is the E: (parameters,)."""
        parameters: Array = self.plane.points(self.across[[column]], self.up[[row]])[0]
        return parameters


def window_around(plane: ParameterPlane, path: PlanePath | None = None) -> PlaneWindow:
    """A square about the origin, as far as the plane reaches; with a path, the square that this fills."""
    if path is None or not len(path.across):
        return PlaneWindow(-plane.reach, plane.reach, -plane.reach, plane.reach)
    ends = np.array([[0.0, *path.across], [0.0, *path.up]])
    middle = (ends.min(axis=1) + ends.max(axis=1)) / 2
    half = _ROOM * float((ends.max(axis=1) - ends.min(axis=1)).max()) / 2 or plane.reach
    (left, bottom), (right, top) = (middle - half).tolist(), (middle + half).tolist()
    return PlaneWindow(left, right, bottom, top)


def loss_grids(
    program: Program, plane: ParameterPlane, window: PlaneWindow, size: int = SIZE
) -> Job[LossGrid]:
    """E over the window, better with each result: about `size` points along either side in the last.

    As many as leave a whole number of the coarsest cells, and no fewer than asked for.
    """
    cells = math.ceil(max(1, size - 1) / STRIDES[0]) * STRIDES[0]
    across = np.linspace(window.left, window.right, cells + 1)
    up = np.linspace(window.bottom, window.top, cells + 1)
    losses = np.full((cells + 1, cells + 1), np.nan)
    is_known, measure = np.zeros(losses.shape, dtype=np.bool_), _measure(program)
    for stride in STRIDES:
        asked = np.zeros_like(is_known)
        asked[::stride, ::stride] = True
        rows, columns = np.nonzero(asked & ~is_known)
        is_known |= asked
        computed = 0
        for part in _pieces(program, plane, across[columns], up[rows], measure):
            places = slice(computed, computed + len(part))
            losses[rows[places], columns[places]] = part
            computed += len(part)
            yield JobStep((is_known.sum() - len(rows) + computed) / losses.size)
        here = np.s_[::stride]
        grid = LossGrid(plane, across[here], up[here], losses[here, here].copy(), stride)
        yield JobStep(is_known.sum() / losses.size, grid)


def losses_at(program: Program, points: Array) -> Array:
    """E of all training samples, with its penalty, at each of the points, (points, parameters): (points,).

    What is not finite is a result.
    """
    return _measure(program)(points)


def _measure(program: Program) -> Callable[[Array], Array]:
    """What `losses_at` does, for one program again and again."""
    if go_side_by_side(program):
        return partial(_side_by_side, program)
    return partial(_one_by_one, lone_engine_for(program))


def _side_by_side(program: Program, points: Array) -> Array:
    states = first_states(program, points)
    return lanes_for(program, Start(np.zeros(len(points)), states, limit=math.inf)).loss


def _one_by_one(engine: Engine, points: Array) -> Array:
    rows, losses = Rows.empty(1), np.empty(len(points))
    for place, state in enumerate(first_states(engine.program, points)):
        engine.run(state, 0, np.empty(0), math.inf, rows)
        losses[place] = rows.loss[0]
    return losses


def _pieces(
    program: Program, plane: ParameterPlane, across: Array, up: Array, measure: Callable[[Array], Array]
) -> Generator[Array, None, None]:
    """E at these places, a few milliseconds' worth at a time."""
    of_point = lane_step(program) if go_side_by_side(program) else numpy_step(program)
    most = max(1, min(int(_PIECE / of_point), _MOST_NUMBERS // max(1, program.parameters)))
    for first in range(0, len(across), most):
        places = slice(first, first + most)
        yield measure(plane.points(across[places], up[places]))
