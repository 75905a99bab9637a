"""Plots are lettered as large as the type of the window, and give the room back afterwards."""

from collections.abc import Iterator

import pyqtgraph as pg
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.ui.plot import curve, make_plot
from explorer.ui.theme.theme import LIGHT, apply


@pytest.fixture(autouse=True)
def usual_type_afterwards(qapp: QApplication) -> Iterator[None]:
    """Let no other test meet large type."""
    yield
    apply(LIGHT)


def test_axes_legend_and_words_in_a_plot_follow_the_type_and_come_back(
    qapp: QApplication, qtbot: QtBot
) -> None:
    apply(LIGHT)
    plot = make_plot(None, "step", "E")
    qtbot.addWidget(plot)
    plot.add_legend()
    curve(plot, LIGHT.accent, "E").setData([0, 1, 2], [1000.0, 2000.0, 4000.0])
    words = pg.TextItem("minimum")
    plot.addItem(words)
    plot.set_theme(LIGHT)
    plot.resize(500, 400)
    plot.show()
    qtbot.waitExposed(plot)
    plot.grab()

    def measured() -> tuple[float, float, float, str]:
        axis, label = plot.plotItem.getAxis("left"), plot.plotItem.legend.items[0][1]
        return (
            axis.style["tickFont"].pointSizeF(),
            axis.label.font().pointSizeF(),
            words.textItem.font().pointSizeF(),
            label.opts["size"],
        )

    usual, room = measured(), plot.plotItem.getAxis("left").width()
    large = LIGHT.at(2.0)
    apply(large)
    plot.set_theme(large)
    plot.grab()
    qtbot.waitUntil(lambda: plot.plotItem.getAxis("left").width() > 1.4 * room)
    assert measured()[:3] == pytest.approx([2 * size for size in usual[:3]])
    apply(LIGHT)
    plot.set_theme(LIGHT)
    plot.grab()
    assert measured() == usual
    qtbot.waitUntil(lambda: plot.plotItem.getAxis("left").width() == pytest.approx(room, abs=1))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_plot_that_is_too_low_for_its_axis_is_painted_without_one(
    qapp: QApplication, qtbot: QtBot, scale: float
) -> None:
    theme = LIGHT.at(scale)
    apply(theme)
    plot = make_plot(None, "learning rate", "x")
    qtbot.addWidget(plot)
    plot.set_theme(theme)
    plot.setMinimumHeight(0)
    plot.show()
    for height in range(90, 20, -5):
        plot.resize(600, height)
        assert not plot.grab().isNull()  # an exception while painting ends the program
