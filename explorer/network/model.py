"""What is an experiment?

A network, the samples it is shown, the loss that judges it and the settings by which it is trained: the one
description of everything that is saved. All of it is frozen; an edit makes a new `Experiment`
(`explorer.network.edits.graph_edits`), and undo is keeping the old one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from graphlib import TopologicalSorter

from explorer.network.transform import UNSCALED, Scaling
from explorer.plain_text import shown_name

Position = tuple[float, float]
"""x to the right and y downwards, in scene units."""

Ends = tuple[str, str]
"""The names of a connection's source and dest."""


class Kind(StrEnum):
    """What a neuron is there for."""

    INPUT = "input"
    CONSTANT = "constant"
    HIDDEN = "hidden"
    OUTPUT = "output"

    @property
    def is_computed(self) -> bool:
        """Whether such a neuron has a pre-activation z and an activation function φ."""
        return self in (Kind.HIDDEN, Kind.OUTPUT)


@dataclass(frozen=True)
class Neuron:
    """a = φ(z) with z = Σ w a + b for a hidden or output neuron; a given number for an input or a constant.

    `activation` names a row of `explorer.network.activation.ACTIVATIONS`, None for inputs and constants.
    `bias` None is a neuron without a bias, nothing to learn there; a number is a bias that learns, unless it
    `is_fixed`, at `rate_multiplier` times the learning rate. `value` is what a constant (the always-on
    neuron) emits, and is unused for the other kinds.
    """

    name: str
    kind: Kind
    activation: str | None = None
    bias: float | None = None
    value: float = 1.0
    position: Position = (0.0, 0.0)
    is_fixed: bool = False
    rate_multiplier: float = 1.0


@dataclass(frozen=True)
class Connection:
    """Carries weight · a from `source` to `dest`, both named.

    The weight learns, unless it `is_fixed`, at `rate_multiplier` times the learning rate.
    """

    source: str
    dest: str
    weight: float
    is_fixed: bool = False
    rate_multiplier: float = 1.0

    @property
    def ends(self) -> Ends:
        """(source, dest), which names the connection: two neurons are connected at most once."""
        return (self.source, self.dest)


@dataclass(frozen=True)
class Parameter:
    """Names a number that can learn: the weight from `source` to `dest`; with `source` None `dest`'s bias."""

    source: str | None
    dest: str

    @property
    def is_bias(self) -> bool:
        """Whether this is a neuron's bias rather than a connection's weight."""
        return self.source is None

    @property
    def label(self) -> str:
        """“i0 → a0” for a weight, “bias of a0” for a bias."""
        return f"bias of {self.dest}" if self.source is None else f"{self.source} → {self.dest}"

    @property
    def shown(self) -> str:
        """`label` as it stands in a sentence or on the screen: with `shown_name`s."""
        source = None if self.source is None else shown_name(self.source)
        return Parameter(source, shown_name(self.dest)).label


