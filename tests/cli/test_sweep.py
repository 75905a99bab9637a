"""Does `sweep` tell what becomes of every run, in order, and whatever the number of them?"""

import csv
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.cli.argument_types import learning_rates
from explorer.files.project import read_experiment
from explorer.resources import resource
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.many.sweep import Sweep
from explorer.training.trainer import Trainer
from tests.cli.conftest import Result

Run = Callable[..., Result]
Refused = Callable[..., str]

CASES = Path(__file__).parents[1] / "cases" / "networks"
SINE = resource("examples/sine.json")


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_a_row_is_written_for_every_run_in_order(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    arguments = ["--learning-rates", "0.4:0.1:4", "--steps", "60", "--csv", out]
    status, output, error = run("sweep", SINE, *arguments)
    assert (status, error) == (0, "")
    assert output.splitlines()[0] == f"runs written to {out}"
    assert output.splitlines()[1].startswith("4 runs of 60 steps in ")
    rows = table(out)
    assert list(rows[0]) == ["learning_rate", "seed", "steps", "loss", "verdict", "diverged_at"]
    assert [float(row["learning_rate"]) for row in rows] == np.linspace(0.1, 0.4, 4).tolist()
    assert {row["seed"] for row in rows} == {""}
    for row in rows:
        has_diverged = row["verdict"] == "diverges"
        assert row["diverged_at"] == (row["steps"] if has_diverged else "")
        assert has_diverged or row["steps"] == "60"
    assert rows[-1]["verdict"] == "diverges"


def test_a_run_of_the_table_is_one_that_is_trained_alone(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    run("sweep", SINE, "--learning-rates", "0.05:0.3:6log", "--seeds", "3", "--steps", "50", "--csv", out)
    rows, experiment = table(out), read_experiment(SINE)
    first = experiment.training.initialiser.seed
    sweep = Sweep(experiment, np.geomspace(0.05, 0.3, 6), range(first, first + 3), 50)
    assert [int(row["seed"]) for row in rows] == [first, first + 1, first + 2] * 6
    for number, row in enumerate(rows):
        trainer = Trainer(sweep.experiment(number), lone_engine_for(sweep.program))
        trainer.advance(50)
        assert float(row["learning_rate"]) == trainer.learning_rate
        assert float(row["loss"]) == trainer.history.rows().loss[-1]
        assert int(row["steps"]) == trainer.step
        assert (trainer.divergence is not None) == (row["verdict"] == "diverges")


def test_without_a_file_ranges_of_learning_rates_are_shown(run: Run) -> None:
    status, output, error = run("sweep", SINE, "--learning-rates", "0:100:21", "--steps", "200")
    assert (status, error) == (0, "")
    lines = output.splitlines()
    assert lines[0].split() == ["learning", "rate", "runs", "verdict", "lowest", "E"]
    assert lines[1].split()[:3] == ["0", "1", "plateaus"]
    assert lines[2].split()[:5] == ["5", "–", "100", "20", "diverges"]
    assert lines[3].startswith("lowest E: ")
    assert lines[4] == "first to diverge: learning rate 5"
    assert lines[5].startswith("Diverged at step ")
    assert lines[6].startswith("21 runs of 200 steps in ")


@pytest.mark.parametrize(
    ("name", "outcome", "reason"),
    [
        ("dead-relu", "stuck", "h1 is off for every sample: its pre-activation is at most −8"),
        ("softmax-one-t1", "stuck", "softmax of the one output a is always 1, so nothing can be learnt"),
    ],
)
def test_what_is_merely_stuck_is_not_said_to_converge(
    run: Run, tmp_path: Path, name: str, outcome: str, reason: str
) -> None:
    case, out = CASES / f"{name}.json", tmp_path / "out.csv"
    arguments = ["sweep", case, "--learning-rates", "0.1:0.3:3", "--steps", "300"]
    lines = run(*arguments)[1].splitlines()
    assert lines[1].split()[:5] == ["0.1", "–", "0.3", "3", outcome]
    assert lines[2].endswith(f", {outcome}")
    assert lines[3] == f"{outcome} first at learning rate 0.1: {reason}"
    run(*arguments, "--csv", out)
    assert [row["verdict"] for row in table(out)] == [outcome] * 3


def test_where_starts_end_differently_their_shares_are_told(run: Run) -> None:
    output = run("sweep", SINE, "--learning-rates", "0.2:0.2:1", "--seeds", "8", "--steps", "200")[1]
    shares = output.splitlines()[1]
    assert shares.split()[:2] == ["0.2", "8"]
    assert "diverges" in shares
    assert shares.count("%") >= 2
    assert ", seed " in output.splitlines()[2]


def test_no_step_may_be_made(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert run("sweep", SINE, "--learning-rates", "1:1:1", "--steps", "0", "--csv", out)[0] == 0
    (row,) = table(out)
    assert (row["steps"], row["verdict"], row["diverged_at"]) == ("0", "undecided", "")
    assert math.isfinite(float(row["loss"]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1:3:3", [1.0, 2.0, 3.0]),
        ("3:1:3", [1.0, 2.0, 3.0]),
        ("0:1/2:2", [0.0, 0.5]),
        ("1e-3:10:5log", [0.001, 0.01, 0.1, 1.0, 10.0]),
        ("0.3:0.7:1log", [0.3]),
    ],
)
def test_learning_rates_are_a_range_with_even_steps_or_equal_ratios(text: str, expected: list[float]) -> None:
    found = learning_rates(text)
    np.testing.assert_allclose(found, expected, rtol=1e-14)
    assert (found[0], found[-1]) == (expected[0], expected[-1])


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--learning-rates", "1:2", "write it like 0.1:1:10"),
        ("--learning-rates", "1:2:3lg", "not a number"),
        ("--learning-rates", "1:x:3", "not a number"),
        ("--learning-rates", "1:2:0", "0 is less than 1"),
        ("--learning-rates", "1:2:1e9", "more than 1000000"),
        ("--learning-rates", "-1:2:3", "less than 0"),
        ("--learning-rates", "0:2:3log", "leave out log"),
        ("--seeds", "0", "0 is less than 1"),
        ("--steps", "-1", "less than 0"),
    ],
)
def test_what_is_no_range_is_wrong_usage(run: Run, option: str, value: str, reason: str) -> None:
    given = {"--learning-rates": "1:2:3", option: value}
    status, _, error = run("sweep", SINE, *(word for pair in given.items() for word in pair))
    assert status == 2
    assert reason in error


@pytest.mark.parametrize(
    ("out", "rule"),
    [
        ("out.txt", "must end in .csv"),
        ("nowhere/out.csv", "there is no such folder"),
        ("folder.csv", "is a folder"),
    ],
)
def test_what_could_not_be_written_is_refused_before_the_sweep(
    refused: Refused, tmp_path: Path, out: str, rule: str
) -> None:
    (tmp_path / "folder.csv").mkdir()
    arguments = ["--learning-rates", "1:2:1e6", "--steps", "1e9", "--csv", tmp_path / out]
    assert rule in refused("sweep", SINE, *arguments)


def test_advice_says_from_what_it_is(run: Run, tmp_path: Path) -> None:
    asked = ["--learning-rates", "0.01:1:9log", "--steps", "100", "--advice"]
    status, output, error = run("sweep", SINE, *asked)
    assert (status, error) == (0, "")
    lines = output.splitlines()[-6:-1]
    assert lines[0].startswith("stable here while α < 2/λ = ")
    assert lines[0].endswith(" (curvature at these weights)")
    best = run("sweep", SINE, *asked[:-1])[1].partition("at learning rate ")[2].partition(",")[0]
    assert lines[1] == (
        f"fastest of the sweep: {float(best):.3g} (lowest E after 100 steps, of 9 rates from 0.01 to 1)"
    )
    assert [line.partition(":")[0] for line in lines[2:]] == [
        "minimum/10 of the range test",
        "steepest of the range test",
        "valley of the range test",
    ]
    assert "runs written" in run("sweep", SINE, *asked, "--csv", tmp_path / "out.csv")[1]


def test_with_seeds_the_advice_is_that_of_their_starts(run: Run) -> None:
    asked = ["--learning-rates", "0.01:1:3log", "--steps", "20", "--seeds", "4", "--advice"]
    lines = run("sweep", SINE, *asked)[1].splitlines()[-6:-1]
    assert lines[0].startswith("2/λ at the starts of 4 seeds: ")
    assert " … " in lines[0]
    assert ", median " in lines[0]
    assert all(line.endswith(" starts") for line in lines[2:])


def test_a_picture_is_asked_for_of_all_runs(run: Run, opened: list[Any], tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    asked = ["--learning-rates", "0.1:0.4:4", "--seeds", 2, "--steps", 30]
    look = ["--picture", out, "--theme", "dark", "--size", "800x600"]
    status, output, error = run("sweep", SINE, *asked, *look, "--csv", tmp_path / "out.csv")
    assert (status, error) == (0, "")
    assert output.splitlines()[-1] == f"picture written to {out}"
    ((path, subject, size, theme),) = opened
    assert (path, size, theme) == (out, (800, 600), "dark")
    rows = table(tmp_path / "out.csv")
    assert [run.loss for run in subject.sweep.runs()] == [float(row["loss"]) for row in rows]
    assert subject.training == read_experiment(SINE).training


def test_a_picture_that_is_none_is_refused_before_the_sweep(refused: Refused) -> None:
    asked = ["--learning-rates", "1:2:1e6", "--steps", "1e9", "--picture", "out.gif"]
    assert "a picture's name must end in .png" in refused("sweep", SINE, *asked)
