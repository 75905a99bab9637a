"""Pictures of curvature, taken without a window: λ of a run against its limit, a run beside its flow."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from explorer.files.project import read_experiment
from explorer.job import last_result, results_of
from explorer.picture_subject import PicturedSharpness, PictureSubject
from explorer.resources import resource
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.flow_comparison import FlowComparison, compared_flow
from explorer.training.curvature.run_readings import sharpness_of_runs
from explorer.ui.theme.theme import DARK, LIGHT, Appearance, Theme, apply, theme_for
from explorer.ui.window.picture_shot import save_picture

EDGE = read_experiment(resource("examples/edge-of-stability.json"))
SIZE = (600, 500)


@pytest.fixture(autouse=True)
def own_theme(qapp: QApplication) -> object:
    """The other tests have the colours that they had."""
    yield
    apply(theme_for(Appearance.LIGHT))


@pytest.fixture(scope="module")
def flow() -> FlowComparison:
    return last_result(compared_flow(EDGE, 400))


def sharpness(eigenvalues: int) -> PicturedSharpness:
    plan = PlannedRun(EDGE, 400)
    *_, read = results_of(sharpness_of_runs([plan], eigenvalues))
    return PicturedSharpness(plan, read.readings, eigenvalues, None)


def drawn(out: Path, subject: PictureSubject, theme: Theme) -> QImage:
    assert save_picture(out, subject, SIZE, theme.name) == 0
    picture = QImage(str(out))
    assert picture.size() == QSize(*SIZE)
    assert picture.pixelColor(3, SIZE[1] - 3).name() == theme.window
    return picture


def width_of(picture: QImage, colour: str, top: int, bottom: int) -> int:
    """From the leftmost to the rightmost pixel of about that colour between two rows."""
    wanted = np.array(QColor(colour).getRgb()[:3])
    pixels = np.array(
        [[picture.pixelColor(x, y).getRgb()[:3] for x in range(picture.width())] for y in range(top, bottom)]
    )
    columns = np.flatnonzero((np.abs(pixels - wanted).max(axis=2) < 70).any(axis=0))
    return int(columns[-1] - columns[0]) if len(columns) else 0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_the_run_and_its_flow_go_through_all_three_plots(
    tmp_path: Path, flow: FlowComparison, theme: Theme
) -> None:
    picture = drawn(tmp_path / "out.png", flow, theme)
    for top, bottom in ((30, 150), (150, 260), (260, 440)):
        assert width_of(picture, theme.negative, top, bottom) > 400


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_further_eigenvalues_have_a_plot_of_their_own_beneath(tmp_path: Path, theme: Theme) -> None:
    one = drawn(tmp_path / "one.png", sharpness(1), theme)
    two = drawn(tmp_path / "two.png", sharpness(2), theme)
    assert width_of(one, theme.accent, 40, 440) > 400
    assert width_of(one, theme.curves[1], 40, 440) == 0
    assert width_of(two, theme.curves[1], 260, 440) > 400
