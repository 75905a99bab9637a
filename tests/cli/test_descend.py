"""Does `descend` follow gradient descent in one variable, and say what becomes of it?"""

import json
import math
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Result

Run = Callable[..., Result]
Refused = Callable[..., str]


def descent(run: Run, formula: str, start: object, learning_rate: object, steps: int) -> Any:
    options = ["--start", start, "--learning-rate", learning_rate, "--steps", steps, "--json"]
    status, output, error = run("descend", formula, *options)
    assert (status, error) == (0, "")
    return json.loads(output, parse_constant=pytest.fail)


def test_the_first_steps_on_a_parabola(run: Run) -> None:
    found = descent(run, "x^2", 1, 0.3, 3)
    assert list(found) == ["x", "f", "verdict", "period", "lyapunov", "diverged_at"]
    assert found["x"] == pytest.approx([1, 0.4, 0.16, 0.064], rel=1e-12)
    assert found["f"] == pytest.approx([1, 0.16, 0.0256, 0.004096], rel=1e-12)
    assert (found["verdict"], found["period"], found["diverged_at"]) == ("converges", None, None)
    assert found["lyapunov"] == pytest.approx(math.log(0.4))


def test_a_cycle_has_its_period_and_chaos_its_exponent(run: Run) -> None:
    cycle = descent(run, "x^3 + 3x^2", -1, 0.4, 0)
    assert (cycle["verdict"], cycle["period"], cycle["x"]) == ("cycles", 2, [-1])
    chaos = descent(run, "x³+3x²", -1.99, 0.45, 10)
    assert (chaos["verdict"], chaos["period"]) == ("chaotic", None)
    assert chaos["lyapunov"] == pytest.approx(0.35, abs=0.01)


def test_an_orbit_that_diverges_is_listed_to_its_last_step(run: Run) -> None:
    found = descent(run, "x**3 + 3*x**2", 5, 0.5, 100)
    assert (found["verdict"], found["diverged_at"]) == ("diverges", 4)
    assert len(found["x"]) == len(found["f"]) == 101
    assert found["x"][3] == -16223403.0859375
    assert found["x"][4] < -1e12
    assert (found["x"][100], found["f"][100]) == ("-inf", "-inf")


def test_people_read_an_orbit_that_diverges_up_to_where_it_does(run: Run) -> None:
    output = run("descend", "x^2", "--start", "1", "--learning-rate", "1e20", "--steps", "9")[1]
    steps = [line.split()[0] for line in output.splitlines()[3:]]
    assert steps == ["0", "1", "diverges:"]


def test_numbers_that_are_not_finite_are_strings(run: Run) -> None:
    assert descent(run, "-exp(x^2)", 5, 1e300, 2)["x"] == [5, "inf", "inf"]
    assert descent(run, "log(x)", -1, 1e300, 2)["f"] == ["nan", 690.7755278982137, 690.7755278982137]


def test_formulas_and_numbers_may_begin_with_a_minus(run: Run) -> None:
    assert descent(run, "-x^2", "-1e-3", "1/4", 1)["x"] == [-0.001, -0.0015]
    assert run("descend", "--start", "-1", "--steps", "1", "--learning-rate", "0", "-x")[0] == 0
    assert run("descend", "--start=-1", "--steps=1", "--learning-rate=0", "--", "-x")[0] == 0


def test_people_read_what_was_understood_the_steps_and_the_fate(run: Run) -> None:
    status, output, error = run("descend", "x^2", "--start", "1", "--learning-rate", "1", "--steps", "2")
    assert (status, error) == (0, "")
    lines = output.splitlines()
    assert lines[:5] == ["f(x) = x²", "f′(x) = 2x", "step  x   f(x)", "0     1   1", "1     −1  1"]
    assert lines[-1].startswith("cycles: back after 2 steps (−1, 1)")


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (["x +", "--start", "0", "--learning-rate", "0.1", "--steps", "1"], "ends too early"),
        (["y", "--start", "0", "--learning-rate", "0.1", "--steps", "1"], "y"),
        (["1/0", "--start", "0", "--learning-rate", "0.1", "--steps", "1"], "1/0"),
        (["x", "--start", "0", "--learning-rate", "-0.1", "--steps", "1"], "make it 0 or more"),
        (["x", "--start", "0", "--learning-rate", "0.1", "--steps", "1e9"], "too many to list"),
    ],
)
def test_what_cannot_be_computed_is_refused(refused: Refused, arguments: list[str], rule: str) -> None:
    assert rule in refused("descend", *arguments)
