"""Which messages does one step play, and which of them at the same time?

A step is a single message, or all that belong to a neuron, a level or a phase. It plays in *waves*: within
a neuron or a level first all contributions travel, then all sums come to be, then all activations; a phase
goes level by level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from explorer.backprop.message_kind import Phase, Quantity
from explorer.network.activation import SOFTMAX
from explorer.network.model import Network

if TYPE_CHECKING:
    from explorer.backprop.script import Cue, Script


class Grain(StrEnum):
    """How much one step plays."""

    MESSAGE = "message"
    NEURON = "neuron"
    LEVEL = "level"
    PHASE = "phase"


Wave = tuple[int, ...]
"""The indices of messages that play at the same time."""

Step = tuple[Wave, ...]
"""What one step plays, wave after wave."""


def steps(script: Script, grain: Grain) -> Iterator[Step]:
    """The messages in steps of `grain`, in the order of the script.

    The activations of a softmax are a step of their own by neuron, and so are their ∂E/∂a: each needs what
    the whole group has before.
    """
    cues, network = script.cues, script.wiring.network
    match grain:
        case Grain.MESSAGE:
            yield from (((index,),) for index in range(len(cues)))
        case Grain.NEURON:
            for run in _runs(range(len(cues)), cues, lambda cue: _neuron(cue, network)):
                yield tuple(_by_stage(cues, run))
        case Grain.LEVEL:
            for run in _runs(range(len(cues)), cues, lambda cue: _level(cue, network)):
                yield tuple(_by_stage(cues, run))
        case Grain.PHASE:
            for run in _runs(range(len(cues)), cues, lambda cue: cue.kind.phase):
                levels = _runs(run, cues, lambda cue: _level(cue, network))
                yield tuple(wave for level in levels for wave in _by_stage(cues, level))


def _runs(
    indices: Sequence[int], cues: Sequence[Cue], key: Callable[[Cue], object]
) -> Iterator[tuple[int, ...]]:
    """The `indices`, cut wherever the key changes."""
    for _, run in groupby(indices, key=lambda index: key(cues[index])):
        yield tuple(run)


def _by_stage(cues: Sequence[Cue], indices: Sequence[int]) -> list[Wave]:
    stages: dict[int, list[int]] = {}
    for index in indices:
        stages.setdefault(cues[index].kind.stage, []).append(index)
    return [tuple(stages[stage]) for stage in sorted(stages)]


def _neuron(cue: Cue, network: Network) -> tuple[Phase, str | None]:
    """The neuron; None for loss and penalty, and for what the outputs of a softmax do together."""
    is_softmax = cue.place is not None and network.by_name[cue.place].activation == SOFTMAX
    is_together = is_softmax and cue.kind.brings in (Quantity.A, Quantity.DE_DA)
    return cue.kind.phase, None if is_together else cue.place


def _level(cue: Cue, network: Network) -> tuple[Phase, int | None]:
    """The level of the message's neuron; a softmax plays as one, at the highest level of its outputs."""
    phase = cue.kind.phase
    if cue.place is None:
        return phase, None
    is_together = network.by_name[cue.place].activation == SOFTMAX and phase is not Phase.UPDATE
    level = max(network.level[n.name] for n in network.outputs) if is_together else network.level[cue.place]
    return phase, level
