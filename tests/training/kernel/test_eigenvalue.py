"""`explorer.training.kernel.eigenvalue`, against numpy's eigenvalues of the Hessian

With the width of `compiled_curvature`, so that nothing is compiled anew.
"""

import numpy as np
import pytest

from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.model import Experiment
from explorer.training.curvature.compiled_curvature import CompiledCurvature
from explorer.training.curvature.numpy_curvature import NumpyCurvature
from explorer.training.kernel.curvature import hessian_of
from explorer.training.kernel.eigenvalue import follow, products
from explorer.training.kernel.eigenvector_warm_start import warm_start_of
from explorer.training.kernel.graph import aligned
from explorer.training.kernel.ritz import basis_of
from explorer.training.lanczos import Wanted
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer
from tests.training.small_experiment import xor

WIDTH = (0,) * 16
WANTED = Wanted(2, 1, 5e-8)


def exact(experiment: Experiment, parameters: np.ndarray) -> np.ndarray:
    """The Hessian's eigenvalues, ascending."""
    found = NumpyCurvature(Program.of(experiment), WANTED)
    return np.linalg.eigvalsh(found.hessian_products(parameters, np.eye(len(parameters))))


class Search:
    """A search along rows of parameters, of which the warm start is kept from call to call."""

    def __init__(self, experiment: Experiment) -> None:
        program = Program.of(experiment)
        length = -(-program.parameters // 16) * 16
        self._hessian = hessian_of(program, len(WIDTH))
        self._basis = basis_of(min(program.free_parameters, 26), length, 5)
        self.warm_start = warm_start_of(3, 5, length)
        self._noise = aligned((9, length))
        self._noise[:, : program.parameters] = np.random.default_rng(0).standard_normal(
            (9, program.parameters)
        )
        self._noise[:, program.fixed] = 0.0

    def values(self, rows: np.ndarray) -> tuple[np.ndarray, int]:
        """The wanted eigenvalues of each row, and how many products they took."""
        values = np.full((len(rows), 3), np.nan)
        args = (
            self._hessian,
            rows,
            np.ones_like(rows),
            WANTED,
            self._basis,
            self.warm_start,
            self._noise,
            values,
        )
        return values, follow(WIDTH, *args)


def run(steps: int) -> np.ndarray:
    trainer = Trainer(xor())
    return np.array([trainer.parameters for _ in range(steps) if trainer.advance(1)])


def test_the_wanted_eigenvalues_are_the_largest_then_the_smallest() -> None:
    rows = run(12)
    values, _ = Search(xor()).values(rows)
    for row, found in zip(rows, values, strict=True):
        assert found == pytest.approx(exact(xor(), row)[[-1, -2, 0]], rel=1e-7)


def test_a_search_that_knows_the_step_before_takes_fewer_products() -> None:
    rows, search = run(40), Search(xor())
    _, first = search.values(rows[:1])
    values, spent = search.values(rows[1:])
    assert spent < 0.9 * first * len(rows[1:])
    assert values[-1] == pytest.approx(exact(xor(), rows[-1])[[-1, -2, 0]], rel=1e-7)


def test_where_not_all_is_finite_nothing_is_known_and_the_next_search_begins_anew() -> None:
    rows, search = run(3), Search(xor())
    rows[1] = np.inf
    values, _ = search.values(rows)
    assert np.isnan(values[1]).all()
    assert values[2] == pytest.approx(exact(xor(), rows[2])[[-1, -2, 0]], rel=1e-7)


def test_only_what_is_free_has_eigenvalues() -> None:
    experiment = set_fixed(xor(), xor().network.parameters[::3], True)
    rows = run(2)
    values, _ = Search(experiment).values(rows)
    free = np.flatnonzero(~np.array(experiment.network.are_fixed))
    found = NumpyCurvature(Program.of(xor()), WANTED)
    hessian = found.hessian_products(rows[1], np.eye(rows.shape[1]))[np.ix_(free, free)]
    assert values[1] == pytest.approx(np.linalg.eigvalsh(hessian)[[-1, -2, 0]], rel=1e-7)


def test_products_are_those_of_the_hessian_and_symmetric() -> None:
    program, parameters = Program.of(xor()), parameters_of(xor().network)
    vectors = np.random.default_rng(3).normal(size=(2, len(parameters)))
    results = np.empty_like(vectors)
    assert products(WIDTH, hessian_of(program, len(WIDTH)), parameters, vectors, results) == 0.0
    expected = NumpyCurvature(program, WANTED).hessian_products(parameters, vectors)
    np.testing.assert_allclose(results, expected, rtol=1e-11, atol=1e-13)
    assert vectors[0] @ results[1] == pytest.approx(vectors[1] @ results[0], rel=1e-11)


def test_products_where_not_all_is_finite_are_flagged() -> None:
    program, parameters = Program.of(xor()), parameters_of(xor().network)
    parameters[0] = np.nan
    vectors = np.ones((1, len(parameters)))
    flag = products(WIDTH, hessian_of(program, len(WIDTH)), parameters, vectors, np.empty_like(vectors))
    assert np.isnan(flag)
    curvature = CompiledCurvature(program, WANTED)
    assert np.isnan(curvature.hessian_products(parameters, vectors)).all()
