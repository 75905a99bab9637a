"""What do the tests of the canvas stand on? A canvas on an experiment, which is gone when they end."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from explorer.backprop.frame import Frame
from explorer.frame_budget import FrameBudget
from explorer.network.model import Experiment
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.canvas.view import NetworkView
from tests.ui.canvas.drawn import Draw


@pytest.fixture
def draw(qtbot: QtBot) -> Iterator[Draw]:
    """Show a canvas of 1000 × 640 pixels on an experiment."""
    shown: list[tuple[NetworkScene, NetworkView]] = []

    def show(experiment: Experiment) -> tuple[NetworkScene, NetworkView]:
        scene = NetworkScene(FrameBudget())
        scene.gestures.selection_wished.connect(scene.show_selection)
        view = NetworkView(scene)
        shown.append((scene, view))
        view.resize(1000, 640)
        scene.show(Frame(experiment))
        with qtbot.waitExposed(view):
            view.show()
        view.fit()
        view.settle()
        view.activateWindow()
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
        return scene, view

    yield show
    for scene, view in shown:
        view.hide()
        view.deleteLater()
        scene.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
