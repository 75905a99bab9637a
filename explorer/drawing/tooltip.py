"""What does the tooltip say on each part of the drawing? Every number with all its digits."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from explorer.backprop.notation import Notation, load_notation
from explorer.drawing.hit_target import HitTarget, Part
from explorer.network.activation import ACTIVATIONS
from explorer.network.editable_value import EditableValue, FieldKind, has_field, value_of
from explorer.network.model import Ends, Experiment, Kind, Neuron, Parameter
from explorer.number import exact
from explorer.plain_text import shown_name
from explorer.symbol import Symbol

if TYPE_CHECKING:
    from explorer.backprop.state import State


def tooltip(
    experiment: Experiment,
    sample: int,
    state: State | None,
    hit: HitTarget,
    findings: Mapping[str, str] = MappingProxyType({}),
    notation: Notation | None = None,
) -> str:
    """The lines that describe `hit`, in `notation` (None: that of the program); empty for empty canvas.

    `findings`: what a diagnosis says of neurons, by their names; it stands below all else of these.
    """
    lines = [_text(experiment, sample, state, hit), findings.get(hit.neuron or "", "")]
    return (notation or load_notation()).write("\n".join(filter(None, lines)))


def _text(experiment: Experiment, sample: int, state: State | None, hit: HitTarget) -> str:
    if hit.part is Part.LOSS:
        return "\n".join(_loss_lines(state))
    if hit.ends is not None:
        return _connection_text(experiment, state, hit)
    if hit.neuron is None:
        return ""
    neuron = experiment.network.by_name[hit.neuron]
    if hit.part is Part.RIM:
        return f"{shown_name(neuron.name)}\ndrag from here to connect"
    if hit.part in (Part.BODY, Part.NAME, Part.VALUE):
        return "\n".join(_neuron_lines(experiment, sample, state, neuron))
    return _number_text(experiment, sample, state, neuron, hit.part)


def _loss_lines(state: State | None) -> list[str]:
    if state is None or state.loss is None:
        return [f"{Symbol.LOSS}, the loss of this sample"]
    lines = [f"{Symbol.LOSS} = {exact(state.loss)}"]
    if state.penalty is not None:
        lines.append(f"R = {exact(state.penalty)}, added to the {Symbol.LOSS} of a batch")
    return lines


def _connection_text(experiment: Experiment, state: State | None, hit: HitTarget) -> str:
    source, dest = ends = _ends(hit)
    lines = [
        Parameter(source, dest).shown,
        f"{Symbol.WEIGHT} = {exact(experiment.network.by_ends[ends].weight)}",
    ]
    parameter = Parameter(source, dest)
    lines += _rate_lines(experiment, parameter)
    if state is not None and ends in state.contributions:
        lines.append(f"{Symbol.WEIGHT} · {Symbol.A} = {exact(state.contributions[ends])}")
    lines += _learning_lines(state, parameter, Symbol.WEIGHT)
    return "\n".join(lines)


def _ends(hit: HitTarget) -> Ends:
    assert hit.ends is not None
    return hit.ends


def _rate_lines(experiment: Experiment, parameter: Parameter) -> list[str]:
    network = experiment.network
    if network.is_fixed(parameter):
        return ["fixed: training leaves it as it is"]
    multiplier = network.rate_multiplier(parameter)
    return [] if multiplier == 1 else [f"learns at {exact(multiplier)} {Symbol.ALPHA}"]


def _learning_lines(state: State | None, parameter: Parameter, symbol: Symbol) -> list[str]:
    """The gradient, and what the update makes of the parameter."""
    lines: list[str] = []
    if state is not None and parameter in state.gradients:
        gradient = {Symbol.WEIGHT: Symbol.WEIGHT_GRADIENT, Symbol.BIAS: Symbol.BIAS_GRADIENT}[symbol]
        lines.append(f"{gradient} = {exact(state.gradients[parameter])}")
    if state is not None and parameter in state.updates:
        lines.append(f"{symbol} → {exact(state.updates[parameter])}")
    return lines


def _number_text(experiment: Experiment, sample: int, state: State | None, neuron: Neuron, part: Part) -> str:
    """The one number that is pointed at."""
    name, shown = neuron.name, shown_name(neuron.name)
    match part:
        case Part.Z if state is not None and name in state.z:
            return f"{Symbol.Z} of {shown} = {exact(state.z[name])}"
        case Part.A if state is not None and name in state.a:
            lines = [
                f"{Symbol.A} of {shown} = {exact(state.a[name])}",
                *_unit_lines(experiment, name, state.a[name]),
            ]
            return "\n".join([*lines, _function_text(neuron)])
        case Part.A:
            return _function_text(neuron)
        case Part.Z:
            return f"{Symbol.Z} of {shown}, the sum of what arrives"
        case Part.DELTA:
            return "\n".join(_error_lines(state, name))
        case Part.TARGET:
            target = value_of(experiment, sample, EditableValue(FieldKind.TARGET, name))
            if target is None:
                return ""
            return "\n".join([f"target of {shown} = {exact(target)}", *_unit_lines(experiment, name, target)])
        case Part.BIAS if neuron.bias is None:
            return f"{shown} has no bias: click to give it one"
        case Part.BIAS:
            lines = _learning_lines(state, Parameter(None, name), Symbol.BIAS)
            fixed = _rate_lines(experiment, Parameter(None, name))
            return "\n".join([f"{Symbol.BIAS} of {shown} = {exact(neuron.bias or 0.0)}", *fixed, *lines])
        case _:
            return ""


def _unit_lines(experiment: Experiment, name: str, number: float) -> list[str]:
    """The number in the units and labels of the original table, where it is scaled or stands for a text."""
    scaling = experiment.scaling(name)
    original = scaling.typed(number) if experiment.is_standardised(name) else number
    label = scaling.label_of(original)
    lines = [f"{exact(original)} in original units"] if experiment.is_standardised(name) else []
    return lines + ([f"nearest to “{shown_name(label)}”"] if label else [])


def _function_text(neuron: Neuron) -> str:
    """“ReLU: φ(z) = max(0, z)”."""
    function = ACTIVATIONS[neuron.activation or "identity"]
    return f"{function.label}: {Symbol.PHI}({Symbol.Z}) = {function.formula}"


def _error_lines(state: State | None, name: str) -> list[str]:
    lines: list[str] = []
    if state is not None and name in state.delta:
        lines.append(f"{Symbol.DELTA} of {shown_name(name)} = {exact(state.delta[name])}")
    if state is not None and name in state.dE_da:
        lines.append(f"∂{Symbol.LOSS}/∂{Symbol.A} = {exact(state.dE_da[name])}")
    return lines


def _neuron_lines(experiment: Experiment, sample: int, state: State | None, neuron: Neuron) -> list[str]:
    """Name, kind and every number known of the neuron."""
    name = neuron.name
    lines = [f"{shown_name(name)}, {neuron.kind}"]
    if neuron.kind is Kind.CONSTANT:
        return [f"{shown_name(name)}, always on", exact(neuron.value)]
    if neuron.kind is Kind.INPUT:
        given = EditableValue(FieldKind.INPUT, name)
        if has_field(experiment, sample, given):
            number = value_of(experiment, sample, given) or 0.0
            lines += [exact(number), *_unit_lines(experiment, name, number)]
        return lines
    if state is not None:
        lines += [f"{Symbol.Z} = {exact(state.z[name])}"] if name in state.z else []
        if name in state.a:
            lines += [f"{Symbol.A} = {exact(state.a[name])}", *_unit_lines(experiment, name, state.a[name])]
    lines += [] if neuron.bias is None else [f"{Symbol.BIAS} = {exact(neuron.bias)}"]
    return lines + _error_lines(state, name)
