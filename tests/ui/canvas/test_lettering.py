"""Are names and numbers lettered as people write them?"""

import math

import pytest
from pytestqt.qtbot import QtBot

from explorer.ui.canvas.lettering import brief, plain_font, split_name, text_width


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


def test_longer_texts_are_wider(qtbot: QtBot) -> None:
    assert text_width("0.333", plain_font(12)) > text_width("0.3", plain_font(12)) > 0
