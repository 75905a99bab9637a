"""A picture of end states, taken without a window: how large, in which theme, of what."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from explorer.descent.settings import DescentSettings, RateRange
from explorer.ui.theme.theme import DARK, LIGHT, Appearance, Theme, apply, theme_for
from explorer.ui.window.picture_shot import save_picture

CUBIC = DescentSettings("x^3 + 3x^2", -1.99, seen=RateRange(0.3, 0.55, -2.2, 0.9))
SIZE = (700, 500)


@pytest.fixture(autouse=True)
def own_theme(qapp: QApplication) -> object:
    """The other tests have the colours that they had."""
    yield
    apply(theme_for(Appearance.LIGHT))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_picture_has_its_size_and_the_colours_of_its_theme(tmp_path: Path, theme: Theme) -> None:
    out = tmp_path / "out.png"
    assert save_picture(out, CUBIC, SIZE, "dark" if theme.is_dark else "light") == 0
    picture = QImage(str(out))
    assert picture.size() == QSize(*SIZE)
    names = {picture.pixelColor(x, y).name() for x in range(0, 700, 2) for y in range(60, 240, 2)}
    assert {theme.surface, theme.problem_soft} <= names  # nothing, and escape


def test_it_is_finished_and_a_fork_is_drawn_as_one(tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    assert save_picture(out, replace(CUBIC, has_landmarks=False), SIZE, "light") == 0
    picture = QImage(str(out)).convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.frombuffer(picture.constBits(), dtype=np.uint8).reshape(picture.height(), -1)[:, :700]
    # A column between 1/3 and 0.408, where a cycle of two is all there is, has two dark places.
    left, right = 80, 670
    column = grey[90:270, left + int((0.38 - 0.3) / 0.25 * (right - left))] < 100
    assert np.count_nonzero(np.diff(column.astype(int)) == 1) == 2


def test_there_is_no_line_at_an_alpha_that_nobody_gave(tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    assert save_picture(out, replace(CUBIC, has_landmarks=False), SIZE, "light") == 0
    picture = QImage(str(out))
    names = {picture.pixelColor(x, y).name() for x in range(80, 690) for y in range(100, 240, 10)}
    assert LIGHT.accent not in names
