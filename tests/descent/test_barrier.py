"""Are the poles of f and the edges of its domain found, and the steps that go over them?"""

from math import pi

import numpy as np
import pytest

from explorer.descent.barrier import Barrier, barriers, crossed, crossings
from explorer.descent.function import parse_function


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/x", [("pole", 0.0)]),
        ("1/(x - 0.3)^2", [("pole", 0.3)]),
        ("1/(x^2 - 2)", [("pole", -(2**0.5)), ("pole", 2**0.5)]),
        ("tan(x)", [("pole", -pi / 2), ("pole", pi / 2)]),
        ("ln(x)", [("edge", 0.0)]),
        ("ln(x)/x", [("edge", 0.0)]),
        ("sqrt(x - 1)", [("edge", 1.0)]),
        ("asin(x)", [("edge", -1.0), ("edge", 1.0)]),
        ("1/x^2", [("pole", 0.0)]),
        ("1/(x^2 - 2x + 1)", [("pole", 1.0)]),
        ("3 - 2/(x^2 + 2.6x + 1.69)", [("pole", -1.3)]),
        ("x/(1 - cos(x))", [("pole", 0.0)]),
        ("1/(1 - sin(x))^3", [("pole", pi / 2)]),
        ("1/abs(x^2 - 2)", [("pole", -(2**0.5)), ("pole", 2**0.5)]),
        ("1/(x^4 - 4x^2 + 4)", [("pole", -(2**0.5)), ("pole", 2**0.5)]),
        ("(x - 1)^2/(x^2 - 2x + 1)", []),
        ("1/(x^2 - 2x + 1.000001)", []),
        ("1/(x^2 + 0.000000000001)", []),
        ("x^2", []),
        ("x/x", []),
        ("1/(1 + x^2)", []),
    ],
)
def test_poles_and_edges_are_found_where_they_are(text: str, expected: list[tuple[str, float]]) -> None:
    found = barriers(parse_function(text), -2.5, 2.5)
    assert [place.kind for place in found] == [kind for kind, _ in expected]
    assert [place.x for place in found] == pytest.approx([x for _, x in expected], abs=1e-14)


def test_the_first_that_a_step_goes_over_is_told() -> None:
    places = (Barrier(0.0, "pole"), Barrier(1.0, "edge"))
    assert crossed(places, 2.0, -1.0) == Barrier(1.0, "edge")
    assert crossed(places, 0.5, -1.0) == Barrier(0.0, "pole")
    assert crossed(places, 0.2, 0.8) is None
    assert crossings(places, np.array([0.5, -1.0, -2.0, 3.0, np.nan])).tolist() == [True, False, True, False]
    assert [place.label for place in places] == ["pole x = 0", "edge of the domain x = 1"]
