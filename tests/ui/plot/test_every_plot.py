"""Every plot of the program: hover, crosshair, keys, menu and exports, whatever numbers it is given."""

import ast
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from explorer.array import Array
from explorer.descent.bifurcation.end_states import EndStatesQuestion, RateWindow, end_states
from explorer.descent.frame import framed
from explorer.descent.function import parse_function
from explorer.descent.settings import RateRange
from explorer.descent.shown_descent import Descent
from explorer.job import last_result
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.sharpness import Readings
from explorer.training.curvature.stability_curve import stability_curve
from explorer.training.history import Columns
from explorer.training.many.sweep_picture import SweepQuestion, compute_sweep
from explorer.training.numpy_engine.evaluator import Evaluator
from explorer.training.prediction import (
    PLANE_POINTS,
    PredictedCurve,
    PredictedPlane,
    PredictedSamples,
    Prediction,
)
from explorer.ui.panels.loss.present_curves import ChangeCurves, WeightCurves
from explorer.ui.panels.loss.run_chip import Entry
from explorer.ui.panels.loss.run_curves import Drawn, RunCurves
from explorer.ui.panels.prediction_view import CurveView, PlaneView, ScatterView
from explorer.ui.plot.run_plot import PlottedRun
from explorer.ui.plot.widget import Plot
from explorer.ui.session.document import Document
from explorer.ui.session.job_runner import Jobs
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import LIGHT
from explorer.ui.workspaces.laboratory.curvature_strip import CurvatureStrip
from explorer.ui.workspaces.laboratory.sharpness_plot import PlottedSharpness, SharpnessPlot
from explorer.ui.workspaces.laboratory.sweep_plot import SweepPlot
from explorer.ui.workspaces.one_variable.end_states_plot import EndStatesPlot
from explorer.ui.workspaces.one_variable.iterates_plot import IteratesPlot
from explorer.ui.workspaces.one_variable.plot import DescentPlot
from explorer.ui.workspaces.one_variable.rate_plot import RatePlot
from explorer.ui.workspaces.one_variable.step_map_plot import StepMapPlot
from explorer.ui.workspaces.one_variable.strip_plot import LyapunovStrip, StabilityStrip
from tests.ui.person import choose_file, open_dialog
from tests.ui.training_experiment import SHRINKING

VALUES = {
    "empty": [],
    "one point": [0.5],
    "NaN": [math.nan] * 3,
    "infinity": [math.inf] * 3,
    "minus infinity beside numbers": [1.0, -math.inf, 1e308, -1e308],
    "exact zero": [0.0] * 4,
    "zero beside others": [1.0, 0.0, 5e-324],
    "17 digits": [0.1 + 0.2, 0.12345678901234567, -1.2345678901234567e-300],
}

ABSTRACT = {"RatePlot", "RateStrip"}
"""What some plots are made of, and never is one itself."""

Maker = Callable[[QWidget, Array], Plot]


def prediction(inputs: int, samples: int) -> Prediction:
    """What a network of so many inputs answers at so many samples, of which it has to be told."""
    names = [f"x{n}" for n in range(inputs)]
    neurons = (*(Neuron(name, Kind.INPUT) for name in names), Neuron("y", Kind.OUTPUT, "identity", 0.0))
    network = Network(neurons, tuple(Connection(name, "y", 1.0) for name in names))
    given = tuple(Sample(dict.fromkeys(names, float(n)), {"y": float(n)}) for n in range(samples))
    experiment = Experiment(network, given)
    return Prediction(experiment, Evaluator(network), "y", "y", 0)


def line_of_predictions(parent: QWidget, y: Array) -> Plot:
    view = CurveView(parent)
    view.draw(prediction(1, 2), PredictedCurve(np.arange(float(len(y))), y))
    return view.plot


def scatter_of_predictions(parent: QWidget, y: Array) -> Plot:
    view = ScatterView(parent)
    if len(y):
        view.draw(prediction(3, len(y)), PredictedSamples(y, np.empty(0)))
    return view.plot


