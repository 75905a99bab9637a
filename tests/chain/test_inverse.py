"""Is a derivative read the other way, and where it does not exist is it said why?"""

import pytest

from explorer.chain.inverse import read_the_other_way
from explorer.formula.notation import plain
from tests.chain.systems import graph


def test_the_cube_read_the_other_way() -> None:
    found = read_the_other_way(graph("x = 2", "y = x^3"), "y", "x")
    assert found.value == pytest.approx(1 / 12)
    assert found.formula is not None
    assert plain(found.formula) == "1/(3x²)"
    assert found.reason == ""


def test_the_cube_root_has_no_derivative_at_0() -> None:
    found = read_the_other_way(graph("x = 0", "y = x^3"), "y", "x")
    assert found.value is None
    assert found.formula is not None
    assert plain(found.formula) == "1/(3x²)"
    assert found.reason == (
        "∂y/∂x is 0 at x = 0: y is flat there, and 1/0 is no number. Move x away from there."
    )


def test_what_does_not_depend_has_nothing_to_read() -> None:
    found = read_the_other_way(graph("x = 1", "y = 2"), "y", "x")
    assert (found.value, found.formula) == (None, None)
    assert found.reason == "y does not depend on x, so that it says nothing of x."


def test_a_derivative_that_is_no_number_cannot_be_read() -> None:
    found = read_the_other_way(graph("x = 0", "y = cbrt(x)"), "y", "x")
    assert (found.value, found.reason) == (None, "∂y/∂x is ∞ there.")
