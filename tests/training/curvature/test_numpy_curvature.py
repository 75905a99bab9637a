"""`explorer.training.curvature.numpy_curvature`, by hand: E = ½ (u w x − t)² has two parameters"""

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.model import Experiment, Parameter
from explorer.training.curvature.numpy_curvature import NumpyCurvature
from explorer.training.lanczos import Wanted
from explorer.training.program import Program, parameters_of
from tests.training.small_experiment import chain

PAIR = chain(["identity", "identity"], [3.0, 0.5], [(2.0, 1.0)])
"""H = [[1, 10], [10, 36]], worked out in `test_numpy_hessian.py`; its eigenvalues are (37 ± √1625) / 2."""

BOTH = Wanted(top=1, below=1, tolerance=1e-10)


def curvature(experiment: Experiment = PAIR, wanted: Wanted = BOTH) -> NumpyCurvature:
    return NumpyCurvature(Program.of(experiment), wanted)


def test_products_are_those_of_the_matrix() -> None:
    products = curvature().hessian_products(parameters_of(PAIR.network), np.array([[1.0, 0.0], [2.0, -1.0]]))
    assert products.tolist() == [[1.0, 10.0], [-8.0, -16.0]]


def test_the_eigenvalues_of_every_row_are_found_from_both_ends() -> None:
    here = parameters_of(PAIR.network)
    nowhere = np.array([0.0, 0.0])  # H = [[0, −2], [−2, 0]]: −x t between the two
    found = curvature().eigenvalues(np.array([here, nowhere, here]))
    root = math.sqrt(1625)
    expected = [[(37 + root) / 2, (37 - root) / 2], [2.0, -2.0], [(37 + root) / 2, (37 - root) / 2]]
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_what_is_fixed_has_no_curvature() -> None:
    experiment = set_fixed(PAIR, [Parameter("x", "n0")], True)
    of, here = curvature(experiment, Wanted(1, 0, 1e-10)), parameters_of(experiment.network)
    assert of.hessian_products(here, np.array([[1.0, 1.0]])).tolist() == [[0.0, 36.0]]
    assert of.eigenvalues(here[np.newaxis]).tolist() == [[pytest.approx(36.0)]]


def test_where_a_number_is_not_finite_nothing_is_known() -> None:
    broken = replace(PAIR, network=chain(["identity", "identity"], [1e200, 1e200], [(1e200, 0.0)]).network)
    of, there = curvature(broken), parameters_of(broken.network)
    assert np.isnan(of.eigenvalues(there[np.newaxis])).all()
    assert np.isnan(of.hessian_products(there, np.eye(2))).all()