def plane_of_predictions(parent: QWidget, y: Array) -> Plot:
    view = PlaneView(parent)
    if len(y):
        a = np.resize(y, (PLANE_POINTS, PLANE_POINTS))
        view.draw(prediction(2, len(y)), PredictedPlane(-1.0, float(len(y)), -1.0, float(len(y)), a))
    return view.plot


def rows_of(y: Array) -> Columns:
    """A history in which everything is `y`."""
    return Columns(np.arange(len(y)), y, np.full(len(y), np.nan), y, y, y)


def loss_of_runs(parent: QWidget, y: Array) -> Plot:
    curves = RunCurves("E", lambda rows: rows.loss, lambda rows: rows.held_out_loss)
    curves.plot.setParent(parent)
    curves.show([Drawn(Entry(None, "α = 0.1", 0, 1), rows_of(y), True, False, SHRINKING)])
    return curves.plot


def curves_of_weights(parent: QWidget, y: Array) -> Plot:
    curves = WeightCurves()
    curves.plot.setParent(parent)
    session = Session(Document())
    session.document.replace(SHRINKING)
    session.training.step()
    run = session.training.snapshot
    assert run is not None
    shown = replace(run, curves=replace(run.curves, step=np.arange(len(y)), values=y[np.newaxis]))
    curves.show(shown if len(y) else None)
    return curves.plot


def promised_changes(parent: QWidget, y: Array) -> Plot:
    curves = ChangeCurves()
    curves.plot.setParent(parent)
    session = Session(Document())
    session.document.replace(SHRINKING)
    session.training.step()
    run = session.training.snapshot
    assert run is not None
    history = replace(run.history, kept=rows_of(y), latest=rows_of(y[:0]))
    curves.show(replace(run, history=history) if len(y) else None)
    return curves.plot


def descent(y: Array) -> Descent:
    """A descent of so many steps on a function that has values of that kind."""
    kind = "x^2" if not len(y) or np.isfinite(y).all() else "log(x)" if np.isnan(y).all() else "exp(x^2)"
    return Descent(parse_function(kind), -1.0 if kind != "exp(x^2)" else 30.0, 0.1, max(len(y) - 1, 0))


def descent_on_f(parent: QWidget, y: Array) -> Plot:
    shown = descent(y)
    plot = DescentPlot(shown, parent)
    plot.show_descents(shown, (), shown.last)
    return plot


def step_map(parent: QWidget, y: Array) -> Plot:
    shown = descent(y)
    plot = StepMapPlot(shown, parent)
    plot.set_frame(framed(shown))
    plot.show_descents(shown, (), shown.last, 1)
    return plot


def iterates_of_descent(parent: QWidget, y: Array) -> Plot:
    shown = descent(y)
    plot = IteratesPlot(shown, parent)
    plot.fit((shown,), -2.0, 2.0)
    plot.show_descents(shown, (), shown.last)
    return plot


def end_states_of_descent(parent: QWidget, y: Array) -> Plot:
    plot = EndStatesPlot(Jobs(parent=parent), parent)
    plot.show_descent(descent(y), RateRange(0.0, 1.0, -2.0, 2.0), False)
    return plot


def exponents(parent: QWidget, y: Array) -> Plot:
    seen = RateWindow(0.0, 1.0, -2.0, 2.0, max(1, len(y)), 4)
    states = last_result(end_states(EndStatesQuestion(parse_function("x^2"), 1.0, seen)))
    strip = LyapunovStrip(parent)
    if len(y):
        strip.show_states(replace(states, lyapunov=y))
    return strip


def curvatures(parent: QWidget, y: Array) -> Plot:
    strip = StabilityStrip(parent)
    strip.set_rates(0.0, 1.0)
    for curvature in y.tolist():
        strip.show_curvature(curvature, 0.0)
    return strip


def swept_losses(parent: QWidget, y: Array) -> Plot:
    """A sweep whose runs came to these E."""
    plot = SweepPlot(parent)
    if len(y):
        picture = last_result(compute_sweep(SweepQuestion(SHRINKING, 2, 0.1, 1.0, max(2, len(y)), 0)))
        plot.show_picture(replace(picture, loss=np.resize(y, len(picture.loss))))
    return plot


