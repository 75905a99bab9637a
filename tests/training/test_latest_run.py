"""`explorer.training.latest_run`: which run is the present one, beside those that are kept"""

from dataclasses import replace

import pytest

from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.learning_rule import Memory
from explorer.network.model import Experiment, OptimiserChoice, Training
from explorer.symbol import Symbol
from explorer.training.kept_network_run import KeptNetworkRun
from explorer.training.latest_run import LatestRun
from explorer.training.run_state import ShownStep
from explorer.training.trainer import Trainer
from tests.training.small_experiment import chain

HALVING = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=0.5))
"""The weight goes 1, 0.5, 0.25 …"""

DIVERGING = chain(["identity"], [1.0], [(1.0, 0.0)], training=Training(learning_rate=3.0))
"""The weight goes 1, −2, 4 …: E exceeds 10⁶ first at step 11."""


def weighing(experiment: Experiment, weight: float) -> Experiment:
    return replace(experiment, network=with_parameters(experiment.network, [weight]))


def run_to(experiment: Experiment, steps: int) -> tuple[LatestRun, Trainer, Experiment]:
    """A run after so many steps, what makes them, and what shows the last."""
    trainer = Trainer(experiment)
    latest = LatestRun().begun(experiment, trainer.snapshot(), ())
    trainer.advance(steps)
    shown = trainer.snapshot().shown_in(experiment)
    return latest.come_to(trainer.snapshot()).shown_by(shown), trainer, shown


def to_keep(latest: LatestRun, runs: tuple[KeptNetworkRun, ...] = ()) -> KeptNetworkRun:
    run = latest.to_keep(runs)
    assert run is not None
    return run


def test_before_the_first_run_there_is_none_to_show_or_to_keep() -> None:
    latest = LatestRun()
    assert latest.present(()) is None
    assert latest.shown_step(HALVING, ()) is ShownStep.NO_RUN
    assert latest.memory(HALVING, ()) is None
    assert latest.divergence(HALVING, ()) is None
    assert latest.to_keep(()) is None


def test_a_run_that_has_made_no_step_is_present_and_is_not_kept() -> None:
    latest, trainer, _ = run_to(HALVING, 0)
    assert latest.present(()) is not None
    assert latest.to_keep(()) is None
    assert trainer.step == 0


def test_a_run_is_the_present_one_until_it_is_kept_and_again_once_that_is_undone() -> None:
    latest, _, shown = run_to(HALVING, 2)
    run = to_keep(latest)
    ended = latest.ended_as(run)
    assert shown == weighing(HALVING, 0.25)
    assert ended.present((run,)) is None
    assert ended.shown_step(shown, (run,)) is ShownStep.KEPT_END
    assert ended.shown_step(HALVING, (run,)) is ShownStep.NO_RUN
    assert ended.present(()) is latest.snapshot
    assert ended.shown_step(shown, ()) is ShownStep.NEWEST


def test_a_kept_run_is_known_again_under_another_name_and_colour() -> None:
    latest, _, _ = run_to(HALVING, 1)
    run = to_keep(latest)
    other = to_keep(run_to(HALVING, 1)[0])
    ended = latest.ended_as(run)
    assert ended.is_among([replace(run, name="the good one", colour=7)])
    assert not ended.is_among([other])


def test_a_run_is_kept_under_a_name_and_colour_that_no_other_has() -> None:
    first = to_keep(run_to(HALVING, 1)[0])
    second = to_keep(run_to(HALVING, 1)[0], (first,))
    assert [(run.name, run.colour) for run in (first, second)] == [
        (f"{Symbol.ALPHA} = 0.5", 0),
        (f"{Symbol.ALPHA} = 0.5 (2)", 1),
    ]


def test_a_divergence_is_told_only_while_what_came_of_it_is_shown() -> None:
    latest, _, shown = run_to(DIVERGING, 20)
    divergence = latest.divergence(shown, ())
    assert divergence is not None
    assert divergence.step == 11
    assert latest.divergence(weighing(DIVERGING, 4.0), ()) is None
    run = to_keep(latest)
    assert latest.ended_as(run).divergence(shown, (run,)) is None


def test_one_goes_back_to_a_finite_step_and_on_from_there_as_another_run() -> None:
    latest, trainer, _ = run_to(DIVERGING, 20)
    at = trainer.step_again(2)
    finite = weighing(DIVERGING, 4.0)
    back = latest.back_at(at, finite)
    assert back.shown_step(finite, ()) is ShownStep.GONE_BACK
    assert back.gone_back is at
    trainer.go_back(at)
    on = back.gone_on(finite, trainer.snapshot())
    assert on.shown_step(finite, ()) is ShownStep.NEWEST
    assert on.present(()).step == 2  # type: ignore[union-attr]
    assert on.state.start == DIVERGING


def test_what_the_optimiser_remembers_is_that_of_the_step_that_is_shown() -> None:
    # v ← β v + g; the gradient of ½ w² is w = 1 at the first step
    momentum = Training(learning_rate=0.5, optimiser=OptimiserChoice("momentum", momentum=0.5))
    experiment = replace(HALVING, training=momentum)
    latest, _, shown = run_to(experiment, 1)
    assert latest.memory(shown, ()) == Memory("momentum", 1, ((1.0,),))
    assert latest.memory(weighing(experiment, 3.0), ()) is None


def test_a_run_that_is_forgotten_leaves_its_start_to_go_back_to() -> None:
    latest, _, shown = run_to(HALVING, 3)
    forgotten = latest.forgotten()
    assert forgotten.present(()) is None
    assert forgotten.shown_step(shown, ()) is ShownStep.NO_RUN
    assert forgotten.state.start == HALVING


@pytest.mark.parametrize("steps", [1, 4])
def test_where_a_kept_run_ended_the_next_can_be_reset_to_the_start_of_that(steps: int) -> None:
    latest, trainer, shown = run_to(HALVING, steps)
    run = to_keep(latest)
    again = latest.ended_as(run).begun(shown, trainer.snapshot(), (run,))
    assert again.state.start == HALVING
    assert again.as_kept is None
