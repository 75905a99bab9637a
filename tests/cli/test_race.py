"""Does `race` tell which optimiser is down first, and at which learning rate it ran?"""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from explorer.files.project import read_experiment
from explorer.network.edits.training_edits import set_learning_rate, set_training
from explorer.network.model import OptimiserChoice
from explorer.network.optimiser import OPTIMISERS
from explorer.resources import resource
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.program import Program
from explorer.training.trainer import Trainer
from tests.cli.conftest import Result

Run = Callable[..., Result]
Refused = Callable[..., str]

XOR = resource("examples/xor.json")


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_on_the_saddle_y_reaches_one_in_76_steps(run: Run, tmp_path: Path) -> None:
    out, paths = tmp_path / "out.csv", tmp_path / "paths.csv"
    asked = ["--optimisers", "gradient-descent", "--same-rate", 0.1, "--csv", out, "--paths", paths]
    status, output, error = run("race", "saddle", *asked)
    assert (status, error) == (0, "")
    lines = output.splitlines()
    assert lines[0].startswith("f(x, y) = x² − y², from (1, 1e−0")
    assert lines[1] == "it has no least value: who gets below −1 has left the saddle"
    assert lines[4] == ("gradient descent is first to reach f < −1, in 76 steps with α = 0.1, as given")
    assert lines[5:7] == [f"results written to {out}", f"paths written to {paths}"]
    (row,) = rows_of(out)
    assert (row["optimiser"], row["outcome"], row["step"]) == ("gradient-descent", "reached", "76")
    assert (row["evaluations"], row["sweep_evaluations"]) == ("76.0", "")
    places = rows_of(paths)
    assert list(places[0]) == ["optimiser", "learning_rate", "step", "loss", "x", "y"]
    assert (places[0]["x"], places[0]["y"]) == ("1.0", "1e-06")
    assert float(places[76]["y"]) == pytest.approx(1e-6 * 1.2**76)


def test_each_at_its_best_rate_says_which_it_is_and_what_finding_it_took(run: Run) -> None:
    output = run("race", "1/2 (x^2 + y^2)", "--optimisers", "gradient-descent,momentum")[1]
    lines = output.splitlines()
    assert " ".join(lines[1].split()) == "optimiser α verdict gradients to find its α last E"
    assert lines[2].split()[:6] == ["gradient", "descent", "1", "reached", "at", "step"]
    assert lines[4] == (
        "gradient descent is first to reach f < 1e−6, in 1 step with α = 1, best of 121 from 1e−5 to 10"
    )


def test_of_a_typed_formula_the_start_can_be_told(run: Run) -> None:
    asked = ["--optimisers", "adam", "--start", "-2,3", "--same-rate", "0.5", "--steps", "20"]
    output = run("race", "-x + x^2 + y^4", *asked)[1]
    assert output.splitlines()[:2] == [
        "f(x, y) = −x + x² + y⁴, from (−2, 3)",
        "its least value is not known and taken to be 0",
    ]


def test_on_a_network_the_steps_are_those_of_training(run: Run, tmp_path: Path) -> None:
    paths = tmp_path / "paths.csv"
    asked = ["--optimisers", "all", "--same-rate", 0.2, "--steps", 60, "--paths", paths, "--tolerance", 0.1]
    status, output, error = run("race", XOR, *asked)
    assert (status, error) == (0, "")
    assert " is first to reach E < 0.1, in " in output
    rows = rows_of(paths)
    assert list(rows[0]) == ["optimiser", "learning_rate", "step", "loss"]
    assert [row["optimiser"] for row in rows[::61]] == list(OPTIMISERS)
    experiment = set_training(read_experiment(XOR), optimiser=OptimiserChoice("adam"))
    experiment = set_learning_rate(experiment, 0.2)
    trainer = Trainer(experiment, lone_engine_for(Program.of(experiment)))
    trainer.advance(60)
    told = [float(row["loss"]) for row in rows if row["optimiser"] == "adam"]
    assert told == trainer.history.rows().loss.tolist()


def test_what_cannot_be_raced_is_refused(refused: Refused, tmp_path: Path) -> None:
    adam = ["--optimisers", "adam"]
    assert "'z' at character 5 is not known" in refused("race", "x + z", *adam)
    assert "cannot be read" in refused("race", "nowhere.json", *adam)
    assert "leave out --start" in refused("race", XOR, *adam, "--start", "0,0")
    assert "must end in .csv" in refused("race", "bowl", *adam, "--csv", tmp_path / "out.txt")


def test_too_many_steps_are_refused(run: Run) -> None:
    status, _, error = run("race", "bowl", "--optimisers", "adam", "--steps", "1e6")
    assert status == 1
    assert error == (
        "backprop-explorer: 1000000 steps are more than 20000, of which whole paths can be kept\n"
    )


def test_a_picture_is_asked_for_of_the_race_that_ran(run: Run, opened: list[Any], tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    asked = ["--optimisers", "gradient-descent", "--same-rate", 0.1, "--start", "0.5,0.5"]
    look = ["--picture", out, "--theme", "dark", "--size", "800x600"]
    status, output, _ = run("race", "booth", *asked, "--steps", 3, *look)
    assert status == 0
    assert output.splitlines()[-1] == f"picture written to {out}"
    ((path, subject, size, theme),) = opened
    assert (path, size, theme) == (out, (800, 600), "dark")
    assert (subject.landscape.label, subject.landscape.start) == ("Booth", (0.5, 0.5))
    assert [racer.label for racer in subject.race.racers] == ["gradient descent"]


def test_a_picture_of_a_race_on_the_network_has_no_landscape(
    run: Run, opened: list[Any], tmp_path: Path
) -> None:
    asked = ["--optimisers", "adam", "--same-rate", 0.1, "--steps", 3, "--picture", tmp_path / "out.png"]
    assert run("race", XOR, *asked)[0] == 0
    ((_, subject, _, _),) = opened
    assert subject.landscape is None
    assert len(subject.race.racers[0].losses) == 4


def test_a_picture_of_another_kind_is_refused(refused: Refused) -> None:
    asked = ["--optimisers", "adam", "--picture", "out.gif"]
    assert "a picture's name must end in .png" in refused("race", "bowl", *asked)
