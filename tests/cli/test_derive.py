"""Does `derive` say every derivative of typed equations, with all paths and the cost of both directions?"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Result

Run = Callable[..., Result]
Refused = Callable[..., str]

DIAMOND = "b = a^2; c = -7a; d = b*c"


def derived(run: Run, *arguments: str) -> Any:
    status, output, error = run("derive", *arguments, "--json")
    assert (status, error) == (0, "")
    return json.loads(output, parse_constant=pytest.fail)


def test_the_diamond_at_2(run: Run) -> None:
    assert derived(run, DIAMOND, "--at", "a=2") == {
        "values": {"a": 2, "b": 4, "c": -14, "d": -56},
        "local": [
            {"of": "b", "by": "a", "formula": "2a", "value": 4},
            {"of": "c", "by": "a", "formula": "−7", "value": -7},
            {"of": "d", "by": "b", "formula": "c", "value": -14},
            {"of": "d", "by": "c", "formula": "b", "value": 4},
        ],
        "derivatives": [{"of": "d", "by": "a", "value": -84, "formula": "2a·c − 7b"}],
        "paths": [{"names": ["a", "b", "d"], "product": -56}, {"names": ["a", "c", "d"], "product": -28}],
        "multiplications": {"forward": 4, "reverse": 4},
    }


def test_people_read_values_derivatives_paths_and_counts(run: Run) -> None:
    status, output, error = run("derive", DIAMOND, "--at", "a=2")
    assert (status, error) == (0, "")
    assert output.splitlines() == [
        "a = 2",
        "b = a² = 4",
        "c = −7a = −14",
        "d = b·c = −56",
        "",
        "on an edge  formula  value",
        "∂b/∂a       2a       4",
        "∂c/∂a       −7       −7",
        "∂d/∂b       c        −14",
        "∂d/∂c       b        4",
        "",
        "∂d/∂a = 2a·c − 7b = −84",
        "  a → b → d: 4 · (−14) = −56",
        "  a → c → d: −7 · 4 = −28",
        "",
        "multiplications: forward 4 (1 pass), reverse 4 (1 pass)",
    ]


def test_values_may_be_negative_and_given_in_the_equations_too(run: Run) -> None:
    assert derived(run, DIAMOND, "--at", "a=-2")["values"]["c"] == 14
    assert derived(run, "a = 1; b = 3a", "--at=a=-0.5")["values"] == {"a": -0.5, "b": -1.5}


def test_the_output_and_the_input_may_be_told(run: Run) -> None:
    found = derived(run, DIAMOND, "--at", "a=2", "--of", "d", "--by", "c")
    assert found["derivatives"] == [{"of": "d", "by": "c", "value": 4, "formula": "b"}]
    assert derived(run, DIAMOND, "--at", "a=2", "--of", "b")["derivatives"][0]["of"] == "b"


def test_without_an_input_there_is_the_derivative_by_each(run: Run) -> None:
    found = derived(run, "x = 2; y = 3; u = 1; z = x*y")
    assert [(each["by"], each["value"]) for each in found["derivatives"]] == [("x", 3), ("y", 2)]
    assert found["multiplications"] == {"forward": 2, "reverse": 2}


def test_very_many_paths_are_counted(run: Run) -> None:
    lines = ["x0 = 1"]
    for number in range(8):
        lines += [f"p{number} = x{number}", f"q{number} = x{number}"]
        lines.append(f"x{number + 1} = p{number} + q{number}")
    assert "256 paths, too many to list" in run("derive", ";".join(lines))[1]
    assert derived(run, "\n".join(lines))["paths"] == []


def test_a_kink_is_told_with_the_slope_that_is_taken(run: Run) -> None:
    assert "  relu has a kink there: its slope is taken as 0\n" in run("derive", "x = 0; y = relu(x)")[1]


def test_what_is_not_finite_is_a_text(run: Run) -> None:
    assert derived(run, "x = 0; y = 1/x")["values"]["y"] == "inf"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["b = a^2; c = q"], "Line 1: 'a' at character 5 is not known"),
        (["b = a^2; c = q", "--at", "a=1"], "Line 2: 'q' at character 5 is not known"),
        (["a = 1; c = d; d = c"], "Line 2: c needs d, which needs c. Change line 2 or 3."),
        (["a = 1; b = a", "--of", "z"], "“z” is none of the variables: there are a, b."),
        (["a = 1; b = a", "--at", "b=2"], "b is computed, as a: give a number to what it needs."),
        ([" ; "], "there is no equation: write them like “a = 2; b = a^2”"),
    ],
)
def test_what_is_wrong_is_one_line(refused: Refused, arguments: list[str], says: str) -> None:
    assert refused("derive", *arguments).startswith(says)


def test_a_value_without_a_name_is_wrong_usage(run: Run) -> None:
    status, _, error = run("derive", DIAMOND, "--at", "2")
    assert status == 2
    assert "'2' is no name with a value: write a=2" in error
