"""Does dragging neurons move them, told once, on release?"""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from explorer.backprop.frame import Frame
from explorer.drawing.hit_target import Part
from explorer.network.edits.graph_edits import delete
from explorer.network.edits.position_edits import move
from explorer.network.model import Position
from explorer.ui.canvas.scene import NetworkScene
from tests.ui.canvas.drawn import Draw, at_part, drag, worked_example


def moves_of(scene: NetworkScene) -> list[dict[str, Position]]:
    told: list[dict[str, Position]] = []
    scene.gestures.moved.connect(told.append)
    return told


def test_a_drag_of_the_body_moves_the_neuron_once_and_on_the_grid(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = moves_of(scene)
    start = at_part(view, "a0", Part.Z)
    drag(view, start, start + QPoint(47, -33))
    (positions,) = told
    assert list(positions) == ["a0"]
    x, y = positions["a0"]
    assert (x % 10, y % 10) == (0, 0)
    assert abs(x - (240 + 47 / view.scale_now)) <= 6
    assert abs(y - (160 - 33 / view.scale_now)) <= 6


def test_alt_lets_go_of_the_grid(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = moves_of(scene)
    start = at_part(view, "a0", Part.Z)
    drag(view, start, start + QPoint(47, 0), Qt.KeyboardModifier.AltModifier)
    assert abs(told[0]["a0"][0] - (240 + 47 / view.scale_now)) < 1e-6


def test_all_that_are_selected_move_together(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = moves_of(scene)
    scene.select({"a0", "c0"})
    start = at_part(view, "a0", Part.Z)
    drag(view, start, start + QPoint(0, 60))
    (positions,) = told
    assert set(positions) == {"a0", "c0"}
    assert positions["c0"][1] - 80 == positions["a0"][1] - 160


def test_while_it_is_dragged_the_neuron_follows_and_its_connections_with_it(draw: Draw) -> None:
    scene, view = draw(worked_example())
    start = at_part(view, "a0", Part.Z)
    drag(view, start, start + QPoint(60, 60), is_released=False)
    x, y = scene.geometry.positions["a0"]
    assert (x, y) != (240, 160)
    assert (scene.neuron_item("a0").x(), scene.neuron_item("a0").y()) == (x, y)
    assert scene.geometry.curves["a0", "c0"].points[0] == (x + 36, y)
    assert not view.grab().isNull()


def test_escape_takes_the_drag_back(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = moves_of(scene)
    start = at_part(view, "a0", Part.Z)
    drag(view, start, start + QPoint(60, 60), is_released=False)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(60, 60)
    )
    assert told == []
    assert scene.geometry.positions["a0"] == (240, 160)
    assert scene.neuron_item("a0").pos().toTuple() == (240, 160)


def test_a_refused_move_leaves_everything_in_its_place(draw: Draw) -> None:
    scene, view = draw(worked_example())
    start = at_part(view, "a0", Part.Z)
    drag(view, start, start + QPoint(60, 60))  # nobody listens, so the experiment stays as it is
    assert scene.geometry.positions["a0"] == (240, 160)


def test_a_shaking_hand_moves_nothing(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = moves_of(scene)
    start = at_part(view, "a0", Part.Z)
    drag(view, start, start + QPoint(2, 1))
    assert told == []
    assert scene.selected_names == {"a0"}


def test_a_drag_ends_when_a_neuron_of_it_goes_or_stands_elsewhere(draw: Draw) -> None:
    for change in (lambda e: delete(e, ["a0"], ()), lambda e: move(e, {"a0": (0.0, 0.0)})):
        scene, view = draw(worked_example())
        told = moves_of(scene)
        start = at_part(view, "a0", Part.Z)
        drag(view, start, start + QPoint(40, 40), is_released=False)
        scene.show(Frame(change(scene.experiment)))
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(60, 60))
        assert told == []
