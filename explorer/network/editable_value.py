"""Which values can be typed, what stands in each, and in which order does Tab go through them?"""

from enum import StrEnum

from msgspec import Struct

from explorer.network.edits import parameter_edits, sample_edits
from explorer.network.model import Ends, Experiment, Kind, Neuron, Parameter


class FieldKind(StrEnum):
    """What a field holds."""

    NAME = "name"
    INPUT = "input"
    CONSTANT = "constant"
    WEIGHT = "weight"
    BIAS = "bias"
    TARGET = "target"


class EditableValue(Struct, frozen=True):
    """One value that can be typed: of `neuron`, or (a weight) of the connection from `source` to `neuron`."""

    kind: FieldKind
    neuron: str
    source: str | None = None

    @property
    def ends(self) -> Ends | None:
        """The connection whose weight this is, or None."""
        return None if self.source is None else (self.source, self.neuron)

    @property
    def is_number(self) -> bool:
        """Whether a number stands in it; a name does not count as one."""
        return self.kind is not FieldKind.NAME

    @property
    def parameter(self) -> Parameter | None:
        """The weight or bias that this is, or None for what does not learn."""
        if self.kind in (FieldKind.WEIGHT, FieldKind.BIAS):
            return Parameter(self.source, self.neuron)
        return None


def weight_field(ends: Ends) -> EditableValue:
    """The field of a connection's weight."""
    return EditableValue(FieldKind.WEIGHT, ends[1], ends[0])


def main_field(neuron: Neuron) -> EditableValue:
    """The field that Enter edits on a selected neuron: an input's or constant's value, else the bias."""
    kinds = {Kind.INPUT: FieldKind.INPUT, Kind.CONSTANT: FieldKind.CONSTANT}
    return EditableValue(kinds.get(neuron.kind, FieldKind.BIAS), neuron.name)


def has_field(experiment: Experiment, sample: int, field: EditableValue) -> bool:
    """Whether `field` can be edited: its neuron or connection is there, and the sample if it needs one."""
    if field.kind is FieldKind.WEIGHT:
        return field.ends in experiment.network.by_ends
    neuron = experiment.network.by_name.get(field.neuron)
    if neuron is None:
        return False
    has_sample = 0 <= sample < len(experiment.samples)
    return {
        FieldKind.NAME: True,
        FieldKind.BIAS: neuron.kind.is_computed,
        FieldKind.CONSTANT: neuron.kind is Kind.CONSTANT,
        FieldKind.INPUT: neuron.kind is Kind.INPUT and has_sample,
        FieldKind.TARGET: neuron.kind is Kind.OUTPUT and has_sample,
    }[field.kind]


def value_of(experiment: Experiment, sample: int, field: EditableValue) -> float | None:
    """The number in `field`; None for a neuron without a bias. Raises KeyError where there is no number."""
    network = experiment.network
    if field.source is not None:
        return network.by_ends[field.source, field.neuron].weight
    match field.kind:
        case FieldKind.BIAS:
            return network.by_name[field.neuron].bias
        case FieldKind.CONSTANT:
            return network.by_name[field.neuron].value
        case FieldKind.INPUT:
            return experiment.samples[sample].inputs[field.neuron]
        case FieldKind.TARGET:
            return experiment.samples[sample].targets[field.neuron]
    raise KeyError(field)


def with_value(experiment: Experiment, sample: int, field: EditableValue, value: float | None) -> Experiment:
    """`experiment` with `value` in `field`; None takes a bias away, and changes nothing else.

    Raises what the edit of that number raises, and KeyError where there is no number.
    """
    if field.kind is FieldKind.BIAS:
        return parameter_edits.set_bias(experiment, field.neuron, value)
    if value is None:
        return experiment
    if field.source is not None:
        return parameter_edits.set_weight(experiment, field.source, field.neuron, value)
    match field.kind:
        case FieldKind.CONSTANT:
            return parameter_edits.set_constant_value(experiment, field.neuron, value)
        case FieldKind.INPUT:
            return sample_edits.set_input(experiment, sample, field.neuron, value)
        case FieldKind.TARGET:
            return sample_edits.set_target(experiment, sample, field.neuron, value)
    raise KeyError(field)


def fields_in_order(experiment: Experiment, sample: int) -> tuple[EditableValue, ...]:
    """Every number, neuron by neuron in the order of computation: incoming weights, value or bias, target."""
    network = experiment.network
    found: list[EditableValue] = []
    for neuron in network.order:
        found += [weight_field(connection.ends) for connection in network.incoming[neuron.name]]
        if neuron.kind is not Kind.INPUT or has_field(experiment, sample, main_field(neuron)):
            found.append(main_field(neuron))
        target = EditableValue(FieldKind.TARGET, neuron.name)
        if has_field(experiment, sample, target):
            found.append(target)
    return tuple(field for field in found if _is_filled(experiment, field))


def field_beside(
    experiment: Experiment, sample: int, field: EditableValue, step: int
) -> EditableValue | None:
    """The field `step` places after `field` (negative: before it), going round; None where there is none."""
    order = fields_in_order(experiment, sample)
    if not order:
        return None
    if field not in order:
        return order[0 if step > 0 else -1]
    return order[(order.index(field) + step) % len(order)]


def _is_filled(experiment: Experiment, field: EditableValue) -> bool:
    """Whether the field holds a number; Tab passes over neurons without a bias."""
    return field.kind is not FieldKind.BIAS or experiment.network.by_name[field.neuron].bias is not None
