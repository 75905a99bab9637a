"""Is a line opened up into its elementary operations, each once, and does it stay what it was?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.chain.accumulation import reverse
from explorer.chain.graph import graph_of
from explorer.chain.opening import opened
from explorer.chain.system import System, parse_system
from tests.chain.systems import random_system


def written(system: System) -> list[str]:
    return [f"{equation.name} = {equation.formula}" for equation in system.equations]


def test_the_parts_of_a_formula_become_variables() -> None:
    system = opened(parse_system(("a = 2", "c = sin(3a^4)")), ["c"])
    assert written(system) == ["a = 2", "c_1 = a⁴", "c_2 = 3c_1", "c = sin(c_2)"]
    assert [equation.line for equation in system.equations] == [0, 1, 1, 1]


def test_the_same_operation_is_one_variable_across_lines_that_are_opened() -> None:
    lines = ("x = 1", "y = 2", "u = exp(x*y) + x*y", "v = sin(x*y)", "w = cos(x*y)")
    assert written(opened(parse_system(lines), ["u", "v"])) == [
        "x = 1",
        "y = 2",
        "u_1 = x·y",
        "u_2 = exp(u_1)",
        "u = u_2 + u_1",
        "v = sin(u_1)",
        "w = cos(x·y)",
    ]


def test_signs_and_numbers_are_no_operations_of_their_own() -> None:
    lines = ("a = 2", "b = 3", "c = a - b + 2*pi", "d = -7a")
    assert written(opened(parse_system(lines), ["c", "d", "nobody"])) == [
        "a = 2",
        "b = 3",
        "c = a − b + 2π",
        "d = −7a",
    ]


def test_new_names_are_those_of_nobody_else() -> None:
    assert written(opened(parse_system(("c_1 = 2", "c = sin(c_1^2)")), ["c"])) == [
        "c_1 = 2",
        "c_2 = c_1²",
        "c = sin(c_2)",
    ]


@given(st.integers(0, 10_000))
def test_values_and_derivatives_stay_what_they_were(seed: int) -> None:
    system = random_system(seed)
    all_open = opened(system, system.by_name.keys())
    for name, value in system.values.items():
        assert all_open.values[name] == value
    before = reverse(graph_of(system), "y").derivatives
    after = reverse(graph_of(all_open), "y").derivatives
    scale = 1 + max(map(abs, before.values()))
    for name, slope in before.items():
        assert after[name] == pytest.approx(slope, rel=1e-9, abs=1e-12 * scale)
