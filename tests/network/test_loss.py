"""Is every loss the one it says, and are its gradients its derivatives?"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from explorer.array import Array
from explorer.network.activation import SOFTMAX, logistic, softmax
from explorer.network.loss import LOSSES, Loss

SQUARED = ["half-squared-error", "squared-error", "mean-squared-error"]
STEP = 1e-30

# Numbers far enough from 0 and 1 for the plain formulas; saturation is tested by itself.
PAIRS = st.integers(1, 5).flatmap(
    lambda count: st.tuples(
        st.lists(st.floats(-8, 8), min_size=count, max_size=count),
        st.lists(st.floats(0, 1), min_size=count, max_size=count),
    )
)


def complex_loss(name: str, y: NDArray[np.complex128], t: Array) -> complex:
    """The formulas of the file format, in y alone."""
    if name == "binary-cross-entropy":
        return complex(-np.sum(t * np.log(y) + (1 - t) * np.log(1 - y)))
    if name == "negative-log-likelihood":
        return complex(-np.sum(t * np.log(y)))
    factor = {"half-squared-error": 0.5, "squared-error": 1.0, "mean-squared-error": 1 / len(t)}[name]
    return complex(factor * np.sum((y - t) ** 2))


def outputs(loss: Loss, z: Array) -> Array:
    functions = {None: lambda z: z, "logistic": logistic, SOFTMAX: softmax}
    return functions[loss.needs_activation](z)


def complex_outputs(loss: Loss, z: NDArray[np.complex128]) -> NDArray[np.complex128]:
    if loss.needs_activation == "logistic":
        return 1 / (1 + np.exp(-z))
    powers = np.exp(z)
    return powers / powers.sum()


def test_the_table_holds_exactly_the_losses_of_the_file_format() -> None:
    assert list(LOSSES) == [*SQUARED, "binary-cross-entropy", "negative-log-likelihood"]
    assert all(name == row.name for name, row in LOSSES.items())
    needed = [row.needs_activation for row in LOSSES.values()]
    assert needed == [None, None, None, "logistic", SOFTMAX]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("half-squared-error", 0.625),
        ("squared-error", 1.25),
        ("mean-squared-error", 0.625),
        ("binary-cross-entropy", math.log(2) + math.log(4)),
        ("negative-log-likelihood", math.log(4)),
    ],
)
def test_literal_values(name: str, expected: float) -> None:
    if name == "binary-cross-entropy":
        z, y, t = np.log([1.0, 3.0]), np.array([0.5, 0.75]), np.array([1.0, 0.0])
    elif name == "negative-log-likelihood":
        z, y, t = np.log([1.0, 3.0]), np.array([0.25, 0.75]), np.array([1.0, 0.0])
    else:
        z = y = np.array([1.0, 2.0])
        t = np.array([0.5, 1.0])
    assert LOSSES[name].terms(z, y, t).sum() == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("name", LOSSES)
@given(pair=PAIRS)
def test_the_loss_and_its_output_gradient_agree_with_the_complex_step(
    name: str, pair: tuple[list[float], list[float]]
) -> None:
    loss, z, t = LOSSES[name], np.array(pair[0]), np.array(pair[1])
    y = outputs(loss, z)
    if loss.needs_activation is not None and (y.max() > 1 - 1e-4 or y.min() < 1e-12):
        y = np.clip(y, 1e-3, 1 - 1e-3)  # 1 − y has too few digits to compare with
    else:
        assert loss.terms(z, y, t).sum() == pytest.approx(
            complex_loss(name, y + 0j, t).real, rel=1e-9, abs=1e-12
        )
    expected = [complex_loss(name, y + 1j * STEP * np.eye(len(y))[k], t).imag / STEP for k in range(len(y))]
    assert loss.output_gradient(y, t) == pytest.approx(expected, rel=1e-10, abs=1e-12)


@pytest.mark.parametrize("name", ["binary-cross-entropy", "negative-log-likelihood"])
@given(pair=PAIRS)
def test_delta_is_the_derivative_with_respect_to_z(name: str, pair: tuple[list[float], list[float]]) -> None:
    loss, z, t = LOSSES[name], np.array(pair[0]), np.array(pair[1])
    assert loss.delta is not None

    def at(z: NDArray[np.complex128]) -> complex:
        return complex_loss(name, complex_outputs(loss, z), t)

    expected = [at(z + 1j * STEP * np.eye(len(z))[k]).imag / STEP for k in range(len(z))]
    assert loss.delta(outputs(loss, z), t) == pytest.approx(expected, rel=1e-9, abs=1e-11)


@pytest.mark.parametrize("name", SQUARED)
def test_squared_losses_leave_delta_to_the_chain_rule(name: str) -> None:
    assert LOSSES[name].delta is None
    assert LOSSES[name].delta_formula is None


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("outputs", [1, 2, 3, 7])
def test_a_loss_of_squares_is_their_sum_by_its_divisor(name: str, outputs: int) -> None:
    loss, y, t = LOSSES[name], np.linspace(-1, 2, outputs), np.linspace(3, 1, outputs)
    assert (loss.square_divisor is not None) == (name in SQUARED) == (not loss.is_from_z)
    if loss.square_divisor is not None:
        expected = ((y - t) ** 2).sum() / loss.square_divisor(outputs)
        assert loss.terms(y, y, t).sum() == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("z", "t", "expected"), [(1000.0, 1.0, 0.0), (1000.0, 0.0, 1000.0), (-1000.0, 1.0, 1000.0)]
)
def test_a_saturated_binary_cross_entropy_is_exact(z: float, t: float, expected: float) -> None:
    loss = LOSSES["binary-cross-entropy"]
    at, target = np.array([z]), np.array([t])
    with np.errstate(all="raise", under="ignore"):
        y = logistic(at)
        terms = loss.terms(at, y, target)
    assert y[0] in (0.0, 1.0)
    assert terms == expected


def test_a_small_binary_cross_entropy_keeps_its_digits() -> None:
    z, t = np.array([40.0]), np.array([1.0])
    terms = LOSSES["binary-cross-entropy"].terms(z, logistic(z), t)
    assert terms[0] == pytest.approx(math.exp(-40), rel=1e-15, abs=0)


def test_a_saturated_negative_log_likelihood_is_exact() -> None:
    loss = LOSSES["negative-log-likelihood"]
    z = np.array([1000.0, 0.0])
    with np.errstate(all="raise", under="ignore"):
        y = softmax(z)
        wrong = loss.terms(z, y, np.array([0.0, 1.0]))
        right = loss.terms(z, y, np.array([1.0, 0.0]))
    assert list(y) == [1.0, 0.0]
    assert list(wrong) == [0.0, 1000.0]
    assert list(right) == [0.0, 0.0]


@pytest.mark.parametrize("name", ["binary-cross-entropy", "negative-log-likelihood"])
def test_saturated_outputs_send_back_what_the_formula_says(name: str) -> None:
    loss = LOSSES[name]
    y = np.array([1.0, 0.0])
    with np.errstate(all="raise"):
        right = loss.output_gradient(y, np.array([1.0, 0.0]))
        wrong = loss.output_gradient(y, np.array([0.0, 1.0]))
    assert np.isfinite(right).all()
    assert wrong[1] == -np.inf


@pytest.mark.parametrize("name", LOSSES)
def test_samples_may_stand_before_the_outputs(name: str) -> None:
    loss, z = LOSSES[name], np.array([[0.5, -1.0], [2.0, 0.0], [1.0, 1.0]])
    t = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
    y = outputs(loss, z)
    rows = [loss.terms(z[i], y[i], t[i]) for i in range(3)]
    assert loss.terms(z, y, t) == pytest.approx(np.array(rows), rel=1e-15)
    gradients = [loss.output_gradient(y[i], t[i]) for i in range(3)]
    assert loss.output_gradient(y, t) == pytest.approx(np.array(gradients), rel=1e-15)
    if loss.delta is not None:
        deltas = [loss.delta(y[i], t[i]) for i in range(3)]
        assert loss.delta(y, t) == pytest.approx(np.array(deltas), rel=1e-15)


@pytest.mark.parametrize(
    ("lead", "expected"),
    [  # ln(1 + e^−lead), to 17 digits
        (35.0, 6.305116760146987e-16),
        (36.0, 2.319522830243569e-16),
        (37.0, 8.533047625744066e-17),
        (40.0, 4.248354255291589e-18),
    ],
)
def test_a_small_negative_log_likelihood_keeps_its_digits(lead: float, expected: float) -> None:
    z, t = np.array([[lead, 0.0], [0.0, lead]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    terms = LOSSES["negative-log-likelihood"].terms(z, softmax(z), t)
    assert terms.sum(axis=1) == pytest.approx([expected, expected], rel=1e-15, abs=0)


def test_two_largest_outputs_share_the_likelihood() -> None:
    z, t = np.array([40.0, 40.0]), np.array([1.0, 0.0])
    assert LOSSES["negative-log-likelihood"].terms(z, softmax(z), t).sum() == math.log(2)
