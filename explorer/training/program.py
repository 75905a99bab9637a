"""What does training need of an experiment, as flat arrays?

Neurons are numbered in the order of computation, `Network.order`. Parameters stand in one vector in the order
of `Network.parameters`: the weights, then the biases. Whoever trains changes that vector and nothing else;
`explorer.network.edits.parameter_edits.with_parameters` carries it back into a network.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from explorer.array import Array, Indices
from explorer.network.learning_rule import multipliers_of
from explorer.network.model import Experiment, Kind, Network, Neuron, Reduction, Sample, Training
from explorer.network.rules import RuleBroken


class NoOutput(RuleBroken):
    """Training needs an output: without one there is no E."""


class NoTrainingSample(RuleBroken):
    """Training needs a sample that is not held out: without one there is no E."""


@dataclass(frozen=True, eq=False)
class Program:
    """An experiment, flattened.

    Each neuron, in the order of computation: `names`, `kinds`, `activations` (None: given), `levels`, and
    `values`, what a constant emits (0 for the others). `source` and `dest` number the ends of each
    connection, `biased` the neuron of each bias, both in the order of their parameters, and `fixed` the
    parameters that take no part in updates; `rate_multipliers`: (parameters,), what α is multiplied by for
    each, None where all are 1. `input_neurons` and
    `output_neurons` are in the order of the file.

    `inputs`: (samples, inputs) and `targets`: (samples, outputs) of the samples that take part in training,
    which are those numbered `samples` in the experiment; `held_out_inputs` and `held_out_targets` likewise of
    the others.
    """

    network: Network
    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    activations: tuple[str | None, ...]
    levels: Indices
    values: Array
    source: Indices
    dest: Indices
    biased: Indices
    fixed: Indices
    rate_multipliers: Array | None
    input_neurons: Indices
    output_neurons: Indices
    samples: Indices
    inputs: Array
    targets: Array
    held_out_inputs: Array
    held_out_targets: Array
    loss: str
    over_samples: Reduction
    training: Training

    @classmethod
    def of(cls, experiment: Experiment) -> "Program":
        """Flattens `experiment`. One without samples or outputs can be evaluated, but not trained."""
        network, order = experiment.network, experiment.network.order
        number = {neuron.name: index for index, neuron in enumerate(order)}

        def numbers(names: Sequence[str]) -> Indices:
            return np.array([number[name] for name in names], dtype=np.intp)

        return cls(
            network=network,
            names=tuple(neuron.name for neuron in order),
            kinds=tuple(neuron.kind for neuron in order),
            activations=tuple(neuron.activation for neuron in order),
            levels=np.array([network.level[neuron.name] for neuron in order], dtype=np.intp),
            values=np.array([n.value if n.kind is Kind.CONSTANT else 0.0 for n in order], dtype=np.float64),
            source=numbers([connection.source for connection in network.connections]),
            dest=numbers([connection.dest for connection in network.connections]),
            biased=numbers([parameter.dest for parameter in network.parameters if parameter.is_bias]),
            fixed=np.flatnonzero(network.are_fixed),
            rate_multipliers=multipliers_of(network),
            input_neurons=numbers([neuron.name for neuron in network.inputs]),
            output_neurons=numbers([neuron.name for neuron in network.outputs]),
            samples=np.array([n for n, s in enumerate(experiment.samples) if not s.held_out], dtype=np.intp),
            inputs=_inputs(network.inputs, experiment.training_samples),
            targets=_targets(network.outputs, experiment.training_samples),
            held_out_inputs=_inputs(network.inputs, experiment.held_out_samples),
            held_out_targets=_targets(network.outputs, experiment.held_out_samples),
            loss=experiment.loss.name,
            over_samples=experiment.loss.over_samples,
            training=experiment.training,
        )

    @property
    def parameters(self) -> int:
        """How many weights and biases there are, those that are fixed too."""
        return len(self.source) + len(self.biased)

    @property
    def free_parameters(self) -> int:
        """How many of them learn."""
        return self.parameters - len(self.fixed)

    def share(self, samples: int) -> float:
        """What each of so many samples counts for in E: 1/samples for the mean, 1 for the sum."""
        return 1.0 / samples if self.over_samples is Reduction.MEAN else 1.0


def parameters_of(network: Network) -> Array:
    """All weights, then all biases, in the order of `Network.parameters`: (parameters,)."""
    return np.array(network.parameter_values, dtype=np.float64)


def have_one_program(one: Experiment, other: Experiment) -> bool:
    """Whether they differ in weights, biases and positions alone, so that the program of one serves both."""
    return (
        one.samples is other.samples
        and one.network.graph == other.network.graph
        and one.network.are_fixed == other.network.are_fixed
        and one.network.rate_multipliers == other.network.rate_multipliers
        and (one.loss, one.training) == (other.loss, other.training)
    )


def check_trainable(experiment: Experiment) -> None:
    """Whether there is an E that training could lower. Raises NoOutput or NoTrainingSample."""
    if not experiment.network.outputs:
        raise NoOutput("the network has no output, so there is no loss to lower: make a neuron an output")
    if not experiment.training_samples:
        raise NoTrainingSample("there is no sample to learn from: add one that is not held out")


def why_untrainable(experiment: Experiment) -> str | None:
    """Why no step of training can be made, as a sentence without a full stop; None where one can."""
    try:
        check_trainable(experiment)
    except RuleBroken as broken:
        text = str(broken)
        return text[:1].upper() + text[1:]
    if not experiment.network.parameters:
        return "There is nothing to learn: connect neurons, or give one a bias"
    return None


def _inputs(neurons: Sequence[Neuron], samples: Sequence[Sample]) -> Array:
    return _table([neuron.name for neuron in neurons], [sample.inputs for sample in samples])


def _targets(neurons: Sequence[Neuron], samples: Sequence[Sample]) -> Array:
    return _table([neuron.name for neuron in neurons], [sample.targets for sample in samples])


def _table(names: Sequence[str], rows: Sequence[Mapping[str, float]]) -> Array:
    """Column by column, which goes through C: row by row took half a second for 100,000 samples."""
    table = np.empty((len(rows), len(names)))
    for column, name in enumerate(names):
        table[:, column] = np.fromiter(map(itemgetter(name), rows), np.float64, len(rows))
    return table
