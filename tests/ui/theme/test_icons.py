"""The small pictures on the buttons: there, in the colours of the theme, and clear around them."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from explorer.resources import resource
from explorer.ui.theme.icons import icon
from explorer.ui.theme.theme import DARK, LIGHT, Theme

NAMES = sorted(path.stem for path in resource("icons").iterdir() if path.suffix == ".svg")


def colours(drawn: QIcon, mode: QIcon.Mode, state: QIcon.State = QIcon.State.Off) -> set[str]:
    """Every opaque colour of the picture."""
    picture = drawn.pixmap(QSize(64, 64), 1.0, mode, state).toImage()
    every = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {colour.name() for colour in every if colour.alpha() == 255}


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_an_icon_has_the_themes_text_colour_its_accent_when_checked_and_fades_when_disabled(
    theme: Theme,
) -> None:
    drawn = icon("play", theme)
    assert theme.text in colours(drawn, QIcon.Mode.Normal)
    assert theme.accent in colours(drawn, QIcon.Mode.Normal, QIcon.State.On)
    assert theme.border in colours(drawn, QIcon.Mode.Disabled)
    assert theme.text not in colours(drawn, QIcon.Mode.Disabled)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_something_on_nothing(name: str) -> None:
    picture = icon(name, LIGHT).pixmap(QSize(64, 64), 1.0).toImage()
    alpha = {picture.pixelColor(x, y).alpha() for x in range(64) for y in range(64)}
    assert {0, 255} <= alpha


def test_an_icon_that_is_not_there_is_no_silent_gap() -> None:
    with pytest.raises(FileNotFoundError):
        icon("nowhere", LIGHT)
