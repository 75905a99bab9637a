"""Are names and numbers written briefly, and as people write them?"""

import math

import pytest

from explorer.drawing.number_text import brief, brief_change, split_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("i0", ("i", "0")),
        ("a12", ("a", "12")),
        ("h_3", ("h", "3")),
        ("bias", ("bias", "")),
        ("7", ("7", "")),
        ("x1y", ("x1y", "")),
        ("a-very-long-name-indeed4", ("a-very-long-nam…", "4")),
    ],
)
def test_last_digits_become_a_subscript(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.025, "1.025"),
        (-0.5, "−0.5"),
        (1 / 3, "0.333"),
        (-2 / 3, "−0.667"),
        (1250.0, "1250"),
        (0.1 + 0.2, "0.3"),
        (math.inf, "∞"),
        (math.nan, "NaN"),
    ],
)
def test_numbers_are_brief_but_exact_where_four_digits_do(value: float, text: str) -> None:
    assert brief(value) == text


@pytest.mark.parametrize(
    ("before", "after", "texts"),
    [
        (0.5, 0.55, ("0.5", "0.55")),
        (1 / 3, 1 / 3 + 1e-5, ("0.33333", "0.33334")),
        (0.5, 0.5, ("0.5", "0.5")),
        (1.0, 1.0 + 1e-12, ("1", "1")),
    ],
)
def test_a_change_is_written_with_as_many_digits_as_show_it(
    before: float, after: float, texts: tuple[str, str]
) -> None:
    assert brief_change(before, after) == texts
