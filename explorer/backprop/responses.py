"""To what does each neuron respond? The activations of all neurons over a grid, in one batched forward pass.

Two inputs give each neuron a small plane, one input a curve; with more, the samples at which it is most
active stand for what it has come to represent.
"""

from dataclasses import dataclass

import numpy as np

from explorer.array import Array, Indices
from explorer.network.model import Experiment
from explorer.training.numpy_engine.evaluator import Evaluator
from explorer.training.prediction import colour_ends, reach
from explorer.training.program import parameters_of

SIDE = 24
"""Points along each side of a plane."""

POINTS = 72
"""Of a curve."""

STRONGEST = 6
"""Samples that stand for a neuron of which no plane can be drawn."""

MOST_SAMPLES = 512
"""Among so many they are looked for, evenly chosen where there are more: a frame is not to wait for all."""


@dataclass(frozen=True, eq=False)
class Response:
    """What one neuron answers. `low` and `high`: the activations at the two ends of its scale.

    `a`: (SIDE, SIDE) over the plane, rows from the bottom up; (POINTS,) along the curve; (samples,) at its
    strongest samples, the strongest first, whose numbers among all are `samples`. In the units of the table.
    `cells`: (samples, inputs) of those, as given to the network, as parts of the largest |number| of each
    input: from −1 to 1.
    """

    a: Array
    low: float
    high: float
    samples: Indices
    cells: Array

    @property
    def shares(self) -> Array:
        """Where each of `a` lies between `low` (0) and `high` (1); NaN where it is not finite."""
        with np.errstate(all="ignore"):
            share = (self.a / 2 - self.low / 2) / (self.high / 2 - self.low / 2)
        return np.where(np.isfinite(self.a), np.clip(share, 0.0, 1.0), np.nan)


@dataclass(frozen=True, eq=False)
class Responses:
    """Of every computed neuron of `experiment`, by its name.

    `inputs`: (samples, inputs), those of all samples. `x` and `y`: from where to where plane or curve reach
    on the first and on the last input. All in the units of the table.
    """

    experiment: Experiment
    by_neuron: dict[str, Response]
    inputs: Array
    x: tuple[float, float]
    y: tuple[float, float]

    @property
    def is_plane(self) -> bool:
        """Whether there are two inputs."""
        return len(self.experiment.network.inputs) == 2


def responses(experiment: Experiment, evaluator: Evaluator, given: Array) -> Responses | None:
    """What every hidden and output neuron of `experiment` responds to; None without inputs or samples.

    `evaluator` is one of a network with the same graph, `given` its `given_inputs`, which stay the same while
    it trains.
    """
    if not given.size:
        return None
    offsets, scales = _scaling(experiment)
    looked_at = _looked_at(given)
    with np.errstate(all="ignore"):  # numbers that are not finite are results like any other
        x, y = reach(given[:, 0]), reach(given[:, -1])
        scaled = (_places(given[looked_at], x, y) - offsets) / scales
        activations = evaluator.activations(parameters_of(experiment.network), scaled)
        cells = _parts_of_largest(scaled)
        found = {}
        for number, neuron in enumerate(experiment.network.order):
            if neuron.kind.is_computed:
                a = experiment.scaling(neuron.name).original(activations[:, number])
                low, high = colour_ends(experiment, neuron.name, a)
                found[neuron.name] = _response(a, low, high, looked_at, cells)
    return Responses(experiment, found, given, x, y)


def given_inputs(experiment: Experiment) -> Array:
    """(samples, inputs) of all samples in their order, in the units of the table."""
    names = [neuron.name for neuron in experiment.network.inputs]
    rows = [[sample.inputs[name] for name in names] for sample in experiment.samples]
    offsets, scales = _scaling(experiment)
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(names)) * scales + offsets


def _scaling(experiment: Experiment) -> tuple[Array, Array]:
    """Offset and scale of each input: (inputs,) each."""
    scalings = [experiment.scaling(neuron.name) for neuron in experiment.network.inputs]
    return np.array([each.offset for each in scalings]), np.array([each.scale for each in scalings])


def _places(given: Array, x: tuple[float, float], y: tuple[float, float]) -> Array:
    """(places, inputs): the points of the plane row by row, of the curve, or else the samples."""
    if given.shape[1] == 2:
        grid = np.meshgrid(np.linspace(*x, SIDE), np.linspace(*y, SIDE))
        return np.stack(grid, axis=-1).reshape(-1, 2)
    return np.linspace(*x, POINTS)[:, np.newaxis] if given.shape[1] == 1 else given


def _looked_at(given: Array) -> Indices:
    """The numbers of at most MOST_SAMPLES samples, evenly chosen among all."""
    count = len(given)
    if count <= MOST_SAMPLES:
        return np.arange(count)
    return np.linspace(0, count - 1, MOST_SAMPLES).astype(np.intp)


def _parts_of_largest(scaled: Array) -> Array:
    """Each number as a part of the largest |number| of its column."""
    largest = np.max(np.abs(scaled), axis=0)
    parts: Array = scaled / np.where(largest > 0, largest, 1.0)
    return parts


def _response(a: Array, low: float, high: float, looked_at: Indices, cells: Array) -> Response:
    """`a`: (places,) of one neuron; `looked_at` and `cells` of the samples, where those are the places."""
    inputs = cells.shape[1]
    if inputs > 2:
        order = np.argsort(np.where(np.isnan(a), np.inf, -a), kind="stable")[:STRONGEST]
        return Response(a[order], low, high, looked_at[order], cells[order])
    return Response(a.reshape(SIDE, SIDE) if inputs == 2 else a, low, high, np.arange(0), np.empty((0, 0)))
