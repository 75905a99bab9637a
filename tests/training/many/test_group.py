"""`explorer.training.many.group`"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from explorer.array import Array
from explorer.files.project import read_experiment
from explorer.network.model import Experiment, OptimiserChoice, Training
from explorer.training.many.group import Group, RunResults, kept_steps, run_group
from explorer.training.many.lanes import Cancelled
from explorer.training.program import Program, parameters_of
from explorer.training.trainer import Trainer
from explorer.training.verdict import RunOutcome, Verdict
from tests.training.small_experiment import chain, xor

CASES = Path(__file__).parents[2] / "cases" / "networks"

ENDLESS = "with binary cross-entropy, the loss has no least value and falls for ever"

LINE = chain(["identity"], [0.3], [(1.0, 0.5), (2.0, -1.0)])
"""On a parabola of curvature 2.5: it diverges above α = 0.8, where w jumps to and fro for ever."""

SINE = chain(["sine"], [0.7], [(1.0, 0.0)])
"""w ← w − ½ α sin 2w"""


def ends_of(experiment: Experiment, rates: list[float], steps: int = 400) -> RunResults:
    program = Program.of(experiment)
    starts = np.tile(parameters_of(program.network), (len(rates), 1))
    return run_group(Group(program, 7, np.array(rates), starts, steps))


def test_every_run_is_judged() -> None:
    ends = ends_of(LINE, [0.1, 0.9, 0.0, 0.8])
    assert (ends.first, ends.learning_rates.tolist(), len(ends)) == (7, [0.1, 0.9, 0.0, 0.8], 4)
    assert [verdict.kind for verdict in ends.verdicts] == ["converges", "diverges", "plateaus", "plateaus"]
    trainer = Trainer(replace(LINE, training=Training(0.9)))
    trainer.advance(400)
    assert trainer.divergence is not None
    assert ends.diverged_at.tolist() == [-1, trainer.divergence.step, -1, -1]
    assert ends.verdicts[1] == Verdict(RunOutcome.DIVERGES, step=trainer.divergence.step)
    assert ends.loss[2] == pytest.approx(0.65)
    assert ends.loss[0] == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("name", "outcome", "reason"),
    [
        ("dead-relu", "stuck", "h1 is off for every sample: its pre-activation is at most −8"),
        ("softmax-one-t1", "stuck", "softmax of the one output a is always 1, so nothing can be learnt"),
        (
            "bce-target2",
            "endless",
            f"target 2 of a (sample 1 of 1) is not in 0 … 1: {ENDLESS}",
        ),
        ("softmax-sat-40-1", "converges", None),
        ("two-one", "converges", None),
    ],
)
def test_a_run_that_is_merely_stuck_does_not_converge(name: str, outcome: str, reason: str | None) -> None:
    ends = ends_of(read_experiment(CASES / f"{name}.json"), [0.1, 0.2], 300)
    assert [(verdict.kind, verdict.reason) for verdict in ends.verdicts] == [(outcome, reason)] * 2


def test_a_run_behind_saturated_neurons_is_stuck_where_it_misses_its_targets() -> None:
    missing, hit = (
        chain(["tanh", "identity"], [1.0, 0.3], [(-20.0, -target), (20.0, target), (30.0, 1.0)])
        for target in (0.0, 1.0)
    )
    reason = "tanh of n0 is saturated for every sample: the pre-activation is −20 … 30"
    stuck = Verdict(RunOutcome.STUCK, neuron="n0", reason=reason)
    assert ends_of(missing, [0.1, 0.2], 1000).verdicts == (stuck, stuck)
    assert [verdict.kind for verdict in ends_of(hit, [0.1, 0.2], 1000).verdicts] == ["converges"] * 2


def test_what_diverged_beside_a_stuck_run_stays_apart_from_it() -> None:
    ends = ends_of(chain(["relu", "identity"], [-1.0, 0.3], [(1.0, 0.0), (2.0, 1.0)]), [0.1, 1e300])
    assert [verdict.kind for verdict in ends.verdicts] == ["stuck", "stuck"]
    mixed = ends_of(LINE, [0.9, 0.1])
    assert [verdict.kind for verdict in mixed.verdicts] == ["diverges", "converges"]


def test_only_where_neighbouring_runs_part_is_a_run_without_a_period_chaotic() -> None:
    ends = ends_of(SINE, [0.5, 3.3, 3.5, 4.0], 2000)
    assert [verdict.kind for verdict in ends.verdicts] == ["converges", "cycles", "cycles", "chaotic"]
    assert [verdict.period for verdict in ends.verdicts] == [None, 2, 4, None]
    noisy = replace(LINE, training=Training(batch_size=1))
    assert ends_of(noisy, [0.1], 2000).verdicts[0].kind is RunOutcome.OSCILLATES


def test_a_run_of_a_group_ends_as_it_would_in_any_other() -> None:
    experiment = xor(training=Training(optimiser=OptimiserChoice("momentum")))
    rates = np.geomspace(0.1, 30, 20).tolist()
    together, alone = ends_of(experiment, rates, 600), [ends_of(experiment, [rate], 600) for rate in rates]
    assert together.loss.tobytes() == b"".join(ends.loss.tobytes() for ends in alone)
    assert together.verdicts == tuple(verdict for ends in alone for verdict in ends.verdicts)


def test_rows_are_kept_of_the_earlier_half_and_all_of_the_end() -> None:
    assert kept_steps(0).tolist() == [0]
    assert kept_steps(300).tolist() == list(range(301))
    kept: Array = kept_steps(10**9)
    assert kept[0] == 0
    assert kept[-513:].tolist() == list(range(10**9 - 512, 10**9 + 1))
    assert len(kept[:-513]) == 64
    assert kept[-514] < 5 * 10**8


def test_who_cancels_gets_nothing() -> None:
    program = Program.of(LINE)
    with pytest.raises(Cancelled):
        run_group(Group(program, 0, np.ones(3), np.ones((3, 1)), 10), lambda: True)
