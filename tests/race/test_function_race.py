"""Do optimisers on a function of two variables go where they go in training, and are they judged rightly?"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.job import last_result, results_of
from explorer.network.model import OptimiserChoice, Training
from explorer.network.optimiser import OPTIMISERS
from explorer.race.function_race import SWEPT_RATES, FunctionRuns, race_on_function, run_on
from explorer.race.landscape import LANDSCAPES, Landscape
from explorer.race.racer import RaceOutcome, Racer, RaceTooLong
from explorer.symbol import Symbol
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain

DESCENT = OptimiserChoice("gradient-descent")
BRIDGE = LANDSCAPES["bridge"]


def runs(landscape: Landscape, rates: list[float], steps: int, **options: object) -> FunctionRuns:
    choice = options.pop("choice", DESCENT)
    return last_result(run_on(landscape, choice, np.array(rates), steps, **{"goal": -1e300, **options}))


def raced(name: str, choice: OptimiserChoice, rate: float | None, steps: int = 1000) -> Racer:
    race = last_result(race_on_function(LANDSCAPES[name], [choice], steps, 1e-6, rate))
    return race.racers[0]


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_on_the_bridge_a_path_is_that_of_two_weights_in_a_row(optimiser: str) -> None:
    choice = OptimiserChoice(optimiser)
    experiment = chain(
        ["identity", "identity"],
        BRIDGE.start,
        [(1.0, 1.0)],
        training=Training(learning_rate=0.02, optimiser=choice),
    )
    trainer = Trainer(experiment, NumpyEngine(Program.of(experiment)))
    racer = raced("bridge", choice, 0.02, steps=50)
    for step in (0, 1, 2, 10, 50):
        trainer.advance(step - trainer.step)
        assert racer.path[step].tolist() == pytest.approx(trainer.parameters.tolist(), rel=1e-9)
        assert racer.losses[step] == pytest.approx(trainer.history.rows().loss[-1], rel=1e-7, abs=1e-15)


def test_y_leaves_the_saddle_for_one_in_76_steps() -> None:
    racer = raced("saddle", DESCENT, 0.1)
    assert (racer.outcome, racer.step, racer.verdict) == (RaceOutcome.REACHED, 76, "reached at step 76")
    assert racer.path[75][1] < 1.0 <= racer.path[76][1]
    assert racer.evaluations == 76
    assert racer.path[0].tolist() == [1.0, 1e-6]
    assert np.isfinite(racer.losses).all()


def test_beyond_its_limit_a_descent_diverges_and_below_it_arrives() -> None:
    falls, grows = raced("ravine", DESCENT, 0.039), raced("ravine", DESCENT, 0.0401)  # 2/λ = 0.04
    assert falls.outcome is RaceOutcome.REACHED
    assert grows.outcome is RaceOutcome.NOT_WITHIN
    assert grows.verdict == "not within 1000 steps"
    diverges = raced("ravine", DESCENT, 0.1)
    assert diverges.outcome is RaceOutcome.DIVERGED
    assert diverges.verdict == f"diverged at step {diverges.step}"
    assert len(diverges.losses) == diverges.step == len(diverges.path)


def test_newtons_step_of_a_bowl_is_one_step_and_the_sweep_finds_it() -> None:
    racer = raced("bowl", DESCENT, None)
    assert (racer.step, racer.learning_rate) == (1, 1.0)
    assert racer.sweep is not None
    assert racer.sweep.evaluations == len(SWEPT_RATES)
    assert racer.rate_words == f"{Symbol.ALPHA} = 1, best of 121 from 1e−5 to 10"


def test_at_the_same_rate_the_rate_is_what_was_given() -> None:
    racer = raced("booth", OptimiserChoice("momentum", momentum=0.5), 0.05)
    assert (racer.sweep, racer.rate_words) == (None, f"{Symbol.ALPHA} = 0.05, as given")
    assert racer.path[-1].tolist() == pytest.approx([1, 3], abs=1e-3)


@pytest.mark.parametrize("name", ["rosenbrock", "beale", "booth", "himmelblau"])
def test_momentum_ends_in_a_known_minimum(name: str) -> None:
    racer = raced(name, OptimiserChoice("momentum"), None, steps=3000)
    assert racer.outcome is RaceOutcome.REACHED
    ends = racer.path[-1]
    assert min(np.hypot(*(ends - minimum)) for minimum in LANDSCAPES[name].minima) < 1e-3


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_a_run_among_many_is_the_run_alone_bit_for_bit(optimiser: str) -> None:
    choice = OptimiserChoice(optimiser)
    together = runs(LANDSCAPES["beale"], [1e-3, 0.01, 5.0], 60, choice=choice)
    alone = runs(LANDSCAPES["beale"], [0.01], 60, choice=choice)
    assert together.points[:, :, 1].tolist() == alone.points[:, :, 0].tolist()
    assert together.losses[1] == alone.losses[0]


def test_results_come_as_the_racers_run() -> None:
    choices = [OptimiserChoice(name) for name in ("gradient-descent", "adam")]
    found = list(results_of(race_on_function(LANDSCAPES["bowl"], choices, 50, 1e-6, 0.5)))
    assert [[racer.label for racer in race.racers] for race in found] == [
        ["gradient descent"],
        ["gradient descent", "Adam"],
    ]
    progress = [step.progress for step in race_on_function(LANDSCAPES["bowl"], choices, 50, 1e-6)]
    assert progress == sorted(progress)
    assert progress[-1] == 1.0


def test_too_many_steps_are_refused() -> None:
    with pytest.raises(RaceTooLong, match="more than 20000"):
        next(race_on_function(BRIDGE, [DESCENT], 20_001, 1e-6))


def diagonal(rate: float, x: float, steps: int) -> list[float]:
    """x of the iterates from equal weights x."""
    points = runs(replace(BRIDGE, start=(x, x)), [rate], steps).points[:, :, 0]
    assert (points[:, 0] == points[:, 1]).all()
    return points[:, 0].tolist()


def multiplier(rate: float, period: int, near: float) -> tuple[float, float]:
    """That of the cycle of that period, and one of its points, by Newton's method on the program's steps.

    Along the diagonal a step is x − α x (x² − 1), and its slope 1 − α (3 x² − 1).
    """
    x = near
    for _ in range(30):
        *cycle, last = diagonal(rate, x, period)
        slope = float(np.prod([1 - rate * (3 * u * u - 1) for u in cycle]))
        change = (last - x) / (slope - 1)
        x -= change
        if abs(change) < 1e-14:
            break
    return slope, x


def doubling(period: int, before: float, after: float, near: float) -> float:
    """A = 1 + α at which the cycle of that period loses its stability, by the secant method."""
    low, x = multiplier(before, period, near)
    for _ in range(30):
        high, x = multiplier(after, period, x)
        before, low, after = after, high, after - (high + 1) * (after - before) / (high - low)
        if abs(after - before) < 1e-13:
            break
    return 1 + after


def test_from_equal_weights_the_bridge_doubles_where_it_is_known_to() -> None:
    found: list[float] = []
    for period, known in ((1, 2.0), (2, 5**0.5), (4, 2.2880317545), (8, 2.2992279397)):
        near = diagonal(known - 1 - 1e-3 / period, 0.7, 2000)[-1]
        place = doubling(period, known - 1 - 1e-4, known - 1 - 1e-5, near)
        assert place == pytest.approx(known, abs=1e-9)
        found.append(place)
    for period in (16, 32):
        expected = found[-1] + (found[-1] - found[-2]) / 4.669201609 - 1
        near = diagonal(expected - 1e-4 / period, 0.7, 4000)[-1]
        found.append(doubling(period, expected - 1e-6, expected - 1e-7, near))
    limit = found[-1] + (found[-1] - found[-2]) / (4.669201609 - 1)
    assert limit == pytest.approx(2.3022834627, abs=1e-7)


def test_beyond_a_of_three_the_bridge_is_left_from_equal_weights() -> None:
    equal = replace(BRIDGE, start=(0.9, 0.9))
    assert runs(equal, [1.999], 3000).diverged_at.tolist() == [-1]
    assert runs(equal, [2.01], 3000).diverged_at[0] > 0
