"""How does a run go on, step by step, until it is stopped or diverges?

The trainer owns the run: its state, the step, the history. An engine computes. After t updates the run
is at step t; its numbers are known as soon as it is there, and stand in the last row of the history. Whoever
does not make the steps, but wants to know of them, is given snapshots.
"""

import itertools
import math
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from explorer.array import Array
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment, Training
from explorer.network.schedule import learning_rates
from explorer.training.divergence import LIMIT, Divergence, find_divergence
from explorer.training.engine import Engine, Rows
from explorer.training.engine_choice import engine_for
from explorer.training.goal import Goal
from explorer.training.history import History
from explorer.training.program import Program, check_trainable, parameters_of
from explorer.training.recorder import HistoryRecorder, StateRecorder
from explorer.training.run_snapshot import RunSnapshot, RunStep
from explorer.training.verdict import Verdict

_MOST_UPDATES = 32768
"""Before the history is told of them; enough for it to cost nothing, few enough to be replayed at once."""

_RUN_NUMBERS = itertools.count()


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
        self._learning_rate = experiment.training.learning_rate
        self._slice = 1
        self._run_number = next(_RUN_NUMBERS)
        self.step = 0
        self.goal: Goal | None = None
        self.divergence: Divergence | None = None
        self._state = LearningRule.of(experiment).first_state(parameters_of(experiment.network))
        self._last_finite = self._state
        self._history = HistoryRecorder()
        self._states = StateRecorder((self._state.shape[0], self._state.shape[1]))
        self._set_rates = [(0, self._learning_rate)]  # from which step on there was which α
        self._limit = self._loss = math.inf
        self._run(0)
        self._limit = LIMIT * max(1.0, self._loss)

    @property
    def lets_others_run(self) -> bool:
        """Whether another thread can work while steps are made."""
        return self._engine.lets_others_run

    @property
    def has_reached_goal(self) -> bool:
        """Whether it makes no more steps, for it has come as far as its `goal`, which may be set any time."""
        return self.goal is not None and self.goal.is_reached(self.step, self._loss)

    @property
    def learning_rate(self) -> float:
        """α, of which the schedule makes the αₜ of the steps to come; it may be changed at any time."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, learning_rate: float) -> None:
        self._learning_rate = learning_rate
        self._note_rate()
        self._history.set_learning_rate(float(self._rates(self.step, 1)[0]))
        if self.step == 0:
            training = replace(self._start.training, learning_rate=learning_rate)
            self._start = replace(self._start, training=training)

    @property
    def parameters(self) -> Array:
        """A copy of the present parameters, in the order of `Network.parameters`."""
        parameters: Array = self._state[0].copy()
        return parameters

    @property
    def training(self) -> Training:
        """How it trains, but for α, which may have changed: see `learning_rate`."""
        return self._start.training

    @property
    def history(self) -> History:
        """The rows of the run so far."""
        return self._history.history

    def snapshot(self) -> RunSnapshot:
        """The run as it now is; it goes on without changing that."""
        state = self._state.copy()
        last_finite = state if self.divergence is None else self._last_finite
        state.flags.writeable = last_finite.flags.writeable = False
        return RunSnapshot(
            run=self._run_number,
            start=self._start,
            program=self._engine.program,
            learning_rate=self._learning_rate,
            engine=self._engine.name,
            step=self.step,
            state=state,
            last_finite=last_finite,
            history=self._history.history,
            curves=self._states.curves,
            divergence=self.divergence,
        )

    def experiment(self) -> Experiment:
        """The experiment with the present parameters, which are not finite where the run diverged by them."""
        return self.snapshot().experiment()

    def verdict(self) -> Verdict:
        """What became of the run so far."""
        return self.snapshot().verdict()

    def advance(self, steps: int) -> int:
        """Makes so many steps, or fewer where the run diverges or reaches its goal, and returns how many."""
        start = self.step
        end = start + steps
        if self.goal is not None and self.goal.last_step is not None:
            end = min(end, self.goal.last_step)
        while (left := end - self.step) > 0 and self.divergence is None and not self.has_reached_goal:
            self._run(min(left, _MOST_UPDATES))
        return self.step - start

    def advance_for(
        self, seconds: float, most_steps: int, clock: Callable[[], float] = time.perf_counter
    ) -> int:
        """Makes steps for about so many seconds, at most `most_steps`, and returns how many.

        The clock is looked at between pieces that take about an eighth of the time; the first is always made.
        """
        end, made = clock() + seconds, 0
        while made < most_steps and self.divergence is None and not self.has_reached_goal:
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

    def next_state(self) -> Array:
        """The parameters and what the optimiser remembers after one update more, which the run does not make.

        Where the run diverged they are those of the present step.
        """
        state = self._state.copy()
        self._engine.run(state, self.step, self._rates(self.step, 1), self._limit, Rows.empty(2))
        return state

    def go_back(self, to: RunStep | None = None) -> None:
        """From a divergence, back to the last finite step or an earlier one, to try another learning rate.

        Does nothing where the run did not diverge, or diverged before its first update.
        """
        if self.divergence is None or self.divergence.last_finite_step is None:
            return
        at = to or RunStep(self.divergence.last_finite_step, self._last_finite)
        self.step, self._state = at.step, at.state.copy()
        self.divergence = None
        self._run_number = next(_RUN_NUMBERS)
        self._note_rate()
        self._run(0)

    def step_again(self, step: int) -> RunStep:
        """The run after `step` updates, at most as many as it made with all finite, to the last bit.

        The engine makes the steps from the nearest of which the state was kept once more.
        """
        begin, state = self._states.latest_before(step)
        rates = self._rates_again(begin, step)
        for start in range(0, len(rates), _MOST_UPDATES):
            part = rates[start : start + _MOST_UPDATES]
            self._engine.run(state, begin + start, part, math.inf, Rows.empty(len(part) + 1))
        return RunStep(step, state)

    def steps_again(self, first: int, count: int) -> list[RunStep]:
        """The run after `first` updates, and after each of the `count` updates that followed."""
        found = [self.step_again(first)]
        for step, rate in enumerate(self._rates_again(first, first + count), first):
            state = found[-1].state.copy()
            self._engine.run(state, step, np.array([rate]), math.inf, Rows.empty(2))
            found.append(RunStep(step + 1, state))
        return found

    def _run(self, updates: int) -> None:
        """So many updates, or fewer where the run diverges, from snapshot to snapshot."""
        start, rates = self.step, self._rates(self.step, updates + 1)
        is_done = False
        while not is_done:
            row = self.step - start
            end = min(updates, row + self._states.steps_until_next(self.step))
            self._call(row, rates[row:end])
            is_done = end == updates or self.divergence is not None or self.has_reached_goal
        rows = self.step - start + 1
        self._history.write(start, self._rows.first(rows), rates[:rows])

    def _call(self, row: int, rates: Array) -> None:
        """One call of the engine, which writes from that row on and makes an update with each of `rates`."""
        before, step, rows = self._state.copy(), self.step, self._rows.part(row, len(rates) + 1)
        made, has_diverged = self._engine.run(self._state, step, rates, self._limit, rows)
        low = self._first_low(rows.loss[: made + 1])
        if low < made:  # the same steps once more, and none after that
            self._state = before.copy()
            made, has_diverged = self._engine.run(
                self._state, step, rates[:low], self._limit, rows.first(low + 1)
            )
        self.step += made
        self._loss = float(rows.loss[made])
        if has_diverged:
            if made:
                self._engine.run(before, step, rates[: made - 1], self._limit, rows.first(made))
            self._last_finite = before
            examination = self._engine.examine(self._state[0], self.step)
            examination = replace(examination, loss=float(rows.loss[made]))
            self.divergence = find_divergence(
                self._engine.program, self._state, examination, self.step, self._limit
            )
        self._states.write(self.step, self._state)

    def _note_rate(self) -> None:
        """From the present step on there is the present α."""
        earlier = [(step, rate) for step, rate in self._set_rates if step < self.step]
        self._set_rates = [*earlier, (self.step, self._learning_rate)]

    def _rates_again(self, first: int, end: int) -> Array:
        """αₜ of the steps from `first` to before `end`, as they were made."""
        schedule, rates = self._start.training.schedule, np.empty(end - first)
        for step, rate in self._set_rates:
            at = max(first, step)
            if at < end:
                rates[at - first :] = learning_rates(rate, schedule, at, end - at)
        return rates

    def _first_low(self, losses: Array) -> int:
        """The first of these E that is low enough for the goal; their number where none is."""
        if self.goal is None or self.goal.loss_below is None:
            return len(losses)
        low = losses < self.goal.loss_below
        return int(low.argmax()) if low.any() else len(losses)

    def _rates(self, step: int, count: int) -> Array:
        """αₜ of so many steps, from the one after `step` updates."""
        return learning_rates(self._learning_rate, self._start.training.schedule, step, count)
