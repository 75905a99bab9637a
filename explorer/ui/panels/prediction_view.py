"""How is what a neuron answers drawn: as a plane, a curve or a scatter?

Two inputs give a plane coloured by the neuron's activation, one input a curve, any other number the
activation against the target. The samples stand on each of them.
"""

from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from explorer.array import Array
from explorer.network.model import Experiment, Kind
from explorer.number import exact, rounded
from explorer.training.numpy_engine.evaluator import Evaluator
from explorer.training.program import parameters_of
from explorer.ui.plot import curve, make_plot, markers, recolour
from explorer.ui.theme.theme import LIGHT, Theme

PLANE_POINTS = 96
CURVE_POINTS = 400
_MARGIN = 0.25
"""How far the drawing reaches beyond the samples, as a part of their range."""

_RANGES = {"logistic": (0.0, 1.0), "softmax": (0.0, 1.0), "tanh": (-1.0, 1.0), "sine": (-1.0, 1.0)}


@dataclass(frozen=True)
class Note:
    """What to say of a drawing, and the same with all digits."""

    text: str = ""
    tip: str = ""


@dataclass(frozen=True)
class Shown:
    """What is drawn: the activation of `neuron` in `experiment`, and the targets of `output` beside it."""

    experiment: Experiment
    evaluator: Evaluator
    neuron: str
    output: str | None
    sample: int

    def inputs(self, held_out: bool) -> Array:
        """(samples, inputs) of the samples that are, or are not, held out."""
        names = [neuron.name for neuron in self.experiment.network.inputs]
        rows = [[s.inputs[name] for name in names] for s in self.experiment.samples if s.held_out == held_out]
        return np.array(rows, dtype=np.float64).reshape(-1, len(names))

    def targets(self, held_out: bool) -> Array:
        """(samples,) of the samples that are, or are not, held out; NaN where there is no output."""
        samples = [s for s in self.experiment.samples if s.held_out == held_out]
        return np.array([np.nan if self.output is None else s.targets[self.output] for s in samples])

    def activation(self, inputs: Array) -> Array:
        """a of the neuron for inputs of shape (samples, inputs)."""
        return self.evaluator.activation(parameters_of(self.experiment.network), inputs, self.neuron)

    @property
    def place(self) -> int:
        """Where the sample shown stands among all: those that are held out come behind the others."""
        order = sorted(range(len(self.experiment.samples)), key=lambda n: self.experiment.samples[n].held_out)
        return order.index(self.sample)

    @property
    def is_output(self) -> bool:
        """Whether the neuron has targets of its own."""
        return self.experiment.network.by_name[self.neuron].kind is Kind.OUTPUT


class PredictionView:
    """One plot; `show` draws all of it anew and returns what to say beside it."""

    def __init__(self, parent: QWidget, x_label: str, y_label: str) -> None:
        self.plot = make_plot(parent, x_label, y_label)
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._theme = theme
        self.plot.set_theme(theme)

    def show(self, shown: Shown) -> Note:
        """Draw `shown`; what to say about it."""
        raise NotImplementedError


class CurveView(PredictionView):
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

    def show(self, shown: Shown) -> Note:
        name = shown.experiment.network.inputs[0].name
        self.plot.set_labels(f"input {name}", f"activation of {shown.neuron}")
        low, high = _reach(np.concatenate([shown.inputs(False), shown.inputs(True)])[:, 0])
        x = np.linspace(low, high, CURVE_POINTS)
        y = shown.activation(x[:, np.newaxis])
        self._curve.setData(x, y)
        for item, held_out in ((self._samples, False), (self._held_out, True)):
            targets = (
                shown.targets(held_out) if shown.is_output else np.full(len(shown.targets(held_out)), np.nan)
            )
            item.setData(shown.inputs(held_out)[:, 0], targets)
        return _not_finite(y)


class ScatterView(PredictionView):
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

    def show(self, shown: Shown) -> Note:
        self.plot.set_labels(f"target of {shown.output}", f"activation of {shown.neuron}")
        for item, held_out in ((self._samples, False), (self._held_out, True)):
            item.setData(shown.targets(held_out), shown.activation(shown.inputs(held_out)))
        targets = np.concatenate([shown.targets(False), shown.targets(True)])
        ends = np.array([np.min(targets), np.max(targets)])
        self._line.setData(ends, ends if shown.is_output else np.full(2, np.nan))
        return _not_finite(shown.activation(shown.inputs(False)))


