"""Is text measured as wide as it is written?"""

from pytestqt.qtbot import QtBot

from explorer.ui.canvas.lettering import plain_font, text_width


def test_longer_texts_are_wider(qtbot: QtBot) -> None:
    assert text_width("0.333", plain_font(12)) > text_width("0.3", plain_font(12)) > 0
