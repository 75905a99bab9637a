"""The workspace One variable without a mouse: each control and plot is reached, seen and used by keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from explorer.descent.settings import NEW
from explorer.ui.theme.theme import DARK, LIGHT, Appearance, Theme, apply
from explorer.ui.widgets.written import usual_write
from explorer.ui.window.main_window import MainWindow
from explorer.ui.workspaces.one_variable.centre import OneVariableCentre
from tests.ui.canvas.drawn import worked_example
from tests.ui.conftest import OpenWindow
from tests.ui.person import CTRL, SHIFT, Person

IN_ORDER = [
    "Workspace: Network",
    "Workspace: One variable",
    "Workspace: Laboratory",
    "Workspace: Chain rule",
    "Back to the start",
    "A period back",
    "One step back",
    "Play",
    "One step on",
    "A period on",
    "Show all steps",
    "Speed, in steps per second",
    "Number of steps",
    "Keep this run",
    "f(x), the function to descend",
    "Presets: functions worth trying",
    "Reset",
    "Start x₀",
    "Learning rate, from 0 to 0.6",
    "Learning rate",
    "Momentum β, from 0 to 0.999",
    "Momentum β",
    "Curve of f with the path of the descent",
    "Steps at once p",
    "Plot of next x against x",
    "What is drawn against the step",
    "Plot of x(t) against step t",
    "Why: the logistic map",
    "What is drawn over the end states",
    "Where the iterates end, for every learning rate",
    "Lyapunov exponent Λ for every learning rate",
    "Learning rate times f″ at the minimum",
    "Bring back the run α = 0.42 from −1.99",
    "Remove the run α = 0.42 from −1.99",
]
"""As one reads the window: the toolbar, the head, the left column of plots, the right one, kept runs."""


class Keys(Person):
    """Sits before the workspace, without a mouse."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        self.press(Qt.Key.Key_2, CTRL)
        centre = window.workspaces.present.centre
        assert isinstance(centre, OneVariableCentre)
        self.centre = centre
        self.settle()

    def settle(self) -> None:
        """Wait until everything is drawn and judged."""
        centre = self.centre
        self._qtbot.waitUntil(
            lambda: centre.descent is centre.shown and not centre.pill.is_deciding, timeout=30_000
        )
        ends = centre.rates.end_states
        self._qtbot.waitUntil(lambda: ends.states is not None and not ends.is_due, timeout=30_000)

    @property
    def focus(self) -> QWidget:
        """What has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    @property
    def here(self) -> str:
        """The name of what has the focus."""
        focus = self.focus
        return focus.accessibleName() or (focus.text() if isinstance(focus, QAbstractButton) else "")

    def export(self, plot: QWidget, path: Path) -> None:
        """Press the menu key on a plot, go down to the exports, and answer the dialog."""
        middle = plot.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, plot.mapToGlobal(middle))
        QApplication.sendEvent(plot, event)  # QTest has no menu key
        self._qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        usable = [action.text() for action in menu.actions() if action.isEnabled() and action.text()]
        self._go_down(next(n for n, text in enumerate(usable) if path.suffix[1:].upper() in text))
        self.choose_file(path)
        self._qtbot.waitUntil(path.exists)

    def _go_down(self, number: int) -> None:
        """To this entry of the open menu, and press Enter there."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        usable = [action for action in menu.actions() if action.isEnabled() and action.text()]
        menu.setActiveAction(usable[number])  # a menu begins where it was left
        QTest.keyClick(menu, Qt.Key.Key_Return)

    def go_to(self, name: str) -> QWidget:
        """Press Tab until it has the focus."""
        for _ in range(2 * len(IN_ORDER)):
            if self.here == name:
                return self.focus
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name}")


@pytest.fixture
def keys(open_window: OpenWindow, qtbot: QtBot) -> Iterator[Keys]:
    """In the workspace One variable of a new window."""
    yield Keys(open_window(worked_example()), qtbot)
    apply(LIGHT)


def test_tab_goes_through_everything_as_one_reads_it_and_shift_tab_back(keys: Keys) -> None:
    keys.go_to("Learning rate")
    keys.type("0.42")  # a cycle, so that there is a period to go by
    keys.settle()
    keys.go_to("Keep this run")
    keys.press(Qt.Key.Key_Space)
    keys.go_to("One step back")
    keys.press(Qt.Key.Key_Space, times=5)
    keys.go_to(IN_ORDER[0])
    went, back = [], []
    for _ in IN_ORDER:
        went.append(keys.here)
        keys.press(Qt.Key.Key_Tab)
    for _ in IN_ORDER:
        keys.press(Qt.Key.Key_Backtab)
        back.append(keys.here)
    assert went == IN_ORDER
    assert back == IN_ORDER[::-1]


def test_the_keys_of_the_transport_are_heard_in_the_toolbar_too(keys: Keys) -> None:
    keys.go_to("Number of steps")
    keys.press(Qt.Key.Key_Comma)
    assert keys.centre.transport.step == 50  # it may be a part of a number
    keys.go_to("Keep this run")
    keys.press(Qt.Key.Key_Comma, times=2)
    keys.press(Qt.Key.Key_Period)
    assert keys.centre.transport.step == 49


