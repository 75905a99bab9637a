"""A picture of a trainability map, taken without a window: how large, in which theme, with which pixels."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from explorer.picture_subject import PicturedMap
from explorer.training.many.axis import axis_of
from explorer.training.many.map_layers import MapLayers
from explorer.training.many.map_picture import MapPicture
from explorer.training.many.training_map import TrainingMap
from explorer.ui.theme.theme import DARK, LIGHT, Appearance, Theme, apply, theme_for
from explorer.ui.window.picture_shot import save_picture
from tests.ui.training_experiment import SHRINKING

SIZE = (500, 450)
MAP = TrainingMap(
    SHRINKING,
    axis_of(SHRINKING, "learning-rate", 0.1, 10.0, 8, True),
    axis_of(SHRINKING, "scale", 2.0, 1.0, 8, False),
    20,
)


@pytest.fixture(autouse=True)
def own_theme(qapp: QApplication) -> object:
    """The other tests have the colours that they had."""
    yield
    apply(theme_for(Appearance.LIGHT))


def picture_of_halves() -> MapPicture:
    """The left half converges at once, the right one diverges at once, but the first row does neither."""
    picture = MapPicture(8, 8)
    picture.low_at[1:, :4] = 1
    picture.diverged_at[1:, 4:] = 1
    picture.is_known[:] = picture.is_filled[:] = True
    return picture


def halves(bowl: MapPicture | None = None, nudged: MapPicture | None = None) -> PicturedMap:
    """Drawn by its steps."""
    none = np.full((8, 8), -1)
    return PicturedMap(MapLayers(MAP, picture_of_halves(), none, False, nudged, bowl), "steps")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_pixels_are_where_their_values_are_in_the_size_and_theme_asked_for(
    tmp_path: Path, theme: Theme
) -> None:
    out = tmp_path / "out.png"
    assert save_picture(out, halves(), SIZE, "dark" if theme.is_dark else "light") == 0
    picture = QImage(str(out))
    assert picture.size() == QSize(*SIZE)
    assert picture.pixelColor(499, 449).name() == theme.window
    names = np.array([[picture.pixelColor(x, y).name() for x in range(0, 500, 5)] for y in range(0, 340, 5)])
    left, right, top = (np.argwhere(names == colour) for colour in ("#fde725", "#fbb61a", "#8a8f98"))
    assert left[:, 1].max() < right[:, 1].min()
    assert len(left) == pytest.approx(len(right), rel=0.15)
    assert top[:, 0].max() < left[:, 0].min()  # the first row is that of scale 2, which is above 1


def test_what_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "nowhere" / "out.png"
    assert save_picture(out, halves(), SIZE, "light") == 1
    assert capsys.readouterr().err == f"backprop-explorer: {out} could not be written\n"


def colours_in(picture: QImage) -> list[str]:
    return [picture.pixelColor(x, y).name() for x in range(0, 500, 5) for y in range(0, 380, 5)]


def test_the_bowl_stands_at_the_right_of_the_network(tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    assert save_picture(out, halves(bowl=picture_of_halves()), SIZE, "light") == 0
    row = [QImage(str(out)).pixelColor(x, 200).name() for x in range(500)]
    yellow = [x for x, name in enumerate(row) if name == "#fde725"]
    orange = [x for x, name in enumerate(row) if name == "#fbb61a"]
    assert min(yellow) < min(orange) < max(yellow) < max(orange)


def test_what_hangs_on_the_last_bit_is_white_and_what_is_not_known_is_the_ground(tmp_path: Path) -> None:
    out, nudged = tmp_path / "out.png", picture_of_halves()
    nudged.low_at[1:, :4] = 2
    assert save_picture(out, halves(nudged=nudged), SIZE, "dark") == 0
    seen = colours_in(QImage(str(out)))
    assert seen.count("#ffffff") > 500
    assert "#fde725" not in seen
    half = halves()
    half.layers.picture.is_filled[:, :4] = half.layers.picture.is_known[:, :4] = False
    assert save_picture(out, half, SIZE, "dark") == 0
    assert "#fde725" not in colours_in(QImage(str(out)))
    assert colours_in(QImage(str(out))).count(DARK.surface) > 500