def readings_of(y: Array) -> Readings:
    """A run along which λ is `y`, and the limit 1."""
    steps, ones = np.arange(len(y)), np.ones(len(y))
    return Readings(steps, y, ones, ones, np.stack([y, -y], axis=1), False)


def sharpness_of_run(parent: QWidget, y: Array) -> Plot:
    curves = SharpnessPlot()
    curves.plot.setParent(parent)
    if len(y):
        curve = stability_curve(PlannedRun(SHRINKING, len(y)), readings_of(y))
        run = PlottedRun("run", "α = 0.5", lambda theme: theme.accent, curve.x, curve.sharpness)
        curves.show_sharpness([PlottedSharpness(run, curve)], "step", "λ")
    return curves.plot


def strip_of_eigenvalues(parent: QWidget, y: Array) -> Plot:
    strip = CurvatureStrip()
    strip.plot.setParent(parent)
    if len(y):
        strip.show_eigenvalues(np.arange(float(len(y))), readings_of(y), "step")
    return strip.plot


PLOTS: dict[str, Maker] = {
    "CurveView": line_of_predictions,
    "ScatterView": scatter_of_predictions,
    "PlaneView": plane_of_predictions,
    "RunPlot": loss_of_runs,
    "SharpnessPlot": sharpness_of_run,
    "CurvatureStrip": strip_of_eigenvalues,
    "WeightCurves": curves_of_weights,
    "ChangeCurves": promised_changes,
    "DescentPlot": descent_on_f,
    "IteratesPlot": iterates_of_descent,
    "StepMapPlot": step_map,
    "EndStatesPlot": end_states_of_descent,
    "LyapunovStrip": exponents,
    "StabilityStrip": curvatures,
    "SweepPlot": swept_losses,
}


@pytest.fixture(
    scope="module", params=[(plot, values) for plot in PLOTS for values in VALUES], ids=" of ".join
)
def made_plot(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Plot]:
    """One of the plots with one kind of numbers, 200×160 pixels, for all tests of it."""
    name, values = request.param
    parent = QWidget()
    made = PLOTS[name](parent, np.array(VALUES[values]))
    made.resize(200, 160)
    parent.resize(200, 160)
    parent.show()
    made.show()
    made.set_theme(LIGHT)
    yield made
    parent.close()
    parent.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def plot(made_plot: Plot, qtbot: QtBot) -> Plot:
    """It as it was at first: linear, all of it in sight, with the focus."""
    made_plot.set_log(False)
    made_plot.activateWindow()  # after a dialog nobody is
    made_plot.setFocus()
    qtbot.waitUntil(made_plot.hasFocus)
    QTest.keyClick(made_plot, Qt.Key.Key_Home)
    made_plot.grab()
    return made_plot


def hover_everywhere(plot: Plot) -> None:
    """Go with the mouse over the plot in steps of a few pixels, and read what it says."""
    for x in range(0, plot.width(), 33):
        for y in range(0, plot.height(), 27):
            plot.crosshair.follow(QPointF(x, y))
    plot.grab()


def test_it_can_be_hovered_read_zoomed_and_made_logarithmic(plot: Plot) -> None:
    for is_log in (False, True):
        plot.set_log(is_log)
        plot.grab()
        QTest.mouseMove(plot.viewport(), plot.viewport().rect().center())
        hover_everywhere(plot)
        for _ in range(3):
            QTest.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        for _ in range(12):
            plot.zoom(4.0)  # an axis of 10^(4^12) and beyond
        plot.grab()
        hover_everywhere(plot)
        QTest.keyClick(plot, Qt.Key.Key_Home)
        plot.grab()
    for edges in plot.view.viewRange():
        assert all(math.isfinite(edge) for edge in edges)


def test_every_export_of_it_is_written(plot: Plot, tmp_path: Path) -> None:
    for suffix in ("csv", "svg", "png"):
        menu = plot.menu()
        next(action for action in menu.actions() if suffix.upper() in action.text()).trigger()
        dialog = open_dialog(plot)
        assert isinstance(dialog, QFileDialog)
        choose_file(dialog, tmp_path / f"plot.{suffix}")
        assert (tmp_path / f"plot.{suffix}").exists()
    assert "<svg" in (tmp_path / "plot.svg").read_text(encoding="utf-8")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_a_readout_of_all_digits_is_never_cut_off(plot: Plot) -> None:
    plot.set_log(False)
    for _ in range(3):
        QTest.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        label = plot.crosshair.label
        if plot.crosshair.text:
            assert plot.rect().contains(label.geometry())


