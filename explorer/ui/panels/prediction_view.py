"""How is what a neuron answers drawn in a plot: as a plane, a curve or a scatter of its predictions?

Two inputs give a plane coloured by the neuron's activation, one input a curve, any other number the
activation against the target. The samples stand on each of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from PySide6.QtWidgets import QWidget

from explorer.array import Array
from explorer.files.table import TableColumns
from explorer.job import Job
from explorer.number import exact, rounded
from explorer.plain_text import shown_name
from explorer.training.prediction import (
    PLANE_POINTS,
    PredictedCurve,
    PredictedPlane,
    PredictedSamples,
    Prediction,
    levels,
    predict_curve,
    predict_plane,
    predict_samples,
)
from explorer.ui.plot import PlotItem, curve, make_plot, markers, recolour
from explorer.ui.theme.answer_colours import answer_colours
from explorer.ui.theme.theme import LIGHT, Theme

Predicted = TypeVar("Predicted")


@dataclass(frozen=True)
class PredictionNote:
    """What to say of a drawing, and the same with all digits."""

    text: str = ""
    tip: str = ""


class PredictionView(Generic[Predicted]):
    """One plot. `predict` computes what is to be drawn, `draw` draws all of it anew and says something."""

    def __init__(self, parent: QWidget, x_label: str, y_label: str) -> None:
        self.plot = make_plot(parent, x_label, y_label)
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._theme = theme
        self.plot.set_theme(theme)

    def predict(self, prediction: Prediction) -> Job[Predicted]:
        """What `draw` draws of `prediction`, as a job."""
        raise NotImplementedError

    def draw(self, prediction: Prediction, predicted: Predicted) -> PredictionNote:
        """Draw what `predict` found; what to say about it."""
        raise NotImplementedError


class CurveView(PredictionView[PredictedCurve]):
    """The neuron's activation against the one input, through the samples."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "x", "y")
        self._curve = curve(self.plot, LIGHT.accent, "network")
        self._samples = markers(self.plot, LIGHT.target, "samples")
        self._held_out = markers(self.plot, LIGHT.muted, "held out", symbol="x")

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        recolour(self._curve, theme.accent)
        recolour(self._samples, theme.target)
        recolour(self._held_out, theme.muted)

    def predict(self, prediction: Prediction) -> Job[PredictedCurve]:
        return predict_curve(prediction)

    def draw(self, prediction: Prediction, predicted: PredictedCurve) -> PredictionNote:
        name = shown_name(prediction.experiment.network.inputs[0].name)
        self.plot.set_labels(f"input {name}", _answer(prediction))
        self._curve.setData(predicted.x, predicted.a)
        for item, held_out in ((self._samples, False), (self._held_out, True)):
            targets = prediction.targets(held_out)
            item.setData(
                prediction.inputs(held_out)[:, 0],
                targets if prediction.is_output else np.full(len(targets), np.nan),
            )
        return _not_finite(predicted.a)


