"""Do finite differences, small changes and values along an axis say what the derivative says?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.chain.accumulation import reverse
from explorer.chain.difference import difference, local_difference, small_change, values_along
from explorer.chain.graph import graph_of
from explorer.chain.system import UnknownVariable, parse_system
from tests.chain.systems import DIAMOND, graph, random_system

SYSTEM = parse_system(DIAMOND)


def test_two_evaluations_give_the_derivative_of_the_diamond() -> None:
    found = difference(SYSTEM, "d", "a")
    assert found.value == pytest.approx(-84, rel=1e-9)
    assert found.evaluations == 2


def test_a_variable_that_is_computed_is_nudged_too() -> None:
    assert difference(SYSTEM, "d", "b").value == pytest.approx(-14, rel=1e-9)
    assert difference(SYSTEM, "b", "d").value == 0
    assert difference(SYSTEM, "d", "d").value == 1


def test_the_difference_of_an_edge_lets_all_else_stand() -> None:
    found = graph(*DIAMOND, "f = a*d")
    assert local_difference(found, found.by_ends["a", "f"]).value == pytest.approx(-56, rel=1e-9)
    assert difference(found.system, "f", "a").value == pytest.approx(-56 - 2 * 84, rel=1e-9)


def test_a_small_change_is_foretold_by_the_derivative_and_not_quite_true() -> None:
    found = small_change(SYSTEM, "d", "a", -84.0, 0.001)  # d = −7a³
    assert found.predicted == pytest.approx(-0.084)
    assert found.true == pytest.approx(-7 * (2.001**3 - 8), rel=1e-9)


def test_values_along_an_input_are_those_of_the_system_there() -> None:
    x = np.array([[-1.0, 0.0], [1.0, 2.0]])
    assert values_along(SYSTEM, "d", "a", x).tolist() == [[7, 0], [-7, -56]]
    assert values_along(SYSTEM, "b", "c", x).tolist() == [[4, 4], [4, 4]]


def test_a_name_that_nobody_declared_is_refused() -> None:
    for of, by in (("d", "q"), ("q", "a")):
        with pytest.raises(UnknownVariable):
            difference(SYSTEM, of, by)
        with pytest.raises(UnknownVariable):
            small_change(SYSTEM, of, by, 1.0, 0.1)
        with pytest.raises(UnknownVariable):
            values_along(SYSTEM, of, by, np.zeros(1))


@given(st.integers(0, 10_000))
def test_differences_agree_with_the_chain_rule(seed: int) -> None:
    system = random_system(seed, most=8)
    slopes = reverse(graph_of(system), "y").derivatives
    for name in system.inputs:
        expected = slopes.get(name, 0.0)
        curvature = np.ptp(values_along(system, "y", name, system.values[name] + np.linspace(-0.1, 0.1, 9)))
        if curvature > 1e3:
            continue  # too steep for a difference to say more than that
        assert difference(system, "y", name).value == pytest.approx(expected, rel=1e-5, abs=1e-5)
