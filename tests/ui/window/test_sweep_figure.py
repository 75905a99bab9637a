"""A picture of a sweep, taken without a window: how large, in which theme, of which runs."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from explorer.job import last_result
from explorer.picture_subject import PicturedSweep
from explorer.training.many.executor import run_groups
from explorer.training.many.start_of_sweep import start_of_sweep
from explorer.training.many.sweep import Sweep
from explorer.training.many.sweep_picture import empty_picture
from explorer.ui.theme.theme import DARK, LIGHT, Appearance, Theme, apply, theme_for
from explorer.ui.window.picture_shot import save_picture
from tests.ui.training_experiment import SHRINKING

SIZE = (500, 400)


@pytest.fixture(autouse=True)
def own_theme(qapp: QApplication) -> object:
    """The other tests have the colours that they had."""
    yield
    apply(theme_for(Appearance.LIGHT))


def swept(*rates: float) -> PicturedSweep:
    """Runs of 30 steps, all made."""
    sweep = Sweep(SHRINKING, np.array(rates), None, 30)
    groups = [step.result for step in run_groups(sweep.groups(), len(sweep)) if step.result is not None]
    start = last_result(start_of_sweep(SHRINKING, None))
    return PicturedSweep(empty_picture(sweep, start).with_runs(groups), SHRINKING.training)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_what_diverges_is_shaded_at_the_right_in_the_colours_of_the_theme(
    tmp_path: Path, theme: Theme
) -> None:
    out = tmp_path / "out.png"
    assert save_picture(out, swept(*np.geomspace(0.1, 1e4, 20)), SIZE, theme.name) == 0
    picture = QImage(str(out))
    assert picture.size() == QSize(*SIZE)
    columns = [x for x in range(500) if picture.pixelColor(x, 100).name() == theme.problem_soft]
    assert columns
    assert min(columns) > 150
    assert picture.pixelColor(3, SIZE[1] - 3).name() == theme.window


def test_a_rate_of_0_has_no_place_and_harms_no_other(tmp_path: Path) -> None:
    with_zero, without = tmp_path / "a.png", tmp_path / "b.png"
    assert save_picture(with_zero, swept(0.0, 0.1, 0.2, 0.3), SIZE, "light") == 0
    assert save_picture(without, swept(0.1, 0.2, 0.3), SIZE, "light") == 0
    plots = [QImage(str(path)).copy(0, 40, 500, 300) for path in (with_zero, without)]
    assert plots[0] == plots[1]
