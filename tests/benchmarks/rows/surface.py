"""How long does a picture of the loss surface take?"""

from collections.abc import Iterator
from time import perf_counter

from explorer.job import last_result, results_of
from explorer.training.many.lane_choice import load_lanes
from explorer.training.program import Program
from explorer.training.surface.contour import contour_levels, contour_segments
from explorer.training.surface.loss_grid import SIZE, LossGrid, loss_grids, window_around
from explorer.training.surface.plane import sharpest_plane
from tests.benchmarks.line import Line
from tests.benchmarks.race import Length
from tests.benchmarks.wait import Wait
from tests.benchmarks.work import xor


def waits(length: Length) -> Iterator[Line]:
    """E on the plane of the two sharpest directions of XOR 2-4-1, and its contours."""
    program, plane = Program.of(xor()), sharpest_plane(xor())
    window = window_around(plane)
    load_lanes(program)
    grid = last_result(loss_grids(program, plane, window))
    work = f"surface {SIZE} × {SIZE}, XOR 2-4-1"

    def first() -> LossGrid:
        return next(results_of(loss_grids(program, plane, window)))

    def whole() -> LossGrid:
        return last_result(loss_grids(program, plane, window))

    def contours() -> object:
        levels = contour_levels(grid.losses)
        return [contour_segments(grid.across, grid.up, grid.losses, level) for level in levels]

    for wait in (
        Wait(work, "first picture: ms by the clock", first, 100, perf_counter),
        Wait(work, "finest: ms by the clock", whole, 50, perf_counter),
        Wait(work, "its contour lines: ms", contours),
    ):
        yield wait.line(length.rounds)
