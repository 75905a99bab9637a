"""Does an update change the parameters as its formula says?"""

import numpy as np

from explorer.network.optimiser import OPTIMISERS


def test_gradient_descent_takes_alpha_times_the_gradient_away() -> None:
    change = OPTIMISERS["gradient-descent"].change(np.array([2.0, -0.5, 0.0]), 0.1)
    assert change.tolist() == [-0.2, 0.05, 0.0]


def test_a_rate_of_zero_changes_nothing() -> None:
    assert not OPTIMISERS["gradient-descent"].change(np.array([2.0, -0.5]), 0.0).any()


def test_a_gradient_that_is_not_finite_makes_a_change_that_is_not() -> None:
    change = OPTIMISERS["gradient-descent"].change(np.array([np.inf, np.nan]), 0.1)
    assert change[0] == -np.inf
    assert np.isnan(change[1])
