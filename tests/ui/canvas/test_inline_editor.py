"""Is every value edited where it stands, and does what was typed leave as a signal?"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.backprop.frame import Frame
from explorer.drawing.hit_target import Part
from explorer.network.editable_value import EditableValue, FieldKind
from explorer.network.model import Neuron
from explorer.ui.canvas.scene import NetworkScene
from tests.ui.canvas.drawn import Draw, at_part, at_weight, click, type_text, with_weight, worked_example

A0_C0 = EditableValue(FieldKind.WEIGHT, "c0", "a0")


def typed_into(scene: NetworkScene) -> list[tuple[EditableValue, float | None]]:
    told: list[tuple[EditableValue, float | None]] = []
    scene.gestures.value_typed.connect(lambda field, value: told.append((field, value)))
    return told


@pytest.mark.parametrize(
    ("text", "value"), [("0.25", 0.25), ("1/3", 1 / 3), ("-0,5", -0.5), ("1e-3", 1e-3), ("−2", -2.0)]
)
def test_enter_tells_the_number_that_was_typed(draw: Draw, text: str, value: float) -> None:
    scene, view = draw(worked_example())
    told = typed_into(scene)
    click(view, at_weight(view, "a0", "c0"))
    type_text(view, text)
    assert told == [(A0_C0, value)]
    assert not view.editor.line.isVisible()
    assert view.hasFocus()


def test_escape_tells_nothing(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = typed_into(scene)
    click(view, at_weight(view, "a0", "c0"))
    type_text(view, "7", Qt.Key.Key_Escape)
    assert told == []
    assert view.editor.field is None


def test_the_same_number_is_no_edit(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = typed_into(scene)
    click(view, at_weight(view, "a0", "c0"))
    type_text(view, "-1.0")
    assert told == []


def test_text_that_is_no_number_stays_open_in_red(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = typed_into(scene)
    click(view, at_weight(view, "a0", "c0"))
    type_text(view, "half")
    assert told == []
    assert view.editor.line.isVisible()
    assert view.editor.line.property("invalid") == "true"
    view.editor.line.selectAll()
    type_text(view, "0.5")
    assert told == [(A0_C0, 0.5)]
    assert view.editor.line.property("invalid") == "false"


def test_a_click_elsewhere_keeps_what_was_typed(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = typed_into(scene)
    click(view, at_weight(view, "a0", "c0"))
    QTest.keyClicks(view.editor.line, "3")
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert told == [(A0_C0, 3.0)]


def test_a_click_elsewhere_drops_what_is_no_number_and_says_so(qtbot: QtBot, draw: Draw) -> None:
    scene, view = draw(worked_example())
    click(view, at_weight(view, "a0", "c0"))
    QTest.keyClicks(view.editor.line, "x")
    with qtbot.waitSignal(scene.gestures.refused) as told:
        view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert "not a number" in told.args[0]
    assert view.editor.field is None


def test_tab_goes_through_every_value_and_back(draw: Draw) -> None:
    _, view = draw(worked_example())
    click(view, at_part(view, "i0", Part.VALUE))
    names = []
    for _ in range(7):
        field = view.editor.field
        assert field is not None
        names.append((field.kind.value, field.source, field.neuron))
        QTest.keyClick(view.editor.line, Qt.Key.Key_Tab)
    assert names == [
        ("input", None, "i0"),
        ("input", None, "i1"),
        ("input", None, "i2"),
        ("weight", "i0", "a0"),
        ("weight", "i1", "a0"),
        ("weight", "i2", "a0"),
        ("bias", None, "a0"),
    ]
    QTest.keyClick(view.editor.line, Qt.Key.Key_Backtab)
    assert view.editor.field == EditableValue(FieldKind.BIAS, "a0")


def test_tab_keeps_what_was_typed(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = typed_into(scene)
    click(view, at_part(view, "i0", Part.VALUE))
    type_text(view, "2", Qt.Key.Key_Tab)
    assert told == [(EditableValue(FieldKind.INPUT, "i0"), 2.0)]
    assert view.editor.field == EditableValue(FieldKind.INPUT, "i1")


def test_an_empty_bias_is_taken_away(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = typed_into(scene)
    click(view, at_part(view, "a0", Part.BIAS))
    QTest.keyClick(view.editor.line, Qt.Key.Key_Delete)
    QTest.keyClick(view.editor.line, Qt.Key.Key_Return)
    assert told == [(EditableValue(FieldKind.BIAS, "a0"), None)]


def test_an_empty_weight_is_refused(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = typed_into(scene)
    click(view, at_weight(view, "a0", "c0"))
    QTest.keyClick(view.editor.line, Qt.Key.Key_Delete)
    QTest.keyClick(view.editor.line, Qt.Key.Key_Return)
    assert told == []
    assert view.editor.line.isVisible()


def test_a_neuron_without_a_bias_is_given_one_where_it_would_stand(draw: Draw) -> None:
    experiment = worked_example()
    network = experiment.network
    neurons = tuple(_without_bias(n) if n.name == "a0" else n for n in network.neurons)
    experiment = type(experiment)(
        type(network)(neurons, network.connections), experiment.samples, experiment.loss
    )
    scene, view = draw(experiment)
    assert scene.neuron_item("a0").look.bias_text == ""
    scene.select({"a0"})
    assert scene.neuron_item("a0").look.bias_text == "+ b"
    told = typed_into(scene)
    click(view, at_part(view, "a0", Part.BIAS))
    type_text(view, "0.5")
    assert told == [(EditableValue(FieldKind.BIAS, "a0"), 0.5)]


def _without_bias(neuron: Neuron) -> Neuron:
    return Neuron(neuron.name, neuron.kind, neuron.activation, None, position=neuron.position)


def test_a_name_is_typed_and_told(qtbot: QtBot, draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"a0"})
    QTest.keyClick(view, Qt.Key.Key_F2)
    with qtbot.waitSignal(scene.gestures.renamed) as told:
        type_text(view, "centre")
    assert told.args == ["a0", "centre"]


def test_a_name_that_is_taken_is_refused_where_it_stands(draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"a0"})
    view.rename_selected()
    type_text(view, "c0")
    assert view.editor.line.isVisible()
    assert view.editor.line.property("invalid") == "true"


def test_the_line_shows_every_digit(draw: Draw) -> None:
    _, view = draw(with_weight(worked_example(), "a0", "c0", 0.1 + 0.2))
    click(view, at_weight(view, "a0", "c0"))
    assert view.editor.line.text() == "0.30000000000000004"


def test_the_line_follows_a_zoom_and_closes_with_its_field(draw: Draw) -> None:
    scene, view = draw(worked_example())
    click(view, at_weight(view, "i0", "a0"))
    before = view.editor.line.geometry().center()
    view.zoom_in()
    after = view.editor.line.geometry().center()
    assert (after - at_weight(view, "i0", "a0")).manhattanLength() <= 3
    assert after != before
    network = scene.experiment.network
    left = type(network)(network.neurons, network.connections[1:])
    scene.show(Frame(type(scene.experiment)(left, scene.experiment.samples, scene.experiment.loss)))
    assert view.editor.field is None
    assert not view.editor.line.isVisible()
