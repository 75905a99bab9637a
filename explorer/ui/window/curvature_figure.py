"""What do pictures of curvature show? λ of a run against its limit, or the run beside its central flow."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.number import short
from explorer.picture_subject import PicturedSharpness
from explorer.symbol import Symbol
from explorer.training.curvature.flow_comparison import FlowComparison
from explorer.training.curvature.stability_curve import stability_curve
from explorer.training.curvature.stability_words import stability_words
from explorer.ui.plot.sheet import Figure
from explorer.ui.theme.theme import Theme

_LEFT_ROOM = 56


def sharpness_figure(subject: PicturedSharpness, colours: Theme) -> Figure:
    """λ and its limit and, where several eigenvalues were read, those beneath."""
    from explorer.ui.plot.run_plot import PlottedRun
    from explorer.ui.workspaces.laboratory.curvature_strip import FURTHER, CurvatureStrip
    from explorer.ui.workspaces.laboratory.sharpness_plot import PlottedSharpness, SharpnessPlot

    plan, readings = subject.plan, subject.readings
    curves, strip = SharpnessPlot(), CurvatureStrip()
    for each in (curves, strip):
        each.set_theme(colours)
        each.plot.keep_left(_LEFT_ROOM)
    curve = stability_curve(plan, readings)
    name = f"{Symbol.ALPHA} = {short(plan.start.training.learning_rate)}"
    has_diverged = subject.diverged_at is not None
    run = PlottedRun("", name, lambda theme: theme.accent, curve.x, curve.sharpness, None, has_diverged)
    curves.show_sharpness([PlottedSharpness(run, curve)], "step", "λ")
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(curves.plot, 3)
    if subject.largest > 1:
        largest = readings.eigenvalues[:, : min(subject.largest, FURTHER)]
        strip.show_eigenvalues(curve.x, replace(readings, eigenvalues=largest), "step")
        curves.name_x(False)
        strip.plot.plotItem.setXLink(curves.plot.plotItem)
        column.addWidget(strip.plot, 2)
    words = stability_words(readings, plan.start.training, subject.diverged_at)
    return Figure(f"Is λ below what {Symbol.ALPHA} allows?", body, f"{name}: {words}")


def flow_figure(comparison: FlowComparison, colours: Theme) -> Figure:
    """E, λ and σ² of both, one under the other."""
    from explorer.ui.workspaces.laboratory.flow_plots import FlowPlots

    plots = FlowPlots()
    plots.set_theme(colours)
    plots.show_comparison(comparison)
    return Figure("Where does the run go on average?", plots, comparison.sentence)
