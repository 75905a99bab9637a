"""What is shown at one moment? One frozen value, of which canvas, tables, card and timeline are made.

A frame without a pass needs none of what makes one: that is how the window's first frame comes early.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from explorer.backprop.neuron_place import Places, places_in
from explorer.backprop.notation import Notation, load_notation
from explorer.network.model import Experiment

if TYPE_CHECKING:
    from explorer.backprop.message import Message
    from explorer.backprop.path import Paths
    from explorer.backprop.sample_pass import SamplePass
    from explorer.backprop.script import Cue
    from explorer.backprop.state import State
    from explorer.backprop.timeline import Timeline


@dataclass(frozen=True, eq=False)
class Frame:
    """`experiment` with the numbers of its sample number `sample` that are known at `time`, in beats.

    `shown` is the pass of that sample and `timeline` one of its script; both None where there is no sample,
    or nobody has asked for a pass yet. `index`: which message is explained; None at the very start. `lit`:
    the paths to E that stand out; None where all is as bright. `diverged`: the neuron in which the first
    number became NaN or infinite. `notation`: how symbols are written.
    """

    experiment: Experiment
    sample: int = 0
    shown: "SamplePass | None" = None
    timeline: "Timeline | None" = None
    time: float = 0.0
    index: int | None = None
    lit: "Paths | None" = None
    diverged: str | None = None
    notation: Notation = field(default_factory=load_notation)

    @cached_property
    def state(self) -> "State | None":
        """What is known, and what is under way."""
        if self.shown is None or self.timeline is None:
            return None
        from explorer.backprop.state import state_at

        return state_at(self.shown, self.timeline, self.time)

    @cached_property
    def places(self) -> Places:
        """Where each neuron stands, which notations name it by."""
        return places_in(self.experiment.network) if self.shown is None else self.shown.script.neuron_places

    @property
    def cue(self) -> "Cue | None":
        """What the message that is explained is about, without its numbers."""
        return None if self.index is None or self.shown is None else self.shown.script.cues[self.index]

    @property
    def message(self) -> "Message | None":
        """The message that is explained, with its numbers."""
        return None if self.index is None or self.shown is None else self.shown.messages[self.index]

    def is_same(self, other: "Frame") -> bool:
        """Whether nothing differs at all."""
        return self._numbers == other._numbers and self.time == other.time

    def has_same_numbers(self, other: "Frame") -> bool:
        """Whether nothing differs but how far what is under way has come."""
        return self._numbers == other._numbers

    @cached_property
    def _numbers(self) -> tuple[object, ...]:
        """All that decides what is written; what is alike from frame to frame is the very same object."""
        moment: tuple[object, ...] = ()
        if self.timeline is not None:
            moment = (id(self.timeline), self.timeline.arrived(self.time), self.timeline.under_way(self.time))
        return (
            id(self.experiment),
            self.sample,
            id(self.shown),
            *moment,
            self.index,
            id(self.lit),
            self.diverged,
            id(self.notation),
        )
