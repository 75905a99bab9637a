"""`explorer.training.kernel.ritz`, against numpy's eigenvalues"""

from typing import NamedTuple

import numpy as np
import pytest

from explorer.compiling.compiled import kernel
from explorer.training.kernel.ritz import (
    Basis,
    basis_of,
    diagonalise,
    keep,
    orthonormalise,
    residual,
    take_in,
)

WIDTH, LENGTH = (0,) * 4, 12
"""Vectors are as long as three packs."""


@kernel
def project(width, matrix, vectors, basis, lengths):
    """Takes the vectors in as far as they are independent, and finds their Ritz values and residuals.

    Gives how many there are.
    """
    size = 0
    for row in range(len(vectors)):
        for place in range(vectors.shape[1]):
            basis.vectors[size, place] = vectors[row, place]
        if orthonormalise(width, basis, size):
            for i in range(matrix.shape[0]):
                product = 0.0
                for j in range(matrix.shape[0]):
                    product += matrix[i, j] * basis.vectors[size, j]
                basis.images[size, i] = product
            take_in(width, basis, size)
            size += 1
    diagonalise(basis, size)
    for which in range(size):
        lengths[which] = residual(width, basis, size, which, basis.kept[which])
    return size


@kernel
def restart(width, basis, size, top, bottom):
    return keep(width, basis, size, top, bottom)


class Projection(NamedTuple):
    """What is found in the span of some vectors: Ritz values and residuals, row by row."""

    size: int
    basis: Basis
    values: np.ndarray
    ritz: np.ndarray
    residuals: np.ndarray
    lengths: np.ndarray


def projection(matrix: np.ndarray, vectors: np.ndarray) -> Projection:
    basis, lengths = basis_of(len(vectors), LENGTH, 1), np.zeros(len(vectors))
    size = project(WIDTH, matrix, vectors, basis, lengths)
    ritz = basis.ritz[:size, :size] @ basis.vectors[:size]
    return Projection(size, basis, basis.values[:size], ritz, basis.kept[:size].copy(), lengths[:size])


def symmetric(seed: int) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(LENGTH, LENGTH))
    return drawn + drawn.T


@pytest.mark.parametrize("count", [1, 2, 5, 11])
def test_ritz_values_are_the_eigenvalues_within_the_span(count: int) -> None:
    matrix, vectors = symmetric(count), np.random.default_rng(7).normal(size=(count, LENGTH))
    found = projection(matrix, vectors)
    orthonormal = np.linalg.qr(vectors.T)[0]
    expected = np.linalg.eigvalsh(orthonormal.T @ matrix @ orthonormal)[::-1]
    np.testing.assert_allclose(found.values, expected, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(found.ritz @ found.ritz.T, np.eye(count), atol=1e-13)
    residuals = found.ritz @ matrix - found.values[:, np.newaxis] * found.ritz
    np.testing.assert_allclose(found.residuals, residuals, atol=1e-12)
    np.testing.assert_allclose(found.lengths, np.linalg.norm(residuals, axis=1), rtol=1e-9, atol=1e-12)


def test_vectors_that_span_everything_find_every_eigenvalue() -> None:
    matrix = symmetric(1)
    found = projection(matrix, np.eye(LENGTH))
    np.testing.assert_allclose(found.values, np.linalg.eigvalsh(matrix)[::-1], rtol=1e-12)
    assert found.lengths.max() < 1e-12


def test_a_vector_that_lies_within_the_others_is_left_out_and_so_is_nothing() -> None:
    x, y = np.random.default_rng(2).normal(size=(2, LENGTH))
    assert projection(symmetric(2), np.array([x, y, x - 3 * y, np.zeros(LENGTH), 1e-200 * x])).size == 2


def test_the_outermost_pairs_are_kept_with_all_that_is_known_of_them() -> None:
    matrix, vectors = symmetric(3), np.random.default_rng(5).normal(size=(7, LENGTH))
    found = projection(matrix, vectors)
    basis = found.basis
    assert restart(WIDTH, basis, found.size, 2, 1) == 3
    np.testing.assert_allclose(basis.vectors[:3], found.ritz[[0, 1, 6]], atol=1e-13)
    np.testing.assert_allclose(basis.images[:3], basis.vectors[:3] @ matrix, atol=1e-12)
    np.testing.assert_allclose(basis.products[:3, :3], np.diag(found.values[[0, 1, 6]]))


def test_equal_eigenvalues_are_found_as_often_as_there_are() -> None:
    found = projection(2.0 * np.eye(LENGTH), np.random.default_rng(4).normal(size=(3, LENGTH)))
    np.testing.assert_allclose(found.values, 2.0, rtol=1e-14)
