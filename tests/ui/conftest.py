"""What do the tests of the window stand on? A whole window on an experiment, which is gone when they end."""

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from explorer.backprop.step_grouping import Grain
from explorer.network.model import Experiment
from explorer.ui.canvas.tool import Tool
from explorer.ui.session.document import EMPTY, Document
from explorer.ui.window.main_window import MainWindow
from tests.conftest import keep_settings_in

ASIDE = (10_000, 10_000)
"""Where the shared window waits: the offscreen mouse finds the first window at a place, not the topmost."""

MUCH_GARBAGE = 200_000
"""Objects more than at the last collection: looking through all of them takes a tenth of a second."""

CROWD = 100
"""Windows and menus, a few plots' worth, from which on those of other tests are looked for."""

OpenWindow = Callable[[Experiment], MainWindow]

SIZE = QSize(1280, 800)
"""Of the windows: the smallest in which everything is comfortable."""


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:
    """Measuring a text aborts the process where there is no application, whichever test comes first."""


@pytest.fixture(autouse=True)
def _garbage_is_taken_apart_here() -> Iterator[None]:
    """Python may collect garbage in any thread; what Qt made may be deleted by the one that draws only."""
    gc.disable()
    yield
    if gc.get_count()[0] > MUCH_GARBAGE:
        gc.collect()


@pytest.fixture(autouse=True, scope="module")
def _no_crowd_of_dead_widgets(qapp: QApplication) -> None:
    """Each theme styles every widget that is there, garbage too: by far the most, after some files."""
    if len(qapp.topLevelWidgets()) > CROWD:
        gc.collect()


def new_window(experiment: Experiment, size: QSize = SIZE) -> MainWindow:
    """A window on the screen, without plots: those take time, and few tests look at them."""
    document = Document()
    document.replace(experiment)
    window = MainWindow(document)
    window.complete()  # as it does after its first frame
    window.canvas.set_reduced_motion(True)
    window.resize(size)
    window.show()
    return window


def close(window: MainWindow) -> None:
    """Let the window go, saved or not."""
    window.session.training.pause()
    window.session.player.pause()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def come_to_the_front(window: MainWindow, qtbot: QtBot) -> None:
    """The whole network is in sight, and the canvas has the focus."""
    window.canvas.fit()
    window.canvas.settle()
    window.activateWindow()
    window.canvas.setFocus()
    qtbot.waitUntil(window.canvas.hasFocus)


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[OpenWindow]:
    """Show a new window on an experiment."""
    windows: list[MainWindow] = []

    def show(experiment: Experiment) -> MainWindow:
        windows.append(new_window(experiment))
        come_to_the_front(windows[-1], qtbot)
        return windows[-1]

    yield show
    for window in windows:
        close(window)


@pytest.fixture(scope="session")
def one_window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """A window that many tests share."""
    keep_settings_in(str(tmp_path_factory.mktemp("settings")))
    window = new_window(EMPTY)
    yield window
    close(window)


@pytest.fixture
def reopen_window(one_window: MainWindow, qtbot: QtBot) -> Iterator[OpenWindow]:
    """Show an experiment in the shared window: for tests that leave its panels and its theme alone."""

    def show(experiment: Experiment) -> MainWindow:
        one_window.move(0, 0)
        one_window.document.replace(experiment)
        one_window.canvas.set_tool(Tool.SELECT)
        one_window.session.player.set_grain(Grain.MESSAGE)
        one_window.session.player.set_speed(1.0)
        come_to_the_front(one_window, qtbot)
        return one_window

    yield show
    for dialog in one_window.findChildren(QDialog):
        dialog.close()
    one_window.session.training.pause()
    one_window.document.replace(EMPTY)
    one_window.move(*ASIDE)
