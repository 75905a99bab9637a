"""A picture of a loss surface, taken without a window: how large, in which theme, of what."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from explorer.job import last_result
from explorer.training.surface.surface_picture import SurfacePicture, SurfaceQuestion, compute_surface
from explorer.training.trainer import Trainer
from explorer.ui.theme.theme import DARK, LIGHT, Appearance, Theme, apply, theme_for
from explorer.ui.window.picture_shot import save_picture
from tests.training.small_experiment import xor

SIZE = (500, 460)


@pytest.fixture(scope="module")
def surface() -> SurfacePicture:
    trainer = Trainer(xor())
    trainer.advance(20)
    return last_result(compute_surface(SurfaceQuestion(xor(), "run", run=trainer.snapshot())))


@pytest.fixture(autouse=True)
def own_theme(qapp: QApplication) -> object:
    """The other tests have the colours that they had."""
    yield
    apply(theme_for(Appearance.LIGHT))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_it_shows_the_surface_and_its_path_on_the_ground_of_its_theme(
    tmp_path: Path, surface: SurfacePicture, theme: Theme
) -> None:
    out = tmp_path / "out.png"
    assert save_picture(out, surface, SIZE, theme.name) == 0
    picture = QImage(str(out))
    assert picture.size() == QSize(*SIZE)
    places = [(x, y) for x in range(0, SIZE[0], 2) for y in range(0, SIZE[1], 2)]
    colours = [picture.pixelColor(x, y) for x, y in places]
    greens = [colour for colour in colours if colour.green() > max(colour.red(), colour.blue()) + 20]
    assert len(greens) > len(colours) / 4
    assert picture.pixelColor(3, SIZE[1] - 3).name() == theme.window


def test_a_picture_that_cannot_be_written_is_told(
    surface: SurfacePicture, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert save_picture(tmp_path / "none" / "out.png", surface, SIZE, "light") == 1
    assert "could not be written" in capsys.readouterr().err
