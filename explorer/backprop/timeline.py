"""When does each message of a script play?

Time is measured in beats from the start of the pass. The messages are grouped into *moments*, one for each
step that a person takes: a single message, all messages of a neuron, of a level, or of a phase. Within a
moment they play in *waves*: first all contributions travel, then all sums come to be, then all
activations. No number plays a part, so a timeline serves for every pass of its script.
"""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from explorer.backprop.message_kind import Phase, Quantity
from explorer.backprop.script import Script
from explorer.backprop.step_grouping import Grain, steps

NEVER = sys.maxsize
"""The place of what does not arrive at all."""


@dataclass(frozen=True)
class PhaseSpan:
    """From when to when a phase lasts, in beats."""

    phase: Phase
    start: float
    end: float


@dataclass(frozen=True)
class Moment:
    """From when to when one step plays, in beats."""

    start: float
    end: float
    phase: Phase


class Timeline:
    """The times, in beats, at which the messages of `script` play when one step is one `grain`.

    `moments` are the steps, `spans` the phases, `stops` the times at which stepping rests: 0 and the end
    of each moment. `duration` is the end of the last. `places`: for each quantity, in which place the number
    of each neuron, connection or parameter arrives, counted from 0 over all messages.
    """

    def __init__(self, script: Script, grain: Grain) -> None:
        self.script = script
        self.grain = grain
        self._begin = [0.0] * len(script.cues)
        self._end = [0.0] * len(script.cues)
        self._played: list[int] = []
        self.moments: tuple[Moment, ...] = tuple(self._schedule())
        self.stops: tuple[float, ...] = (0.0, *(moment.end for moment in self.moments))
        self.spans: tuple[PhaseSpan, ...] = tuple(_phase_spans(self.moments))
        self._begins = [self._begin[index] for index in self._played]
        self._ends = [self._end[index] for index in self._played]
        self.places = self._places()

    @property
    def duration(self) -> float:
        """When everything has played."""
        return self.stops[-1]

    @property
    def revealed(self) -> float:
        """The end of the backward phase, when every number of the pass is known but those of the update."""
        return max((span.end for span in self.spans if span.phase is not Phase.UPDATE), default=0.0)

    def next_stop(self, time: float) -> float:
        """The first stop after `time`; the end where there is none."""
        return self.stops[min(bisect_right(self.stops, time), len(self.stops) - 1)]

    def previous_stop(self, time: float) -> float:
        """The last stop before `time`; 0 where there is none."""
        return self.stops[max(bisect_left(self.stops, time) - 1, 0)]

    def moment_at(self, time: float) -> Moment | None:
        """The moment that plays at `time` or has just ended; None at the start."""
        begun = bisect_left(self.stops, time)
        return self.moments[min(begun, len(self.moments)) - 1] if begun and self.moments else None

    def message_at(self, time: float) -> int | None:
        """The message to explain at `time`: the last that has begun to play; None at the start."""
        begun = bisect_left(self._begins, time)
        return self._played[begun - 1] if begun else None

    def time_of(self, message_index: int) -> float:
        """When the message arrives: its number is known from then on."""
        return self._end[message_index]

    def time_nearest(self, message_index: int | None) -> float:
        """Where to go on when the grain or the network has changed: the arrival of that message.

        The arrival of the last message where there are fewer now; the start for None.
        """
        if message_index is None or not self._end:
            return 0.0
        return self._end[min(message_index, len(self._end) - 1)]

    def progress(self, message_index: int, time: float) -> float:
        """How far the message has come at `time`: 0 before it begins, 1 from its arrival on."""
        begin, end = self._begin[message_index], self._end[message_index]
        return min(max((time - begin) / (end - begin), 0.0), 1.0)

    def arrived(self, time: float) -> int:
        """How many messages have arrived at `time`: those whose `places` are below that."""
        return bisect_right(self._ends, time)

    def under_way(self, time: float) -> tuple[int, ...]:
        """The messages that have begun to play at `time`, and not yet arrived."""
        return tuple(self._played[self.arrived(time) : bisect_left(self._begins, time)])

    def _schedule(self) -> Iterator[Moment]:
        """Give every message its times, wave by wave."""
        cues, time = self.script.cues, 0.0
        for waves in steps(self.script, self.grain):
            start = time
            for wave in waves:
                begin, time = time, time + cues[wave[0]].kind.beats
                for index in wave:
                    self._begin[index], self._end[index] = begin, time
                self._played += wave
            yield Moment(start, time, cues[waves[0][0]].kind.phase)

    def _places(self) -> dict[Quantity, list[int]]:
        """What is given is there from the start; what has no message never comes."""
        wiring = self.script.wiring
        neurons, connections = len(wiring.network.neurons), len(wiring.source)
        sizes = dict.fromkeys((Quantity.Z, Quantity.A, Quantity.DE_DA, Quantity.DELTA), neurons)
        sizes |= dict.fromkeys((Quantity.CONTRIBUTION, Quantity.CARRIED), connections)
        sizes |= dict.fromkeys((Quantity.GRADIENT, Quantity.UPDATE), len(wiring.network.parameters))
        places = {quantity: [NEVER] * sizes.get(quantity, 1) for quantity in Quantity}
        for number, neuron in enumerate(wiring.network.order):
            if not neuron.kind.is_computed:
                places[Quantity.A][number] = -1
        for place, index in enumerate(self._played):
            cue = self.script.cues[index]
            places[cue.kind.brings][cue.number] = place
        return places


def _phase_spans(moments: Sequence[Moment]) -> Iterator[PhaseSpan]:
    for phase, group in groupby(moments, key=lambda moment: moment.phase):
        of_phase = list(group)
        yield PhaseSpan(phase, of_phase[0].start, of_phase[-1].end)
