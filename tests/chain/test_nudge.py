"""Does a nudge move a value by what its size asks for, and is its effect foretold?"""

import pytest

from explorer.chain.graph import graph_of
from explorer.chain.nudge import Nudge, nudge_in_words, nudged
from explorer.chain.system import parse_system


@pytest.mark.parametrize(
    ("value", "pixels", "after"),
    [
        (2.0, 20, 2.1),
        (2.0, -1, 1.995),
        (0.0, 3, 0.015),
        (-0.3, 10, -0.25),
        (250.0, 2, 251.0),
        (1e6, 1, 1005000.0),
    ],
)
def test_a_pixel_is_a_two_hundredth_of_the_size(value: float, pixels: int, after: float) -> None:
    assert nudged(value, pixels) == after


def test_a_value_stays_finite() -> None:
    assert nudged(1.7e308, 1000) == 1.7e308
    assert nudged(float("inf"), 2) == nudged(float("nan"), 2) == 0.01


def test_what_the_derivative_foretells_stands_beside_what_truly_comes() -> None:
    graph = graph_of(parse_system(["a = 2", "d = a^2"]))
    words = nudge_in_words(Nudge("a", 2.0, 0.5, graph), "d")
    assert words == "ε = +0.5 in a: ∂d/∂a · ε = 2, true change 2.25"


def test_what_does_not_depend_on_it_stays() -> None:
    graph = graph_of(parse_system(["a = 2", "b = 1", "d = b^2"]))
    assert nudge_in_words(Nudge("a", 2.0, 0.5, graph), "d").endswith("∂d/∂a · ε = 0, true change 0")
