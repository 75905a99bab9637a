"""How does a run go on, step by step, until it is stopped or diverges?

The trainer owns the run: its state, the step, the history. An engine computes. After t updates the run
is at step t; its numbers are known as soon as it is there, and stand in the last row of the history.
"""

import math
import time
from collections.abc import Callable
from dataclasses import replace

from explorer.array import Array
from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.learning_rule import LearningRule, Memory
from explorer.network.model import Experiment
from explorer.network.schedule import learning_rates
from explorer.training.divergence import LIMIT, Divergence, find_divergence
from explorer.training.engine import Engine, Rows
from explorer.training.engine_choice import engine_for
from explorer.training.history import History, Snapshots
from explorer.training.program import Program, check_trainable, parameters_of
from explorer.training.verdict import RunOutcome, Verdict, verdict_of

_MOST_UPDATES = 32768
"""Before the history is told of them; enough for it to cost nothing, few enough to be replayed at once."""


class Trainer:
    """Trains an experiment from the weights it has.

    In how many pieces the steps are made changes nothing, to the last bit. The experiment itself stays as
    it is; `experiment()` is the same with the present parameters. `engine`: the one that the whole run goes
    on with; None for the fastest. Raises NoOutput or NoTrainingSample.
    """

    def __init__(self, experiment: Experiment, engine: Engine | None = None) -> None:
        check_trainable(experiment)
        self._start = experiment
        self._engine: Engine = engine or engine_for(Program.of(experiment))
        self._rows = Rows.empty(_MOST_UPDATES + 1)
        self._learning_rate = self._first_learning_rate = experiment.training.learning_rate
        self._slice = 1
        self.reset()

    def reset(self) -> None:
        """Back to the same start. The learning rate stays as it has been set."""
        self.step = 0
        self.divergence: Divergence | None = None
        self.history = History()
        self._state = LearningRule.of(self._start).first_state(parameters_of(self._start.network))
        self._last_finite = self._state.copy()
        self.snapshots = Snapshots(self._state.shape[1])
        self._limit = math.inf
        self._run(0)
        self._limit = LIMIT * max(1.0, float(self._rows.loss[0]))

    @property
    def lets_others_run(self) -> bool:
        """Whether another thread can work while steps are made."""
        return self._engine.lets_others_run

    @property
    def memory(self) -> Memory:
        """What the optimiser remembers of the steps so far."""
        return LearningRule.of(self._start).memory(self._state, self.step)

    @property
    def memory_at_last_finite(self) -> Memory:
        """The same or, if the run diverged, what it remembered of the steps before the last."""
        if self.divergence is None:
            return self.memory
        return LearningRule.of(self._start).memory(self._last_finite, self.divergence.last_finite_step or 0)

    @property
    def learning_rate(self) -> float:
        """α, of which the schedule makes the αₜ of the steps to come; it may be changed at any time."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, learning_rate: float) -> None:
        self._learning_rate = learning_rate
        self.history.set_learning_rate(float(self._rates(self.step, 1)[0]))

    @property
    def parameters(self) -> Array:
        """A copy of the present parameters, in the order of `Network.parameters`."""
        parameters: Array = self._state[0].copy()
        return parameters

    def advance(self, steps: int) -> int:
        """Makes so many steps, or fewer where the run diverges, and returns how many."""
        start = self.step
        while (left := start + steps - self.step) > 0 and self.divergence is None:
            self._run(min(left, _MOST_UPDATES))
        return self.step - start

    def advance_for(
        self, seconds: float, most_steps: int, clock: Callable[[], float] = time.perf_counter
    ) -> int:
        """Makes steps for about so many seconds, at most `most_steps`, and returns how many.

        The clock is looked at between pieces that take about an eighth of the time; the first is always made.
        """
        end, made = clock() + seconds, 0
        while made < most_steps and self.divergence is None:
            began = clock()
            made += self.advance(min(self._slice, most_steps - made))
            now = clock()
            if now - began > seconds / 8:
                self._slice = max(1, self._slice // 2)
            elif now - began < seconds / 16:
                self._slice = min(_MOST_UPDATES, self._slice * 2)
            if now >= end:
                break
        return made

    def experiment(self) -> Experiment:
        """The experiment with the present parameters, which are not finite where the run diverged by them."""
        return self._with(self._state[0])

    def experiment_at_last_finite(self) -> Experiment:
        """The experiment with the present parameters or, if the run diverged, those of the step before."""
        return self._with((self._last_finite if self.divergence else self._state)[0])

    def go_back(self) -> None:
        """From a divergence, back to the last finite step, from where another learning rate can be tried.

        Does nothing where the run did not diverge, or diverged before its first update.
        """
        if self.divergence is None or self.divergence.last_finite_step is None:
            return
        self.step = self.divergence.last_finite_step
        self.divergence = None
        self._state = self._last_finite.copy()
        self._run(0)

    def verdict(self) -> Verdict:
        """What became of the run so far."""
        if (found := self.divergence) is not None:
            return Verdict(RunOutcome.DIVERGES, step=found.step, neuron=found.neuron)
        rows = self.history.judged()
        return verdict_of(rows.loss, rows.gradient_norm, rows.step)

    def start(self) -> Experiment:
        """The experiment from which the run began, with the α of its first step."""
        rate = self._first_learning_rate if self.step else self._learning_rate
        return replace(self._start, training=replace(self._start.training, learning_rate=rate))

    def _run(self, updates: int) -> None:
        """So many updates, or fewer where the run diverges, from snapshot to snapshot."""
        start, rates = self.step, self._rates(self.step, updates + 1)
        if start == 0:
            self._first_learning_rate = self._learning_rate
        is_done = False
        while not is_done:
            row = self.step - start
            end = min(updates, row + self.snapshots.steps_until_next(self.step))
            self._call(row, rates[row:end])
            is_done = end == updates or self.divergence is not None
        rows = self.step - start + 1
        self.history.write(start, self._rows.first(rows), rates[:rows])

    def _call(self, row: int, rates: Array) -> None:
        """One call of the engine, which writes from that row on and makes an update with each of `rates`."""
        before, step, rows = self._state.copy(), self.step, self._rows.part(row, len(rates) + 1)
        made, has_diverged = self._engine.run(self._state, step, rates, self._limit, rows)
        self.step += made
        if has_diverged:
            if made:
                self._engine.run(before, step, rates[: made - 1], self._limit, rows.first(made))
            self._last_finite = before
            examination = self._engine.examine(self._state[0], self.step)
            examination = replace(examination, loss=float(rows.loss[made]))
            self.divergence = find_divergence(
                self._engine.program, self._state, examination, self.step, self._limit
            )
        self.snapshots.write(self.step, self._state[0])

    def _rates(self, step: int, count: int) -> Array:
        """αₜ of so many steps, from the one after `step` updates."""
        return learning_rates(self._learning_rate, self._start.training.schedule, step, count)

    def _with(self, parameters: Array) -> Experiment:
        return replace(self._start, network=with_parameters(self._start.network, parameters.tolist()))
