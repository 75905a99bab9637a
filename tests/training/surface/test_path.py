"""Is the path of a run where it passes in the plane, and fainter the farther it is away?"""

import numpy as np
import pytest

from explorer.training.surface.path import path_in, points_of
from explorer.training.surface.plane import ParameterPlane, plane_of_run
from explorer.training.trainer import Trainer
from tests.training.small_experiment import xor

PLANE = ParameterPlane(np.array([1.0, 1.0, 1.0, 1.0]), np.eye(4)[[0, 2]], ("a", "b"))


def test_a_point_is_seen_along_the_normals_of_the_plane() -> None:
    path = path_in(PLANE, np.array([0, 10]), np.array([[1.0, 1.0, 1.0, 1.0], [3.0, 4.0, -1.0, 5.0]]))
    assert path.step.tolist() == [0, 10]
    assert path.across.tolist() == [0.0, 2.0]
    assert path.up.tolist() == [0.0, -2.0]
    assert path.distance.tolist() == [0.0, 5.0]


def test_the_path_fades_with_its_distance_and_never_vanishes() -> None:
    path = path_in(PLANE, np.arange(3), np.array([[1.0, 1, 1, 1], [1.0, 6, 1, 1], [1.0, 1e6, 1, 1]]))
    assert path.strength(5.0).tolist() == [1.0, 0.5, 0.15]


def test_the_points_of_a_run_are_its_own_from_the_start_to_the_last_finite_step() -> None:
    trainer = Trainer(xor())
    trainer.advance(300)
    step, parameters = points_of(trainer.snapshot())
    assert step.tolist() == [*range(0, 300, 2), 300]
    for place in (0, 7, -1):
        assert parameters[place].tolist() == trainer.step_again(int(step[place])).state[0].tolist()


def test_a_diverged_run_is_shown_as_far_as_it_is_finite() -> None:
    trainer = Trainer(xor())
    trainer.learning_rate = 1e308
    trainer.advance(100)
    assert trainer.divergence is not None
    step, parameters = points_of(trainer.snapshot())
    assert step[-1] == trainer.divergence.last_finite_step
    assert np.isfinite(parameters).all()


def test_the_principal_plane_leaves_less_of_the_run_outside_than_any_two_weights() -> None:
    trainer = Trainer(xor())
    trainer.advance(400)
    step, parameters = points_of(trainer.snapshot())
    origin = parameters.mean(axis=0)
    principal = path_in(plane_of_run(parameters, origin), step, parameters).distance
    two = path_in(ParameterPlane(origin, np.eye(17)[:2], ("a", "b")), step, parameters).distance
    assert (principal**2).sum() < (two**2).sum()
    total = ((parameters - origin) ** 2).sum()
    shares = plane_of_run(parameters, origin).shares
    assert shares is not None
    assert (principal**2).sum() == pytest.approx((1 - sum(shares)) * total, rel=1e-9)
