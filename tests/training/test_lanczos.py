"""Does Lanczos' method find the outermost eigenvalues of any symmetric matrix?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from explorer.training.lanczos import MOST_PRODUCTS, Wanted, outermost


def matrix(eigenvalues: NDArray, seed: int = 0) -> NDArray:
    """A symmetric matrix with these eigenvalues, in axes at random."""
    axes = np.linalg.qr(np.random.default_rng(seed).standard_normal((len(eigenvalues),) * 2))[0]
    return (axes * eigenvalues) @ axes.T


def found(h: NDArray, wanted: Wanted, starts: NDArray | None = None) -> tuple[NDArray, NDArray]:
    chance = np.random.default_rng(1)
    if starts is None:
        starts = chance.standard_normal((wanted.top + wanted.below + 1, len(h)))
    return outermost(lambda v: h @ v, starts, wanted, chance)


@given(seed=st.integers(0, 10**6), size=st.integers(1, 40), top=st.integers(0, 3), below=st.integers(0, 3))
def test_values_and_vectors_are_those_of_the_matrix(seed: int, size: int, top: int, below: int) -> None:
    top, below = min(size, max(top, 1)), min(size, below)
    eigenvalues = np.sort(np.random.default_rng(seed).standard_normal(size))
    h = matrix(eigenvalues, seed)
    values, vectors = found(h, Wanted(top, below, 1e-9))
    expected = np.concatenate([eigenvalues[::-1][:top], eigenvalues[:below]])
    assert values == pytest.approx(expected, rel=1e-8, abs=1e-11)
    residuals = vectors @ h - values[:, np.newaxis] * vectors
    assert np.linalg.norm(residuals, axis=1).max() < 1e-3
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, rel=1e-12)


def test_a_few_products_are_enough_for_a_large_matrix() -> None:
    h = matrix(np.append(np.linspace(-1, 1, 299), 3.0))
    products = []

    def multiply(v: NDArray) -> NDArray:
        products.append(v)
        return h @ v

    starts = np.random.default_rng(0).standard_normal((2, 300))
    values, _ = outermost(multiply, starts, Wanted(1, 0, 1e-7), np.random.default_rng(0))
    assert values[0] == pytest.approx(3.0, rel=1e-7)
    assert len(products) < 60


def test_it_does_not_stay_with_the_vector_that_it_starts_from() -> None:
    h = np.diag([1.0, 2.0, 3.0, 0.5, 0.1, 0.0])
    chance = np.random.default_rng(0).standard_normal(6)
    values, vectors = found(h, Wanted(1, 0, 1e-9), np.array([np.eye(6)[1], chance]))
    assert values[0] == pytest.approx(3.0, rel=1e-9)
    assert abs(vectors[0, 2]) == pytest.approx(1.0, rel=1e-8)


def test_equal_eigenvalues_are_counted_as_often_as_they_are() -> None:
    values, _ = found(matrix(np.array([5.0, 5.0, 5.0, 1.0, 0.0, -2.0, -2.0, 0.5])), Wanted(4, 2, 1e-9))
    assert values == pytest.approx([5, 5, 5, 1, -2, -2], rel=1e-9)


def test_nothing_has_no_other_eigenvalue_than_0() -> None:
    assert found(np.zeros((50, 50)), Wanted(2, 2, 1e-9))[0].tolist() == [0, 0, 0, 0]


def test_where_a_product_is_not_finite_there_is_no_eigenvalue() -> None:
    values, vectors = found(np.full((3, 3), np.inf), Wanted(1, 1, 1e-9))
    assert np.isnan(values).all()
    assert np.isnan(vectors).all()


def test_where_no_accuracy_is_enough_it_ends_all_the_same() -> None:
    size = MOST_PRODUCTS + 100
    values, _ = found(matrix(np.linspace(0, 1, size)), Wanted(1, 0, -1.0))
    assert values[0] == pytest.approx(1.0, rel=1e-3)
