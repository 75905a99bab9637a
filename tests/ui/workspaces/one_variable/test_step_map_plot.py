"""The step map under f: on the same axis, with the same step lit, of one step or of several."""

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.ui.workspaces.one_variable.step_map_plot import StepMapPlot
from tests.ui.workspaces.one_variable.bench import Bench


def step_map(bench: Bench) -> StepMapPlot:
    return bench.panel.plots.step_map


def x_pixel(plot: object, x: float) -> int:
    """How far from the left of the workspace a plot draws this x."""
    place = plot.mapFromScene(plot.view.mapViewToScene(QPointF(x, 0.0)))  # type: ignore[attr-defined]
    return int(plot.mapTo(plot.window(), place).x())  # type: ignore[attr-defined]


def test_the_same_x_stands_one_below_the_other_also_after_panning_and_zooming(bench: Bench) -> None:
    curve, below = bench.curve, step_map(bench)
    for plot, key in ((curve, Qt.Key.Key_Right), (below, Qt.Key.Key_Left), (below, Qt.Key.Key_Plus)):
        QTest.keyClick(plot, key)
        bench.panel.grab()
        assert curve.view.viewRange()[0] == below.view.viewRange()[0]
        for x in (-1.0, 0.0):
            assert x_pixel(curve, x) == x_pixel(below, x)


def test_the_wheel_over_the_map_zooms_both(bench: Bench) -> None:
    below = step_map(bench)
    before = bench.curve.view.viewRange()[0]
    middle = QPointF(below.viewport().rect().center())
    event = QWheelEvent(
        middle,
        below.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(below.viewport(), event)
    after = bench.curve.view.viewRange()[0]
    assert after[1] - after[0] < before[1] - before[0]
    assert after == below.view.viewRange()[0]


def test_the_present_step_is_lit_from_the_diagonal_to_the_map_and_back(bench: Bench) -> None:
    bench.press("first")
    bench.press("next")
    x0, x1, x2 = bench.panel.descent.iterates[:3].tolist()
    x, y = step_map(bench).lit.getOriginalDataset()
    assert list(zip(x.tolist(), y.tolist(), strict=True)) == [(x1, x1), (x1, x2), (x2, x2)]
    x, y = bench.curve.lit.getOriginalDataset()
    f = bench.panel.descent.f
    assert (x[0], y[0], x[1], y[1]) == pytest.approx((x1, f(x1), x2, f(x2)))
    table = dict(step_map(bench).columns())
    assert (list(table["iterate x"]), list(table["iterate next x"])) == ([x0], [x1])


def test_the_slope_at_the_fixed_point_is_drawn_and_said(bench: Bench) -> None:
    card = bench.panel.plots.map_card
    assert card.answer == "Slope −1.7 at x = 0: more than 1 in size, so it drives away"
    bench.type(bench.panel.start.rate, "0.2")
    assert card.answer == "Slope −0.2 at x = 0: less than 1 in size, so it draws in"
    x, y = step_map(bench).tangent.getOriginalDataset()
    assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(-0.2)


def test_page_up_looks_at_more_steps_at_once_and_that_is_undone(bench: Bench) -> None:
    plot = step_map(bench)
    for _ in range(2):
        QTest.keyClick(plot, Qt.Key.Key_PageUp)
        bench.settle()
    bench.wait_for(lambda: plot.y_label == "x 3 steps on")
    assert bench.document.project.one_variable.iterate == 3
    assert bench.panel.plots.at_once.value() == 3
    bench.document.undo_stack.undo()
    bench.wait_for(lambda: plot.y_label == "next x")
    assert bench.panel.plots.at_once.value() == 1


def test_at_root_2_over_3_three_steps_at_once_touch_the_diagonal(bench: Bench) -> None:
    bench.type(bench.panel.start.rate, "0.4714045207910317")
    box = bench.panel.plots.at_once
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "3")
    QTest.keyClick(box, Qt.Key.Key_Return)
    bench.wait_for(lambda: bench.panel.plots.map_card.answer.startswith("Touches the diagonal at x ≈ "))
    assert bench.panel.plots.map_card.answer.endswith(": here a window of period 3 opens")


def test_the_zoom_of_both_ends_before_there_is_nothing_between_two_pixels(bench: Bench) -> None:
    plot = step_map(bench)
    plot.setFocus()
    for _ in range(400):
        QTest.keyClick(plot, Qt.Key.Key_Plus)
    low, high = plot.view.viewRange()[0]
    assert 1e-10 < high - low < 1e-6
    assert bench.curve.view.viewRange()[0] == [low, high]
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert plot.view.viewRange()[0][1] > 0.5


def test_the_name_of_the_diagonal_covers_no_part_of_the_map(bench: Bench) -> None:
    bench.panel.resize(1400, 1000)
    plot = bench.panel.plots.step_map
    words = next(
        item for item in plot.items() if isinstance(item, pg.TextItem) and item.toPlainText() == "x stays"
    )
    bench.wait_for(words.isVisible)
    box = plot.view.mapSceneToView(words.sceneBoundingRect()).boundingRect()
    (x_low, x_high), (y_low, y_high) = plot.view.viewRange()
    slack = 1e-9 * (x_high - x_low)  # of rounding
    assert x_low - slack <= box.left() < box.right() <= x_high + slack
    assert y_low <= box.top() < box.bottom() <= y_high
    for share in np.linspace(0, 1, 50):
        x = box.left() + share * box.width()
        after = x - 0.45 * (3 * x * x + 6 * x)
        assert not box.top() <= after <= box.bottom()
