"""Do optimisers race on the drawn network with the very steps of training, from its own weights?"""

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest

from explorer.job import last_result
from explorer.network.edits.training_edits import set_learning_rate, set_training
from explorer.network.model import Experiment, OptimiserChoice, Training
from explorer.network.optimiser import OPTIMISERS
from explorer.race.network_race import race_on_network, sweep_to
from explorer.race.racer import RaceOutcome, RaceSoFar, RaceTooLong
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.program import NoTrainingSample, Program
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain, xor

ALL = [OptimiserChoice(name) for name in OPTIMISERS]


def raced(
    experiment: Experiment,
    optimisers: list[OptimiserChoice] = ALL,
    steps: int = 100,
    goal: float = 0.1,
    rate: float | None = None,
) -> RaceSoFar:
    return last_result(race_on_network(experiment, optimisers, steps, goal, rate))


def test_each_takes_the_steps_of_training_from_the_present_weights() -> None:
    experiment = xor()
    before = deepcopy(experiment)
    race = raced(experiment, rate=0.3)
    assert experiment == before
    assert [racer.optimiser.name for racer in race.racers] == list(OPTIMISERS)
    for racer in race.racers:
        trained = set_learning_rate(set_training(experiment, optimiser=racer.optimiser), 0.3)
        assert racer.experiment == trained
        trainer = Trainer(trained, lone_engine_for(Program.of(trained)))
        trainer.advance(100)
        assert racer.losses.tolist() == trainer.history.rows().loss.tolist()
        assert racer.path[-1].tolist() == trainer.parameters.tolist()
        low = np.flatnonzero(racer.losses < 0.1)
        assert racer.step == (low[0] if len(low) else 100)


def test_each_at_its_best_arrives_no_later_than_at_any_rate_of_its_sweep() -> None:
    for racer in raced(xor()).racers:
        assert racer.sweep is not None
        assert racer.learning_rate == racer.sweep.learning_rates[racer.sweep.best]
        assert racer.outcome is RaceOutcome.REACHED
        assert racer.step == racer.sweep.reached_at[racer.sweep.best] == racer.sweep.steps
        assert "best of 64" in racer.rate_words


@pytest.mark.parametrize("name", ["gradient-descent", "adam"])
def test_the_sweep_is_that_of_single_runs(name: str) -> None:
    experiment = set_training(xor(), optimiser=OptimiserChoice(name))
    sweep = last_result(sweep_to(experiment, 40, 1e-9))
    assert sweep.steps == 40
    assert sweep.evaluations <= 40 * 64
    for place in (0, 30, 50):
        one = set_learning_rate(experiment, float(sweep.learning_rates[place]))
        trainer = Trainer(one, lone_engine_for(Program.of(one)))
        trainer.advance(40)
        assert sweep.losses[place] == trainer.history.rows().loss[-1]


def test_asked_twice_the_race_is_the_same() -> None:
    first, second = (raced(xor(), ALL[:2], 60) for _ in range(2))
    for one, other in zip(first.racers, second.racers, strict=True):
        assert (one.learning_rate, one.step, one.losses.tolist()) == (
            other.learning_rate,
            other.step,
            other.losses.tolist(),
        )
        assert one.sweep is not None
        assert other.sweep is not None
        assert one.sweep.evaluations == other.sweep.evaluations
        assert one.sweep.losses.tolist() == other.sweep.losses.tolist()


def test_one_that_diverges_says_at_which_step() -> None:
    racer = raced(chain(["identity"], [1.0], [(1.0, 3.0)]), ALL[:1], rate=3.0).racers[0]
    assert racer.outcome is RaceOutcome.DIVERGED
    assert len(racer.losses) == racer.step
    assert np.isfinite(racer.losses).all()


def test_a_step_with_a_mini_batch_is_a_share_of_a_gradient() -> None:
    racer = raced(xor(training=Training(learning_rate=0.5, batch_size=1)), ALL[:1], rate=0.5).racers[0]
    assert racer.evaluations == racer.step / 4


def test_its_own_settings_are_what_an_optimiser_races_with() -> None:
    heavy, light = (
        raced(xor(), [OptimiserChoice("momentum", momentum=beta)], rate=0.1).racers[0] for beta in (0.9, 0.1)
    )
    assert heavy.losses[-1] != light.losses[-1]


def test_what_cannot_be_raced_is_refused() -> None:
    with pytest.raises(NoTrainingSample):
        next(race_on_network(replace(xor(), samples=()), ALL, 10, 0.1))
    with pytest.raises(RaceTooLong):
        next(race_on_network(xor(), ALL, 10**6, 0.1))
