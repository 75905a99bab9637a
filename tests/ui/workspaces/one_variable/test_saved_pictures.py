"""Do the pictures that are saved of each plot show what is drawn, in the colours of the theme?"""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from explorer.ui.theme.theme import DARK, LIGHT, Theme
from tests.ui.person import choose_file, open_dialog
from tests.ui.workspaces.one_variable.bench import Bench

_SMOOTHED = 48
"""Of the three channels together: a thin line is smoothed, so that its own colour may be nowhere."""


def _difference(colour: str, other: str) -> int:
    channels = zip(QColor(colour).getRgb(), QColor(other).getRgb(), strict=True)
    return sum(abs(one - another) for one, another in channels)


def colours_of(path: Path) -> set[str]:
    picture = QImage(str(path))
    width, height = picture.width(), picture.height()
    return {picture.pixelColor(x, y).name() for x in range(width) for y in range(height)}


@pytest.mark.parametrize("theme", [pytest.param(LIGHT, marks=pytest.mark.long), DARK], ids=["light", "dark"])
def test_a_picture_of_each_plot_has_its_curve_in_the_colours_of_the_theme(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    bench = Bench(qtbot)
    bench.panel.resize(1280, 800)
    bench.panel.set_theme(theme)
    plots, rates = bench.panel.plots, bench.panel.rates
    ends = rates.end_states
    qtbot.waitUntil(lambda: ends.states is not None and not ends.is_due, timeout=30_000)
    drawn = {
        plots.curve: theme.negative,
        plots.step_map: theme.negative,
        plots.iterates: theme.negative,
        ends: theme.text,
        rates.lyapunov: theme.positive,
        rates.stability: theme.accent,
    }
    for number, (plot, colour) in enumerate(drawn.items()):
        save = next(action for action in plot.menu().actions() if "PNG" in action.text())
        save.trigger()
        dialog = open_dialog(plot)
        assert isinstance(dialog, QFileDialog)
        path = tmp_path / f"{number}.png"
        choose_file(dialog, path)
        seen = colours_of(path)
        assert theme.surface in seen, plot.accessibleName()
        assert min(_difference(colour, other) for other in seen) < _SMOOTHED, plot.accessibleName()
