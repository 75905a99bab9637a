"""Which networks do the tests of the canvas draw, and how is the mouse moved over them?"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from explorer.drawing.hit_target import Part
from explorer.network.model import Experiment
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.canvas.view import NetworkView
from tests.drawing.networks import dense_experiment as dense_experiment
from tests.drawing.networks import with_weight as with_weight
from tests.drawing.networks import worked_example as worked_example
from tests.played_pass import played

Draw = Callable[[Experiment], tuple[NetworkScene, NetworkView]]
"""Shows a canvas on an experiment."""

NO_KEYS = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def show_time(scene: NetworkScene, time: float, grain: Grain = Grain.MESSAGE) -> Timeline:
    """Let the animation stand at `time`, in beats; negative: so long before its end."""
    pass_ = played(scene.experiment, grain, scene.sample)
    scene.show(pass_.frame(time))
    return pass_.timeline


def at_part(view: NetworkView, name: str, part: Part) -> QPoint:
    """The middle of a part of a neuron, in pixels of the view."""
    scene = view.scene()
    assert isinstance(scene, NetworkScene)
    x, y = scene.geometry.positions[name]
    offsets = {
        Part.BODY: (0.0, 20.0),
        Part.RIM: (33.0, 4.0),
        Part.Z: (-15.0, 8.0),
        Part.A: (15.0, 8.0),
        Part.NAME: (0.0, -52.0),
        Part.VALUE: (0.0, 0.0),
        Part.BIAS: (0.0, 47.0),
        Part.DELTA: (0.0, 66.0),
        Part.TARGET: (74.0, 0.0),
    }
    if part is Part.RIM and not scene.experiment.network.by_name[name].kind.is_computed:
        offsets[Part.RIM] = (30.0, 0.0)
    return view.mapFromScene(x + offsets[part][0], y + offsets[part][1])


def at_weight(view: NetworkView, source: str, dest: str) -> QPoint:
    """The middle of a weight, in pixels of the view."""
    scene = view.scene()
    assert isinstance(scene, NetworkScene)
    hit = scene.geometry.label_places[source, dest]
    return view.mapFromScene(hit.x, hit.y)


def click(view: NetworkView, where: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Press and release the left button."""
    QTest.mouseClick(view.viewport(), LEFT, keys, where)


def drag(
    view: NetworkView,
    start: QPoint,
    end: QPoint,
    keys: Qt.KeyboardModifier = NO_KEYS,
    button: Qt.MouseButton = LEFT,
    is_released: bool = True,
) -> None:
    """Press a button at `start`, move to `end` in four steps, and release it."""
    _mouse(view, QEvent.Type.MouseButtonPress, start, button, button, keys)
    for step in range(1, 5):
        between = start + (end - start) * step / 4
        _mouse(view, QEvent.Type.MouseMove, between, Qt.MouseButton.NoButton, button, keys)
    if is_released:
        _mouse(view, QEvent.Type.MouseButtonRelease, end, button, Qt.MouseButton.NoButton, keys)


def hover(view: NetworkView, where: QPoint) -> None:
    """Move the pointer there with no button pressed."""
    _mouse(view, QEvent.Type.MouseMove, where, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, NO_KEYS)


def wheel(view: NetworkView, where: QPoint, notches: int, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Turn the wheel away from the hand by so many notches."""
    event = QWheelEvent(
        QPointF(where),
        QPointF(view.viewport().mapToGlobal(where)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def type_text(view: NetworkView, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type into the open line, and end with a key. (`QTest.keyClicks` knows no letters beyond ASCII.)"""
    for letter in text:
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, NO_KEYS, letter)
        QApplication.sendEvent(view.editor.line, press)
    QTest.keyClick(view.editor.line, end)


def _mouse(
    view: NetworkView,
    kind: QEvent.Type,
    where: QPoint,
    button: Qt.MouseButton,
    buttons: Qt.MouseButton,
    keys: Qt.KeyboardModifier,
) -> None:
    position = QPointF(where)
    event = QMouseEvent(kind, position, QPointF(view.viewport().mapToGlobal(where)), button, buttons, keys)
    QApplication.sendEvent(view.viewport(), event)
