"""Is the present step told in a sentence, and what the descent settles on?"""

import pytest

from explorer.descent.barrier import Barrier
from explorer.descent.function import parse_function
from explorer.descent.shown_descent import Descent
from explorer.descent.step_words import cycle_sentence, step_sentence


@pytest.mark.parametrize(
    ("text", "start", "rate", "momentum", "sentence"),
    [
        ("x^2", 1.0, 0.25, 0.0, "Step 1: f′ = 2 is above 0, so it goes left by 0.5"),
        ("x^2", -1.0, 0.25, 0.0, "Step 1: f′ = −2 is below 0, so it goes right by 0.5"),
        ("x^2", 0.0, 0.25, 0.0, "Step 1: f′ = 0, so it stays where it is"),
        ("x^2", 1.0, 0.25, 0.9, "Step 1: f′ = 2, and with the momentum it goes left by 0.5"),
        ("x^2", 1.0, 1e300, 0.0, "Step 1: f′ = 2, and the step leaves all bounds"),
        ("1/x", 0.0, 0.1, 0.0, "Step 1: f′ = −∞, and the step leaves all bounds"),
        ("sqrt(x)", -1.0, 0.1, 0.0, "Step 1: f′ has no value at x = −1"),
    ],
)
def test_the_next_step_is_told(text: str, start: float, rate: float, momentum: float, sentence: str) -> None:
    assert step_sentence(Descent(parse_function(text), start, rate, 3, momentum), 0) == sentence


def test_a_step_over_a_pole_is_told_as_one() -> None:
    descent = Descent(parse_function("1/x"), -0.5, 1.0, 3)  # x − f′ = −0.5 + 4
    assert step_sentence(descent, 0, (Barrier(0.0, "pole"),)) == (
        "Step 1: f′ = −4 is below 0, so it goes right by 4, over the pole x = 0"
    )


def test_what_it_settles_on_is_told() -> None:
    assert cycle_sentence(()) == "It goes round no cycle that draws it in"
    assert cycle_sentence((0.0,)) == "It settles on 0"
    assert cycle_sentence((-0.35, 0.25)) == "It goes round −0.35 → 0.25"
    assert cycle_sentence((1.0,) * 8) == "It goes round 8 values, again and again"