@dataclass(frozen=True)
class Network:
    """An acyclic graph of neurons, in the order in which they are saved; all else is derived from it."""

    neurons: tuple[Neuron, ...] = ()
    connections: tuple[Connection, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Neuron]:
        """Every neuron under its name."""
        return {neuron.name: neuron for neuron in self.neurons}

    @cached_property
    def by_ends(self) -> dict[Ends, Connection]:
        """Every connection under its (source, dest)."""
        return dict(zip(self.ends, self.connections, strict=True))

    @cached_property
    def ends(self) -> tuple[Ends, ...]:
        """The (source, dest) of the connections, in the order of the file."""
        return tuple(connection.ends for connection in self.connections)

    @cached_property
    def inputs(self) -> tuple[Neuron, ...]:
        """The input neurons, in the order of the file."""
        return tuple(neuron for neuron in self.neurons if neuron.kind is Kind.INPUT)

    @cached_property
    def outputs(self) -> tuple[Neuron, ...]:
        """The output neurons, in the order of the file."""
        return tuple(neuron for neuron in self.neurons if neuron.kind is Kind.OUTPUT)

    @cached_property
    def incoming(self) -> dict[str, tuple[Connection, ...]]:
        """The connections into every neuron, in the order of the file."""
        return self._connections_by(lambda connection: connection.dest)

    @cached_property
    def outgoing(self) -> dict[str, tuple[Connection, ...]]:
        """The connections out of every neuron, in the order of the file."""
        return self._connections_by(lambda connection: connection.source)

    @cached_property
    def sources_and_dests(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ends of the connections in two columns, in the order of the file."""
        return tuple(c.source for c in self.connections), tuple(c.dest for c in self.connections)

    @cached_property
    def feeding(self) -> frozenset[str]:
        """The names of the neurons that feed others."""
        return frozenset(connection.source for connection in self.connections)

    @cached_property
    def level(self) -> dict[str, int]:
        """The longest distance of every neuron from a neuron without incoming connections.

        Inputs and constants stand at level 0, and so does any other neuron without incoming connections.
        Raises graphlib.CycleError where the graph has a cycle.
        """
        graph = {name: [c.source for c in incoming] for name, incoming in self.incoming.items()}
        levels: dict[str, int] = {}
        for name in TopologicalSorter(graph).static_order():
            levels[name] = max((levels[source] + 1 for source in graph[name]), default=0)
        return levels

    @cached_property
    def order(self) -> tuple[Neuron, ...]:
        """The neurons in the order of computation: by level, and within a level in the order of the file."""
        return tuple(sorted(self.neurons, key=lambda neuron: self.level[neuron.name]))

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every weight, then every bias, each in the order of the file."""
        weights = tuple(Parameter(*connection.ends) for connection in self.connections)
        return weights + tuple(Parameter(None, n.name) for n in self.neurons if n.bias is not None)

    @cached_property
    def are_fixed(self) -> tuple[bool, ...]:
        """For each of `parameters`, whether it takes no part in updates: it has a gradient, and stays."""
        biases = tuple(neuron.is_fixed for neuron in self.neurons if neuron.bias is not None)
        return (*(connection.is_fixed for connection in self.connections), *biases)

    @cached_property
    def rate_multipliers(self) -> tuple[float, ...]:
        """For each of `parameters`, what α is multiplied by in its updates: κ of w ← w − κ α g."""
        biases = tuple(neuron.rate_multiplier for neuron in self.neurons if neuron.bias is not None)
        return (*(connection.rate_multiplier for connection in self.connections), *biases)

    def is_fixed(self, parameter: Parameter) -> bool:
        """Whether that parameter takes no part in updates. Raises KeyError where there is none."""
        if parameter.source is None:
            return self.by_name[parameter.dest].is_fixed
        return self.by_ends[parameter.source, parameter.dest].is_fixed

    def rate_multiplier(self, parameter: Parameter) -> float:
        """What α is multiplied by in updates of that parameter. Raises KeyError where there is none."""
        if parameter.source is None:
            return self.by_name[parameter.dest].rate_multiplier
        return self.by_ends[parameter.source, parameter.dest].rate_multiplier

    @cached_property
    def graph(self) -> tuple[object, ...]:
        """All but positions and the numbers that learn: equal where the same arrays and messages serve."""
        neurons = ((n.name, n.kind, n.activation, n.bias is None, n.value) for n in self.neurons)
        return (tuple(neurons), self.ends)

    @cached_property
    def parameter_values(self) -> tuple[float, ...]:
        """The value of each of `parameters`; `edits.parameter_edits.with_parameters` sets them."""
        biases = (neuron.bias for neuron in self.neurons if neuron.bias is not None)
        return (*(connection.weight for connection in self.connections), *biases)

    def parameter_value(self, parameter: Parameter) -> float:
        """The weight or bias that `parameter` names. Raises KeyError where there is none."""
        if parameter.source is not None:
            return self.by_ends[parameter.source, parameter.dest].weight
        bias = self.by_name[parameter.dest].bias
        if bias is None:
            raise KeyError(parameter)
        return bias

    def _connections_by(self, end: Callable[[Connection], str]) -> dict[str, tuple[Connection, ...]]:
        found: dict[str, list[Connection]] = {neuron.name: [] for neuron in self.neurons}
        for connection in self.connections:
            found[end(connection)].append(connection)
        return {name: tuple(connections) for name, connections in found.items()}


@dataclass(frozen=True)
class Sample:
    """One number for every input and one target for every output, by the neurons' names, as they are given.

    Where the experiment has a scaling for a name, its numbers here are the scaled ones. A sample that is
    `held_out` takes no part in training; its loss is shown beside.
    """

    inputs: Mapping[str, float] = field(default_factory=dict)
    targets: Mapping[str, float] = field(default_factory=dict)
    held_out: bool = False


class Reduction(StrEnum):
    """How the losses of the samples of a batch become one E."""

    MEAN = "mean"
    SUM = "sum"


@dataclass(frozen=True)
class LossChoice:
    """Which row of `explorer.network.loss.LOSSES` judges the outputs, and how samples are put together."""

    name: str = "half-squared-error"
    over_samples: Reduction = Reduction.MEAN


@dataclass(frozen=True)
class OptimiserChoice:
    """Which row of `explorer.network.optimiser.OPTIMISERS` turns a gradient into a step.

    The others are settings, of which each optimiser has its own; None stands for its default. `momentum` is
    β, `decay_rate` ρ, `beta1` and `beta2` β₁ and β₂, `epsilon` ε, `weight_decay` λ.
    """

    name: str = "gradient-descent"
    momentum: float | None = None
    decay_rate: float | None = None
    beta1: float | None = None
    beta2: float | None = None
    epsilon: float | None = None
    weight_decay: float | None = None


@dataclass(frozen=True)
class ScheduleChoice:
    """Which row of `explorer.network.schedule.SCHEDULES` changes α from step to step.

    The others are settings, of which each schedule has its own; None stands for its default. `factor` is γ,
    `steps` n, `final` f, `decay` κ.
    """

    name: str = "constant"
    factor: float | None = None
    steps: int | None = None
    final: float | None = None
    decay: float | None = None


@dataclass(frozen=True)
class Penalty:
    """R(w) = λ₁ Σ |w| + ½ λ₂ Σ w² over all weights, added to E; biases are not punished."""

    l1: float = 0.0
    l2: float = 0.0


@dataclass(frozen=True)
class InitialiserChoice:
    """From which distribution random weights are drawn, and from which seed.

    `low` and `high` belong to `uniform`, `deviation` to `normal`; None stands for that initialiser's default.
    """

    name: str = "glorot-uniform"
    seed: int = 0
    low: float | None = None
    high: float | None = None
    deviation: float | None = None


@dataclass(frozen=True)
class Training:
    """How the network is trained. `batch_size` None is full batch, 1 online, n mini-batch.

    `dropout`: with which probability a hidden neuron is silent for a sample in a step. `largest_gradient`: a
    gradient of a larger norm is shortened to it; None leaves every gradient as it is.
    """

    learning_rate: float = 0.1
    schedule: ScheduleChoice = ScheduleChoice()
    optimiser: OptimiserChoice = OptimiserChoice()
    penalty: Penalty = Penalty()
    dropout: float = 0.0
    largest_gradient: float | None = None
    batch_size: int | None = None
    shuffle: bool = True
    seed: int = 0
    initialiser: InitialiserChoice = InitialiserChoice()


@dataclass(frozen=True)
class Experiment:
    """Everything that is saved.

    `transform`: by which scaling the numbers of an input, or the targets of an output, came from those of
    the original table; a name that it lacks is not scaled.
    """

    network: Network = Network()
    samples: tuple[Sample, ...] = ()
    loss: LossChoice = LossChoice()
    training: Training = Training()
    transform: Mapping[str, Scaling] = field(default_factory=dict)

    def scaling(self, name: str) -> Scaling:
        """That of the input or output called `name`."""
        return self.transform.get(name, UNSCALED)

    def is_standardised(self, name: str) -> bool:
        """Whether the numbers of this input, or the targets of this output, are scaled."""
        return name in self.transform and self.transform[name].is_standardising

    def are_standardised(self, names: Sequence[str]) -> bool:
        """Whether all of these are but those of labels, whose 0 and 1 may have stayed as they are."""
        done = [name for name in names if self.is_standardised(name)]
        return bool(done) and all(name in done or self.scaling(name).labels for name in names)

    @cached_property
    def training_samples(self) -> tuple[Sample, ...]:
        """The samples that take part in training."""
        return tuple(sample for sample in self.samples if not sample.held_out)

    @cached_property
    def held_out_samples(self) -> tuple[Sample, ...]:
        """The samples whose loss is only shown beside."""
        return tuple(sample for sample in self.samples if sample.held_out)
