"""Does a drag from a neuron's rim connect, and is what the rules forbid refused clearly?"""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from explorer.backprop.frame import Frame
from explorer.drawing.hit_target import Part
from explorer.network.builder import new_experiment
from explorer.network.edits.graph_edits import delete
from tests.ui.canvas.drawn import Draw, at_part, drag, worked_example


def test_a_drag_from_rim_to_neuron_connects_them(qtbot: QtBot, draw: Draw) -> None:
    scene, view = draw(worked_example())
    with qtbot.waitSignal(scene.gestures.connected) as told:
        drag(view, at_part(view, "i0", Part.RIM), at_part(view, "c1", Part.Z))
    assert told.args == ["i0", "c1"]


def test_a_drag_to_empty_canvas_adds_and_connects(qtbot: QtBot, draw: Draw) -> None:
    scene, view = draw(worked_example())
    with qtbot.waitSignal(scene.gestures.connected_to_new) as told:
        drag(view, at_part(view, "a0", Part.RIM), view.mapFromScene(402, 301))
    assert told.args == ["a0", (400, 300)]


def test_a_drag_that_would_close_a_cycle_is_refused_with_the_reason(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told: list[str] = []
    scene.gestures.connected.connect(lambda *ends: told.append("connected"))
    scene.gestures.refused.connect(told.append)
    drag(view, at_part(view, "c0", Part.RIM), at_part(view, "a0", Part.Z))
    assert told == ["c0 → a0 would close a cycle: a0 already feeds c0"]


def test_while_it_is_refused_the_preview_says_why(draw: Draw) -> None:
    scene, view = draw(worked_example())
    drag(view, at_part(view, "a0", Part.RIM), at_part(view, "i0", Part.VALUE), is_released=False)
    connection_preview = scene.connection_preview
    assert connection_preview is not None
    assert connection_preview.is_refused
    assert "i0 is an input" in QToolTip.text()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert scene.connection_preview is None


def test_while_it_is_drawn_every_neuron_that_may_be_reached_is_marked(draw: Draw) -> None:
    scene, view = draw(worked_example())
    drag(view, at_part(view, "i0", Part.RIM), at_part(view, "c0", Part.A), is_released=False)
    wanted = {name for name in scene.experiment.network.by_name if scene.neuron_item(name).look.is_wanted}
    assert wanted == {"c0", "c1"}  # a0 is fed already, inputs cannot be fed
    connection_preview = scene.connection_preview
    assert connection_preview is not None
    assert connection_preview.is_settled
    assert connection_preview.curve.points[-1] == (480 - 36, 80)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not scene.neuron_item("c0").look.is_wanted


def test_a_slip_of_the_hand_connects_nothing(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told: list[object] = []
    for signal in (scene.gestures.connected, scene.gestures.connected_to_new, scene.gestures.refused):
        signal.connect(lambda *values: told.append(values))
    start = at_part(view, "a0", Part.RIM)
    drag(view, start, start + QPoint(12, 0))
    assert told == []


def test_a_softmax_output_is_not_connected_to_a_new_neuron(qtbot: QtBot, draw: Draw) -> None:
    experiment = new_experiment((2, 2), output_activation="softmax")
    positions = {"i0": (0, 0), "i1": (0, 160), "y0": (240, 0), "y1": (240, 160)}
    neurons = tuple(replace(n, position=positions[n.name]) for n in experiment.network.neurons)
    network = type(experiment.network)(neurons, experiment.network.connections)
    scene, view = draw(replace(experiment, network=network))
    with qtbot.waitSignal(scene.gestures.refused) as told:
        drag(view, at_part(view, "y0", Part.RIM), view.mapFromScene(330, 80))
    assert "softmax output" in told.args[0]


def test_a_drag_ends_when_the_neuron_it_comes_from_goes(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told: list[str] = []
    scene.gestures.connected.connect(lambda *ends: told.append("connected"))
    scene.gestures.refused.connect(told.append)
    drag(view, at_part(view, "i0", Part.RIM), at_part(view, "a0", Part.Z), is_released=False)
    where = at_part(view, "c1", Part.Z)
    scene.show(Frame(delete(scene.experiment, ["i0"], ())))
    assert scene.connection_preview is None
    assert scene.highlights.wanted == frozenset()
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told == []


def test_a_press_is_forgotten_when_what_was_pressed_goes(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told: list[object] = []
    scene.gestures.explain_requested.connect(lambda place, part: told.append(place))
    where = at_part(view, "a0", Part.Z)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    scene.show(Frame(delete(scene.experiment, ["a0"], ())))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told == []
    assert scene.selected_names == frozenset()
