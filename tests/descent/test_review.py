"""Verdicts that are true of doubles alone: plateaus of rounding, edges of the domain, poles."""

import pytest

from explorer.descent.function import parse_function
from explorer.descent.search import verdict
from explorer.symbol import Symbol


def fate(formula: str, start: float, learning_rate: float) -> str:
    """The verdict in words."""
    return verdict(parse_function(formula), start, learning_rate).sentence


@pytest.mark.parametrize(
    ("formula", "start", "words"),
    [
        ("tanh(x)^2", 20.0, "it stands still at 20 only because f′ there, ≈ 3.4e−17, rounds to 0"),
        (
            "1/(1+exp(-x))",
            -360.0,
            f"it stands still at −360 only because {Symbol.ALPHA}·f′ there is too small for a double",
        ),
        (
            "x^2/(1+x^2)",
            1e11,
            "it stands still at 1e+11 only because f′ there, ≈ 2.0e−33, rounds to 0",
        ),
        (
            "tanh(x)^2",
            1000.0,
            "it stands still at 1000, where f′ is 0 to the last of 200 digits, or merely too small",
        ),
    ],
)
def test_where_the_slope_merely_rounds_to_0_it_is_undecided(formula: str, start: float, words: str) -> None:
    assert fate(formula, start, 0.5) == f"undecided; {words}"


@pytest.mark.parametrize(
    ("formula", "start"),
    [
        ("x^2", 3.0),
        ("(x-1)^2*exp(x)", 1.0),
        ("cos(x)", 3.0),
        ("(exp(x)-e)^2", 1.01),
        ("5", 2.0),
        ("relu(x)", -1.0),
    ],
)
def test_where_the_slope_truly_is_0_it_converges(formula: str, start: float) -> None:
    assert fate(formula, start, 0.1).startswith("converges to ")


def test_a_start_outside_of_the_domain_is_said_to_be_there() -> None:
    assert fate("log(x)", -1.99, 0.1) == (
        "undecided; the start lies outside the domain: f has no value at −1.99"
    )


def test_an_orbit_that_leaves_the_domain_is_followed_no_further() -> None:
    found = verdict(parse_function("log(x)"), 0.1, 1.0)
    assert found.sentence == "diverges at step 1; there it leaves the domain: f has no value at −9.9"
    assert found.diverged_at == 1


@pytest.mark.parametrize(
    ("formula", "start", "words"),
    [
        ("1/x", -0.5, "at step 1 it jumps over the pole at x = 0"),
        ("x + 4/(x-1)^2 + x^2", 3.0, "at step 1 it jumps over the pole at x = 1"),
        ("x^-1", -0.5, "at step 1 it jumps over the pole at x = 0"),
    ],
)
def test_a_jump_over_a_pole_is_said(formula: str, start: float, words: str) -> None:
    assert fate(formula, start, 1.0).endswith(words)


@pytest.mark.parametrize("formula", ["sin(x)/x", "x^3/x", "x^2"])
def test_where_nothing_is_infinite_there_is_no_pole(formula: str) -> None:
    assert "pole" not in fate(formula, -1.0, 0.9)
