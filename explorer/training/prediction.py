"""What does a neuron answer, over the plane or the line of all inputs and at the samples? Its prediction.

What is drawn of it depends on how many inputs there are: two span a plane, one a line. With any other number
the activation stands against the target, sample by sample.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.array import Array
from explorer.job import Job, JobStep
from explorer.network.activation import ACTIVATIONS
from explorer.network.model import Experiment, Kind
from explorer.network.transform import Scaling
from explorer.training.numpy_engine.evaluator import Evaluator
from explorer.training.program import parameters_of

PLANE_POINTS = 96
"""Along each side of the plane."""

CURVE_POINTS = 400
_ROWS_AT_ONCE = 8
_MARGIN = 0.25
"""How far the inputs reach beyond the samples, as a part of their range."""


@dataclass(frozen=True)
class Prediction:
    """The activation of `neuron` in `experiment`, beside the targets of `output`; `sample` is the one shown.

    Inputs, targets and the activation of an output are in the units of the original table; what is given to
    the network is scaled on the way in, and what an output answers on the way out.
    `evaluator` is one of a network with the same graph.
    """

    experiment: Experiment
    evaluator: Evaluator
    neuron: str
    output: str | None
    sample: int

    def inputs(self, held_out: bool) -> Array:
        """(samples, inputs) of the samples that are, or are not, held out."""
        names = [neuron.name for neuron in self.experiment.network.inputs]
        rows = [[s.inputs[name] for name in names] for s in self.experiment.samples if s.held_out == held_out]
        given = np.array(rows, dtype=np.float64).reshape(-1, len(names))
        return given * self._scales + self._offsets

    def targets(self, held_out: bool) -> Array:
        """(samples,) of the samples that are, or are not, held out; NaN where there is no output."""
        samples = [s for s in self.experiment.samples if s.held_out == held_out]
        if self.output is None:
            return np.full(len(samples), np.nan)
        given = np.array([sample.targets[self.output] for sample in samples], dtype=np.float64)
        return self.experiment.scaling(self.output).original(given)

    def activation(self, inputs: Array) -> Array:
        """a of the neuron for inputs of shape (samples, inputs): (samples,)."""
        given = (inputs - self._offsets) / self._scales
        return self.scaling.original(self.evaluator.activation(self._parameters, given, self.neuron))

    @property
    def scaling(self) -> Scaling:
        """That of the neuron's activation: of an output that of its targets."""
        return self.experiment.scaling(self.neuron)

    @cached_property
    def _offsets(self) -> Array:
        """(inputs,)"""
        return np.array([self.experiment.scaling(n.name).offset for n in self.experiment.network.inputs])

    @cached_property
    def _scales(self) -> Array:
        """(inputs,)"""
        return np.array([self.experiment.scaling(n.name).scale for n in self.experiment.network.inputs])

    @cached_property
    def _parameters(self) -> Array:
        return parameters_of(self.experiment.network)

    @property
    def all_inputs(self) -> Array:
        """(samples, inputs), those that are held out behind the others."""
        return np.concatenate([self.inputs(False), self.inputs(True)])

    @property
    def place(self) -> int:
        """Where the sample shown stands among `all_inputs`."""
        samples = self.experiment.samples
        order = sorted(range(len(samples)), key=lambda index: samples[index].held_out)
        return order.index(self.sample)

    @property
    def is_output(self) -> bool:
        """Whether the neuron has targets of its own."""
        return self.experiment.network.by_name[self.neuron].kind is Kind.OUTPUT


@dataclass(frozen=True, eq=False)
class PredictedPlane:
    """a over the plane of two inputs: (rows, columns), the rows from `bottom` up, the columns from `left`."""

    left: float
    right: float
    bottom: float
    top: float
    a: Array

    @property
    def axes(self) -> tuple[Array, Array]:
        """Where the columns stand on the first input, and the rows on the second."""
        return (
            np.linspace(self.left, self.right, PLANE_POINTS),
            np.linspace(self.bottom, self.top, PLANE_POINTS),
        )


@dataclass(frozen=True, eq=False)
class PredictedCurve:
    """a against the one input, from left to right: (points,) each."""

    x: Array
    a: Array


@dataclass(frozen=True, eq=False)
class PredictedSamples:
    """a at the samples that are trained on, and at those that are held out: (samples,) each."""

    trained: Array
    held_out: Array


def predict_plane(prediction: Prediction) -> Job[PredictedPlane]:
    """The activation over the plane of two inputs, some rows at a time."""
    inputs = prediction.all_inputs
    (left, right), (bottom, top) = reach(inputs[:, 0]), reach(inputs[:, 1])
    across, up = np.linspace(left, right, PLANE_POINTS), np.linspace(bottom, top, PLANE_POINTS)
    a = np.empty((PLANE_POINTS, PLANE_POINTS))
    for first in range(0, PLANE_POINTS, _ROWS_AT_ONCE):
        rows = up[first : first + _ROWS_AT_ONCE]
        places = np.stack(np.meshgrid(across, rows), axis=-1).reshape(-1, 2)
        a[first : first + len(rows)] = prediction.activation(places).reshape(len(rows), PLANE_POINTS)
        yield JobStep((first + len(rows)) / PLANE_POINTS)
    yield JobStep(1.0, PredictedPlane(left, right, bottom, top, a))


def predict_curve(prediction: Prediction) -> Job[PredictedCurve]:
    """The activation against the one input."""
    x = np.linspace(*reach(prediction.all_inputs[:, 0]), CURVE_POINTS)
    yield JobStep(1.0, PredictedCurve(x, prediction.activation(x[:, np.newaxis])))


def predict_samples(prediction: Prediction) -> Job[PredictedSamples]:
    """The activation at every sample."""
    trained = prediction.activation(prediction.inputs(False))
    yield JobStep(1.0, PredictedSamples(trained, prediction.activation(prediction.inputs(True))))


def levels(prediction: Prediction, a: Array) -> tuple[float, float]:
    """See `colour_ends`."""
    return colour_ends(prediction.experiment, prediction.neuron, a)


def colour_ends(experiment: Experiment, name: str, a: Array) -> tuple[float, float]:
    """The activations of the neuron `name` at the two ends of a scale of colours, for `a`, which are drawn.

    The least and the largest target of an output; else the ends of what its φ can give, where both are
    numbers; else those of `a`. In the units of the table.
    """
    neuron, scaling = experiment.network.by_name[name], experiment.scaling(name)
    if neuron.kind is Kind.OUTPUT:
        given = {sample.targets[name] for sample in experiment.training_samples}
        if len(given) > 1:
            low, high = scaling.original(np.array([min(given), max(given)])).tolist()
            return low, high
    if neuron.activation is not None and np.isfinite(ACTIVATIONS[neuron.activation].range).all():
        low, high = scaling.original(np.array(ACTIVATIONS[neuron.activation].range)).tolist()
        return low, high
    values = a[np.isfinite(a)]
    if not values.size or np.min(values) == np.max(values):
        return -1.0, 1.0
    return float(np.min(values)), float(np.max(values))


def reach(values: Array) -> tuple[float, float]:
    """The range of `values` with a margin on both sides; −1 to 1 where there are none."""
    if not values.size:
        return -1.0, 1.0
    low, high = float(np.min(values)), float(np.max(values))
    margin = _MARGIN * (high - low) or 1.0
    return low - margin, high + margin
