"""What does the network of each of many runs answer, as small as a thumbnail?

Two inputs give the plane of the first output, one input its curve, any other number its answer at the samples
against their targets. All are of the same places, so that they can be compared.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from explorer.array import Array
from explorer.network.model import Experiment
from explorer.training.numpy_engine.evaluator import Evaluator
from explorer.training.prediction import reach
from explorer.training.program import Program

PLANE_SIDE, CURVE_POINTS, MOST_SAMPLES = 24, 48, 200
"""Points of each side of a plane and of a curve, and samples that are drawn at most."""


class ThumbnailKind(Enum):
    """What is drawn of an answer."""

    PLANE = "plane"
    CURVE = "curve"
    SCATTER = "scatter"


@dataclass(frozen=True, eq=False)
class ThumbnailScale:
    """Where all thumbnails of one experiment are computed, and between which answers they are coloured.

    `inputs`: (places, inputs), as the network is given them. Of a plane row by row from the bottom, of a
    scatter those of some samples. `across`: (places,), the one input of a curve, the targets of a scatter,
    nothing of a plane. `samples`: (samples, 2), the points of a curve's samples. `low`, `high`: the least and
    the largest target of `output`.
    """

    kind: ThumbnailKind
    output: str
    inputs: Array
    across: Array
    samples: Array
    low: float
    high: float


def thumbnail_scale(experiment: Experiment, program: Program) -> ThumbnailScale:
    """That of `experiment`, which has an output and a training sample, and of its program."""
    inputs, targets = program.inputs[:MOST_SAMPLES], program.targets[:MOST_SAMPLES, 0]
    low, high = float(program.targets[:, 0].min()), float(program.targets[:, 0].max())
    if low == high:
        low, high = low - 1.0, high + 1.0
    output = experiment.network.outputs[0].name
    nothing = np.empty((0, 2))
    if inputs.shape[1] == 2:
        across, up = (np.linspace(*reach(program.inputs[:, column]), PLANE_SIDE) for column in (0, 1))
        places = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
        return ThumbnailScale(ThumbnailKind.PLANE, output, places, np.empty(0), nothing, low, high)
    if inputs.shape[1] == 1:
        x = np.linspace(*reach(program.inputs[:, 0]), CURVE_POINTS)
        samples = np.column_stack([inputs[:, 0], targets])
        return ThumbnailScale(ThumbnailKind.CURVE, output, x[:, np.newaxis], x, samples, low, high)
    return ThumbnailScale(ThumbnailKind.SCATTER, output, inputs, targets, nothing, low, high)


def answers_of(experiment: Experiment, scale: ThumbnailScale, parameters: Array) -> Array:
    """a of the output for each run, (runs, parameters), at all places: (runs, places); NaN where it is."""
    evaluator = Evaluator(experiment.network)
    answers = np.full((len(parameters), len(scale.inputs)), np.nan)
    for run, of_run in enumerate(parameters):
        if np.isfinite(of_run).all():
            answers[run] = evaluator.activation(of_run, scale.inputs, scale.output)
    return answers
