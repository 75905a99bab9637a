"""Is one more start put where there is room?"""

import pytest

from explorer.descent.free_start import widest_gap


@pytest.mark.parametrize(
    ("starts", "expected"),
    [((), 0.0), ((-1.9,), 0.05), ((1.0,), -0.5), ((1.0, -0.5), -1.25), ((1.5, -1.0), 0.25), ((7.0,), 0.0)],
)
def test_a_further_start_is_put_in_the_middle_of_the_widest_gap(
    starts: tuple[float, ...], expected: float
) -> None:
    assert widest_gap(starts, -2.0, 2.0) == pytest.approx(expected)
