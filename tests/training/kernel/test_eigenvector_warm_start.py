"""`explorer.training.kernel.eigenvector_warm_start`: where the last eigenvectors lead to"""

import numpy as np
import pytest

from explorer.compiling.compiled import kernel
from explorer.training.kernel.eigenvector_warm_start import (
    EigenvectorWarmStart,
    forget,
    lead_on,
    place_of,
    remember,
    set_aside,
    take_up,
    warm_start_of,
)
from explorer.training.kernel.ritz import Basis, basis_of
from explorer.training.lanczos import Wanted

WIDTH, LENGTH = (0,) * 4, 8
ONE, BOTH = Wanted(1, 0, 1e-7), Wanted(1, 1, 1e-7)
NOISE = np.linalg.qr(np.random.default_rng(1).normal(size=(LENGTH, LENGTH)))[0][:5].copy()

FORGET, SET_ASIDE, TAKE_UP = range(3)


@kernel
def begin(width, warm_start, is_thorough, noise):
    return lead_on(width, warm_start, is_thorough, noise)


@kernel
def add(width, warm_start, basis, size, wanted, noise):
    return remember(width, warm_start, basis, size, wanted, noise)


@kernel
def turn(width, warm_start, what):
    if what == FORGET:
        forget(warm_start)
    elif what == SET_ASIDE:
        set_aside(width, warm_start)
    else:
        take_up(width, warm_start)


@kernel
def place(number, wanted, size):
    return place_of(number, wanted, size)


def pair(vector: np.ndarray, beside: np.ndarray, residual: np.ndarray | None = None) -> Basis:
    """A basis that has found `vector` with the Ritz value 3, and `beside` it one with 1."""
    basis = basis_of(2, LENGTH, 2)
    basis.vectors[0], basis.vectors[1] = vector, beside
    basis.ritz[:] = np.eye(2)
    basis.values[:] = [3.0, 1.0]
    basis.kept[1] = 0.0 if residual is None else residual
    return basis


def direction(angle: float) -> np.ndarray:
    """A unit vector in the plane of the first two axes."""
    return np.concatenate([[np.cos(angle), np.sin(angle)], np.zeros(LENGTH - 2)])


def followed(angles: list[float]) -> EigenvectorWarmStart:
    warm_start = warm_start_of(1, 2, LENGTH)
    for angle in angles:
        add(WIDTH, warm_start, pair(direction(angle), np.eye(LENGTH)[5]), 2, ONE, NOISE)
    return warm_start


def test_where_nothing_is_known_it_begins_anywhere() -> None:
    warm_start = warm_start_of(1, 2, LENGTH)
    assert begin(WIDTH, warm_start, False, NOISE) == 2
    assert warm_start.starts.tolist() == NOISE[:2].tolist()


@pytest.mark.parametrize("angles", [[0.3], [0.3, 0.4], [0.3, 0.4, 0.5]])
def test_before_it_knows_four_the_last_vector_is_the_start(angles: list[float]) -> None:
    warm_start = followed(angles)
    begin(WIDTH, warm_start, False, NOISE)
    np.testing.assert_allclose(warm_start.starts[0], direction(angles[-1]), atol=1e-15)
    assert warm_start.rows[0] == len(angles)


def test_a_vector_that_turns_smoothly_is_led_on_to_where_it_will_be() -> None:
    angles = [0.1 + 0.05 * step + 0.01 * step**2 for step in range(7)]
    warm_start = followed(angles[:-1])
    begin(WIDTH, warm_start, False, NOISE)
    start = warm_start.starts[0] / np.linalg.norm(warm_start.starts[0])
    missed, turned = (np.linalg.norm(direction(angles[-1]) - each) for each in (start, direction(angles[-2])))
    assert missed < turned / 30


def test_a_vector_that_goes_to_and_fro_is_sought_where_it_was_two_steps_ago() -> None:
    warm_start = followed([0.2, 0.5, 0.2, 0.5, 0.2, 0.5])
    begin(WIDTH, warm_start, False, NOISE)
    np.testing.assert_allclose(warm_start.starts[0], direction(0.2), atol=1e-14)


def test_the_sign_of_a_vector_means_nothing() -> None:
    warm_start = warm_start_of(1, 2, LENGTH)
    for step, sign in enumerate([1, -1, -1, 1, -1]):
        vector = sign * direction(0.1 * step)
        add(WIDTH, warm_start, pair(vector, np.eye(LENGTH)[5]), 2, ONE, NOISE)
    np.testing.assert_allclose(warm_start.past[0], direction(0.4), atol=1e-15)
    np.testing.assert_allclose(warm_start.past[1], direction(0.3), atol=1e-15)


def test_it_says_whether_a_vector_leads_on_from_the_last() -> None:
    warm_start = warm_start_of(1, 2, LENGTH)
    beside = np.eye(LENGTH)[5]
    jumps = [add(WIDTH, warm_start, pair(direction(a), beside), 2, ONE, NOISE) for a in (0.0, 0.3, 1.5, 1.6)]
    assert jumps == [False, False, True, False]


def test_a_probe_is_the_next_vector_with_its_residual_and_a_little_of_everything() -> None:
    warm_start, residual = warm_start_of(1, 2, LENGTH), np.eye(LENGTH)[6]
    add(WIDTH, warm_start, pair(direction(0.0), np.eye(LENGTH)[5], residual), 2, ONE, NOISE)
    np.testing.assert_allclose(warm_start.probes[0], np.eye(LENGTH)[5] + residual / 3 + 0.03 * NOISE[0])
    begin(WIDTH, warm_start, False, NOISE)
    assert warm_start.starts[1].tolist() == warm_start.probes[0].tolist()
    begin(WIDTH, warm_start, True, NOISE)
    assert warm_start.starts[1].tolist() == NOISE[1].tolist()


def test_what_was_set_aside_is_taken_up_again() -> None:
    warm_start = followed([0.1, 0.2, 0.3, 0.4])
    past = warm_start.past.copy()
    turn(WIDTH, warm_start, SET_ASIDE)
    assert warm_start.rows.tolist() == [1, 4]
    add(WIDTH, warm_start, pair(direction(0.9), np.eye(LENGTH)[5]), 2, ONE, NOISE)
    turn(WIDTH, warm_start, TAKE_UP)
    assert warm_start.rows[0] == 4
    assert warm_start.past.tolist() == past.tolist()
    turn(WIDTH, warm_start, FORGET)
    assert warm_start.rows[0] == 0


def test_the_wanted_pairs_come_first_then_the_next_from_the_top_and_from_below() -> None:
    wanted = Wanted(2, 1, 1e-7)
    assert [place(number, wanted, 10) for number in range(5)] == [0, 1, 9, 2, 8]
    assert [place(number, ONE, 10) for number in range(2)] == [0, 1]
    assert [place(number, BOTH, 1) for number in range(4)] == [0, 0, 0, 0]
