"""A picture of a race, taken without a window: how large, in which theme, of whom."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from explorer.job import last_result
from explorer.picture_subject import PicturedRace
from explorer.race.function_race import race_on_function
from explorer.race.landscape import LANDSCAPES
from explorer.race.network_race import race_on_network
from explorer.race.racer import choices_of
from explorer.ui.theme.theme import DARK, LIGHT, Appearance, Theme, apply, theme_for
from explorer.ui.window.picture_shot import save_picture
from tests.ui.training_experiment import SHRINKING

SIZE = (500, 400)
CHOICES = choices_of(["gradient-descent", "momentum"])


@pytest.fixture(autouse=True)
def own_theme(qapp: QApplication) -> object:
    """The other tests have the colours that they had."""
    yield
    apply(theme_for(Appearance.LIGHT))


def colours_in(picture: QImage, top: int, bottom: int) -> set[str]:
    """Every colour between two rows of pixels."""
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(top, bottom)}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_on_a_function_it_shows_start_and_racers_in_the_colours_of_its_theme(
    tmp_path: Path, theme: Theme
) -> None:
    out, bowl = tmp_path / "out.png", LANDSCAPES["bowl"]
    race = last_result(race_on_function(bowl, CHOICES, 20, 1e-6, 0.3))
    assert save_picture(out, PicturedRace(race, bowl), SIZE, "dark" if theme.is_dark else "light") == 0
    picture = QImage(str(out))
    assert picture.size() == QSize(*SIZE)
    assert {theme.surface, theme.text, theme.curves[1]} <= colours_in(picture, 40, 300)  # the end of a path
    assert set(theme.curves[:2]) <= colours_in(picture, 330, 400)  # who is who
    assert theme.curves[5] not in colours_in(picture, 330, 400)


def test_on_the_network_it_shows_the_curves(tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    race = last_result(race_on_network(SHRINKING, CHOICES, 20, 0.01, 0.3))
    assert save_picture(out, PicturedRace(race, None), SIZE, "light") == 0
    assert set(LIGHT.curves[:2]) <= colours_in(QImage(str(out)), 330, 400)


def test_what_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, bowl = tmp_path / "nowhere" / "out.png", LANDSCAPES["bowl"]
    race = last_result(race_on_function(bowl, CHOICES, 2, 1e-6, 0.3))
    assert save_picture(out, PicturedRace(race, bowl), SIZE, "light") == 1
    assert capsys.readouterr().err == f"backprop-explorer: {out} could not be written\n"
