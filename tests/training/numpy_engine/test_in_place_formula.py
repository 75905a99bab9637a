"""`explorer.training.numpy_engine.in_place_formula`"""

import numpy as np
import pytest

from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.training.numpy_engine.in_place_formula import (
    BoundCalls,
    activate,
    apply_slope,
    call_all,
    gather,
    scatter,
)

ELEMENTWISE = sorted(ACTIVATIONS.keys() - {SOFTMAX})
Z = np.concatenate([np.linspace(-40, 40, 161), [-700.0, -1e-9, -0.0, 0.0, 1e-300, 1e-9, 30.5, 700.0]])


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_an_activation_is_that_of_the_table(name: str) -> None:
    a = np.empty_like(Z)
    with np.errstate(over="ignore"):
        call_all(activate(name, Z, a))
    np.testing.assert_allclose(a, ACTIVATIONS[name].function(Z), rtol=1e-13, atol=1e-300)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_a_slope_is_that_of_the_table(name: str) -> None:
    dE_da = np.linspace(-2, 3, len(Z))
    a, delta = ACTIVATIONS[name].function(Z), np.empty_like(Z)
    with np.errstate(over="ignore"):
        call_all(apply_slope(name, Z, a, dE_da, delta))
    expected = ACTIVATIONS[name].derivative(Z, a) * dE_da
    np.testing.assert_allclose(delta, expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_a_slope_is_finite_wherever_z_is(name: str) -> None:
    z = np.array([-1.7e308, -1e160, -1e100, 1e100, 1e160, 1.7e308])
    a, delta = np.empty_like(z), np.empty_like(z)
    with np.errstate(all="ignore"):
        call_all([*activate(name, z, a), *apply_slope(name, z, a, np.ones_like(z), delta)])
        expected = ACTIVATIONS[name].derivative(z, ACTIVATIONS[name].function(z))
    np.testing.assert_allclose(delta, expected, rtol=1e-12)
    assert np.isfinite(delta).all()


@pytest.mark.parametrize("name", ELEMENTWISE)
@pytest.mark.parametrize("z", [np.inf, -np.inf, np.nan])
def test_what_is_not_finite_is_that_of_the_table(name: str, z: float) -> None:
    a = np.empty(1)
    with np.errstate(all="ignore"):
        call_all(activate(name, np.array([z]), a))
        expected = ACTIVATIONS[name].function(np.array([z]))
    np.testing.assert_array_equal(a, expected)


def test_consecutive_rows_are_seen_and_changed_where_they_stand() -> None:
    array, calls = np.arange(6.0).reshape(3, 2), BoundCalls()
    rows = gather(calls, array, slice(1, 3))
    rows[:] = 7.0
    scatter(calls, rows, array, slice(1, 3))
    assert array.tolist() == [[0, 1], [7, 7], [7, 7]]
    assert calls == []


def test_other_rows_are_copied_whenever_the_tape_plays() -> None:
    array, calls = np.zeros((3, 2)), BoundCalls()
    rows = gather(calls, array, np.array([0, 2]))
    array[:] = [[1, 2], [3, 4], [5, 6]]
    call_all(calls)
    assert rows.tolist() == [[1, 2], [5, 6]]
    back = BoundCalls()
    scatter(back, rows * 10, array, np.array([0, 2]))
    call_all(back)
    assert array.tolist() == [[10, 20], [3, 4], [50, 60]]
