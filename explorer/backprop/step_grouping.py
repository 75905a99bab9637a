"""Which messages does one step play, and which of them at the same time?

A step is a single message, or all that belong to a neuron, a level or a phase. It plays in *waves*: within
a neuron or a level first all contributions travel, then all sums come to be, then all activations; a phase
goes level by level.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from explorer.backprop.message import Activated, ActivationGradient, Message, Update, WeightPenalty
from explorer.backprop.message_kind import Phase
from explorer.network.activation import SOFTMAX
from explorer.network.model import Network, Parameter


class Grain(StrEnum):
    """How much one step plays."""

    MESSAGE = "message"
    NEURON = "neuron"
    LEVEL = "level"
    PHASE = "phase"


Wave = tuple[int, ...]
"""The indices of messages that play at the same time."""


@dataclass(frozen=True)
class Step:
    """What one step plays, wave after wave, and what to call it."""

    title: str
    waves: tuple[Wave, ...]


def steps(messages: Sequence[Message], network: Network, grain: Grain) -> Iterator[Step]:
    """The messages in steps of `grain`, in the order of the trace.

    The activations of a softmax are a step of their own by neuron, and so are their ∂E/∂a: each needs what
    the whole group has before.
    """
    if grain is Grain.MESSAGE:
        for index, message in enumerate(messages):
            yield Step(_title(message.phase, _whereabouts(message)), ((index,),))
        return
    key = {Grain.NEURON: _neuron, Grain.LEVEL: _level, Grain.PHASE: _phase}[grain]
    for run in _runs(range(len(messages)), [key(message, network) for message in messages]):
        parts = _runs(run, [_level(messages[n], network) for n in run]) if grain is Grain.PHASE else (run,)
        waves = tuple(wave for part in parts for wave in _by_stage(messages, part))
        yield Step(_title(*key(messages[run[0]], network)), waves)


def _runs(indices: Sequence[int], keys: Sequence[object]) -> Iterator[tuple[int, ...]]:
    """The `indices`, cut wherever the key changes."""
    for _, pairs in groupby(zip(indices, keys, strict=True), key=lambda pair: pair[1]):
        yield tuple(index for index, _ in pairs)


def _by_stage(messages: Sequence[Message], indices: Sequence[int]) -> list[Wave]:
    stages: dict[int, list[int]] = {}
    for index in indices:
        stages.setdefault(messages[index].stage, []).append(index)
    return [tuple(stages[stage]) for stage in sorted(stages)]


def _phase(message: Message, network: Network) -> tuple[Phase, str]:
    return message.phase, ""


def _neuron(message: Message, network: Network) -> tuple[Phase, str]:
    name = message.place
    if name is None:
        return message.phase, ""
    is_softmax = network.by_name[name].activation == SOFTMAX
    if is_softmax and isinstance(message, Activated | ActivationGradient):
        return message.phase, "softmax of all outputs"
    return message.phase, f"neuron {name}"


def _level(message: Message, network: Network) -> tuple[Phase, str]:
    """The level of the message's neuron; a softmax plays as one, at the highest level of its outputs."""
    name = message.place
    if name is None:
        return message.phase, ""
    is_together = network.by_name[name].activation == SOFTMAX and not isinstance(message, Update)
    level = max(network.level[n.name] for n in network.outputs) if is_together else network.level[name]
    return message.phase, f"level {level}"


def _title(phase: Phase, whereabouts: str) -> str:
    return f"{phase.capitalize()} · {whereabouts}" if whereabouts else phase.capitalize()


def _whereabouts(message: Message) -> str:
    kind = message.name.replace("-", " ")
    match message.subject:
        case None:
            return "penalty of the weights" if isinstance(message, WeightPenalty) else ""
        case Parameter(source=source) as parameter:
            return parameter.label if source is None else f"weight {parameter.label}"
        case str() as neuron:
            return f"{kind} {neuron}"
        case (source, dest):
            return f"{kind} {source} → {dest}" if message.place == dest else f"{kind} {dest} → {source}"
