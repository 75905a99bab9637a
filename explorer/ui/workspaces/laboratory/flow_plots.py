"""How are a run and its central flow drawn? E, λ and σ² of both, one under the other on one axis.

Imports pyqtgraph: make it after the window's first paint.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.array import Array, Steps
from explorer.symbol import Symbol
from explorer.training.curvature.flow_comparison import FlowComparison
from explorer.ui.theme.theme import Theme
from explorer.ui.workspaces.laboratory.flow_plot import FLOW, LIMIT, MEAN, RUN, FlowCurve, FlowPlot

_LEFT_ROOM = 56
_LEAST = 56
"""Pixels of height of each plot."""


def _as_they_are(steps: Steps) -> Array:
    return steps.astype(np.float64)


class FlowPlots(QWidget):
    """Three plots; what is shaded in the lowest is where the run is not what the flow predicts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loss, self.sharpness, self.variance = FlowPlot(Symbol.LOSS), FlowPlot("λ"), FlowPlot("σ²")
        self.loss.plot.set_log(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in self.all:
            each.plot.keep_left(_LEFT_ROOM)
            each.plot.setMinimumHeight(_LEAST)
            each.plot.has_x_title = each is self.variance
            each.plot.set_labels("step", each.plot.y_label)
            column.addWidget(each.plot, 5 if each is self.variance else 3)
            if each is not self.variance:
                each.plot.plotItem.getAxis("bottom").setStyle(showValues=False)
                each.plot.plotItem.setXLink(self.variance.plot.plotItem)

    @property
    def all(self) -> tuple[FlowPlot, FlowPlot, FlowPlot]:
        """From the top."""
        return self.loss, self.sharpness, self.variance

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for plot in self.all:
            plot.set_theme(theme)

    def clear(self) -> None:
        """Draw nothing."""
        for plot in self.all:
            plot.show({}, plot.plot.x_label)
        self.variance.shade(())

    def show_comparison(
        self, found: FlowComparison, x_label: str = "step", place: Callable[[Steps], Array] = _as_they_are
    ) -> None:
        """Draw both; `place` gives where steps stand on the horizontal axis."""
        x, fits = place(found.step), not found.has_diverged
        self.loss.show(
            {
                RUN: FlowCurve(x, found.run_loss, fits),
                MEAN: FlowCurve(x, found.mean_loss),
                FLOW: FlowCurve(x, found.flow_loss),
            },
            x_label,
        )
        self.sharpness.show(
            {
                RUN: FlowCurve(x, found.run_sharpness, fits),
                LIMIT: FlowCurve(x, found.limit, False),
                FLOW: FlowCurve(x, found.flow_sharpness),
            },
            x_label,
        )
        middles = place(np.round(found.window_step).astype(np.int64))
        self.variance.show(
            {RUN: FlowCurve(middles, found.measured, fits), FLOW: FlowCurve(x, found.variance)}, x_label
        )
        edges = [np.array([each.first, each.last]) for each in found.failed]
        self.variance.shade([tuple(place(each).tolist()) for each in edges])
