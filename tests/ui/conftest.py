"""What do the tests of the window stand on? A whole window on an experiment, which is gone when they end."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from explorer.network.model import Experiment
from explorer.ui.document import Document
from explorer.ui.main_window import MainWindow

OpenWindow = Callable[[Experiment], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[OpenWindow]:
    """Show a window of 1280×800 on an experiment; its canvas stands still and has the focus."""
    windows: list[MainWindow] = []

    def show(experiment: Experiment) -> MainWindow:
        document = Document()
        document.replace(experiment)
        window = MainWindow(document)
        windows.append(window)
        window.resize(1280, 800)
        window.show()
        window.build()
        window.canvas.set_reduced_motion(True)
        window.canvas.fit()
        window.canvas.settle()
        window.activateWindow()
        window.canvas.setFocus()
        qtbot.waitUntil(window.canvas.hasFocus)
        return window

    yield show
    for window in windows:
        window.runner.pause()
        window.player.pause()
        window.hide()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