@pytest.mark.parametrize("theme", [pytest.param(LIGHT, marks=pytest.mark.long), DARK], ids=["light", "dark"])
def test_what_has_the_focus_looks_different(keys: Keys, theme: Theme) -> None:
    keys.window.set_appearance(Appearance(theme.name))
    keys.go_to("Keep this run")
    keys.press(Qt.Key.Key_Space)
    first = keys.focus
    unseen = []
    while True:
        widget, name = keys.focus, keys.here
        focused = widget.grab().toImage()
        keys.press(Qt.Key.Key_Tab)
        if widget.grab().toImage() == focused:
            unseen.append(name)
        if keys.focus is first:
            break
    assert unseen == []


def test_everything_is_done_by_keys_undone_and_done_again(keys: Keys, tmp_path: Path) -> None:
    document = keys.window.document
    new = document.project
    keys.go_to("f(x), the function to descend")
    keys.type("x^4 - 2x^2")
    keys.go_to("Start x₀")
    keys.type("0.5")
    keys.press(Qt.Key.Key_Up)
    step = keys.centre.model.settings.start - 0.5
    keys.press(Qt.Key.Key_Up)
    keys.press(Qt.Key.Key_Down, SHIFT)
    keys.go_to("Learning rate")
    keys.type("0.25")
    keys.press(Qt.Key.Key_Up, SHIFT)
    keys.go_to("Momentum β")
    keys.type("0.01")
    keys.type("0")
    keys.settle()
    settings = keys.centre.model.settings
    assert settings.formula == "x^4 - 2x^2"
    assert settings.start == pytest.approx(0.5 + 1.9 * step)
    assert settings.learning_rate == pytest.approx(0.25 + 0.1 * float(keys.centre.start.slider.step))

    keys.go_to("Learning rate, from 0 to 0.45")
    keys.press(Qt.Key.Key_Right)  # a step on from where α is, which lies between two places of the handle
    assert keys.centre.descent.learning_rate == 0.2511
    keys.go_to("Learning rate")
    keys.type("0.3")  # settles into two values
    keys.settle()

    transport = keys.centre.transport
    keys.press(Qt.Key.Key_Comma)  # a sign in the field, and none of its numbers
    keys.press(Qt.Key.Key_Escape)
    keys.go_to("Curve of f with the path of the descent")
    keys.press(Qt.Key.Key_Comma)
    assert transport.step == 49
    keys.press(Qt.Key.Key_Less, SHIFT)
    assert transport.step == 47
    keys.press(Qt.Key.Key_Period)
    keys.press(Qt.Key.Key_Greater, SHIFT)
    assert transport.step == 50
    keys.press(Qt.Key.Key_Space)
    assert transport.is_playing
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Insert)
    keys.press(Qt.Key.Key_Insert)
    keys.settle()
    keys.press(Qt.Key.Key_Down, SHIFT)
    added = keys.centre.model.settings.further_starts
    keys.press(Qt.Key.Key_Right, SHIFT, times=3)
    moved = keys.centre.model.settings.further_starts
    assert moved[0] > added[0]
    keys.press(Qt.Key.Key_Delete)
    assert keys.centre.model.settings.further_starts == added[1:]

    keys.go_to("Steps at once p")
    keys.press(Qt.Key.Key_Up)
    keys.go_to("What is drawn against the step")
    keys.press(Qt.Key.Key_Down)
    assert (keys.centre.model.settings.iterate, keys.centre.model.settings.quantity) == (2, "f")

    plot = keys.go_to("Where the iterates end, for every learning rate")
    whole = keys.centre.rates.end_states.seen_range
    keys.press(Qt.Key.Key_Plus, times=2)
    keys.press(Qt.Key.Key_Right)
    zoomed = keys.centre.rates.end_states.seen_range
    assert zoomed.rate_high - zoomed.rate_low == pytest.approx(0.64 * (whole.rate_high - whole.rate_low))
    keys.press(Qt.Key.Key_Backspace)
    keys.press(Qt.Key.Key_Backspace, SHIFT)
    assert keys.centre.rates.end_states.seen_range == zoomed
    keys.press(Qt.Key.Key_Home)
    assert keys.centre.rates.end_states.seen_range == whole
    before = keys.centre.descent.learning_rate
    keys.press(Qt.Key.Key_Left, CTRL)
    assert keys.centre.descent.learning_rate < before
    keys.settle()
    keys.export(plot, tmp_path / "ends.csv")
    assert (tmp_path / "ends.csv").read_text().startswith("learning rate,period,multiplier")

    keys.go_to("Keep this run")
    keys.press(Qt.Key.Key_Space)
    (run,) = keys.centre.kept.runs
    keys.go_to(usual_write(f"Remove the run {run.name}"))
    keys.press(Qt.Key.Key_Space)
    assert keys.centre.kept.runs == ()
    keys.go_to("Reset")
    keys.press(Qt.Key.Key_Space)
    assert keys.centre.model.settings == NEW
    done = document.project
    edits = document.undo_stack.count()
    keys.press(Qt.Key.Key_Z, CTRL, times=edits)
    assert document.project == new
    keys.press(Qt.Key.Key_Z, CTRL | SHIFT, times=edits)
    assert document.project == done
    keys.settle()
