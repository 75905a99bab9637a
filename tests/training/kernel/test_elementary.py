"""`explorer.training.kernel.elementary`, against the machine's long doubles"""

import numpy as np
import pytest

from explorer.compiling.compiled import kernel
from explorer.training.kernel import elementary
from explorer.training.kernel.pack import read, write

WIDTH = (0,) * 8
UNIT = 2.0**-52
"""A unit of the last place, relative to the number, or half of one."""

NAMES = ("exp", "expm1", "tanh", "logistic", "softplus")
exp, expm1, tanh, logistic, softplus = (getattr(elementary, name) for name in NAMES)


@kernel
def compute(width, x, results):
    for row in range(len(x)):
        value = read(x, row, width)
        write(results[0], row, exp(value))
        write(results[1], row, expm1(value))
        write(results[2], row, tanh(value))
        write(results[3], row, logistic(value))
        write(results[4], row, softplus(value))


def of(numbers: np.ndarray) -> dict[str, np.ndarray]:
    """Every function of all these numbers, whose count is a multiple of 8."""
    x = np.ascontiguousarray(numbers, dtype=np.float64).reshape(-1, len(WIDTH))
    results = tuple(np.empty_like(x) for _ in NAMES)
    compute(WIDTH, x, results)
    return {name: result.reshape(-1) for name, result in zip(NAMES, results, strict=True)}


def true_values(numbers: np.ndarray) -> dict[str, np.ndarray]:
    x = numbers.astype(np.longdouble)
    decay = np.exp(-np.abs(x))
    return {
        "exp": np.exp(x),
        "expm1": np.expm1(x),
        "tanh": np.tanh(x),
        "logistic": np.where(x >= 0, 1, decay) / (1 + decay),
        "softplus": np.maximum(x, 0) + np.log1p(decay),
    }


@pytest.mark.skipif(np.finfo(np.longdouble).eps > 2.0**-60, reason="long doubles are doubles here")
@pytest.mark.parametrize("size", [1e-300, 1e-12, 1e-3, 0.3, 1.0, 5.0, 20.0, 300.0])
def test_each_is_within_a_few_units_of_the_last_place(size: float) -> None:
    numbers = np.random.default_rng(1).uniform(-size, size, 20_000)
    expected = true_values(numbers)
    for name, found in of(numbers).items():
        error = np.abs((found - expected[name]) / expected[name]).max()
        assert error <= 4 * UNIT, name


def test_beyond_every_double_they_are_at_their_limits() -> None:
    found = of(np.array([800.0, -800.0, 1e308, -1e308, np.inf, -np.inf, 0.0, -0.0]))
    assert found["tanh"].tolist() == [1, -1, 1, -1, 1, -1, 0, 0]
    assert found["logistic"][::2].tolist() == [1, 1, 1, 0.5]
    assert (found["logistic"][[1, 3, 5]] < 1e-300).all()
    assert found["softplus"][[0, 2, 4]].tolist() == [800, 1e308, np.inf]
    assert found["expm1"].tolist()[6] == 0
    assert (found["exp"][::2][:3] > 1e300).all()


def test_nan_stays_nan() -> None:
    for name, found in of(np.full(8, np.nan)).items():
        assert np.isnan(found).all(), name
