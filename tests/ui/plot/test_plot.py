"""Plots: what keys, the mouse and the context menu do to them."""

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.ui.plot import curve, make_plot, markers
from explorer.ui.plot.axis import power_of_ten
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import DARK, LIGHT

STEPS = np.arange(101.0)
LOSSES = 1 / (1 + STEPS)


@pytest.fixture
def plot(qtbot: QtBot) -> Plot:
    """A plot of 1/(1 + step), 400×300 pixels, with the focus."""
    made = make_plot(None, "step", "E")
    qtbot.addWidget(made)
    made.resize(400, 300)
    curve(made, LIGHT.curves[0], "α 0.1").setData(STEPS, LOSSES)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    made.grab()  # pyqtgraph fits its ranges when it paints
    return made


def x_range(plot: Plot) -> tuple[float, float]:
    """The visible range of the horizontal axis."""
    low, high = plot.view.viewRange()[0]
    return (low, high)


def pixel_of(plot: Plot, x: float, y: float) -> QPointF:
    """Where in the widget the point (x, y) of the view is drawn."""
    return QPointF(plot.mapFromScene(plot.view.mapViewToScene(QPointF(x, y))))


def press(plot: Plot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press and release one key."""
    QTest.keyClick(plot, key, modifier)


@pytest.mark.parametrize("module", ["explorer.ui.plot", "explorer.ui.panels.loss.panel"])
def test_importing_a_panel_does_not_import_pyqtgraph(module: str) -> None:
    code = f"import sys, {module}; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path.cwd()).returncode == 0


@pytest.mark.parametrize("width", [1e4, 1e30, 1e300])
def test_a_curve_far_narrower_than_a_pixel_is_drawn(plot: Plot, width: float) -> None:
    (line,) = plot.listDataItems()
    plot.setXRange(-width, width)
    plot.grab()
    assert list(line.curve.xData) == list(STEPS)


def test_an_arrow_moves_the_view_by_a_tenth_of_its_width(plot: Plot) -> None:
    low, high = x_range(plot)
    press(plot, Qt.Key.Key_Right)
    assert x_range(plot) == pytest.approx((low + 0.1 * (high - low), high + 0.1 * (high - low)))
    press(plot, Qt.Key.Key_Left)
    assert x_range(plot) == pytest.approx((low, high))


def test_plus_and_minus_zoom_about_the_middle_and_home_shows_everything(plot: Plot) -> None:
    low, high = x_range(plot)
    press(plot, Qt.Key.Key_Plus)
    assert x_range(plot) == pytest.approx((low + 0.1 * (high - low), high - 0.1 * (high - low)))
    press(plot, Qt.Key.Key_Minus)
    assert x_range(plot) == pytest.approx((low, high))
    press(plot, Qt.Key.Key_Plus)
    press(plot, Qt.Key.Key_Home)
    plot.grab()
    assert x_range(plot) == pytest.approx((low, high))


def test_a_view_that_shows_everything_follows_new_points(plot: Plot) -> None:
    press(plot, Qt.Key.Key_0)
    plot.plotItem.listDataItems()[0].setData(np.arange(1001.0), np.ones(1001))
    plot.grab()
    assert x_range(plot)[1] >= 1000


def test_l_makes_the_vertical_axis_logarithmic_and_linear_again(plot: Plot, qtbot: QtBot) -> None:
    with qtbot.waitSignal(plot.log_changed) as changed:
        press(plot, Qt.Key.Key_L)
    assert changed.args == [True]
    plot.grab()
    assert plot.view.viewRange()[1] == pytest.approx([math.log10(1 / 101), 0], abs=0.1)
    assert "(log)" in plot.plotItem.getAxis("left").labelText
    press(plot, Qt.Key.Key_L)
    assert not plot.is_log


def test_a_plot_that_cannot_be_logarithmic_stays_linear(plot: Plot) -> None:
    assert "L switches to a logarithmic axis" in plot.accessibleDescription()
    plot.can_be_log = False
    press(plot, Qt.Key.Key_L)
    assert not plot.is_log
    assert "logarithmic" not in plot.accessibleDescription()


def test_keys_that_mean_nothing_to_a_plot_are_left_to_the_window(plot: Plot) -> None:
    before = x_range(plot)
    press(plot, Qt.Key.Key_F5)
    assert x_range(plot) == before


def test_the_crosshair_snaps_to_a_point_and_gives_all_its_digits(plot: Plot) -> None:
    plot.crosshair.follow(pixel_of(plot, 2.0, 1 / 3) + QPointF(2, 2))
    assert plot.crosshair.text == "α 0.1   step 2   E 0.3333333333333333"


def test_the_crosshair_snaps_on_a_logarithmic_axis_too(plot: Plot) -> None:
    plot.set_log(True)
    plot.grab()
    plot.crosshair.follow(pixel_of(plot, 20.0, math.log10(1 / 21)))
    assert plot.crosshair.text == "α 0.1   step 20   E 0.047619047619047616"


def test_away_from_every_curve_the_crosshair_writes_about_where_it_is(plot: Plot) -> None:
    plot.crosshair.follow(pixel_of(plot, 60.0, 0.8))
    assert plot.crosshair.point is None
    assert plot.crosshair.text.startswith("step ≈ ")


def test_the_crosshair_follows_the_real_mouse_and_leaves_with_it(plot: Plot, qtbot: QtBot) -> None:
    target = pixel_of(plot, 50.0, LOSSES[50]).toPoint()
    QTest.mouseMove(plot.viewport(), QPoint(5, 5))
    QTest.mouseMove(plot.viewport(), target)
    qtbot.waitUntil(lambda: plot.crosshair.text != "")
    point = plot.crosshair.point
    assert point is not None
    assert abs(point.x - 50) <= 1
    plot.crosshair.follow(QPointF(0, 0))
    assert plot.crosshair.text == ""


def test_control_and_arrows_read_one_point_after_the_other(plot: Plot) -> None:
    press(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert plot.crosshair.text == "α 0.1   step 0   E 1"
    press(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert plot.crosshair.text == "α 0.1   step 1   E 0.5"
    press(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    press(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert plot.crosshair.text == "α 0.1   step 0   E 1"


def test_hidden_and_empty_curves_are_not_read(plot: Plot) -> None:
    plot.plotItem.listDataItems()[0].setVisible(False)
    curve(plot, LIGHT.curves[1], "empty")
    press(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert plot.crosshair.text == ""


def test_what_was_read_off_other_axes_is_taken_away(plot: Plot) -> None:
    press(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    plot.set_labels("step", "E")
    assert plot.crosshair.text == "α 0.1   step 0   E 1"
    plot.set_labels("step", "R")
    assert plot.crosshair.text == ""


def test_the_context_menu_offers_what_works_and_nothing_else(plot: Plot) -> None:
    texts = [action.text().split("\t")[0] for action in plot.menu().actions() if not action.isSeparator()]
    assert texts == [
        "Show everything",
        "Zoom in",
        "Zoom out",
        "Logarithmic axis",
        "Save numbers as CSV…",
        "Save picture as SVG…",
        "Save picture as PNG…",
        "Copy picture",
    ]


def test_points_that_are_not_finite_leave_a_gap_and_the_range_stays_finite(plot: Plot) -> None:
    line = curve(plot, LIGHT.curves[1], "diverged")
    line.setData([0.0, 1.0, 2.0, 3.0], [1.0, math.inf, math.nan, 2.0])
    plot.grab()
    assert all(math.isfinite(edge) for edges in plot.view.viewRange() for edge in edges)


def test_both_themes_colour_the_background(plot: Plot) -> None:
    markers(plot, DARK.problem, "diverged at step 19", symbol="x").setData([3.0], [1.0])
    for theme in (LIGHT, DARK):
        plot.set_theme(theme)
        assert plot.backgroundBrush().color().name() == theme.surface


def test_powers_of_ten_are_written_as_in_print() -> None:
    assert [power_of_ten(n) for n in (-12, -1, 0, 1, 3)] == ["10⁻¹²", "10⁻¹", "1", "10", "10³"]
