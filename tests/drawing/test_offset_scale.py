"""Are axes of tiny ranges far from 0 written so that every digit is true?"""

from decimal import Decimal

import pytest

from explorer.drawing.offset_scale import OffsetScale, linear_reading, offset_scale


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.6), (-2.5, 1.0), (1e-9, 2e-9), (-1e12, 1e12)])
def test_a_range_that_is_wide_for_its_numbers_has_no_origin(low: float, high: float) -> None:
    assert offset_scale(low, high) == OffsetScale()


def test_a_narrow_range_begins_at_a_round_number_near_it() -> None:
    scale = offset_scale(0.4463, 0.4465)
    assert scale == OffsetScale(0.4463)
    assert scale.title("α") == "α"
    assert [scale.text(offset, 5e-5) for offset in (0.0, 5e-5, 1e-4)] == ["0.44630", "0.44635", "0.44640"]


def test_a_tiny_range_is_written_as_offsets_in_a_power_of_ten() -> None:
    scale = offset_scale(0.44642891840, 0.44642891842)
    assert scale == OffsetScale(0.4464289184, -11)
    assert scale.title("α") == "(α − 0.4464289184) · 10¹¹"
    assert [scale.text(offset, 5e-12) for offset in (0.0, 5e-12, 1e-11, -5e-12)] == [
        "0",
        "0.5",
        "1.0",
        "−0.5",
    ]


def test_below_zero_the_origin_is_added() -> None:
    scale = offset_scale(-1.25000002, -1.25000001)
    assert scale.title("x").startswith("(x + 1.2500000")
    assert scale.origin == -1.25000002


def test_zero_is_written_without_a_sign_and_without_decimals() -> None:
    assert OffsetScale().text(-1e-17, 0.1) == "0"
    assert OffsetScale().text(-0.5, 0.5) == "−0.5"
    assert OffsetScale().text(1500, 500) == "1500"


def test_a_linear_function_is_read_beside_the_axis_in_place_of_the_coordinate() -> None:
    reading = linear_reading(0.0, 0.6, 0.0, 6.0, 1.0)
    assert (reading.of(0.5), reading.coordinate(4.0)) == (4.0, 0.5)
    assert reading.offsets.text(reading.of(0.25), 0.5) == "2.5"


def test_far_from_0_what_is_read_has_an_origin_of_its_own() -> None:
    low, high = 0.4283242786451, 0.4283242786461
    origin = offset_scale(low, high).origin
    reading = linear_reading(low, high, origin, 6.0, 1.0)
    # r = 1 + 6 α at both ends, in 20 digits
    for rate in (low, high):
        exact = 1 + 6 * Decimal(rate) - Decimal(reading.offsets.origin)
        assert reading.of(float(Decimal(rate) - Decimal(origin))) == pytest.approx(float(exact), abs=1e-26)
    assert reading.offsets.exponent == -12
