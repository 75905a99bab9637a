"""`explorer.training.numpy_engine.finite`"""

import numpy as np
import pytest

from explorer.training.numpy_engine.finite import watch


@pytest.mark.parametrize("length", [1, 3, 20_000])
def test_one_number_that_is_not_finite_is_noticed_in_a_vector_of_any_length(length: int) -> None:
    calm, vector = np.ones(5), np.full(length, 1e200)  # the squares overflow, and yet every number is finite
    are_finite = watch(calm, vector)
    with np.errstate(all="ignore"):
        assert are_finite()
        for value in (np.nan, np.inf, -np.inf):
            vector[-1] = value
            assert not are_finite()
        vector[-1] = 0.0
        assert are_finite()


def test_of_no_numbers_none_is_infinite() -> None:
    assert watch()()
    assert watch(np.empty(0))()
