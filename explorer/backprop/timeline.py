"""When does each message of a pass play, and what is therefore known at a given time?

Time is measured in beats from the start of the pass. The messages are grouped into *moments*, one for each
step that a person takes: a single message, all messages of a neuron, of a level, or of a phase. Within a
moment they play in *waves*: first all contributions travel, then all sums come to be, then all
activations. Everything is derived from the trace; a timeline never changes, and `state_at` depends on the
time alone.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import chain, groupby

from explorer.backprop.message import Trace
from explorer.backprop.message_kind import Phase
from explorer.backprop.state import RevealTimes, State
from explorer.backprop.step_grouping import Grain, steps
from explorer.network.model import Network


@dataclass(frozen=True)
class PhaseSpan:
    """From when to when a phase lasts, in beats."""

    phase: Phase
    start: float
    end: float


@dataclass(frozen=True)
class Moment:
    """What one step plays: from when to when, in beats, and the indices of its messages in the trace."""

    start: float
    end: float
    phase: Phase
    messages: tuple[int, ...]
    title: str


class Timeline:
    """The times, in beats, at which the messages of `trace` play when one step is one `grain`.

    `moments` are the steps, `spans` the phases, `stops` the times at which stepping rests: 0 and the end
    of each moment. `duration` is the end of the last.
    """

    def __init__(self, trace: Trace, network: Network, grain: Grain) -> None:
        self.trace = trace
        self.grain = grain
        self._begin = [0.0] * len(trace.messages)
        self._end = [0.0] * len(trace.messages)
        self._played: list[int] = []
        self.moments: tuple[Moment, ...] = tuple(self._schedule(network))
        self.stops: tuple[float, ...] = (0.0, *(moment.end for moment in self.moments))
        self.spans: tuple[PhaseSpan, ...] = tuple(_phase_spans(self.moments))
        self._begins = [self._begin[index] for index in self._played]
        self._ends = [self._end[index] for index in self._played]
        self._arrivals = RevealTimes(trace, [trace.messages[index] for index in self._played])

    def renewed(self, trace: Trace) -> "Timeline":
        """The same times for a trace of the same messages with other numbers; much faster than a new one."""
        other = copy(self)
        other.trace = trace
        other._arrivals = RevealTimes(trace, [trace.messages[index] for index in self._played])
        return other

    @property
    def duration(self) -> float:
        """When everything has played."""
        return self.stops[-1]

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

    def state_at(self, time: float) -> State:
        """What is known at `time`, and what is under way."""
        arrived = bisect_right(self._ends, time)
        begun = bisect_left(self._begins, time)
        moving = tuple(
            (self.trace.messages[index], self.progress(index, time)) for index in self._played[arrived:begun]
        )
        moment = self.moment_at(time)
        return self._arrivals.state(arrived, moving, None if moment is None else moment.phase)

    def _schedule(self, network: Network) -> Iterator[Moment]:
        """Give every message its times, wave by wave."""
        messages, time = self.trace.messages, 0.0
        for step in steps(messages, network, self.grain):
            start = time
            for wave in step.waves:
                begin, time = time, time + messages[wave[0]].beats
                for index in wave:
                    self._begin[index], self._end[index] = begin, time
                self._played += wave
            indices = tuple(sorted(chain.from_iterable(step.waves)))
            yield Moment(start, time, messages[indices[0]].phase, indices, step.title)


def _phase_spans(moments: Sequence[Moment]) -> Iterator[PhaseSpan]:
    for phase, group in groupby(moments, key=lambda moment: moment.phase):
        of_phase = list(group)
        yield PhaseSpan(phase, of_phase[0].start, of_phase[-1].end)