class ScatterView(PredictionView[PredictedSamples]):
    """The activation against the target, one point for each sample; on the line both are equal."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "target", "output")
        self._line = curve(self.plot, LIGHT.muted, "equal", dashed=True)
        self._samples = markers(self.plot, LIGHT.accent, "samples")
        self._held_out = markers(self.plot, LIGHT.muted, "held out", symbol="x")

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        recolour(self._line, theme.muted, dashed=True)
        recolour(self._samples, theme.accent)
        recolour(self._held_out, theme.muted)

    def predict(self, prediction: Prediction) -> Job[PredictedSamples]:
        return predict_samples(prediction)

    def draw(self, prediction: Prediction, predicted: PredictedSamples) -> PredictionNote:
        self.plot.set_labels(f"target of {shown_name(prediction.output or '')}", _answer(prediction))
        trained, held_out = prediction.targets(False), prediction.targets(True)
        self._samples.setData(trained, predicted.trained)
        self._held_out.setData(held_out, predicted.held_out)
        targets = np.concatenate([trained, held_out])
        ends = np.array([np.min(targets), np.max(targets)])
        self._line.setData(ends, ends if prediction.is_output else np.full(2, np.nan))
        return _not_finite(predicted.trained)


class PlaneView(PredictionView[PredictedPlane]):
    """The plane of the two inputs, coloured by the activation; samples have the colour of their target."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "x", "y")
        import pyqtgraph

        self.plot.can_be_log = False
        self._image: PlotItem = pyqtgraph.ImageItem(axisOrder="row-major")
        self._image.setZValue(-2)
        self.plot.addItem(self._image)
        self._samples = markers(self.plot, LIGHT.text, "samples", size=9)
        self._held_out = markers(self.plot, LIGHT.text, "held out", symbol="s", size=9)
        self._prediction: Prediction | None = None
        self._predicted: PredictedPlane | None = None
        self.plot.table = self._table
        self.plot.crosshair.value_at = self._value_at

    def predict(self, prediction: Prediction) -> Job[PredictedPlane]:
        return predict_plane(prediction)

    def draw(self, prediction: Prediction, predicted: PredictedPlane) -> PredictionNote:
        first, second = (shown_name(neuron.name) for neuron in prediction.experiment.network.inputs)
        self._prediction, self._predicted = prediction, predicted
        self.plot.set_labels(f"input {first}", f"input {second}")
        low, high = levels(prediction, predicted.a)
        self._image.setImage(answer_colours(predicted.a, low, high, self._theme), autoLevels=False)
        width, height = predicted.right - predicted.left, predicted.top - predicted.bottom
        self._image.setRect(predicted.left, predicted.bottom, width, height)
        self._draw_samples(prediction, low, high)
        if not np.all(np.isfinite(predicted.a)):
            return _not_finite(predicted.a)
        ends = f"orange {_named(prediction, low, exact)} … blue {_named(prediction, high, exact)}"
        short = f"orange {_named(prediction, low, _short)} … blue {_named(prediction, high, _short)}"
        return PredictionNote(short, ends)

    def _draw_samples(self, prediction: Prediction, low: float, high: float) -> None:
        import pyqtgraph

        count = len(prediction.inputs(False))
        pens: list[Any] = [pyqtgraph.mkPen(self._theme.text, width=1)] * len(prediction.all_inputs)
        pens[prediction.place] = pyqtgraph.mkPen(self._theme.text, width=3)
        parts = ((self._samples, False, pens[:count]), (self._held_out, True, pens[count:]))
        for item, is_held_out, own_pens in parts:
            inputs, targets = prediction.inputs(is_held_out), prediction.targets(is_held_out)
            colours = answer_colours(targets[np.newaxis], low, high, self._theme, is_strong=True)[0]
            brushes = [pyqtgraph.mkBrush(*colour) for colour in colours.tolist()]
            item.setData(inputs[:, 0], inputs[:, 1], symbolBrush=brushes, symbolPen=own_pens)

    def _value_at(self, x: float, y: float) -> str:
        """The activation at the nearest point of the plane that was computed."""
        plane, prediction = self._predicted, self._prediction
        if plane is None or prediction is None:
            return ""
        places = []
        for value, low, high in ((y, plane.bottom, plane.top), (x, plane.left, plane.right)):
            share = (value - low) / (high - low)
            if not 0 <= share <= 1:
                return ""
            places.append(round(share * (PLANE_POINTS - 1)))
        return f"{prediction.neuron} ≈ {rounded(float(plane.a[places[0], places[1]]))}"

    def _table(self) -> TableColumns:
        """Every point of the plane with its activation, and beside them the samples with their targets."""
        plane, prediction = self._predicted, self._prediction
        if plane is None or prediction is None:
            return []
        first, second = self.plot.x_label, self.plot.y_label
        across, up = np.meshgrid(*plane.axes)
        table: TableColumns = [(first, across.ravel()), (second, up.ravel())]
        table.append((_answer(prediction), plane.a.ravel()))
        for name, is_held_out in (("samples", False), ("held out", True)):
            inputs = prediction.inputs(is_held_out)
            if len(inputs):
                table += [(f"{name} {first}", inputs[:, 0]), (f"{name} {second}", inputs[:, 1])]
                if prediction.output is not None:
                    table.append((f"{name} target {prediction.output}", prediction.targets(is_held_out)))
        return table


def _answer(prediction: Prediction) -> str:
    """What the numbers of the prediction are: an activation, or one in the units of the table."""
    is_scaled = prediction.experiment.is_standardised(prediction.neuron)
    return f"activation of {shown_name(prediction.neuron)}{', in original units' if is_scaled else ''}"


def _named(prediction: Prediction, number: float, written: Callable[[float], str]) -> str:
    """“1”, or “1 “yes”” where the number stands for a text."""
    label = prediction.scaling.label_of(number)
    return f"{written(number)} “{shown_name(label)}”" if label else written(number)


def _short(number: float) -> str:
    return rounded(number, 3)


def _not_finite(a: Array) -> PredictionNote:
    count = int(np.sum(~np.isfinite(a)))
    return PredictionNote(f"not finite at {count} of {a.size} points, which are left blank" if count else "")
