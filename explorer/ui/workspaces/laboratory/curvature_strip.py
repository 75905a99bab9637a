"""What else is there to see of the curvature along one run? Further eigenvalues, or how the run swings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from explorer.array import Array, Steps
from explorer.training.curvature.displacement import Displacement
from explorer.training.curvature.sharpness import Readings
from explorer.ui.plot import make_plot
from explorer.ui.plot.long_curve import LongCurve
from explorer.ui.theme.theme import LIGHT, Theme

if TYPE_CHECKING:
    from explorer.ui.plot.widget import Plot

FURTHER = 5
"""So many of the largest eigenvalues."""

_BELOW = "₀₁₂₃₄₅₆₇₈₉"
_LIMIT, _EVEN, _ODD = "limit", "even steps", "odd steps"


class CurvatureStrip:
    """A plot beneath λ of all runs, about one of them, with the same horizontal axis."""

    def __init__(self) -> None:
        self.plot: Plot = make_plot(None, "step", "λ₁ …")
        self._theme = LIGHT
        self._curves: dict[str, LongCurve] = {}

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.plot.set_theme(theme)
        for name, line in self._curves.items():
            line.recolour(self._colour(name))

    def show_eigenvalues(self, x: Array, readings: Readings, x_label: str) -> None:
        """Draw the largest eigenvalues of the run, and the limit dashed."""
        count = readings.eigenvalues.shape[1]
        shown = {f"λ{_BELOW[number]}": readings.eigenvalues[:, number - 1] for number in range(1, count + 1)}
        self._show({name: (x, values) for name, values in shown.items()}, x_label, f"λ₁ … λ{_BELOW[count]}")
        if np.isfinite(readings.limit).any():
            self._curve(_LIMIT, is_dashed=True).show(x, readings.limit)
            self._curves[_LIMIT].set_fits_height(False)

    def show_displacement(self, x: Array, found: Sequence[Displacement], x_label: str) -> None:
        """Draw how far the run is from its middle, at even and at odd steps; `x` of all steps of `found`.

        Between windows that do not follow each other there is a gap.
        """
        steps = np.concatenate([each.step for each in found]) if found else np.empty(0, np.int64)
        along = np.concatenate([each.along for each in found]) if found else np.empty(0)
        shown = {name: _every_second(steps, x, along, odd) for name, odd in ((_EVEN, 0), (_ODD, 1))}
        self._show(shown, x_label, "swing")

    def clear(self) -> None:
        """Draw nothing."""
        self._show({}, self.plot.x_label, self.plot.y_label)

    def _show(self, shown: dict[str, tuple[Array, Array]], x_label: str, y_label: str) -> None:
        if (x_label, y_label) != (self.plot.x_label, self.plot.y_label):
            self.plot.set_labels(x_label, y_label)
        for name in set(self._curves) - shown.keys():
            self._curves.pop(name).remove()
        for name, (x, values) in shown.items():
            self._curve(name).show(x, values)

    def _curve(self, name: str, is_dashed: bool = False) -> LongCurve:
        if name not in self._curves:
            self._curves[name] = LongCurve(self.plot, self._colour(name), name, is_dashed)
        return self._curves[name]

    def _colour(self, name: str) -> str:
        theme = self._theme
        fixed = {_LIMIT: theme.accent, _EVEN: theme.positive, _ODD: theme.negative, "λ₁": theme.accent}
        return fixed.get(name) or theme.curves[_BELOW.index(name[1]) - 1]


def _every_second(steps: Steps, x: Array, along: Array, odd: int) -> tuple[Array, Array]:
    """Those of the even, or odd, steps, with NaN before the first of a window that follows no other."""
    rows = np.flatnonzero(steps % 2 == odd)
    gaps = np.flatnonzero(np.diff(steps[rows]) > 2) + 1
    return np.insert(x[rows], gaps, x[rows][gaps]), np.insert(along[rows], gaps, np.nan)
