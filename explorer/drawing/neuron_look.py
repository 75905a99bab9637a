"""What does a neuron show of itself now?"""

import math
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from explorer.backprop.frame import Frame
from explorer.drawing.highlights import Halo, Highlights
from explorer.drawing.number_text import brief, brief_change
from explorer.network.model import Kind, Neuron, Parameter
from explorer.plain_text import shown_name

if TYPE_CHECKING:
    from explorer.backprop.responses import Response


class NeuronLook(Struct, frozen=True, dict=True):
    """Everything that a neuron paints. A number that the animation has not reached is None."""

    name: str
    kind: Kind
    activation: str | None = None
    value: float | None = None
    bias: float | None = None
    next_bias: float | None = None
    has_fixed_bias: bool = False
    """Whether training leaves the bias as it is."""
    z: float | None = None
    a: float | None = None
    dE_da: float | None = None
    delta: float | None = None
    target: float | None = None
    feeds_others: bool = False
    is_selected: bool = False
    is_hovered: bool = False
    is_wanted: bool = False
    """A connection that is being drawn may end here."""
    is_diverged: bool = False
    is_amiss: bool = False
    """A diagnosis speaks of it: it is dead, saturated …"""
    halo: Halo | None = None
    bias_symbol: str = ""
    target_symbol: str = ""
    delta_symbol: str = ""
    gradient_symbol: str = ""
    """Of ∂E/∂a. All as the notation has them."""
    halves: tuple[str, str] | None = None
    """What its two halves are called, where each has errors of its own."""
    response: "Response | None" = None
    """What it responds to, where that is shown."""

    @property
    def is_enlarged(self) -> bool:
        """Whether it is drawn larger where the drawing is seen from afar: pointed at or explained."""
        return self.is_hovered or self.halo is not None

    @property
    def is_finite(self) -> bool:
        """Whether every number of the neuron that is shown is finite."""
        numbers = (self.value, self.bias, self.next_bias, self.z, self.a, self.dE_da, self.delta)
        return all(number is None or math.isfinite(number) for number in numbers)

    @property
    def bias_text(self) -> str:
        """“b 0.5”, in the update “b 0.5 → 0.55”; without a bias “+ b” while the neuron is pointed at."""
        if not self.kind.is_computed:
            return ""
        if self.bias is None:
            return f"+ {self.bias_symbol}" if self.is_hovered or self.is_selected else ""
        if self.next_bias is None:
            return f"{self.bias_symbol} {brief(self.bias)}"
        return "{} {} → {}".format(self.bias_symbol, *brief_change(self.bias, self.next_bias))

    @property
    def short_bias_text(self) -> str:
        """The same where room is short: in the update “b → 0.55”."""
        if self.bias is None or self.next_bias is None:
            return self.bias_text
        return f"{self.bias_symbol} → {brief_change(self.bias, self.next_bias)[1]}"

    @property
    def error_text(self) -> str:
        """What the badge says: first ∂E/∂a, then δ."""
        return self.delta_text or self.gradient_text

    @property
    def delta_text(self) -> str:
        """“δ 0.5”; empty until it is known."""
        return "" if self.delta is None else f"{self.delta_symbol} {brief(self.delta)}"

    @property
    def gradient_text(self) -> str:
        """“∂E/∂a 0.5”; empty until it is known."""
        return "" if self.dE_da is None else f"{self.gradient_symbol} {brief(self.dE_da)}"

    @cached_property
    def from_afar(self) -> tuple[object, ...]:
        """What is left of it where only colours can be told, no numbers: equal where those are the same."""
        signs = _sign(self.value), _sign(self.a), _sign(self.dE_da), _sign(self.delta)
        marks = self.is_selected, self.is_hovered, self.is_wanted, self.is_diverged, self.is_amiss, self.halo
        is_plain = self.response is None
        return (self.kind, self.is_finite, self.target is None, self.feeds_others, is_plain, signs, marks)


def _sign(number: float | None) -> float | None:
    """−1, 0 or 1, which decides the colour; what is not finite has its own."""
    if not number or not math.isfinite(number):
        return number
    return math.copysign(1.0, number)


def neuron_look(frame: Frame, neuron: Neuron, highlights: Highlights) -> NeuronLook:
    """Everything that `neuron` paints."""
    name, experiment, state = neuron.name, frame.experiment, frame.state
    notation, place = frame.notation, frame.places[neuron.name]
    words = place.words() if notation.has_halves and neuron.kind.is_computed else {}
    sample = experiment.samples[frame.sample] if 0 <= frame.sample < len(experiment.samples) else None
    value = None
    if neuron.kind is Kind.CONSTANT:
        value = neuron.value
    elif neuron.kind is Kind.INPUT and sample is not None:
        value = sample.inputs[name]
    return NeuronLook(
        name=shown_name(name),
        kind=neuron.kind,
        activation=neuron.activation,
        value=value,
        bias=neuron.bias,
        next_bias=None if state is None else state.updates.get(Parameter(None, name)),
        has_fixed_bias=neuron.is_fixed and neuron.bias is not None,
        z=None if state is None else state.z.get(name),
        a=None if state is None else state.a.get(name),
        dE_da=None if state is None else state.dE_da.get(name),
        delta=None if state is None else state.delta.get(name),
        target=sample.targets[name] if sample is not None and neuron.kind is Kind.OUTPUT else None,
        feeds_others=name in experiment.network.feeding,
        is_selected=name in highlights.selected,
        is_hovered=name == highlights.hovered,
        is_wanted=name in highlights.wanted,
        is_diverged=name == highlights.diverged,
        is_amiss=name in highlights.amiss,
        halo=highlights.halo if name == highlights.explained_neuron else None,
        bias_symbol=notation.symbols["bias"],
        target_symbol=notation.symbols["target"],
        delta_symbol=notation.badge("delta", place),
        gradient_symbol=notation.badge("activation_gradient", place),
        halves=(words["sum_half"], words["half"]) if words else None,
        response=None if highlights.responses is None else highlights.responses.by_neuron.get(name),
    )
