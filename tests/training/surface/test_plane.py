"""Is the plane the one that was asked for, and are its axes those of the Hessian or of the run?"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.network.model import Experiment, Network, Parameter
from explorer.training.program import Program, parameters_of
from explorer.training.surface.plane import (
    RANDOM_WALK,
    NoPlane,
    ParameterPlane,
    plane_of_parameters,
    plane_of_run,
    sharpest_plane,
)
from tests.training.hessian_oracle import hessian
from tests.training.small_experiment import chain, xor


def with_fixed(experiment: Experiment, *places: int) -> Experiment:
    """The connections at these places do not learn."""
    network = experiment.network
    connections = [
        replace(connection, is_fixed=place in places) for place, connection in enumerate(network.connections)
    ]
    return replace(experiment, network=Network(network.neurons, tuple(connections)))


def test_two_parameters_span_the_plane_that_is_asked_for() -> None:
    network = xor().network
    plane = plane_of_parameters(network, Parameter("i1", "h0"), Parameter(None, "h1"))
    assert plane.labels == ("i1 → h0", "bias of h1")
    assert plane.zero == (1.0, 0.1)
    moved = plane.points(np.array([0.0, 2.0]), np.array([0.0, -3.0])) - parameters_of(network)
    assert [dict(zip(np.flatnonzero(row), row[row != 0], strict=True)) for row in moved] == [
        {},
        {1: 2.0, 13: pytest.approx(-3.0)},
    ]


def test_one_parameter_is_no_plane_and_neither_is_one_that_is_not_there() -> None:
    network, weight = xor().network, Parameter("i0", "h0")
    with pytest.raises(NoPlane, match="i0 → h0 cannot lie along both axes"):
        plane_of_parameters(network, weight, weight)
    with pytest.raises(NoPlane, match="there is no i0 → y0"):
        plane_of_parameters(network, weight, Parameter("i0", "y0"))


def test_the_sharpest_directions_are_the_first_eigenvectors_of_the_hessian() -> None:
    experiment = xor()
    plane = sharpest_plane(experiment)
    values, vectors = np.linalg.eigh(hessian(experiment))
    assert plane.eigenvalues == pytest.approx((values[-1], values[-2]), rel=1e-7)
    for axis, vector in zip(plane.axes, vectors.T[[-1, -2]], strict=True):
        assert abs(axis @ vector) == pytest.approx(1.0, abs=1e-6)
        assert axis[np.abs(axis).argmax()] > 0
    np.testing.assert_allclose(plane.axes @ plane.axes.T, np.eye(2), atol=1e-12)


def test_a_fixed_weight_stands_still_in_the_sharpest_directions() -> None:
    experiment = with_fixed(xor(), 3, 8)
    plane = sharpest_plane(experiment)
    assert plane.axes[:, [3, 8]].tolist() == [[0.0, 0.0], [0.0, 0.0]]
    free = np.setdiff1d(np.arange(Program.of(experiment).parameters), [3, 8])
    largest = np.linalg.eigvalsh(hessian(experiment)[np.ix_(free, free)])[-1]
    assert plane.eigenvalues is not None
    assert plane.eigenvalues[0] == pytest.approx(largest, rel=1e-7)


def test_without_two_parameters_that_learn_there_are_no_sharpest_directions() -> None:
    with pytest.raises(NoPlane, match="two parameters that are not fixed"):
        sharpest_plane(chain(["identity"], [1.0], [(1.0, 2.0)]))


def test_weights_that_are_not_finite_have_no_sharpest_directions() -> None:
    with pytest.raises(NoPlane, match="not every number of the network is finite"):
        sharpest_plane(chain(["identity", "identity"], [1e200, 1e200], [(1.0, 2.0)]))


def test_the_principal_axes_of_an_ellipse_are_its_own() -> None:
    angle = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    directions = np.linalg.qr(np.random.default_rng(1).standard_normal((6, 2)))[0].T
    ellipse = 5 + np.outer(3 * np.cos(angle), directions[0]) + np.outer(np.sin(angle), directions[1])
    origin = np.arange(6.0)
    plane = plane_of_run(ellipse, origin)
    assert plane.shares == pytest.approx((0.9, 0.1), abs=1e-12)
    assert abs(plane.axes[0] @ directions[0]) == pytest.approx(1.0, abs=1e-12)
    assert plane.origin is origin
    assert plane.sentence == (
        "these axes hold 90.0 % and 10.0 % of the run’s variance, of a random walk’s 60.8 % and 15.2 %"
    )


def test_a_random_walk_has_the_shares_that_are_printed_beside() -> None:
    steps = np.random.default_rng(0).standard_normal((200, 1000))
    plane = plane_of_run(steps.cumsum(axis=0), np.zeros(1000))
    assert plane.shares == pytest.approx(RANDOM_WALK, abs=0.015)
    assert pytest.approx((0.6079, 0.1520), abs=5e-5) == RANDOM_WALK


@pytest.mark.parametrize("path", [np.ones((5, 3)), np.outer(np.arange(5.0), [1.0, 2.0, 3.0])])
def test_a_run_that_stays_on_a_line_has_no_plane(path: np.ndarray) -> None:
    with pytest.raises(NoPlane, match="one line"):
        plane_of_run(path, np.zeros(3))


def test_a_run_that_is_not_finite_has_no_plane() -> None:
    with pytest.raises(NoPlane, match="not every number of the run is finite"):
        plane_of_run(np.array([[0.0, 1.0], [np.inf, 0.0]]), np.zeros(2))


def test_one_looks_as_far_as_the_weights_are_from_zero_and_at_least_by_one() -> None:
    axes = np.eye(2, 3)
    assert ParameterPlane(np.array([0.0, 3.0, 4.0]), axes, ("a", "b")).reach == 5.0
    assert ParameterPlane(np.zeros(3), axes, ("a", "b")).reach == 1.0
