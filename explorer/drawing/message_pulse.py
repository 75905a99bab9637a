"""Where are the numbers of the messages under way now: which pulses travel, which glows come to be?"""

from typing import assert_never

from explorer.backprop.message import (
    Activated,
    ActivationGradient,
    BiasGradient,
    CarriedBack,
    Contribution,
    Delta,
    Message,
    SampleLoss,
    Sum,
    Update,
    WeightGradient,
    WeightPenalty,
)
from explorer.backprop.state import State
from explorer.drawing.curve import Curve
from explorer.drawing.geometry import BIAS_RECT, DELTA_RECT
from explorer.drawing.hit_target import Part
from explorer.drawing.network_geometry import NetworkGeometry
from explorer.drawing.pulse import Glow, Pulse, PulseDirection
from explorer.network.layout.sizes import RADIUS
from explorer.network.model import Parameter, Position

_WAITING_AT = 0.94


def pulses(state: State, geometry: NetworkGeometry) -> list[Pulse]:
    """The pulse of every message under way, and a dot for every contribution that waits for its sum."""
    found = waiting(state, geometry)
    for message, progress in state.moving:
        found += _pulses_of(message, _eased(progress), geometry)
    return found


def waiting(state: State, geometry: NetworkGeometry) -> list[Pulse]:
    """What has arrived at neurons whose z is still to come."""
    summing = {
        connection.dest
        for message, _ in state.moving
        if isinstance(message, Contribution)
        for connection in geometry.graph.incoming.get(message.dest, ())
    }
    return [
        Pulse(
            *geometry.curves[c.ends].at(_WAITING_AT),
            state.contributions[c.ends],
            PulseDirection.FORWARD,
            None,
        )
        for name in summing
        if name not in state.z
        for c in geometry.graph.incoming[name]
        if c.ends in state.contributions and c.ends in geometry.curves
    ]


def glows(state: State, geometry: NetworkGeometry) -> list[Glow]:
    """The parts whose numbers are coming to be."""
    found: list[Glow] = []
    for message, progress in state.moving:
        found += _glow_of(message, 4 * progress * (1 - progress), geometry)
    return found


def _pulses_of(message: Message, progress: float, geometry: NetworkGeometry) -> list[Pulse]:
    match message:
        case Contribution():
            return _along(
                geometry.curves.get((message.source, message.dest)),
                progress,
                message.value,
                PulseDirection.FORWARD,
            )
        case CarriedBack():
            curve = geometry.curves.get((message.source, message.dest))
            return _along(curve, 1 - progress, message.value, PulseDirection.BACKWARD)
        case SampleLoss():
            return [
                pulse
                for term in message.terms
                for pulse in _along(
                    geometry.loss_curves.get(term.neuron), progress, term.value, PulseDirection.FORWARD
                )
            ]
        case ActivationGradient() if message.from_loss is not None:
            curve = geometry.loss_curves.get(message.neuron)
            return _along(curve, 1 - progress, message.from_loss, PulseDirection.BACKWARD)
        case WeightGradient():
            return _from_both_ends(message, progress, geometry)
        case BiasGradient() if message.neuron in geometry.positions:
            x, y = geometry.positions[message.neuron]
            start, end = DELTA_RECT.centre[1], BIAS_RECT.centre[1]
            return [
                Pulse(
                    x,
                    y + start + progress * (end - start),
                    message.delta,
                    PulseDirection.BACKWARD,
                    message.delta,
                )
            ]
        case BiasGradient() | ActivationGradient():
            return []
        case Sum() | Activated() | Delta() | WeightPenalty() | Update():
            return []
        case _:
            assert_never(message)


def _from_both_ends(message: WeightGradient, progress: float, geometry: NetworkGeometry) -> list[Pulse]:
    """a comes from the source and δ from the dest; they meet at the weight and make its gradient."""
    ends = (message.source, message.dest)
    if ends not in geometry.curves:
        return []
    curve, meeting = geometry.curves[ends], geometry.label_places[ends].t
    return [
        *_along(curve, progress * meeting, message.a, PulseDirection.FORWARD),
        *_along(curve, 1 - progress * (1 - meeting), message.delta, PulseDirection.BACKWARD),
    ]


def _along(curve: Curve | None, t: float, value: float, direction: PulseDirection) -> list[Pulse]:
    return [] if curve is None else [Pulse(*curve.at(t), value, direction, value)]


def _glow_of(message: Message, strength: float, geometry: NetworkGeometry) -> list[Glow]:
    match message:
        case Sum():
            return _at_neuron(message.neuron, (-RADIUS / 2, 0), Part.Z, strength, geometry)
        case Activated():
            return _at_neuron(message.neuron, (RADIUS / 2, 0), Part.A, strength, geometry)
        case ActivationGradient() | Delta():
            offset = DELTA_RECT.centre
            return _at_neuron(message.neuron, offset, Part.DELTA, strength, geometry)
        case Update():
            return _at_parameter(message.parameter, strength, geometry)
        case WeightPenalty():
            return [
                glow
                for c in message.weights
                for glow in _at_parameter(Parameter(*c.ends), strength, geometry)
            ]
        case Contribution() | SampleLoss() | CarriedBack() | WeightGradient() | BiasGradient():
            return []
        case _:
            assert_never(message)


def _at_neuron(
    name: str, offset: Position, part: Part, strength: float, geometry: NetworkGeometry
) -> list[Glow]:
    if name not in geometry.positions:
        return []
    x, y = geometry.positions[name]
    return [Glow(x + offset[0], y + offset[1], part, strength)]


def _at_parameter(parameter: Parameter, strength: float, geometry: NetworkGeometry) -> list[Glow]:
    if parameter.source is None:
        centre = BIAS_RECT.centre
        return _at_neuron(parameter.dest, centre, Part.BIAS, strength, geometry)
    place = geometry.label_places.get((parameter.source, parameter.dest))
    return [] if place is None else [Glow(place.x, place.y, Part.WEIGHT, strength)]


def _eased(progress: float) -> float:
    """Slow at both ends: 3p² − 2p³."""
    return progress * progress * (3 - 2 * progress)
