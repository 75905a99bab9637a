"""Which ready-made sets of samples are there, and which of them suit a network?

A table: name -> (inputs and classes or values, in words and in numbers). Every set comes out the same each
time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np

from explorer.array import Array
from explorer.network.model import Network, Sample
from explorer.network.rules import RuleBroken
from explorer.number import counted

MOST_PATTERN_INPUTS = 10
"""Sets that hold every pattern of n inputs have 2ⁿ samples."""

_SEED = 0
_POINTS_PER_CLASS = 50


class WrongShape(RuleBroken):
    """Arrays of samples have one column for every input and one for every output."""


class SetDoesNotFit(RuleBroken):
    """A set of samples suits the network's numbers of inputs and outputs."""


@dataclass(frozen=True)
class SampleSet:
    """Samples of a well-known task.

    `draw(n)`: inputs (samples, n) and targets (samples, 1) for a network of n inputs. `input_count`: the n it
    needs, or None where it adapts to any n up to `MOST_PATTERN_INPUTS`. `has_classes`: whether targets are
    the classes 0 and 1, which may also be told by two outputs, one for each class.
    """

    name: str
    label: str
    description: str
    draw: Callable[[int], tuple[Array, Array]]
    input_count: int | None = None
    has_classes: bool = True


def patterns(count: int) -> Array:
    """Every row of `count` zeros and ones, in counting order: (2^count, count)."""
    return np.array(list(product((0.0, 1.0), repeat=count)))


def _by_rule(rule: Callable[[Array], Array]) -> Callable[[int], tuple[Array, Array]]:
    """All patterns, each with the class that `rule`: (samples, n) -> (samples,) gives it."""

    def draw(count: int) -> tuple[Array, Array]:
        inputs = patterns(count)
        return inputs, rule(inputs).astype(np.float64)[:, np.newaxis]

    return draw


def _classes() -> Array:
    return np.repeat((0.0, 1.0), _POINTS_PER_CLASS)[:, np.newaxis]


def _clouds(count: int) -> tuple[Array, Array]:
    random = np.random.Generator(np.random.PCG64(_SEED))
    centres = np.where(_classes() > 0, 1.0, -1.0)
    return centres + 0.5 * random.standard_normal((2 * _POINTS_PER_CLASS, count)), _classes()


def _spirals(count: int) -> tuple[Array, Array]:
    random = np.random.Generator(np.random.PCG64(_SEED))
    radius = np.tile(np.linspace(0.1, 1.0, _POINTS_PER_CLASS), 2)
    angle = 3.0 * np.pi * radius + np.pi * _classes()[:, 0]
    points = radius[:, np.newaxis] * np.stack((np.cos(angle), np.sin(angle)), axis=1)
    return points + 0.02 * random.standard_normal(points.shape), _classes()


def _noisy_sine(count: int) -> tuple[Array, Array]:
    random = np.random.Generator(np.random.PCG64(_SEED))
    x = np.linspace(-1.0, 1.0, 41)[:, np.newaxis]
    return x, np.sin(np.pi * x) + 0.1 * random.standard_normal(x.shape)


_ROWS = (
    SampleSet(
        "and", "AND", "1 where both inputs are 1", _by_rule(lambda inputs: inputs.min(axis=1)), input_count=2
    ),
    SampleSet(
        "or", "OR", "1 where at least one of two inputs is 1", _by_rule(lambda inputs: inputs.max(axis=1)), 2
    ),
    SampleSet(
        "xor",
        "XOR",
        "1 where exactly one of two inputs is 1: no single neuron can do it",
        _by_rule(lambda inputs: inputs.sum(axis=1) % 2),
        input_count=2,
    ),
    SampleSet(
        "parity",
        "parity",
        "1 where an odd number of inputs is 1: XOR for any number of inputs",
        _by_rule(lambda inputs: inputs.sum(axis=1) % 2),
    ),
    SampleSet(
        "mirror-symmetry",
        "mirror symmetry",
        "1 where the inputs read the same in both directions (Rumelhart, Hinton and Williams 1986)",
        _by_rule(lambda inputs: (inputs == inputs[:, ::-1]).all(axis=1)),
    ),
    SampleSet("clouds", "two point clouds", "two overlapping clouds of points in the plane", _clouds, 2),
    SampleSet("spirals", "two spirals", "two spirals of points, wound around each other", _spirals, 2),
    SampleSet(
        "noisy-sine",
        "noisy sine",
        "sin πx with a little noise, for −1 ≤ x ≤ 1",
        _noisy_sine,
        1,
        has_classes=False,
    ),
)

SAMPLE_SETS: dict[str, SampleSet] = {row.name: row for row in _ROWS}
"""Every ready-made set of samples under its name."""


def check_fits(network: Network, sample_set: SampleSet) -> None:
    """Whether the set suits the network's numbers of inputs and outputs. Raises SetDoesNotFit."""
    _check_counts(len(network.inputs), len(network.outputs), sample_set)


def can_use(inputs: int, outputs: int, sample_set: SampleSet) -> bool:
    """Whether `check_fits` lets the set pass for a network with so many inputs and outputs."""
    try:
        _check_counts(inputs, outputs, sample_set)
    except SetDoesNotFit:
        return False
    return True


def _check_counts(inputs: int, outputs: int, sample_set: SampleSet) -> None:
    needed = sample_set.input_count
    if needed is not None and inputs != needed:
        raise SetDoesNotFit(f"{sample_set.label} needs {counted(needed, 'input')}, but there are {inputs}")
    if not 1 <= inputs <= MOST_PATTERN_INPUTS:
        raise SetDoesNotFit(
            f"{sample_set.label} needs 1 to {MOST_PATTERN_INPUTS} inputs, but there are {inputs}"
        )
    most = 2 if sample_set.has_classes else 1
    if not 1 <= outputs <= most:
        wanted = "1 output, or 2 (one for each class)" if sample_set.has_classes else "1 output"
        raise SetDoesNotFit(f"{sample_set.label} needs {wanted}, but there are {outputs}")


def samples_of(network: Network, sample_set: SampleSet) -> tuple[Sample, ...]:
    """The set as samples of this network; two outputs get one class each. Raises SetDoesNotFit."""
    check_fits(network, sample_set)
    inputs, targets = sample_set.draw(len(network.inputs))
    if len(network.outputs) == 2:
        targets = np.concatenate((1.0 - targets, targets), axis=1)
    return samples_from_arrays(network, inputs, targets)


def samples_from_arrays(network: Network, inputs: Array, targets: Array) -> tuple[Sample, ...]:
    """Samples from inputs (samples, inputs) and targets (samples, outputs), columns in the order of the file.

    Raises WrongShape.
    """
    names = [neuron.name for neuron in network.inputs]
    outputs = [neuron.name for neuron in network.outputs]
    if inputs.shape != (len(targets), len(names)) or targets.shape != (len(inputs), len(outputs)):
        raise WrongShape(
            f"arrays of shapes {inputs.shape} and {targets.shape} are no samples of "
            f"{counted(len(names), 'input')} and {counted(len(outputs), 'output')}: give one column to each"
        )
    return tuple(
        Sample(dict(zip(names, row, strict=True)), dict(zip(outputs, target, strict=True)))
        for row, target in zip(inputs.tolist(), targets.tolist(), strict=True)
    )
