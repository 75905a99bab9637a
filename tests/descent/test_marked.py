"""Is all found that is to be marked, also a little beyond what is seen?"""

import pytest

from explorer.descent.barrier import Barrier
from explorer.descent.function import parse_function
from explorer.descent.landmark import PlotRange
from explorer.descent.marked import marked_around


def test_what_is_marked_lies_in_the_frame_or_one_frame_beside_it() -> None:
    marked = marked_around(parse_function("x^3 + 3x^2"), PlotRange(-0.6, 0.2, 0.0, 1.0))
    assert [point.kind for point in marked.points] == ["minimum"]  # the maximum is at −2
    assert marked.inflections == pytest.approx((-1.0,))
    assert marked.barriers == ()
    assert marked_around(parse_function("ln(x)"), PlotRange(0.5, 2.0, -1.0, 1.0)).barriers == (
        Barrier(0.0, "edge"),
    )
