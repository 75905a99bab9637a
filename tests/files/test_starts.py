"""Where many starts ended, as a table."""

import csv
from dataclasses import replace

from explorer.files.starts import starts_text
from tests.training.many.test_starts import XOR_OF_TWO, ends_of
from tests.ui.training_experiment import DIVERGING


def test_there_is_a_row_for_each_seed_with_its_losses_verdict_level_and_solution() -> None:
    ends = ends_of(XOR_OF_TWO, 3000, 8)
    rows = list(csv.DictReader(starts_text(ends).splitlines()))
    assert [row["seed"] for row in rows] == [str(seed) for seed in range(8)]
    assert [float(row["loss"]) for row in rows] == ends.loss.tolist()
    assert [float(row["first_loss"]) for row in rows] == ends.first_loss.tolist()
    assert {row["steps"] for row in rows} == {"3000"}
    assert {row["level"] for row in rows} == {"1", "2"}
    assert [row["level"] == "1" for row in rows] == (ends.loss < 0.01).tolist()
    assert [int(row["solution"]) for row in rows] == ends.solutions().tolist()
    assert [row["verdict"] for row in rows] == [verdict.kind for verdict in ends.verdicts]


def test_what_diverged_has_its_step_and_no_level() -> None:
    (row,) = csv.DictReader(starts_text(ends_of(DIVERGING, 60, 1)).splitlines())
    assert (row["verdict"], row["level"], row["solution"]) == ("diverges", "", "")
    assert row["steps"] == row["diverged_at"] != ""


def test_before_the_end_nothing_is_judged() -> None:
    ends = replace(ends_of(XOR_OF_TWO, 10, 1), verdicts=())
    (row,) = csv.DictReader(starts_text(ends).splitlines())
    assert (row["verdict"], row["level"]) == ("", "")
