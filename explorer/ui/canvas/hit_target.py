"""What lies under the pointer?"""

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True)
class HitTarget:
    """A part of `neuron`, or of the connection `ends`, or neither: the loss or empty canvas."""

    part: Part
    neuron: str | None = None
    ends: Ends | None = None


NO_TARGET = HitTarget(Part.EMPTY)


def field_at(spot: HitTarget, network: Network) -> EditableValue | None:
    """The field that can be typed at `spot`, or None."""
    if spot.ends is not None:
        return weight_field(spot.ends) if spot.part is Part.WEIGHT else None
    if spot.neuron is None:
        return None
    match spot.part:
        case Part.NAME:
            return EditableValue(FieldKind.NAME, spot.neuron)
        case Part.BIAS:
            return EditableValue(FieldKind.BIAS, spot.neuron)
        case Part.TARGET:
            return EditableValue(FieldKind.TARGET, spot.neuron)
        case Part.VALUE:
            is_input = network.by_name[spot.neuron].kind is Kind.INPUT
            return EditableValue(FieldKind.INPUT if is_input else FieldKind.CONSTANT, spot.neuron)
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
