"""How does a test play the pass of an experiment? Script, numbers and times together."""

from dataclasses import dataclass

from explorer.backprop.frame import Frame
from explorer.backprop.sample_pass import SamplePass
from explorer.backprop.state import State, state_at
from explorer.backprop.step_grouping import Grain
from explorer.backprop.timeline import Timeline
from explorer.network.model import Experiment


@dataclass(frozen=True)
class PlayedPass:
    """A pass and one of its timelines."""

    shown: SamplePass
    timeline: Timeline

    def at(self, time: float) -> State:
        """What is known and under way at `time`; negative: so long before the end."""
        return state_at(self.shown, self.timeline, time if time >= 0 else self.timeline.duration + time)

    def frame(self, time: float) -> Frame:
        """What is shown at `time`; negative: so long before the end."""
        time = time if time >= 0 else self.timeline.duration + time
        index = self.timeline.message_at(time)
        return Frame(self.shown.experiment, self.shown.sample, self.shown, self.timeline, time, index)

    @property
    def end(self) -> State:
        """What is known when everything has played."""
        return self.at(self.timeline.duration)


def played(experiment: Experiment, grain: Grain = Grain.MESSAGE, sample: int = 0) -> PlayedPass:
    """The pass of one sample, step by step of `grain`."""
    shown = SamplePass.of(experiment, sample)
    return PlayedPass(shown, Timeline(shown.script, grain))
