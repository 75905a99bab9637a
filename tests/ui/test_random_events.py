"""Does the window bear whatever mouse and keys do to it? Random events, by seed: most of them careless.

An exception in a slot and a warning of Qt fail the test by themselves: pytest-qt sees to both.
"""

from collections.abc import Callable
from random import Random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.drawing.hit_target import Part
from explorer.network.model import Experiment
from explorer.ui.canvas.tool import Tool
from explorer.ui.window.main_window import MainWindow
from tests.random_experiment import random_experiment
from tests.ui.canvas.drawn import at_part, at_weight, wheel, worked_example
from tests.ui.conftest import OpenWindow

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT, MIDDLE, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.NoButton

HELD = (NONE, NONE, NONE, SHIFT, CTRL, ALT)
PARTS = (Part.BODY, Part.RIM, Part.Z, Part.A, Part.NAME, Part.VALUE, Part.BIAS, Part.DELTA, Part.TARGET)
KEYS = (
    *((key, CTRL) for key in (Qt.Key.Key_Z, Qt.Key.Key_Z, Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_A)),
    *((key, CTRL) for key in (Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_D, Qt.Key.Key_0)),
    *((key, NONE) for key in (Qt.Key.Key_Delete, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab)),
    *((key, NONE) for key in (Qt.Key.Key_Space, Qt.Key.Key_F2, Qt.Key.Key_Left, Qt.Key.Key_Down)),
    *((key, NONE) for key in (Qt.Key.Key_5, Qt.Key.Key_Minus, Qt.Key.Key_A, Qt.Key.Key_Backspace)),
    *((key, NONE) for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End)),
    (Qt.Key.Key_Backtab, SHIFT),
)


class Careless:
    """Moves, presses, turns and types at random, with whatever is under the hand at the moment."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window = window
        self._random = Random(seed)
        self._held = NO_BUTTON
        self._where = QPoint(100, 100)
        self._kinds: tuple[Callable[[], None], ...] = (
            self._press,
            self._move,
            self._move,
            self._release,
            self._double_click,
            self._turn,
            self._type,
            self._type,
            self._choose_tool,
            self._take_all_back,
        )

    def act(self) -> None:
        """One event."""
        self._random.choice(self._kinds)()

    def _place(self) -> QPoint:
        """A part of the drawing, or anywhere."""
        canvas = self.window.canvas
        geometry = self.window.scene.geometry
        names, ends = sorted(geometry.positions), sorted(geometry.label_places)
        chance = self._random.random()
        if names and chance < 0.5:
            return at_part(canvas, self._random.choice(names), self._random.choice(PARTS))
        if ends and chance < 0.7:
            return at_weight(canvas, *self._random.choice(ends))
        area = canvas.viewport().rect()
        return QPoint(self._random.randrange(area.width()), self._random.randrange(area.height()))

    def _press(self) -> None:
        if self._held is NO_BUTTON:
            self._where, self._held = self._place(), self._random.choice((LEFT, LEFT, LEFT, MIDDLE))
            self._mouse(QEvent.Type.MouseButtonPress, self._held, self._held)

    def _move(self) -> None:
        self._where = self._place()
        self._mouse(QEvent.Type.MouseMove, NO_BUTTON, self._held)

    def _release(self) -> None:
        button, self._held = self._held, NO_BUTTON
        if button is not NO_BUTTON:
            self._mouse(QEvent.Type.MouseButtonRelease, button, NO_BUTTON)

    def _double_click(self) -> None:
        if self._held is NO_BUTTON:
            self._where = self._place()
            self._mouse(QEvent.Type.MouseButtonDblClick, LEFT, LEFT)
            self._mouse(QEvent.Type.MouseButtonRelease, LEFT, NO_BUTTON)

    def _turn(self) -> None:
        wheel(self.window.canvas, self._place(), self._random.choice((-3, -1, 1, 2)), self._keys())

    def _type(self) -> None:
        key, held = self._random.choice(KEYS)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)

    def _choose_tool(self) -> None:
        if self._random.random() < 0.3:
            self.window.canvas.set_tool(self._random.choice(list(Tool)))
        self.window.canvas.setFocus()

    def _take_all_back(self) -> None:
        """Undo many steps at once, as from elsewhere than the canvas."""
        if self._random.random() < 0.3:
            stack = self.window.document.undo_stack
            stack.setIndex(self._random.randint(0, stack.count()))

    def _keys(self) -> Qt.KeyboardModifier:
        return self._random.choice(HELD)

    def _mouse(self, kind: QEvent.Type, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
        viewport = self.window.canvas.viewport()
        where = QPointF(self._where)
        spot = QPointF(viewport.mapToGlobal(self._where))
        QApplication.sendEvent(viewport, QMouseEvent(kind, where, spot, button, buttons, self._keys()))


def bears(window: MainWindow, seed: int, count: int) -> None:
    """Let `count` events happen; what is selected is there after each, and the canvas shows what is open."""
    careless = Careless(window, seed)
    for number in range(count):
        careless.act()
        if number % 10 == 0:
            QApplication.processEvents()
        network = window.document.experiment.network
        assert window.scene.selected_names <= network.by_name.keys()
        assert window.scene.selected_ends <= network.by_ends.keys()
        assert window.scene.geometry.positions.keys() == network.by_name.keys()


def experiments() -> tuple[Experiment, ...]:
    """Article E's, and two random ones."""
    return (worked_example(), random_experiment(3), random_experiment(46))


@pytest.mark.parametrize("seed", range(3))
def test_the_window_bears_random_events(open_window: OpenWindow, seed: int) -> None:
    bears(open_window(experiments()[seed]), seed, 150)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_the_window_bears_thousands_of_random_events(open_window: OpenWindow, seed: int) -> None:
    bears(open_window(experiments()[seed % 3]), 100 + seed, 1500)
