"""`explorer.training.numpy_engine.objective`"""

import numpy as np
import pytest

from explorer.network.activation import ACTIVATIONS
from explorer.network.activation import softmax as table_softmax
from explorer.network.loss import LOSSES
from explorer.training.numpy_engine.in_place_formula import call_all
from explorer.training.numpy_engine.objective import (
    apply_softmax_slope,
    is_from_z,
    measure_loss,
    send_back,
    softmax,
)

SHARE = 0.2
RANDOM = np.random.default_rng(1)
Z = RANDOM.normal(0, 3, (3, 5))
T = RANDOM.uniform(0, 1, (3, 5))


def outputs(loss: str) -> np.ndarray:
    if loss == "negative-log-likelihood":
        return table_softmax(Z.T).T
    return ACTIVATIONS["logistic"].function(Z)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_loss_is_that_of_the_table(loss: str) -> None:
    y = outputs(loss)
    expected = SHARE * LOSSES[loss].terms(Z.T, y.T, T.T).sum()
    assert measure_loss(loss, Z, y, T, SHARE, np.empty_like(Z))() == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("loss", LOSSES)
def test_what_it_sends_back_is_that_of_the_table(loss: str) -> None:
    y, result = outputs(loss), np.empty_like(Z)
    call_all(send_back(loss, y, T, SHARE, result))
    row = LOSSES[loss]
    expected = row.delta(y.T, T.T).T if row.delta is not None else row.output_gradient(y.T, T.T).T
    np.testing.assert_allclose(result, SHARE * expected, rtol=1e-14)
    assert is_from_z(loss) == (loss in ("binary-cross-entropy", "negative-log-likelihood"))


def test_cross_entropy_of_a_saturated_output_does_not_overflow() -> None:
    z, t = np.array([[-800.0, 800.0]]), np.array([[1.0, 0.0]])
    y = np.array([[0.0, 1.0]])
    assert measure_loss("binary-cross-entropy", z, y, t, 1.0, np.empty_like(z))() == 1600


def test_log_likelihood_of_a_saturated_output_does_not_overflow() -> None:
    z, t = np.array([[-800.0], [800.0]]), np.array([[1.0], [0.0]])
    y = np.array([[0.0], [1.0]])
    assert measure_loss("negative-log-likelihood", z, y, t, 1.0, np.empty_like(z))() == 1600


def test_softmax_is_that_of_the_table_and_does_not_overflow() -> None:
    z, a = np.array([[1.0, 1000.0], [2.0, 0.0]]), np.empty((2, 2))
    call_all(softmax(z, a))
    np.testing.assert_allclose(a, table_softmax(z.T).T, rtol=1e-15)
    assert a[:, 1].tolist() == [1, 0]


def test_the_slope_of_softmax_is_its_matrix_of_derivatives() -> None:
    y = table_softmax(Z.T).T
    dE_dy = RANDOM.normal(size=Z.shape)
    delta = dE_dy.copy()
    call_all(apply_softmax_slope(y, delta))
    for sample in range(Z.shape[1]):
        jacobian = np.diag(y[:, sample]) - np.outer(y[:, sample], y[:, sample])
        np.testing.assert_allclose(delta[:, sample], jacobian @ dE_dy[:, sample], rtol=1e-13)


@pytest.mark.parametrize(
    ("loss", "z", "t", "expected"),
    [
        (
            "negative-log-likelihood",
            [[0.0, 37.0], [37.0, 0.0]],
            [[0.0, 1.0], [1.0, 0.0]],
            8.533047625744066e-17,
        ),
        ("binary-cross-entropy", [[40.0, -40.0]], [[1.0, 0.0]], 4.248354255291589e-18),
    ],
)
def test_a_small_loss_keeps_its_digits(loss: str, z: list, t: list, expected: float) -> None:
    unused = np.empty((len(z), 2))
    measured = measure_loss(loss, np.array(z), unused, np.array(t), 0.5, unused)()
    assert measured == pytest.approx(expected, rel=1e-15, abs=0)
