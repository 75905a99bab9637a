"""Is the height of the surface the very E that training begins with there, coarse at once and exact soon?"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.compiling import kernel_cache
from explorer.job import last_result, results_of
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.model import Experiment, Penalty, Training
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.program import Program
from explorer.training.surface.loss_grid import (
    LossGrid,
    PlaneWindow,
    loss_grids,
    losses_at,
    window_around,
)
from explorer.training.surface.path import path_in
from explorer.training.surface.plane import ParameterPlane, sharpest_plane
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain, xor

SQUARE = PlaneWindow(-1.0, 1.0, -0.5, 0.5)


def grids(experiment: Experiment, size: int = 17) -> list[LossGrid]:
    return list(results_of(loss_grids(Program.of(experiment), sharpest_plane(experiment), SQUARE, size)))


def test_a_point_is_the_e_that_a_run_begins_with_bit_for_bit() -> None:
    experiment = xor(training=Training(learning_rate=0.5, penalty=Penalty(l2=0.01), batch_size=2))
    grid = grids(experiment)[-1]
    for row, column in ((0, 0), (3, 12), (16, 16)):
        network = with_parameters(experiment.network, grid.parameters_at(row, column).tolist())
        start = replace(experiment, network=network)
        trainer = Trainer(start, lone_engine_for(Program.of(start)))
        assert trainer.history.rows().loss[0] == grid.losses[row, column]


def test_the_surface_of_a_quadratic_is_what_one_computes_by_hand() -> None:
    experiment = chain(["identity"], [1.0], [(2.0, 3.0)], biases={"n0": 0.0})  # E = ½ (2w + b − 3)²
    plane = ParameterPlane(np.array([1.0, 0.0]), np.eye(2), ("w", "b"))
    grid = last_result(loss_grids(Program.of(experiment), plane, SQUARE, 9))
    w, b = np.meshgrid(1 + np.linspace(-1, 1, 9), np.linspace(-0.5, 0.5, 9))
    np.testing.assert_allclose(grid.losses, 0.5 * (2 * w + b - 3) ** 2, atol=1e-15)


def test_the_first_picture_has_an_eighth_of_the_points_of_a_side_and_each_is_twice_as_fine() -> None:
    found = grids(xor(), 33)
    assert [(grid.stride, grid.losses.shape) for grid in found] == [
        (8, (5, 5)),
        (4, (9, 9)),
        (2, (17, 17)),
        (1, (33, 33)),
    ]
    last = found[-1]
    assert (last.across[0], last.across[-1], last.up[0], last.up[-1]) == (-1.0, 1.0, -0.5, 0.5)
    for grid in found:
        every = np.s_[:: grid.stride]
        np.testing.assert_array_equal(grid.losses, last.losses[every, every])
        np.testing.assert_array_equal(grid.up, last.up[every])
    assert np.isfinite(last.losses).all()


def test_a_size_that_leaves_a_broken_cell_becomes_the_next_that_does_not() -> None:
    assert [grid.losses.shape[0] for grid in grids(xor(), 18)] == [4, 7, 13, 25]


def test_without_the_kernels_the_surface_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = grids(xor(), 9)[-1]
    monkeypatch.setattr(kernel_cache, "is_installed", lambda: False)
    np.testing.assert_allclose(grids(xor(), 9)[-1].losses, fast.losses, rtol=1e-12)


def test_heights_that_are_not_finite_are_heights() -> None:
    experiment = chain(["identity"], [1.0], [(2.0, 3.0)], biases={"n0": 0.0})
    losses = losses_at(Program.of(experiment), np.array([[1.0, 1.0], [1e200, 0.0], [np.nan, 0.0]]))
    assert losses[0] == 0.0
    assert not np.isfinite(losses[1:]).any()


def test_the_progress_ends_at_one_and_a_job_can_be_left() -> None:
    job = loss_grids(Program.of(xor()), sharpest_plane(xor()), SQUARE, 9)
    progress = [step.progress for step in job]
    assert progress == sorted(progress)
    assert progress[-1] == 1.0
    left = loss_grids(Program.of(xor()), sharpest_plane(xor()), SQUARE, 9)
    next(left)
    left.close()


def test_a_window_is_a_square_about_the_weights_or_about_the_path() -> None:
    plane = ParameterPlane(np.array([3.0, 4.0, 0.0]), np.eye(2, 3), ("a", "b"))
    assert window_around(plane) == PlaneWindow(-5.0, 5.0, -5.0, 5.0)
    points = plane.points(np.array([-4.0, 6.0]), np.array([1.0, 2.0]))
    window = window_around(plane, path_in(plane, np.array([0, 1]), points))
    assert (window.left, window.right) == pytest.approx((-4.75, 6.75))
    assert (window.bottom, window.top) == pytest.approx((-4.75, 6.75))
