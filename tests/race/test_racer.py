"""Are a racer, its sweep and the race judged by who arrives first?"""

from dataclasses import replace

import numpy as np
import pytest

from explorer.network.model import OptimiserChoice
from explorer.race.racer import RaceOutcome, Racer, RaceSoFar, RaceSweep, choices_of, outcome_of
from explorer.symbol import Symbol


def sweep(reached_at: list[int], diverged_at: list[int], losses: list[float]) -> RaceSweep:
    rates = 2.0 ** np.arange(len(losses))
    return RaceSweep(rates, np.array(reached_at), np.array(diverged_at), np.array(losses), 10)


def racer(name: str, outcome: RaceOutcome, step: int, loss: float = 0.5, of_step: float = 1.0) -> Racer:
    losses = np.array([1.0, loss])
    choice = OptimiserChoice(name)
    return Racer(
        choice, 0.1, outcome, step, losses, np.arange(2), np.zeros((2, 2)), evaluations_of_step=of_step
    )


def test_the_best_rate_is_that_of_the_first_to_arrive_and_the_smallest_of_several() -> None:
    assert sweep([-1, 7, 5, 5, -1], [-1, -1, -1, -1, 2], [0.1, 0.0, 0.2, 0.1, 9.0]).best == 2


def test_where_none_arrives_the_best_has_the_lowest_e_of_those_that_did_not_diverge() -> None:
    assert sweep([-1, -1, -1], [-1, -1, 3], [0.3, 0.2, 0.1]).best == 1


def test_where_all_diverge_the_best_is_the_last_to() -> None:
    assert sweep([-1, -1], [4, 2], [5.0, 6.0]).best == 0


def test_a_sweep_took_the_steps_of_all_its_runs() -> None:
    found = sweep([-1, 10, -1], [-1, -1, 3], [1.0, 1.0, 1.0])
    assert found.evaluations == 23
    assert replace(found, evaluations_of_step=0.25).evaluations == 5.75


@pytest.mark.parametrize(
    ("reached_at", "diverged_at", "expected"),
    [
        (5, -1, (RaceOutcome.REACHED, 5)),
        (5, 9, (RaceOutcome.REACHED, 5)),
        (-1, 9, (RaceOutcome.DIVERGED, 9)),
        (-1, -1, (RaceOutcome.NOT_WITHIN, 100)),
    ],
)
def test_one_that_arrived_has_arrived_whatever_comes_after(
    reached_at: int, diverged_at: int, expected: tuple[RaceOutcome, int]
) -> None:
    assert outcome_of(reached_at, diverged_at, 100) == expected


def test_the_winner_took_the_fewest_gradients_of_all_samples() -> None:
    slow = racer("momentum", RaceOutcome.REACHED, 30)
    in_batches = racer("adam", RaceOutcome.REACHED, 80, of_step=0.25)
    race = RaceSoFar(1e-3, (slow, racer("adagrad", RaceOutcome.DIVERGED, 2), in_batches))
    assert race.winner is in_batches
    assert in_batches.evaluations == 20
    assert race.sentence == (
        f"Adam is first to reach {Symbol.LOSS} < 0.001, in 80 steps with {Symbol.ALPHA} = 0.1, as given"
    )


def test_where_nobody_arrives_that_is_said_and_who_came_nearest() -> None:
    racers = (
        racer("momentum", RaceOutcome.NOT_WITHIN, 30, 0.5),
        racer("adam", RaceOutcome.NOT_WITHIN, 30, 0.25),
        racer("adagrad", RaceOutcome.DIVERGED, 3, 0.1),
    )
    assert RaceSoFar(0.01, racers).sentence == (
        f"nobody reached {Symbol.LOSS} < 0.01; the lowest {Symbol.LOSS} is that of Adam, 0.25"
    )
    assert RaceSoFar(0.01, racers[2:]).sentence == f"nobody reached {Symbol.LOSS} < 0.01"
    assert racers[0].verdict == "not within 30 steps"


def test_the_optimiser_of_an_experiment_keeps_its_settings_the_others_have_defaults() -> None:
    own = OptimiserChoice("momentum", momentum=0.5)
    assert choices_of(["adam", "momentum"], own) == [OptimiserChoice("adam"), own]
    assert choices_of(["momentum"]) == [OptimiserChoice("momentum")]
