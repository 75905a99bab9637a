"""How far out can one look at end states?"""

import pytest

from explorer.descent.bifurcation.zoom_reach import within_reach
from explorer.descent.settings import RateRange

WHOLE = RateRange(0.0, 0.6, -2.5, 1.5)


@pytest.mark.parametrize(
    ("wanted", "seen"),
    [
        (RateRange(0.4, 0.5, -1.0, 1.0), RateRange(0.4, 0.5, -1.0, 1.0)),
        (RateRange(-0.3, 0.3, -1.0, 1.0), RateRange(-0.03, 0.57, -1.0, 1.0)),
        (RateRange(5.9, 6.1, 21.0, 22.0), RateRange(5.8, 6.0, 18.5, 19.5)),
        (RateRange(-50.0, 50.0, -900.0, 900.0), RateRange(-0.3, 6.0, -20.5, 19.5)),
    ],
)
def test_one_sees_no_negative_rates_and_no_farther_than_ten_times_all_there_is(
    wanted: RateRange, seen: RateRange
) -> None:
    found = within_reach(wanted, WHOLE)
    assert (found.rate_low, found.rate_high) == pytest.approx((seen.rate_low, seen.rate_high), abs=1e-12)
    assert (found.x_low, found.x_high) == pytest.approx((seen.x_low, seen.x_high), abs=1e-12)
    assert within_reach(WHOLE, WHOLE) == WHOLE
