"""Does turning a number tell every value on the way, under one key for each gesture?"""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from explorer.backprop.frame import Frame
from explorer.drawing.hit_target import Part
from explorer.network.editable_value import EditableValue, FieldKind
from explorer.network.edits.graph_edits import delete
from explorer.ui.canvas.drag_value_gesture import turned
from explorer.ui.canvas.scene import NetworkScene
from tests.ui.canvas.drawn import Draw, at_part, at_weight, drag, wheel, with_weight, worked_example

SHIFT = Qt.KeyboardModifier.ShiftModifier
A0_C0 = EditableValue(FieldKind.WEIGHT, "c0", "a0")


def follow_turns(scene: NetworkScene) -> list[tuple[EditableValue, float, object]]:
    """Record every turn, and let the experiment follow weights as a document would."""
    told: list[tuple[EditableValue, float, object]] = []

    def follow(field: EditableValue, value: float, key: object) -> None:
        told.append((field, value, key))
        if field.source is not None:
            scene.show(Frame(with_weight(scene.experiment, field.source, field.neuron, value)))

    scene.gestures.value_turned.connect(follow)
    return told


@pytest.mark.parametrize(
    ("value", "steps", "is_fine", "expected"),
    [(0.5, 0.05, False, 0.55), (0.5, -0.05, True, 0.495), (0.0, 1, False, 1.0), (-12.0, 0.05, False, -11.5)],
)
def test_a_turn_is_a_share_of_the_value_s_size(
    value: float, steps: float, is_fine: bool, expected: float
) -> None:
    assert turned(value, steps, is_fine) == expected


def test_a_drag_up_turns_a_weight_up_a_hundredth_for_each_pixel(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = follow_turns(scene)
    start = at_weight(view, "a0", "c0")
    drag(view, start, start - QPoint(0, 40))
    assert [value for _, value, _ in told] == [-0.9, -0.8, -0.7, -0.6]
    assert {field for field, _, _ in told} == {A0_C0}
    assert len({key for _, _, key in told}) == 1
    drag(view, start, start + QPoint(0, 8))
    assert told[-1][1] == -0.68
    assert told[-1][2] != told[0][2]


def test_shift_turns_ten_times_as_finely(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = follow_turns(scene)
    start = at_weight(view, "a0", "c0")
    drag(view, start, start - QPoint(0, 40), SHIFT)
    assert told[-1][1] == -0.96


def test_escape_turns_the_weight_back_under_the_same_key(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = follow_turns(scene)
    start = at_weight(view, "a0", "c0")
    drag(view, start, start - QPoint(0, 40), is_released=False)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert told[-1][1] == -1.0
    assert len({key for _, _, key in told}) == 1


def test_the_wheel_over_a_weight_turns_it_in_one_gesture(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = follow_turns(scene)
    scale = view.scale_now
    for _ in range(3):
        wheel(view, at_weight(view, "i0", "a0"), 1)
    wheel(view, at_weight(view, "i0", "a0"), -1, SHIFT)
    assert [value for _, value, _ in told] == [0.55, 0.6, 0.65, 0.645]
    assert len({key for _, _, key in told}) == 1
    assert view.scale_now == scale


@pytest.mark.parametrize(
    ("name", "part", "field", "value"),
    [
        ("i1", Part.VALUE, EditableValue(FieldKind.INPUT, "i1"), 0.55),
        ("a0", Part.BIAS, EditableValue(FieldKind.BIAS, "a0"), 0.05),
        ("c1", Part.TARGET, EditableValue(FieldKind.TARGET, "c1"), 1.05),
    ],
)
def test_the_wheel_turns_inputs_biases_and_targets_too(
    draw: Draw, name: str, part: Part, field: EditableValue, value: float
) -> None:
    scene, view = draw(worked_example())
    told = follow_turns(scene)
    wheel(view, at_part(view, name, part), 1)
    assert told[0][:2] == (field, value)


def test_another_field_is_another_gesture(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = follow_turns(scene)
    wheel(view, at_weight(view, "i0", "a0"), 1)
    wheel(view, at_weight(view, "i2", "a0"), 1)
    assert told[0][2] != told[1][2]


def test_the_wheel_over_a_name_zooms(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = follow_turns(scene)
    before = view.scale_now
    wheel(view, at_part(view, "a0", Part.NAME), -1)
    view.settle()
    assert view.scale_now < before
    assert told == []


def test_a_drag_ends_when_another_sample_is_shown(draw: Draw) -> None:
    experiment = worked_example()
    experiment = replace(experiment, samples=experiment.samples * 2)
    scene, view = draw(experiment)
    told = follow_turns(scene)
    start = at_part(view, "c1", Part.TARGET)
    drag(view, start, start - QPoint(0, 40), is_released=False)
    count = len(told)
    assert count > 0
    scene.show(Frame(experiment, 1))
    QTest.mouseMove(view.viewport(), start - QPoint(0, 80))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(0, 80))
    assert len(told) == count


def test_a_drag_ends_when_its_connection_goes(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = follow_turns(scene)
    start = at_weight(view, "a0", "c0")
    drag(view, start, start - QPoint(0, 8), is_released=False)
    count = len(told)
    scene.show(Frame(delete(scene.experiment, (), [("a0", "c0")])))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start - QPoint(0, 80))
    assert len(told) == count
