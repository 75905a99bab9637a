"""`explorer.training.kernel.activation`, against the table of `explorer.network`"""

import numpy as np
import pytest

from explorer.compiling.compiled import kernel
from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.training.kernel.activation import CODES, activate, derivative, second_derivative
from explorer.training.kernel.pack import read, write

WIDTH = (0,) * 4
ELEMENTWISE = sorted(ACTIVATIONS.keys() - {SOFTMAX})
Z = np.concatenate([np.linspace(-30, 30, 119), [-700.0, -1e-9, 0.0, 1e-300, 1e-9, 0.5, 40.0, 700.0, 1e200]])


@kernel
def compute(width, code, z, a, slope, second):
    for row in range(len(z)):
        at = read(z, row, width)
        value = activate(code, at)
        rise = derivative(code, at, value)
        write(a, row, value)
        write(slope, row, rise)
        write(second, row, second_derivative(code, at, value, rise))


def computed(name: str, z: np.ndarray) -> list[np.ndarray]:
    """φ, φ′ and φ″ of so many z as are a multiple of 4."""
    rows = z.reshape(-1, len(WIDTH))
    results = [np.empty_like(rows) for _ in range(3)]
    compute(WIDTH, CODES[name], rows, *results)
    return [result.reshape(-1) for result in results]


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_function_and_derivatives_are_those_of_the_row(name: str) -> None:
    row = ACTIVATIONS[name]
    a, slope, second = computed(name, Z)
    expected = row.function(Z)
    np.testing.assert_allclose(a, expected, rtol=4e-15, atol=2e-15)  # gelu subtracts nearly equal numbers
    np.testing.assert_allclose(slope, row.derivative(Z, expected), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(second, row.second_derivative(Z, expected), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_nan_stays_nan(name: str) -> None:
    assert np.isnan(computed(name, np.full(4, np.nan))[0]).all()


def test_softmax_leaves_z_as_it_is_until_all_are_known() -> None:
    z = np.array([-2.0, 0.0, 1.0, 5.0])
    a, slope, second = computed(SOFTMAX, z)
    assert a.tolist() == z.tolist()
    assert slope.tolist() == [1.0] * 4
    assert second.tolist() == [0.0] * 4
