"""The α line of a plot: dragged, turned with keys, on a logarithmic axis and on a linear one."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from explorer.ui.plot import curve
from explorer.ui.plot.rate_line import RateLine
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
_MOVE = 12
"""Milliseconds."""


class OverRates(Plot):
    """A plot from α = 0.01 to 100, whose line takes the keys."""

    def __init__(self) -> None:
        super().__init__(None, "learning rate", "E")
        self.set_log_x(True)
        curve(self, LIGHT.curves[0], "E").setData(np.logspace(-2, 2, 5), np.array([5.0, 4.0, 3.0, 2.0, 1.0]))
        self.line = RateLine(self)
        self.line.set_theme(LIGHT)

    def keyPressEvent(self, event: object) -> None:
        if not self.line.take_key(event):  # type: ignore[arg-type]
            super().keyPressEvent(event)  # type: ignore[arg-type]


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def plot(window: QMainWindow, qtbot: QtBot) -> OverRates:
    made = OverRates()
    window.setCentralWidget(made)
    window.resize(500, 300)
    window.show()
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    made.grab()
    return made


def pixel_of(plot: Plot, x: float, y: float) -> QPoint:
    """Where in the viewport the coordinates are."""
    return plot.mapFromScene(plot.view.mapViewToScene(QPointF(x, y)))


def drag_line(plot: Plot, begin: QPoint, end: QPoint) -> None:
    """As slowly as pyqtgraph listens: it takes a hundred moves a second."""
    viewport = plot.viewport()
    QTest.mouseMove(viewport, begin)
    QTest.qWait(_MOVE)
    QTest.mousePress(viewport, LEFT, pos=begin)
    for place in ((begin + end) / 2, end, end):
        QTest.qWait(_MOVE)
        QTest.mouseMove(viewport, place)
    QTest.qWait(_MOVE)
    QTest.mouseRelease(viewport, LEFT, pos=end)


def test_on_a_logarithmic_axis_points_stand_at_their_logarithms(plot: OverRates) -> None:
    low, high = plot.view.viewRange()[0]
    assert (low, high) == (pytest.approx(-2, abs=0.15), pytest.approx(2, abs=0.15))
    assert plot.plotItem.getAxis("bottom").label.toPlainText().strip() == "learning rate (log)"
    plot.crosshair.follow(QPointF(pixel_of(plot, 1.0, 2.0)))
    assert plot.crosshair.text == "E   learning rate 10   E 2"
    plot.set_log_x(False)
    plot.grab()
    assert plot.view.viewRange()[0][1] == pytest.approx(100, rel=0.15)


def test_labels_of_a_logarithmic_axis_beneath_are_powers_of_ten(plot: OverRates) -> None:
    axis = plot.plotItem.getAxis("bottom")
    assert axis.logTickStrings([-2.0, -1.0, 0.0, 1.0, 2.0], 1.0, None) == ["10⁻²", "10⁻¹", "1", "10", "10²"]


def test_the_line_stands_at_its_rate_and_where_there_is_no_place_for_0_it_is_hidden(plot: OverRates) -> None:
    plot.line.show_rate(10.0)
    assert plot.line.item.value() == 1.0
    plot.line.show_rate(0.0)
    assert not plot.line.item.isVisible()
    plot.line.show_rate(0.1)
    assert plot.line.item.isVisible()


def test_keys_turn_it_by_equal_ratios_with_shift_finely(plot: OverRates) -> None:
    turned: list[tuple[float, bool]] = []
    plot.line.turned.connect(lambda rate, is_held: turned.append((rate, is_held)))
    plot.line.show_rate(1.0)
    QTest.keyClick(plot, Qt.Key.Key_Right, CTRL)
    QTest.keyClick(plot, Qt.Key.Key_Left, CTRL)
    QTest.keyClick(plot, Qt.Key.Key_Right, CTRL | SHIFT)
    low, high = plot.view.viewRange()[0]
    factor = 10 ** (0.005 * (high - low))
    assert turned == [
        (pytest.approx(factor, rel=1e-2), False),
        (pytest.approx(1 / factor, rel=1e-2), False),
        (pytest.approx(factor**0.1, rel=1e-3), False),
    ]


def test_it_is_dragged_to_what_a_pixel_tells_apart(plot: OverRates) -> None:
    turned: list[tuple[float, bool]] = []
    released: list[bool] = []
    plot.line.turned.connect(lambda rate, is_held: turned.append((rate, is_held)))
    plot.line.released.connect(lambda: released.append(True))
    plot.line.show_rate(1.0)
    plot.grab()
    begin, end = pixel_of(plot, 0.0, 3.0), pixel_of(plot, 1.0, 3.0)
    drag_line(plot, begin, end)
    rate, is_held = turned[-1]
    assert rate == pytest.approx(10.0, rel=0.05)
    assert len(f"{rate:.17g}".rstrip("0")) <= 5
    assert is_held
    assert released == [True]
