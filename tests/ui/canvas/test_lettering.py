"""Is text measured as wide as it is written?"""

import pytest
from pytestqt.qtbot import QtBot

from explorer.ui.canvas.lettering import legible_number, letter_pixels, narrow_font, plain_font, text_width


def test_longer_texts_are_wider(qtbot: QtBot) -> None:
    assert text_width("0.333", plain_font(12)) > text_width("0.3", plain_font(12)) > 0


@pytest.mark.parametrize(
    ("value", "texts"),
    [(-0.875, {"−0.875", "−0.88", "−0.9"}), (-12.345, {"−12.3", "−12", "−1e1"}), (0.5, {"0.5"})],
)
def test_a_number_has_fewer_digits_before_its_letters_are_too_low_to_be_read(
    qtbot: QtBot, value: float, texts: set[str]
) -> None:
    font, found = narrow_font(14), []
    for scale in (2.0, 1.0, 0.8, 0.6, 0.5, 0.45):
        text = legible_number(value, 30.5, font, scale)
        found.append(text)
        assert text in texts
        assert letter_pixels(text, 30.5, font, scale) >= 5.5 or len(text) <= 4
    assert [len(text) for text in found] == sorted([len(text) for text in found], reverse=True)
    assert found[0] == max(texts, key=len)


def test_a_symbol_takes_room_from_the_number(qtbot: QtBot) -> None:
    font = plain_font(12)
    assert legible_number(-0.125, 50, font, 1.0, "t ") == "t −0.125"
    assert legible_number(-0.125, 25, font, 0.7, "t ") == "t −0.1"