class PlaneView(PredictionView):
    """The plane of the two inputs, coloured by the activation; samples have the colour of their target."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "x", "y")
        import pyqtgraph

        self.plot.can_be_log = False
        self._image = pyqtgraph.ImageItem(axisOrder="row-major")
        self._image.setZValue(-2)
        self.plot.addItem(self._image)
        self._points = pyqtgraph.ScatterPlotItem(pxMode=True)
        self.plot.addItem(self._points)

    def show(self, shown: Shown) -> Note:
        import pyqtgraph

        first, second = (neuron.name for neuron in shown.experiment.network.inputs)
        self.plot.set_labels(f"input {first}", f"input {second}")
        inputs = np.concatenate([shown.inputs(False), shown.inputs(True)])
        (left, right), (bottom, top) = _reach(inputs[:, 0]), _reach(inputs[:, 1])
        across, up = np.linspace(left, right, PLANE_POINTS), np.linspace(bottom, top, PLANE_POINTS)
        grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
        a = shown.activation(grid)
        low, high = self._levels(shown, a)
        pixels = _coloured(a.reshape(PLANE_POINTS, PLANE_POINTS), low, high, self._theme)
        self._image.setImage(pixels, autoLevels=False)  # which would stretch the colours
        self._image.setRect(left, bottom, right - left, top - bottom)
        targets = np.concatenate([shown.targets(False), shown.targets(True)])
        colours = _coloured(targets[np.newaxis], low, high, self._theme, is_strong=True)[0]
        held_out = len(shown.inputs(False))
        self._points.setData(
            x=inputs[:, 0],
            y=inputs[:, 1],
            size=9,
            brush=[pyqtgraph.mkBrush(*colour) for colour in colours.tolist()],
            pen=[
                pyqtgraph.mkPen(self._theme.text, width=3 if index == shown.place else 1)
                for index in range(len(inputs))
            ],
            symbol=["o" if index < held_out else "s" for index in range(len(inputs))],
        )
        if not np.all(np.isfinite(a)):
            return _not_finite(a)
        ends = f"orange {exact(low)} … blue {exact(high)}"
        return Note(f"orange {rounded(low, 3)} … blue {rounded(high, 3)}", ends)

    def _levels(self, shown: Shown, a: Array) -> tuple[float, float]:
        """The activations that are drawn in full orange and full blue: the ends of the targets, if any."""
        targets = shown.targets(False)
        if shown.is_output and len(np.unique(targets)) > 1:
            return float(np.min(targets)), float(np.max(targets))
        activation = shown.experiment.network.by_name[shown.neuron].activation
        if activation in _RANGES:
            return _RANGES[activation]
        values = a[np.isfinite(a)]
        if not values.size or np.min(values) == np.max(values):
            return -1.0, 1.0
        return float(np.min(values)), float(np.max(values))


def _reach(values: Array) -> tuple[float, float]:
    """The range of `values` with a margin on both sides; −1 to 1 where there are none."""
    if not values.size:
        return -1.0, 1.0
    low, high = float(np.min(values)), float(np.max(values))
    margin = _MARGIN * (high - low) or 1.0
    return low - margin, high + margin


def _coloured(a: Array, low: float, high: float, theme: Theme, is_strong: bool = False) -> Array:
    """RGBA bytes (…, 4): orange at `low`, the surface half way, blue at `high`; clear where not finite."""
    ends = [theme.negative, theme.surface, theme.positive]
    stops = np.array([QColor(colour).getRgb() for colour in ends], dtype=np.float64)
    if not is_strong:
        stops[[0, 2]] = 0.3 * stops[1] + 0.7 * stops[[0, 2]]
    half = np.nan_to_num(a) / 2 - low / 2  # the difference of two doubles may be too large for one
    share = np.clip(half / (high / 2 - low / 2), 0.0, 1.0)
    channels = [np.interp(share, [0.0, 0.5, 1.0], stops[:, channel]) for channel in range(4)]
    pixels = np.stack(channels, axis=-1)
    pixels[..., 3] = np.where(np.isfinite(a), 255.0, 0.0)
    return pixels.astype(np.ubyte)


def _not_finite(a: Array) -> Note:
    count = int(np.sum(~np.isfinite(a)))
    return Note(f"not finite at {count} of {a.size} points, which are left blank" if count else "")
