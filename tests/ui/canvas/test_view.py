"""Does the view tell what the pointer rests on, and say of itself what it shows?"""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from explorer.backprop.notation import load_notation
from explorer.drawing.hit_target import Part
from explorer.network.model import Experiment, Parameter
from explorer.ui.canvas.overlay import overlay_of
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.canvas.tool import Tool
from tests.ui.canvas.drawn import Draw, at_part, at_weight, hover, with_weight, worked_example


def hovered(scene: NetworkScene) -> list[Parameter | str | None]:
    told: list[Parameter | str | None] = []
    scene.gestures.hovered.connect(told.append)
    return told


def test_resting_on_a_weight_tells_its_parameter_once(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = hovered(scene)
    where = at_weight(view, "a0", "c1")
    hover(view, where)
    hover(view, where + QPoint(1, 1))
    hover(view, QPoint(500, 560))
    assert told == [Parameter("a0", "c1"), None]


def test_resting_on_a_curve_or_a_bias_tells_it_too(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = hovered(scene)
    hover(view, view.mapFromScene(*scene.geometry.curves["i2", "a0"].at(0.8)))
    hover(view, at_part(view, "a0", Part.BIAS))
    assert told == [Parameter("i2", "a0"), Parameter(None, "a0")]


def test_leaving_the_canvas_tells_that_nothing_is_pointed_at(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told = hovered(scene)
    hover(view, at_weight(view, "a0", "c1"))
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert told[-1] is None
    assert scene.hit.part is Part.EMPTY


def test_the_menu_key_asks_for_the_menu_of_what_is_selected(draw: Draw) -> None:
    scene, view = draw(worked_example())
    scene.select({"c0"})
    told: list[tuple[object, object]] = []
    scene.gestures.context_menu_requested.connect(lambda where, hit: told.append((where, hit.neuron)))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(3, 3), QPoint(3, 3))
    QApplication.sendEvent(view.viewport(), event)
    ((where, name),) = told
    assert name == "c0"
    assert where == view.viewport().mapToGlobal(view.mapFromScene(480, 80))


def test_the_view_says_what_it_shows(draw: Draw) -> None:
    _, view = draw(worked_example())
    assert view.accessibleName() == "Network"
    assert "3 input" in view.accessibleDescription()
    assert "5 connections" in view.accessibleDescription()


def test_the_overlay_says_which_sample_is_shown() -> None:
    experiment = worked_example()
    sample = experiment.samples[0]
    four = replace(experiment, samples=(sample, replace(sample, held_out=True), sample, sample))
    assert (
        overlay_of(four, 0, Tool.SELECT, load_notation()).sample
        == "Sample 1 of 4: its own E, δ and gradients"
    )
    assert (
        overlay_of(four, 1, Tool.SELECT, load_notation()).sample
        == "Sample 2 of 4: its own E, δ and gradients, held out"
    )
    assert "No samples" in overlay_of(replace(experiment, samples=()), 0, Tool.SELECT, load_notation()).sample


def test_an_empty_canvas_says_what_to_do(draw: Draw) -> None:
    _, view = draw(Experiment())
    assert overlay_of(Experiment(), 0, Tool.SELECT, load_notation()).is_empty
    drawn = view.grab().toImage()
    middle = [drawn.pixelColor(x, drawn.height() // 2 - 15).lightness() for x in range(300, 700)]
    assert min(middle) < 200  # letters


def test_resting_on_a_weight_shows_it(draw: Draw) -> None:
    _, view = draw(with_weight(worked_example(), "i0", "a0", 1 / 3))
    where = at_weight(view, "i0", "a0")
    event = QHelpEvent(QHelpEvent.Type.ToolTip, where, view.viewport().mapToGlobal(where))
    QApplication.sendEvent(view.viewport(), event)
    assert QToolTip.text() == "i0 → a0\nw = 0.3333333333333333"
