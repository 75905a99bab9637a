"""`explorer.training.curvature.compiled_curvature`, by hand: E = ½ (u w x − t)² has two parameters"""

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.training.curvature.compiled_curvature import CompiledCurvature
from explorer.training.lanczos import Wanted
from explorer.training.program import Program, parameters_of
from tests.training.small_experiment import chain

PAIR = chain(["identity", "identity"], [3.0, 0.5], [(2.0, 1.0)])
"""H = [[1, 10], [10, 36]], worked out in `test_numpy_hessian.py`; its eigenvalues are (37 ± √1625) / 2."""


@pytest.mark.parametrize("samples", [1, 16, 17])
def test_the_curvature_is_that_of_the_mean_over_all_blocks_of_samples(samples: int) -> None:
    experiment = replace(PAIR, samples=PAIR.samples * samples)
    here, root = parameters_of(experiment.network), math.sqrt(1625)
    of = CompiledCurvature(Program.of(experiment), Wanted(top=1, below=1, tolerance=1e-10))
    products = of.hessian_products(here, np.array([[1.0, 0.0], [2.0, -1.0]]))
    np.testing.assert_allclose(products, [[1.0, 10.0], [-8.0, -16.0]], rtol=1e-13)
    nowhere = np.array([0.0, 0.0])  # H = [[0, −2], [−2, 0]]: −x t between the two
    found = of.eigenvalues(np.array([here, nowhere, here]))
    expected = [[(37 + root) / 2, (37 - root) / 2], [2.0, -2.0], [(37 + root) / 2, (37 - root) / 2]]
    np.testing.assert_allclose(found, expected, rtol=1e-9)


def test_where_a_number_is_not_finite_no_product_is_known() -> None:
    broken = chain(["identity", "identity"], [1e200, 1e200], [(1e200, 0.0)])
    of = CompiledCurvature(Program.of(broken), Wanted(1, 1, 1e-10))
    assert np.isnan(of.hessian_products(parameters_of(broken.network), np.eye(2))).all()
