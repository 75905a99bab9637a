"""Does `central-flow` tell how widely a run swings, beside what is predicted?"""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from explorer.files.project import read_experiment, write_experiment
from explorer.network.model import OptimiserChoice
from explorer.resources import resource
from explorer.training.trainer import Trainer
from tests.cli.conftest import Result

Run = Callable[..., Result]
Refused = Callable[..., str]

EDGE = resource("examples/edge-of-stability.json")


def test_windows_are_shown_with_what_is_predicted_and_why_it_fails(run: Run) -> None:
    status, output, error = run("central-flow", EDGE, "--steps", "650")
    assert (status, error) == (0, "")
    lines = [" ".join(line.split()) for line in output.splitlines()]
    assert lines[0] == "steps E E predicted λ λ of the flow 2/α swing² σ² predicted"
    assert [line.split()[:3] for line in lines[1:4]] == [
        [str(begin), "to", str(begin + 49)] for begin in (0, 50, 100)
    ]
    at_edge = next(line.split() for line in lines if line.startswith("600 to 649 "))
    measured, predicted = float(at_edge[-2]), float(at_edge[-1])
    assert measured == pytest.approx(predicted, rel=0.03)
    assert at_edge[6:8] == ["10", "10"]
    assert lines[-3].startswith("steps 250 to 299: the run hardly swings yet: ")
    assert lines[-2].startswith("steps 300 to 349: a catapult: ")
    assert lines[-1].startswith("650 steps in ")


def test_a_long_run_is_shown_by_some_of_its_windows(run: Run) -> None:
    output = run("central-flow", "edge-of-stability", "--steps", "3000")[1]
    shown = [line.split()[0] for line in output.splitlines()[1:] if " to " in line and line[0].isdigit()]
    assert shown[:2] == ["0", "150"]
    assert shown[-1] == "3000"
    assert len(shown) <= 26


def test_a_row_is_written_for_every_step(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    output = run("central-flow", EDGE, "--steps", "120", "--csv", out)[1]
    assert output.splitlines()[:2] == [
        f"steps written to {out}",
        "the flow stays below the edge of stability, where nothing swings",
    ]
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == [
        *("step", "loss", "flow_loss", "predicted_mean_loss", "sharpness", "flow_sharpness", "limit"),
        *("displacement", "flow_variance", "distance"),
    ]
    assert [row["step"] for row in rows] == [str(step) for step in range(121)]
    trainer = Trainer(read_experiment(EDGE))
    trainer.advance(120)
    assert [float(row["loss"]) for row in rows] == trainer.history.rows().loss.tolist()
    assert [row["displacement"] == "" for row in rows] == [True] + [False] * 120
    assert {row["limit"] for row in rows} == {"10.0"}


def test_it_is_told_where_the_flow_ends(run: Run) -> None:
    lines = run("central-flow", EDGE, "--steps", "10", "--learning-rate", "3")[1].splitlines()
    assert lines[-2].startswith("the flow ends at step 0: λ is above 2/α")
    assert lines[-1].startswith("0 steps in ")


def test_what_has_no_central_flow_is_refused_before_the_training(refused: Refused, tmp_path: Path) -> None:
    experiment, path = read_experiment(EDGE), tmp_path / "adam.json"
    adam = replace(experiment.training, optimiser=OptimiserChoice("adam"))
    write_experiment(path, replace(experiment, training=adam))
    assert "this trains with Adam" in refused("central-flow", path, "--steps", "1e9")
    assert "must end in .csv" in refused("central-flow", EDGE, "--steps", "1e9", "--csv", "out.txt")


def test_a_picture_is_asked_for_of_every_step(run: Run, opened: list[Any], tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    status, output, _ = run("central-flow", EDGE, "--steps", 120, "--picture", out, "--size", "800x600")
    assert status == 0
    assert output.splitlines()[-1] == f"picture written to {out}"
    ((path, comparison, size, theme),) = opened
    assert (path, size, theme) == (out, (800, 600), "light")
    assert comparison.step.tolist() == list(range(121))
    assert len(comparison.measured) == 3


def test_a_picture_that_is_none_is_refused_before_the_run(refused: Refused) -> None:
    assert ".png" in refused("central-flow", EDGE, "--steps", "1e9", "--picture", "out.gif")
