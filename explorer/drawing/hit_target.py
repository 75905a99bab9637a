"""What can lie under the pointer? The targets of a hit test, and the fields that can be typed there."""

from enum import StrEnum

from msgspec import Struct

from explorer.network.editable_value import EditableValue, FieldKind, weight_field
from explorer.network.model import Ends, Kind, Network


class Part(StrEnum):
    """A part of the drawing that answers to the pointer."""

    BODY = "body"
    RIM = "rim"
    NAME = "name"
    VALUE = "value"
    Z = "z"
    A = "a"
    BIAS = "bias"
    DELTA = "delta"
    TARGET = "target"
    CURVE = "curve"
    WEIGHT = "weight"
    GRADIENT = "gradient"
    LOSS = "loss"
    EMPTY = "empty"


class HitTarget(Struct, frozen=True):
    """A part of `neuron`, or of the connection `ends`, or neither: the loss or empty canvas."""

    part: Part
    neuron: str | None = None
    ends: Ends | None = None

    def is_in(self, network: Network) -> bool:
        """Whether the neuron or connection is one of `network`; the loss and empty canvas always are."""
        has_neuron = self.neuron is None or self.neuron in network.by_name
        return has_neuron and (self.ends is None or self.ends in network.by_ends)


NO_TARGET = HitTarget(Part.EMPTY)


def field_at(hit: HitTarget, network: Network) -> EditableValue | None:
    """The field that can be typed at `hit`, or None."""
    if hit.ends is not None:
        return weight_field(hit.ends) if hit.part is Part.WEIGHT else None
    if hit.neuron is None:
        return None
    match hit.part:
        case Part.NAME:
            return EditableValue(FieldKind.NAME, hit.neuron)
        case Part.BIAS:
            return EditableValue(FieldKind.BIAS, hit.neuron)
        case Part.TARGET:
            return EditableValue(FieldKind.TARGET, hit.neuron)
        case Part.VALUE:
            is_input = network.by_name[hit.neuron].kind is Kind.INPUT
            return EditableValue(FieldKind.INPUT if is_input else FieldKind.CONSTANT, hit.neuron)
        case _:
            return None


def part_of(field: EditableValue) -> Part:
    """The part of the drawing where `field` stands."""
    return {
        FieldKind.NAME: Part.NAME,
        FieldKind.INPUT: Part.VALUE,
        FieldKind.CONSTANT: Part.VALUE,
        FieldKind.WEIGHT: Part.WEIGHT,
        FieldKind.BIAS: Part.BIAS,
        FieldKind.TARGET: Part.TARGET,
    }[field.kind]
