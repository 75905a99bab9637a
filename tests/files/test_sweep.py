"""Does the table of a sweep hold a row for each run, with all its digits?"""

from pathlib import Path

import numpy as np
import pytest

from explorer.files.refused import FileRefused
from explorer.files.sweep import label, write_sweep
from explorer.training.many.group import RunResults
from explorer.training.many.sweep import Sweep
from explorer.training.verdict import RunOutcome, Verdict
from tests.training.small_experiment import xor

CONVERGED, DIVERGED = Verdict(RunOutcome.CONVERGES), Verdict(RunOutcome.DIVERGES, step=12)
CYCLING = Verdict(RunOutcome.CYCLES, period=2)


def results(first: int, rates: list[float], losses: list[float], verdicts: list[Verdict]) -> RunResults:
    diverged_at = np.array([-1 if verdict.step is None else verdict.step for verdict in verdicts])
    return RunResults(first, np.array(rates), np.array(losses), diverged_at, tuple(verdicts))


def test_each_run_has_a_row_in_the_order_in_which_the_groups_come(tmp_path: Path) -> None:
    sweep = Sweep(xor(), np.array([0.1, 40.0]), range(3, 5), 500)
    late = results(2, [40.0, 40.0], [np.inf, 1 / 3], [DIVERGED, CYCLING])
    early = results(0, [0.1, 0.1], [0.1, 2e-7], [CONVERGED, CONVERGED])
    write_sweep(tmp_path / "sweep.csv", sweep, [late, early])
    assert (tmp_path / "sweep.csv").read_text(encoding="utf-8").splitlines() == [
        "learning_rate,seed,steps,loss,verdict,diverged_at",
        "40.0,3,12,inf,diverges,12",
        "40.0,4,500,0.3333333333333333,cycles (2),",
        "0.1,3,500,0.1,converges,",
        "0.1,4,500,2e-07,converges,",
    ]


def test_a_run_from_the_drawn_weights_has_no_seed(tmp_path: Path) -> None:
    sweep = Sweep(xor(), np.array([0.1]), None, 5)
    write_sweep(tmp_path / "sweep.csv", sweep, [results(0, [0.1], [0.5], [CONVERGED])])
    assert (tmp_path / "sweep.csv").read_text(encoding="utf-8").splitlines()[1] == "0.1,,5,0.5,converges,"


def test_a_path_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        write_sweep(tmp_path / "missing" / "sweep.csv", Sweep(xor(), np.ones(1), None, 5), [])


def test_a_cycle_is_labelled_with_its_period() -> None:
    assert [label(verdict) for verdict in (CONVERGED, CYCLING, DIVERGED)] == [
        "converges",
        "cycles (2)",
        "diverges",
    ]
