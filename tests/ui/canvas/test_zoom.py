"""Does the view zoom at the pointer, and fit the network with room for the overlay?"""

import pytest
from PySide6.QtCore import QPoint, Qt

from explorer.backprop.frame import Frame
from explorer.drawing.zoom_scale import LARGEST, SMALLEST
from explorer.network.builder import new_experiment
from explorer.network.model import Experiment, Kind, Network, Neuron, Sample
from explorer.ui.canvas.qt_shapes import to_rect
from tests.ui.canvas.drawn import Draw, at_weight, dense_experiment, wheel, worked_example

CTRL = Qt.KeyboardModifier.ControlModifier
EMPTY = QPoint(520, 560)


@pytest.mark.parametrize("experiment", [worked_example(), dense_experiment(), new_experiment((1, 12, 1))])
def test_everything_is_seen_when_fitted(draw: Draw, experiment: Experiment) -> None:
    scene, view = draw(experiment)
    seen = view.mapFromScene(to_rect(scene.geometry.bounds)).boundingRect()
    assert view.viewport().rect().contains(seen)


def test_the_wheel_over_empty_canvas_zooms_at_the_pointer(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told: list[float] = []
    scene.gestures.zoomed.connect(told.append)
    before, scale = view.mapToScene(EMPTY), view.scale_now
    wheel(view, EMPTY, 2)
    assert view.scale_now == pytest.approx(scale * 1.44)
    assert (view.mapToScene(EMPTY) - before).manhattanLength() < 2
    assert told == [view.scale_now]


def test_ctrl_and_the_wheel_zoom_even_over_a_value(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told: list[object] = []
    scene.gestures.value_turned.connect(lambda *values: told.append(values))
    scale = view.scale_now
    wheel(view, at_weight(view, "i0", "a0"), -1, CTRL)
    assert view.scale_now == pytest.approx(scale / 1.2)
    assert told == []


def test_a_zoom_goes_on_when_a_value_comes_under_the_pointer(draw: Draw) -> None:
    scene, view = draw(worked_example())
    told: list[object] = []
    scene.gestures.value_turned.connect(lambda *values: told.append(values))
    wheel(view, EMPTY, 1)
    wheel(view, at_weight(view, "i0", "a0"), 1)
    assert told == []


def test_the_scale_stays_within_its_bounds(draw: Draw) -> None:
    _, view = draw(worked_example())
    for _ in range(60):
        view.zoom_in()
    assert view.scale_now == LARGEST
    for _ in range(80):
        view.zoom_out()
    assert view.scale_now == SMALLEST


def test_actual_size_is_one_pixel_a_unit(draw: Draw) -> None:
    _, view = draw(worked_example())
    view.zoom_original()
    assert view.scale_now == 1


def test_reduced_motion_fits_at_once(draw: Draw) -> None:
    _, view = draw(worked_example())
    fitted = view.scale_now
    view.zoom_out()
    view.set_reduced_motion(True)
    view.fit()
    assert view.scale_now == pytest.approx(fitted)


def test_a_fitted_network_stays_fitted_when_the_window_grows(draw: Draw) -> None:
    _, view = draw(worked_example())
    before = view.scale_now
    view.resize(700, 460)
    assert view.scale_now < before
    view.zoom_in()
    zoomed = view.scale_now
    view.resize(1000, 640)
    assert view.scale_now == zoomed


def test_an_empty_canvas_is_fitted_too(draw: Draw) -> None:
    scene, view = draw(Experiment())
    assert view.scale_now > 0
    scene.show(Frame(Experiment(Network((Neuron("i0", Kind.INPUT),)), (Sample({"i0": 1.0}),))))
    view.fit()
    view.settle()
    assert view.scale_now == 1.35
