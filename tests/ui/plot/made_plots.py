"""What makes each plot of the program, and with which numbers? For the tests that go through all of them."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QWidget

from explorer.array import Array
from explorer.backprop.difference_error import DifferenceErrors
from explorer.backprop.gradient_cost import gradient_cost
from explorer.descent.bifurcation.end_states import EndStatesQuestion, RateWindow, end_states
from explorer.descent.frame import framed
from explorer.descent.function import parse_function
from explorer.descent.settings import RateRange
from explorer.descent.shown_descent import Descent
from explorer.job import last_result, results_of
from explorer.network.builder import new_experiment
from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    Network,
    Neuron,
    OptimiserChoice,
    Parameter,
    Sample,
)
from explorer.race.racer import RaceOutcome, Racer, RaceSoFar
from explorer.training.compared_runs import PlannedRun
from explorer.training.curvature.sharpness import Readings
from explorer.training.curvature.stability_curve import stability_curve
from explorer.training.history import Columns
from explorer.training.laboratory_settings import MapAxis
from explorer.training.many.map_question import MapQuestion
from explorer.training.many.map_so_far import map_so_far
from explorer.training.many.starts import StartsQuestion, train_starts
from explorer.training.many.sweep_picture import SweepQuestion, compute_sweep
from explorer.training.numpy_engine.evaluator import Evaluator
from explorer.training.prediction import (
    PLANE_POINTS,
    PredictedCurve,
    PredictedPlane,
    PredictedSamples,
    Prediction,
)
from explorer.training.surface.surface_picture import SurfaceQuestion, compute_surface
from explorer.ui.panels.estimate.cost_plot import CostPlot
from explorer.ui.panels.estimate.error_plot import ErrorPlot
from explorer.ui.panels.loss.present_curves import ChangeCurves, WeightCurves
from explorer.ui.panels.loss.run_chip import Entry
from explorer.ui.panels.loss.run_curves import Drawn, RunCurves
from explorer.ui.panels.prediction_view import CurveView, PlaneView, ScatterView
from explorer.ui.plot.run_plot import PlottedRun
from explorer.ui.plot.widget import Plot
from explorer.ui.session.document import Document
from explorer.ui.session.job_runner import Jobs
from explorer.ui.session.session import Session
from explorer.ui.workspaces.chain_rule.dependence_plot import Dependence, DependencePlot
from explorer.ui.workspaces.laboratory.curvature_strip import CurvatureStrip
from explorer.ui.workspaces.laboratory.flow_plot import FLOW, LIMIT, RUN, FlowCurve, FlowPlot
from explorer.ui.workspaces.laboratory.map_plot import MapPlot
from explorer.ui.workspaces.laboratory.map_view import map_colours
from explorer.ui.workspaces.laboratory.race_curves import RaceCurves
from explorer.ui.workspaces.laboratory.race_plane import RacePlane
from explorer.ui.workspaces.laboratory.sharpness_plot import PlottedSharpness, SharpnessPlot
from explorer.ui.workspaces.laboratory.starts_plot import StartsPlot
from explorer.ui.workspaces.laboratory.surface_plot import SurfacePlot
from explorer.ui.workspaces.laboratory.sweep_plot import SweepPlot
from explorer.ui.workspaces.one_variable.end_states_plot import EndStatesPlot
from explorer.ui.workspaces.one_variable.iterates_plot import IteratesPlot
from explorer.ui.workspaces.one_variable.plot import DescentPlot
from explorer.ui.workspaces.one_variable.step_map_plot import StepMapPlot
from explorer.ui.workspaces.one_variable.strip_plot import LyapunovStrip, StabilityStrip
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


def dependence(parent: QWidget, y: Array) -> Plot:
    plot = DependencePlot(parent)
    if len(y):
        x = np.arange(len(y), dtype=np.float64)
        plot.show_dependence(
            Dependence("a", "d", 0.0, float(y[0]), 1.0, lambda at: np.interp(at, x, y)), False
        )
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


def losses_of_starts(parent: QWidget, y: Array) -> Plot:
    """As many starts as there are numbers, whose runs came to these E."""
    plot = StartsPlot(parent)
    if len(y):
        ends = last_result(train_starts(StartsQuestion(SHRINKING, 2, len(y))))
        plot.show_ends(replace(ends, loss=y), np.arange(len(y)), False)
    return plot


def surface(parent: QWidget, y: Array) -> Plot:
    """A surface on which E takes these values in turn."""
    plot = SurfacePlot(parent)
    if len(y):
        experiment = new_experiment((2, 1))
        picture = next(results_of(compute_surface(SurfaceQuestion(experiment, "parameters"))))
        grid, few = picture.grid, slice(None, None, 6)
        losses = np.resize(y, (5, 5))
        plot.show_picture(
            replace(picture, grid=replace(grid, across=grid.across[few], up=grid.up[few], losses=losses))
        )
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


def flow_beside_a_run(parent: QWidget, y: Array) -> Plot:
    made = FlowPlot("σ²")
    made.plot.setParent(parent)
    if len(y):
        x = np.arange(float(len(y)))
        made.show({RUN: FlowCurve(x, y), FLOW: FlowCurve(x, -y), LIMIT: FlowCurve(x, y, False)}, "step")
        made.shade([(0.0, 1.0)])
    return made.plot


def race_on_plane(parent: QWidget, y: Array) -> Plot:
    plane = RacePlane(parent)
    if len(y):
        path = np.stack([y, y[::-1]], axis=1)
        rows = np.arange(len(y))
        choice = OptimiserChoice("adam")
        plane.show_racers([Racer(choice, 0.1, RaceOutcome.NOT_WITHIN, len(y) - 1, y, rows, path)], "adam")
    return plane


def race_of_losses(parent: QWidget, y: Array) -> Plot:
    """A race of one, whose E are `y`."""
    curves = RaceCurves()
    curves.plot.setParent(parent)
    if len(y):
        rows = np.arange(len(y))
        racer = Racer(
            OptimiserChoice("adam"), 0.1, RaceOutcome.NOT_WITHIN, len(y) - 1, y, rows, np.zeros((len(y), 2))
        )
        curves.show_race(RaceSoFar(0.1, (racer,)))
    return curves.plot


def map_of_runs(parent: QWidget, y: Array) -> Plot:
    """A map of 3 × 3 runs whose last E are `y`."""
    plot = MapPlot("Trainability map", parent)
    if len(y):
        axes = (MapAxis("learning-rate", 0.1, 10.0, is_log=True), MapAxis("scale", -1.0, 2.0))
        made = last_result(map_so_far(MapQuestion(SHRINKING, *axes, size=3, steps=2)))
        made.picture.loss[:] = np.resize(y, (3, 3))
        plot.ranges.show_axes(*axes, 3, None)
        plot.show_axes_of(made.training_map)
        plot.show_map(made, map_colours(made, "steps"))
    return plot


def errors_of_differences(parent: QWidget, y: Array) -> Plot:
    plot = ErrorPlot(parent)
    estimates = y[np.newaxis] if len(y) else np.zeros((0, 0))
    parameters = (Parameter(None, "y"),) if len(y) else ()
    steps = 10.0 ** -np.arange(1.0, len(y) + 1)
    errors = DifferenceErrors(parameters, 1, steps, np.zeros(len(parameters)), estimates, estimates)
    plot.show_errors(errors, None)
    return plot


def costs(parent: QWidget, y: Array) -> Plot:
    plot = CostPlot(parent)
    plot.show_network(gradient_cost(SHRINKING.network if len(y) else Network()))
    return plot


PLOTS: dict[str, Maker] = {
    "CurveView": line_of_predictions,
    "ScatterView": scatter_of_predictions,
    "PlaneView": plane_of_predictions,
    "RunPlot": loss_of_runs,
    "SharpnessPlot": sharpness_of_run,
    "CurvatureStrip": strip_of_eigenvalues,
    "FlowPlot": flow_beside_a_run,
    "WeightCurves": curves_of_weights,
    "ChangeCurves": promised_changes,
    "DescentPlot": descent_on_f,
    "IteratesPlot": iterates_of_descent,
    "StepMapPlot": step_map,
    "EndStatesPlot": end_states_of_descent,
    "LyapunovStrip": exponents,
    "StabilityStrip": curvatures,
    "SweepPlot": swept_losses,
    "StartsPlot": losses_of_starts,
    "SurfacePlot": surface,
    "RaceCurves": race_of_losses,
    "RacePlane": race_on_plane,
    "MapPlot": map_of_runs,
    "DependencePlot": dependence,
    "ErrorPlot": errors_of_differences,
    "CostPlot": costs,
}
