"""When is it in the animation?

`Player` owns the time within a script, and how fast it runs; play, pause, step, scrub and rewind only set it.
Which numbers belong to it is no matter of the player's (`explorer.ui.session.frame_source`).
"""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from explorer.backprop.message_kind import Phase
from explorer.backprop.playback_speed import BEATS_PER_SECOND, FASTEST, SLOWEST
from explorer.backprop.script import Cue, Script
from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from explorer.frame_budget import FRAME
from explorer.network.model import Experiment


class Player(QObject):
    """Owns the time of the animation, the grain and the speed."""

    moved = Signal()
    """The time, the message that is explained or the timeline is another one."""
    playing_changed = Signal(bool)
    grain_changed = Signal(object)
    speed_changed = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timeline = Timeline(Script.of(Experiment()), Grain.MESSAGE)
        self._speed = 1.0
        self._time = 0.0
        self._pointed: int | None = None  # a message that was asked for, until the time goes on
        self._goal: float | None = None
        self._has_reduced_motion = False
        self._waited = 0.0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._on_frame)

    @property
    def timeline(self) -> Timeline:
        """When each message plays; empty where there is no pass."""
        return self._timeline

    @property
    def time(self) -> float:
        """The present time, in beats from the start of the pass."""
        return self._time

    @property
    def duration(self) -> float:
        """The length of the pass in beats; 0 where there is none."""
        return self._timeline.duration

    @property
    def message_index(self) -> int | None:
        """Which message is explained now; None at the very start.

        The one that was asked for, if any: at a coarse grain several arrive at the same time.
        """
        return self._timeline.message_at(self._time) if self._pointed is None else self._pointed

    @property
    def grain(self) -> Grain:
        """How much one step plays."""
        return self._timeline.grain

    @property
    def speed(self) -> float:
        """How many times as fast as normal the animation plays."""
        return self._speed

    @property
    def is_playing(self) -> bool:
        """Whether the time runs."""
        return self._timer.isActive()

    @property
    def has_reduced_motion(self) -> bool:
        """Whether playing jumps from stop to stop."""
        return self._has_reduced_motion

    def follow(self, script: Script) -> None:
        """Play this script from now on; where it is another one, from where its same message arrives.

        Where it has no such message, from the one with the same number. Tells nobody: whoever hands it a
        script asks for the time.
        """
        if script is not self._timeline.script:
            self._take(Timeline(script, self.grain))

    def rewind(self) -> None:
        """Stand at the start of the pass, without telling."""
        self._time, self._pointed = 0.0, None

    def play(self) -> None:
        """Let the time run to the end of the pass; from the start again when it is at the end."""
        if self._time >= self.duration:
            self.seek(0.0)
        self._run_to(self.duration)

    def play_phase(self, phase: Phase) -> None:
        """Play one phase from its beginning; what comes before it is already there."""
        for span in self._timeline.spans:
            if span.phase == phase:
                self.seek(span.start)
                self._run_to(span.end)

    def pause(self) -> None:
        """Let the time stand."""
        self._goal = None
        if self._timer.isActive():
            self._timer.stop()
            self.playing_changed.emit(False)

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def first(self) -> None:
        """To the start of the pass."""
        self.seek(0.0)

    def last(self) -> None:
        """To the end of the pass."""
        self.seek(self.duration)

    def next(self) -> None:
        """Play on to the next stop; when it is already on the way there, jump to it."""
        if self._goal is not None and self._goal < self.duration:
            self.seek(self._goal)
        self._run_to(self._timeline.next_stop(self._time))

    def back(self) -> None:
        """To the stop before."""
        self.seek(self._timeline.previous_stop(self._time))

    def seek(self, time: float) -> None:
        """Pause and go to `time`, in beats, clamped to the pass."""
        self.pause()
        self._set_time(time)

    def reveal(self) -> None:
        """Pause at the end of the backward phase, where every value of the pass is known."""
        self.seek(self._timeline.revealed)

    def show_message(self, index: int) -> None:
        """Pause where the message with this index has just arrived, and explain that one."""
        self.pause()
        self._set_time(self._timeline.time_of(index), index)

    def explain(self, indices: Sequence[int]) -> None:
        """Explain the last of these messages that has arrived, at the present time; else go to the first."""
        if not indices:
            return
        arrived = [index for index in indices if self._timeline.time_of(index) <= self._time]
        if arrived:
            self.pause()
            self._set_time(self._time, arrived[-1])
        else:
            self.show_message(indices[0])

    def set_grain(self, grain: Grain) -> None:
        """Step by message, neuron, level or phase from now on; the place in the pass stays."""
        if grain != self.grain:
            self._take(Timeline(self._timeline.script, grain))
            self.grain_changed.emit(grain)
            self.moved.emit()

    def set_speed(self, speed: float) -> None:
        """Play `speed` times as fast as normal, clamped to 0.25 … 16."""
        self._speed = min(max(speed, SLOWEST), FASTEST)
        self.speed_changed.emit(self._speed)

    def set_reduced_motion(self, is_reduced: bool) -> None:
        """Whether playing jumps from stop to stop, so that nothing glides over the screen."""
        self._has_reduced_motion = is_reduced

    def _take(self, timeline: Timeline) -> None:
        """Go on by `timeline` where the message that is explained arrives."""
        index, before = self.message_index, self._timeline
        self._timeline = timeline
        if index is None or not timeline.script.cues:
            self.rewind()
        else:
            self._pointed = _same_message(before.script.cues[index], index, timeline.script)
            self._time = timeline.time_of(self._pointed)
        if self._goal is not None:
            self._goal = min(self._goal, self.duration)

    def _run_to(self, goal: float) -> None:
        self._goal = goal
        self._waited = 0.0
        self._clock.start()
        if not self._timer.isActive():
            self._timer.start()
            self.playing_changed.emit(True)

    def _on_frame(self) -> None:
        beats = self._clock.restart() / 1000 * self._speed * BEATS_PER_SECOND
        goal = self.duration if self._goal is None else self._goal
        time = self._jumped(beats) if self._has_reduced_motion else self._time + beats
        if time >= goal:
            self.pause()
        self._set_time(min(time, goal))

    def _jumped(self, beats: float) -> float:
        """The next stop once it would have been reached, until then where we are."""
        stop = self._timeline.next_stop(self._time)
        self._waited += beats
        if self._waited < stop - self._time:
            return self._time
        self._waited = 0.0
        return stop

    def _set_time(self, time: float, pointed: int | None = None) -> None:
        self._time = min(max(time, 0.0), self.duration)
        self._pointed = pointed
        self.moved.emit()


def _same_message(cue: Cue, index: int, script: Script) -> int:
    """Where the message of `cue` stands in `script`; where it has none such, the same or the last place."""
    found = script.find(cue)
    return min(index, len(script.cues) - 1) if found is None else found
