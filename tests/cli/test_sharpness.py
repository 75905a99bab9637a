"""Does `sharpness` tell how curved E is along a run, and what would be stable?"""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.files.project import read_experiment, write_experiment
from explorer.network.model import OptimiserChoice
from explorer.resources import resource
from explorer.training.curvature.curvature import curvature_of
from explorer.training.program import Program
from explorer.training.trainer import Trainer
from tests.cli.conftest import Result

Run = Callable[..., Result]
Refused = Callable[..., str]

SINE = resource("examples/sine.json")


def test_a_row_is_written_for_every_step(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    status, output, error = run("sharpness", SINE, "--steps", "150", "--csv", out)
    assert (status, error) == (0, "")
    assert output.splitlines()[0] == f"readings written to {out}"
    assert output.splitlines()[-1].startswith("150 steps in ")
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == ["step", "loss", "sharpness"]
    assert [row["step"] for row in rows] == [str(step) for step in range(151)]
    trainer = Trainer(read_experiment(SINE))
    trainer.advance(150)
    assert [float(row["loss"]) for row in rows] == trainer.history.rows().loss.tolist()
    curvature = curvature_of(Program.of(read_experiment(SINE)))
    products = curvature.hessian_products(trainer.parameters, np.eye(len(trainer.parameters)))
    assert float(rows[-1]["sharpness"]) == pytest.approx(np.linalg.eigvalsh(products)[-1], rel=1e-7)


def test_without_a_file_some_steps_are_shown_beside_what_is_stable(run: Run) -> None:
    status, output, error = run("sharpness", SINE, "--steps", "100", "--learning-rate", "0.1")
    assert (status, error) == (0, "")
    lines = [line.split() for line in output.splitlines()]
    assert lines[0] == ["step", "E", "sharpness", "2/α"]
    assert [line[0] for line in lines[1:22]] == [str(step) for step in range(0, 101, 5)]
    assert {line[-1] for line in lines[1:22]} == {"20"}
    assert " ".join(lines[22]) == "the sharpness never exceeds 2/α"


def test_it_is_told_where_the_sharpness_is_first_too_large(run: Run) -> None:
    output = run("sharpness", SINE, "--steps", "40", "--learning-rate", "0.135")[1]
    shown = [line.split() for line in output.splitlines()[1:-2]]
    first = next(line[0] for line in shown if float(line[2]) > 2 / 0.135)
    assert output.splitlines()[-2] == f"the sharpness first exceeds 2/α = 14.81 at step {first}"


def test_more_eigenvalues_of_either_end_have_columns_of_their_own(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    run("sharpness", SINE, "--steps", "2", "--eigenvalues", "2", "--smallest", "--csv", out)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    names = ["sharpness", "eigenvalue_2", "smallest_2", "smallest"]
    assert list(rows[0]) == ["step", "loss", "sharpness", "eigenvalue_2", "smallest", "smallest_2"]
    for row in rows:
        values = [float(row[name]) for name in names]
        assert values == sorted(values, reverse=True)
    output = run("sharpness", SINE, "--steps", "2", "--eigenvalues", "2", "--smallest")[1]
    header = "step E sharpness eigenvalue 2 smallest smallest 2 2/α"
    assert " ".join(output.splitlines()[0].split()) == header


@pytest.mark.parametrize(
    ("optimiser", "header", "sentence"),
    [
        (OptimiserChoice("momentum"), "2(1 + β)/α", "the sharpness never exceeds 2(1 + β)/α"),
        (
            OptimiserChoice("adam"),
            "preconditioned sharpness 2(1 + β₁)/((1 − β₁) α)",
            "the preconditioned sharpness never exceeds 2(1 + β₁)/((1 − β₁) α)",
        ),
        (OptimiserChoice("adamw"), "sharpness", "from which sharpness on adamw is unstable is not known"),
        (OptimiserChoice("rmsprop"), "sharpness", "from which sharpness on rmsprop is unstable is not known"),
    ],
)
def test_what_is_stable_follows_from_the_optimiser(
    run: Run, tmp_path: Path, optimiser: OptimiserChoice, header: str, sentence: str
) -> None:
    experiment = read_experiment(SINE)
    path = tmp_path / "sine.json"
    write_experiment(path, replace(experiment, training=replace(experiment.training, optimiser=optimiser)))
    lines = run("sharpness", path, "--steps", "3", "--learning-rate", "1e-3")[1].splitlines()
    assert " ".join(lines[0].split()).endswith(header)
    assert lines[-2] == sentence


def test_a_run_that_diverges_is_followed_up_to_there(run: Run) -> None:
    status, output, error = run("sharpness", SINE, "--steps", "1e3", "--learning-rate", "0.3")
    assert (status, error) == (0, "")
    lines = output.splitlines()
    assert lines[-2].startswith("Diverged at step 13: E is ")
    assert lines[-4].split()[0] == "13"


def test_no_step_tells_of_the_start(run: Run) -> None:
    lines = run("sharpness", SINE, "--steps", "0")[1].splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["step", "0"]
    assert lines[-1].startswith("0 steps in ")


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (["--csv", "out.txt"], "must end in .csv"),
        (["--csv", "nowhere/out.csv"], "there is no such folder"),
        (["--csv", "folder.csv"], "is a folder"),
        (["--eigenvalues", "1000"], "1000 eigenvalues of a network with 37 parameters"),
        (["--learning-rate", "-1"], "make it 0 or more"),
    ],
)
def test_what_cannot_be_done_is_refused_before_the_training(
    refused: Refused,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    rule: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.csv").mkdir()
    assert rule in refused("sharpness", SINE, "--steps", "1e9", *arguments)


CASES = Path(__file__).parents[1] / "cases" / "networks"


def test_where_a_number_is_not_finite_nothing_is_said_of_the_sharpness(run: Run) -> None:
    status, output, error = run("sharpness", CASES / "nan-start.json", "--steps", "3")
    assert (status, error) == (0, "")
    assert "exceeds" not in output
    assert "at step 0 not every number is finite, and there is no sharpness" in output


def test_a_picture_is_asked_for_of_every_step(run: Run, opened: list[Any], tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    asked = ["--steps", 40, "--learning-rate", 0.1, "--eigenvalues", 2, "--smallest"]
    status, output, error = run("sharpness", SINE, *asked, "--picture", out, "--theme", "dark")
    assert (status, error) == (0, "")
    assert output.splitlines()[-1] == f"picture written to {out}"
    ((path, subject, size, theme),) = opened
    assert (path, size, theme) == (out, (1200, 900), "dark")
    assert subject.readings.step.tolist() == list(range(41))
    assert subject.readings.eigenvalues.shape == (41, 4)
    assert (subject.largest, subject.diverged_at) == (2, None)
    assert subject.plan.start.training.learning_rate == 0.1


def test_a_picture_that_is_none_is_refused_before_the_run(refused: Refused) -> None:
    assert ".png" in refused("sharpness", SINE, "--steps", "1e9", "--picture", "out.gif")
