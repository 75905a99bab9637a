"""Which keys has an experiment file, of which types, and what stands for a key that is left out?

The structures that msgspec holds a tree against, and the way from them to the model and back. What a number
or a name may be is not asked here: those rules are the model's (`explorer.network.experiment_rules`).
"""

import math
from collections.abc import Sequence

import msgspec

from explorer.files.json_text import Tree
from explorer.files.transform_schema import TransformEntry, transform_of, transform_tree
from explorer.network.model import (
    Connection,
    Experiment,
    InitialiserChoice,
    Kind,
    LossChoice,
    Network,
    Neuron,
    OptimiserChoice,
    Penalty,
    Position,
    Reduction,
    Sample,
    ScheduleChoice,
    Training,
)
from explorer.network.rules import check_has_value


class NeuronEntry(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    kind: Kind
    activation: str | None = None
    bias: float | None = None
    value: float | msgspec.UnsetType = msgspec.UNSET
    position: Position | msgspec.UnsetType = msgspec.UNSET
    fixed: bool | msgspec.UnsetType = msgspec.UNSET
    rate_multiplier: float | msgspec.UnsetType = msgspec.UNSET


class ConnectionEntry(msgspec.Struct, forbid_unknown_fields=True):
    source: str
    dest: str
    weight: float
    fixed: bool | msgspec.UnsetType = msgspec.UNSET
    rate_multiplier: float | msgspec.UnsetType = msgspec.UNSET


class NetworkEntry(msgspec.Struct, forbid_unknown_fields=True):
    neurons: list[NeuronEntry]
    connections: list[ConnectionEntry]


class SampleEntry(msgspec.Struct, forbid_unknown_fields=True):
    inputs: dict[str, float]
    targets: dict[str, float]
    held_out: bool = False


class LossEntry(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    over_samples: Reduction = Reduction.MEAN


class _ScheduleEntry(msgspec.Struct, forbid_unknown_fields=True):
    name: str = ScheduleChoice.name
    factor: float | None = None
    steps: int | None = None
    final: float | None = None
    decay: float | None = None


class _OptimiserEntry(msgspec.Struct, forbid_unknown_fields=True):
    name: str = OptimiserChoice.name
    momentum: float | None = None
    decay_rate: float | None = None
    beta1: float | None = None
    beta2: float | None = None
    epsilon: float | None = None
    weight_decay: float | None = None


class _PenaltyEntry(msgspec.Struct, forbid_unknown_fields=True):
    l1: float = Penalty.l1
    l2: float = Penalty.l2


class _InitialiserEntry(msgspec.Struct, forbid_unknown_fields=True):
    name: str = InitialiserChoice.name
    seed: int = InitialiserChoice.seed
    low: float | None = None
    high: float | None = None
    deviation: float | None = None


class TrainingEntry(msgspec.Struct, forbid_unknown_fields=True):
    learning_rate: float = Training.learning_rate
    schedule: _ScheduleEntry = msgspec.field(default_factory=_ScheduleEntry)
    optimiser: _OptimiserEntry = msgspec.field(default_factory=_OptimiserEntry)
    penalty: _PenaltyEntry = msgspec.field(default_factory=_PenaltyEntry)
    dropout: float = Training.dropout
    largest_gradient: float | None = Training.largest_gradient
    batch_size: int | None = Training.batch_size
    shuffle: bool = Training.shuffle
    seed: int = Training.seed
    initialiser: _InitialiserEntry = msgspec.field(default_factory=_InitialiserEntry)


class ExperimentEntry(msgspec.Struct, forbid_unknown_fields=True):
    """All of an experiment; a file has other keys beside."""

    network: NetworkEntry
    samples: list[SampleEntry] = msgspec.field(default_factory=list)
    loss: LossEntry = msgspec.field(default_factory=lambda: LossEntry(LossChoice.name))
    training: TrainingEntry = msgspec.field(default_factory=TrainingEntry)
    transform: TransformEntry | msgspec.UnsetType = msgspec.UNSET


def to_model(entry: ExperimentEntry) -> Experiment:
    """The experiment that `entry` describes; neurons without a position stand at (0, 0)."""
    return Experiment(
        network=network_of(entry.network),
        samples=tuple(map(sample_of, entry.samples)),
        loss=LossChoice(entry.loss.name, entry.loss.over_samples),
        training=training_of(entry.training),
        transform={} if entry.transform is msgspec.UNSET else transform_of(entry.transform),
    )


def to_tree(experiment: Experiment) -> Tree:
    """What a file says of `experiment`, in the order in which it says it."""
    tree: Tree = {
        "network": network_tree(experiment.network),
        "samples": [sample_tree(sample, experiment.network) for sample in experiment.samples],
        "loss": loss_tree(experiment.loss),
        "training": training_tree(experiment.training),
    }
    return tree | ({"transform": transform_tree(experiment)} if experiment.transform else {})


def network_of(entry: NetworkEntry) -> Network:
    """The network that `entry` describes."""
    return Network(
        tuple(map(_neuron, entry.neurons)),
        tuple(map(_connection, entry.connections)),
    )


def network_tree(network: Network) -> Tree:
    """What a file says of `network`."""
    return {
        "neurons": [_neuron_tree(neuron) for neuron in network.neurons],
        "connections": [_connection_tree(connection) for connection in network.connections],
    }


def sample_of(entry: SampleEntry) -> Sample:
    """The sample that `entry` describes."""
    return Sample(entry.inputs, entry.targets, entry.held_out)


def sample_tree(sample: Sample, network: Network) -> Tree:
    """What a file says of a sample of `network`."""
    return {
        "inputs": {neuron.name: sample.inputs[neuron.name] for neuron in network.inputs},
        "targets": {neuron.name: sample.targets[neuron.name] for neuron in network.outputs},
        "held_out": sample.held_out,
    }


def loss_tree(loss: LossChoice) -> Tree:
    """What a file says of the loss."""
    return {"name": loss.name, "over_samples": loss.over_samples.value}


def check_values(network: Network, entry: NetworkEntry, place: str) -> None:
    """Refuses a `value` of anything but a constant, even one that says what stands there by default."""
    for index, neuron in enumerate(entry.neurons):
        if neuron.value is not msgspec.UNSET:
            check_has_value(network.neurons[index], f"{place}.neurons[{index}].value")


def place_of_newer_key(entry: NetworkEntry, place: str) -> str | None:
    """Where a key that version 1 did not know stands first in the network at `place`; None: nowhere."""
    entries: dict[str, Sequence[NeuronEntry | ConnectionEntry]] = {
        "neurons": entry.neurons,
        "connections": entry.connections,
    }
    for kind, of_kind in entries.items():
        for index, each in enumerate(of_kind):
            for key in ("fixed", "rate_multiplier"):
                if getattr(each, key) is not msgspec.UNSET:
                    return f"{place}.{kind}[{index}].{key}"
    return None


def unplaced_in(entry: NetworkEntry) -> set[str]:
    """The names of the neurons whose position is not given."""
    return {neuron.name for neuron in entry.neurons if neuron.position is msgspec.UNSET}


def _neuron(entry: NeuronEntry) -> Neuron:
    position = (0.0, 0.0) if entry.position is msgspec.UNSET else entry.position
    value = 1.0 if entry.value is msgspec.UNSET else entry.value
    is_fixed, multiplier = entry.fixed is True, _multiplier(entry)
    return Neuron(entry.name, entry.kind, entry.activation, entry.bias, value, position, is_fixed, multiplier)


def _connection(entry: ConnectionEntry) -> Connection:
    return Connection(entry.source, entry.dest, entry.weight, entry.fixed is True, _multiplier(entry))


def _multiplier(entry: NeuronEntry | ConnectionEntry) -> float:
    return 1.0 if entry.rate_multiplier is msgspec.UNSET else entry.rate_multiplier


def training_of(entry: TrainingEntry) -> Training:
    """How to train, as `entry` says."""
    return Training(
        learning_rate=entry.learning_rate,
        schedule=ScheduleChoice(**msgspec.structs.asdict(entry.schedule)),
        optimiser=OptimiserChoice(**msgspec.structs.asdict(entry.optimiser)),
        penalty=Penalty(entry.penalty.l1, entry.penalty.l2),
        dropout=entry.dropout,
        largest_gradient=entry.largest_gradient,
        batch_size=entry.batch_size,
        shuffle=entry.shuffle,
        seed=entry.seed,
        initialiser=InitialiserChoice(**msgspec.structs.asdict(entry.initialiser)),
    )


def _neuron_tree(neuron: Neuron) -> Tree:
    tree: Tree = {"name": neuron.name, "kind": neuron.kind.value}
    if neuron.kind.is_computed:
        tree |= {"activation": neuron.activation, "bias": neuron.bias}
    if neuron.is_fixed:
        tree["fixed"] = True
    if neuron.rate_multiplier != 1:
        tree["rate_multiplier"] = neuron.rate_multiplier
    if neuron.kind is Kind.CONSTANT:
        tree["value"] = neuron.value
    return {**tree, "position": list(neuron.position)}


def _connection_tree(connection: Connection) -> Tree:
    tree: Tree = {"source": connection.source, "dest": connection.dest, "weight": connection.weight}
    if connection.is_fixed:
        tree["fixed"] = True
    if connection.rate_multiplier != 1:
        tree["rate_multiplier"] = connection.rate_multiplier
    return tree


def training_tree(training: Training) -> Tree:
    """What a file says of training.

    What was added to version 1 in the course of time stands there only where it is not the default.
    """
    tree: Tree = {"learning_rate": training.learning_rate}
    if training.schedule != ScheduleChoice():
        tree["schedule"] = _given(training.schedule)
    tree["optimiser"] = _given(training.optimiser)
    if not all(map(_is_default_zero, vars(training.penalty).values())):
        penalty = vars(training.penalty).items()
        tree["penalty"] = {name: number for name, number in penalty if not _is_default_zero(number)}
    if not _is_default_zero(training.dropout):
        tree["dropout"] = training.dropout
    if training.largest_gradient is not None:
        tree["largest_gradient"] = training.largest_gradient
    return {
        **tree,
        "batch_size": training.batch_size,
        "shuffle": training.shuffle,
        "seed": training.seed,
        "initialiser": _given(training.initialiser),
    }


def _is_default_zero(number: float) -> bool:
    """Whether `number` is what stands for a key that is left out: 0, which −0 is not."""
    return number == 0 and math.copysign(1.0, number) > 0


def _given(choice: ScheduleChoice | OptimiserChoice | InitialiserChoice) -> Tree:
    """The name, and the settings that were given."""
    return {key: value for key, value in vars(choice).items() if value is not None}