def test_every_plot_of_the_program_is_in_the_table() -> None:
    made = set()
    for path in Path("explorer/ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                calls = {
                    call.func.id
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
                }
                is_view = any(ast.unparse(base).startswith("PredictionView[") for base in node.bases)
                if (
                    bases & {"Plot", "RunPlot", *ABSTRACT}
                    or ("make_plot" in calls and node.name != "PredictionView")
                    or is_view
                ):
                    made.add(node.name)
    assert made - ABSTRACT == set(PLOTS)


@pytest.mark.parametrize("name", PLOTS)
def test_no_node_of_it_is_nameless_to_a_screen_reader(qtbot: QtBot, name: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    plot = PLOTS[name](parent, np.array(VALUES["17 digits"]))
    node = QAccessible.queryAccessibleInterface(plot)
    inside = [child for number in range(node.childCount()) if (child := node.child(number)) is not None]
    names = [each.text(QAccessible.Text.Name) for each in (node, *inside) if each.state().focusable]
    assert len(names) == 2
    assert all(names)
    assert names[1] == f"Picture: {names[0]}"


def test_a_plane_says_its_value_and_saves_it(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    view = PlaneView(parent)
    a = np.add.outer(np.linspace(-1, 2, PLANE_POINTS), np.zeros(PLANE_POINTS))
    view.draw(prediction(2, 2), PredictedPlane(-1.0, 2.0, -1.0, 2.0, a))
    view.plot.resize(400, 300)
    view.plot.show()
    view.plot.grab()
    place = view.plot.mapFromScene(view.plot.view.mapViewToScene(QPointF(0.5, 1.5)))
    view.plot.crosshair.follow(QPointF(place))
    assert view.plot.crosshair.text.split("   ")[-1].startswith("y ≈ 1.")
    QTest.keyClick(view.plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert view.plot.crosshair.text == "samples   input x0 0   input x1 0"
    table = {heading: list(column) for heading, column in view.plot.table()}
    assert list(table) == [
        "input x0",
        "input x1",
        "activation of y",
        "samples input x0",
        "samples input x1",
        "samples target y",
    ]
    assert (table["input x0"][1], table["input x1"][1]) == (pytest.approx(-1 + 3 / 95), -1.0)
    assert (table["activation of y"][0], table["activation of y"][-1]) == (-1.0, 2.0)
    assert (table["samples input x0"], table["samples target y"]) == ([0.0, 1.0], [0.0, 1.0])


@pytest.mark.parametrize(
    ("values", "is_log", "words"),
    [
        ("empty", True, ""),
        ("one point", True, ""),
        ("zero beside others", True, ""),
        ("exact zero", False, ""),
        ("exact zero", True, "Every value is 0, for which a logarithmic axis has no place: switch log off"),
        ("infinity", True, "Every value is infinite"),
        ("NaN", False, "No value is a number"),
    ],
)
def test_a_plot_without_a_point_says_why(qtbot: QtBot, values: str, is_log: bool, words: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = loss_of_runs(parent, np.array(VALUES[values]))
    made.set_log(is_log)
    assert made.why_blank == words


def test_an_infinite_loss_among_zeros_is_not_called_0(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = loss_of_runs(parent, np.array([0.0, math.inf]))
    made.set_log(True)
    assert made.why_blank == (
        "Every value that is finite is 0, for which a logarithmic axis has no place: switch log off"
    )
    made.plotItem.listDataItems()[0].setVisible(False)
    for item in made.plotItem.listDataItems():
        item.setVisible(False)
    assert made.why_blank == "Every curve is hidden"


def test_no_key_of_it_is_said_that_does_something_else(plot: Plot) -> None:
    words = plot.accessibleDescription()
    assert plot.can_be_log == ("L switches to a logarithmic axis" in words)
    assert ("reads one point" in words) != isinstance(plot, RatePlot | SweepPlot)
    assert words.count("Ctrl") == 1
