"""Are the leading eigenvectors those of the Hessian?"""

import numpy as np
import pytest

from explorer.training.curvature.eigenvector import leading_eigenvectors
from explorer.training.program import Program, parameters_of
from tests.training.hessian_oracle import hessian
from tests.training.small_experiment import chain, xor


def test_the_vectors_are_the_first_of_the_exact_hessian_with_unit_length() -> None:
    experiment = xor()
    values, vectors = leading_eigenvectors(Program.of(experiment), parameters_of(experiment.network), 3)
    exact = hessian(experiment)
    assert values == pytest.approx(np.linalg.eigvalsh(exact)[:-4:-1], rel=1e-7)
    np.testing.assert_allclose(vectors @ vectors.T, np.eye(3), atol=1e-10)
    np.testing.assert_allclose(vectors @ exact, values[:, np.newaxis] * vectors, atol=1e-5)


def test_asked_twice_the_vectors_are_the_same() -> None:
    program, parameters = Program.of(xor()), parameters_of(xor().network)
    first, second = (leading_eigenvectors(program, parameters, 2)[1] for _ in range(2))
    assert first.tolist() == second.tolist()


def test_where_a_number_is_not_finite_there_are_no_vectors() -> None:
    experiment = chain(["identity", "identity"], [1e200, 1e200], [(1.0, 2.0)])
    values, vectors = leading_eigenvectors(Program.of(experiment), parameters_of(experiment.network), 2)
    assert np.isnan(values).all()
    assert np.isnan(vectors).all()
