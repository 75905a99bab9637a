"""Does the sentence say what the picture shows?"""

import pytest

from explorer.descent.bifurcation.answer import answer
from explorer.descent.bifurcation.end_states import EndStatesQuestion, RateWindow, end_states
from explorer.descent.function import parse_function
from explorer.job import last_result
from explorer.symbol import Symbol


def said(text: str, start: float, low: float, high: float) -> str:
    window = RateWindow(low, high, -3, 3, 300, 10)
    return answer(last_result(end_states(EndStatesQuestion(parse_function(text), start, window))))


CUBIC = (
    f"Settles on one value up to {Symbol.ALPHA} ≈ 0.333, then settles into 2 values up to {Symbol.ALPHA} ≈ "
    "0.407, then settles into 4 "
    f"values up to {Symbol.ALPHA} ≈ 0.423, then wanders without settling up to {Symbol.ALPHA} ≈ 0.499, "
    "then escapes"
)


@pytest.mark.parametrize(
    ("text", "start", "low", "high", "sentence"),
    [
        ("x^3 + 3x^2", -1.99, 0.0, 0.6, CUBIC),
        ("x^2", 1.0, 0.0, 0.9, "Settles on one value"),
        ("x^2", 1.0, 1.1, 1.5, "Escapes"),
        ("|x|", 1.0, 0.1, 0.9, "Settles into 2 values"),
        ("x", 1.0, 0.02, 0.9, "Has not settled yet"),
        ("x^4", 0.4, 0.02, 0.9, "Settles on one value"),
        ("log(x)", 1.0, 0.5, 2.0, "Escapes"),
        ("sqrt(x)", 1.0, 1.0, 4.0, "Escapes"),
        ("x - log(x)", 2.0, 0.1, 0.9, "Settles on one value"),
    ],
)
def test_what_is_seen_is_said(text: str, start: float, low: float, high: float, sentence: str) -> None:
    assert said(text, start, low, high) == sentence
