"""Is a descent followed from its start, named by its numbers, and known to have diverged?"""

import numpy as np
import pytest

from explorer.descent.function import parse_function
from explorer.descent.shown_descent import Descent
from explorer.symbol import Symbol


def test_the_descent_on_a_parabola_is_the_one_of_the_article() -> None:
    descent = Descent(parse_function("x^2"), 1.0, 0.3, 3)
    assert descent.iterates == pytest.approx(np.array([1.0, 0.4, 0.16, 0.064]), rel=1e-15)
    assert descent.heights == pytest.approx(np.array([1.0, 0.16, 0.0256, 0.004096]), rel=1e-15)
    assert descent.last == 3
    assert not descent.has_diverged


def test_a_descent_that_diverges_ends_there() -> None:
    descent = Descent(parse_function("x^3 + 3x^2"), -3.0, 0.5, 1000)
    assert descent.has_diverged
    assert descent.last < 10
    assert len(descent.heights) == descent.last + 1


def test_where_there_is_no_slope_the_descent_ends_as_no_number() -> None:
    descent = Descent(parse_function("√x"), -1.0, 0.1, 10)
    assert descent.iterates.tolist() == pytest.approx([-1.0, np.nan], nan_ok=True)
    assert descent.has_diverged
    assert np.isnan(descent.heights).all()


def test_without_steps_there_is_the_start_alone() -> None:
    assert Descent(parse_function("x^2"), 2.0, 0.3, 0).iterates.tolist() == [2.0]


def test_a_descent_is_named_by_its_rate_and_its_start() -> None:
    descent = Descent(parse_function("x^2"), -1.99, 0.123456789, 5)
    assert descent.name == f"{Symbol.ALPHA} = 0.1235 from −1.99"
    assert descent.name_in_full == f"{Symbol.ALPHA} = 0.123456789 from −1.99"
