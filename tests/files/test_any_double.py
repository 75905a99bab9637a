"""`explorer.files.any_double`"""

import math

import pytest

from explorer.files.any_double import all_read, all_written, read, written
from explorer.network.rules import NotFinite


@pytest.mark.parametrize("value", [0.0, -0.0, 1 / 3, 5e-324, math.inf, -math.inf, math.nan])
def test_every_double_is_read_back_as_it_was_written(value: float) -> None:
    found = read(written(value), "$.x")
    assert found == value or (math.isnan(found) and math.isnan(value))
    assert math.copysign(1, found) == math.copysign(1, value)


def test_only_what_is_not_finite_is_a_string() -> None:
    assert all_written([1.5, math.nan, math.inf, -math.inf]) == [1.5, "nan", "inf", "-inf"]


def test_a_number_that_should_be_a_string_is_refused_with_its_place() -> None:
    with pytest.raises(NotFinite) as caught:
        all_read([0.0, math.inf], "$.loss")
    assert caught.value.place == "$.loss[1]"
