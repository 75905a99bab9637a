"""When is it in the animation, and what is therefore shown?

`Player` owns the time. The pass of the shown sample, its timeline and the state at the present time are all
derived from the document; play, pause, step, scrub and rewind only set the time.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from explorer.backprop.message import Message
from explorer.backprop.message_kind import Phase
from explorer.backprop.sample_pass import SamplePass
from explorer.backprop.script import Cue, Script
from explorer.backprop.state import State, state_at
from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from explorer.backprop.update import apply_update
from explorer.network.learning_rule import Memory
from explorer.network.model import Experiment
from explorer.ui.session.document import Document
from explorer.ui.session.optimiser_memory import OptimiserMemory
from explorer.ui.session.playback_speed import BEATS_PER_SECOND, FASTEST, SLOWEST
from explorer.ui.session.throttle import Throttle

FRAME = 16
"""Milliseconds from one frame to the next."""

LIVE_INTERVAL = 50
"""While a network trains, milliseconds from one showing of its numbers to the next: faster ones cannot be
read."""


class Player(QObject):
    """Owns the time of the animation, the sample shown, the grain and the speed."""

    changed = Signal()
    """The pass itself is another one: another experiment, sample or grain. `time_changed` follows."""
    time_changed = Signal(float)
    """The time in beats."""
    playing_changed = Signal(bool)
    sample_changed = Signal(int)
    grain_changed = Signal(object)
    speed_changed = Signal(float)

    def __init__(
        self,
        document: Document,
        parent: QObject | None = None,
        memory_of_run: Callable[[], Memory | None] = lambda: None,
    ) -> None:
        """`memory_of_run`: what the optimiser of the run remembers whose last step the document shows."""
        super().__init__(parent)
        self._document = document
        self._memory_of_run = memory_of_run
        self._sample = 0
        self._grain = Grain.MESSAGE
        self._speed = 1.0
        self._time = 0.0
        self._pointed: int | None = None  # a message that was asked for, until the time goes on
        self._goal: float | None = None
        self._has_reduced_motion = False
        self._waited = 0.0
        self._is_live = False
        self._remembered: OptimiserMemory | None = None
        self._throttle = Throttle(self, self._follow, LIVE_INTERVAL)
        self._timeline = Timeline(Script.of(document.experiment), self._grain)
        self._shown = SamplePass(self._timeline.script, document.experiment, 0)
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._on_frame)
        document.experiment_changed.connect(self._on_experiment_changed)
        document.replaced.connect(self._on_replaced)

    @property
    def shown(self) -> SamplePass | None:
        """The pass of the shown sample; None when there is no sample."""
        return self._shown if self._document.experiment.samples else None

    @property
    def timeline(self) -> Timeline | None:
        """When each message plays; None when there is no sample."""
        return self._timeline if self._document.experiment.samples else None

    @property
    def time(self) -> float:
        """The present time, in beats from the start of the pass."""
        return self._time

    @property
    def duration(self) -> float:
        """The length of the pass in beats; 0 when there is no sample."""
        return 0.0 if self.timeline is None else self.timeline.duration

    @property
    def state(self) -> State | None:
        """What is known and what is under way at the present time."""
        return None if self.shown is None else state_at(self.shown, self._timeline, self._time)

    @property
    def message_index(self) -> int | None:
        """Which message is explained now; None at the very start.

        The one that was asked for, if any: at a coarse grain several arrive at the same time.
        """
        if self.timeline is None or self._pointed is not None:
            return self._pointed
        return self.timeline.message_at(self._time)

    @property
    def message(self) -> Message | None:
        """The message that is explained now."""
        index = self.message_index
        return None if index is None or self.shown is None else self.shown.messages[index]

    @property
    def sample(self) -> int:
        """The index of the sample shown."""
        return self._sample

    @property
    def grain(self) -> Grain:
        """How much one step plays."""
        return self._grain

    @property
    def speed(self) -> float:
        """How many times as fast as normal the animation plays."""
        return self._speed

    @property
    def is_live(self) -> bool:
        """Whether a network trains, and all values of the pass are shown."""
        return self._is_live and not self.is_playing and self._time == self._revealed

    @property
    def is_playing(self) -> bool:
        """Whether the time runs."""
        return self._timer.isActive()

    def play(self) -> None:
        """Let the time run to the end of the pass; from the start again when it is at the end."""
        if self._time >= self.duration:
            self.seek(0.0)
        self._run_to(self.duration)

    def play_phase(self, phase: Phase) -> None:
        """Play one phase from its beginning; what comes before it is already there."""
        if self.timeline is None:
            return
        for span in self.timeline.spans:
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
        if self.timeline is None:
            return
        if self._goal is not None and self._goal < self.duration:
            self.seek(self._goal)
        self._run_to(self.timeline.next_stop(self._time))

    def back(self) -> None:
        """To the stop before."""
        if self.timeline is not None:
            self.seek(self.timeline.previous_stop(self._time))

    def seek(self, time: float) -> None:
        """Pause and go to `time`, in beats, clamped to the pass."""
        self.pause()
        self._set_time(time)

    def reveal(self) -> None:
        """Pause at the end of the backward phase, where every value of the pass is known."""
        self.seek(self._revealed)

    def set_live(self, is_live: bool) -> None:
        """While a network trains, let its numbers follow as often as the screen can take."""
        had_been_live, self._is_live = self._is_live, is_live
        if had_been_live and not is_live:
            self._throttle.cancel()
            self._follow()

    def show_message(self, index: int) -> None:
        """Pause where the message with this index has just arrived, and explain that one."""
        if self.timeline is not None:
            self.pause()
            self._set_time(self.timeline.time_of(index), index)

    def explain(self, indices: Sequence[int]) -> None:
        """Explain the last of these messages that has arrived, at the present time; else go to the first."""
        if self.timeline is None or not indices:
            return
        arrived = [index for index in indices if self.timeline.time_of(index) <= self._time]
        if arrived:
            self.pause()
            self._set_time(self._time, arrived[-1])
        else:
            self.show_message(indices[0])

    def set_grain(self, grain: Grain) -> None:
        """Step by message, neuron, level or phase from now on; the place in the pass stays."""
        if grain != self._grain:
            index = self.message_index
            self._grain = grain
            self._renew(index)
            self.grain_changed.emit(grain)

    def set_speed(self, speed: float) -> None:
        """Play `speed` times as fast as normal, clamped to 0.25 … 16."""
        self._speed = min(max(speed, SLOWEST), FASTEST)
        self.speed_changed.emit(self._speed)

    def set_reduced_motion(self, is_reduced: bool) -> None:
        """Whether playing jumps from stop to stop, so that nothing glides over the screen."""
        self._has_reduced_motion = is_reduced

    def set_sample(self, sample: int) -> None:
        """Show the sample with this index, at the same place of its pass."""
        sample = max(0, min(sample, len(self._document.experiment.samples) - 1))
        if sample != self._sample:
            index = self.message_index
            self._sample = sample
            self._renew(index)
            self.sample_changed.emit(sample)

    def apply_update(self) -> None:
        """Make the update of this pass an edit, and begin the next pass, which remembers this one."""
        if self.shown is not None:
            self.pause()
            updated, memory = apply_update(self._document.experiment, self.shown.update)
            self._remembered = None if memory is None else OptimiserMemory(updated, memory)
            self._time, self._pointed = 0.0, None
            self._document.edit("Apply update", updated)
            self._set_time(0.0)

    def follow_run(self) -> None:
        """Explain the update as the next step of the run that the document shows, or as a first step."""
        if self.memory != self._shown.memory:
            self._follow()

    @property
    def memory(self) -> Memory | None:
        """What the optimiser remembers: of the run, else of the updates that were applied; None at first."""
        memory, experiment = self._memory_of_run(), self._document.experiment
        if memory is None and self._remembered is not None:
            return self._remembered.memory_of(experiment)
        return memory

    @property
    def _revealed(self) -> float:
        return 0.0 if self.timeline is None else self.timeline.revealed

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
        stop = self._time if self.timeline is None else self.timeline.next_stop(self._time)
        self._waited += beats
        if self._waited < stop - self._time:
            return self._time
        self._waited = 0.0
        return stop

    def _set_time(self, time: float, pointed: int | None = None) -> None:
        self._time = min(max(time, 0.0), self.duration)
        self._pointed = pointed
        self.time_changed.emit(self._time)

    def _on_experiment_changed(self, experiment: Experiment) -> None:
        if self._is_live and self._differs_in_parameters_only(experiment):
            self._throttle.request()
            return
        sample = max(0, min(self._sample, len(experiment.samples) - 1))
        if sample != self._sample:
            self._sample = sample
            self.sample_changed.emit(sample)
        self._follow()

    def _on_replaced(self) -> None:
        self.pause()
        if self._sample:
            self._sample = 0
            self.sample_changed.emit(0)
        self._renew(None)

    def _follow(self) -> None:
        self._renew(self.message_index)

    def _differs_in_parameters_only(self, experiment: Experiment) -> bool:
        """Whether `experiment` is the one shown with other weights and biases, as after a training step."""
        before = self._shown.experiment
        positions, were = ([n.position for n in e.network.neurons] for e in (experiment, before))
        return (
            experiment.samples is before.samples
            and experiment.loss == before.loss
            and positions == were
            and self._timeline.script.suits(experiment)
        )

    def _renew(self, index: int | None) -> None:
        """Make the pass anew: at the same time if it has the same messages, else at the one with `index`."""
        before, experiment = self._timeline, self._document.experiment
        script = before.script if before.script.suits(experiment) else Script.of(experiment)
        self._shown = SamplePass(script, experiment, self._sample, self.memory)
        if script is not before.script or before.grain is not self._grain:
            self._timeline = Timeline(script, self._grain)
            self._move_to(None if index is None else before.script.cues[index], index)
        elif index is None:
            self._time, self._pointed = 0.0, None
        if self._goal is not None:
            self._goal = min(self._goal, self.duration)
        self.changed.emit()
        self.time_changed.emit(self._time)

    def _move_to(self, cue: Cue | None, index: int | None) -> None:
        """To where this message arrives now; where there is none such, to the one that has its number."""
        if cue is None or index is None or not self._timeline.script.cues:
            self._time, self._pointed = 0.0, None
            return
        found = self._timeline.script.find(cue)
        index = min(index, len(self._timeline.script.cues) - 1) if found is None else found
        self._time, self._pointed = self._timeline.time_of(index), index
