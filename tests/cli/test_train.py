"""Does `train` train as the window does, and leave nothing behind that is not finite?"""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from explorer.compiling import kernel_cache
from explorer.files.project import read_experiment, write_experiment
from explorer.network.edits.training_edits import set_learning_rate
from explorer.network.model import OptimiserChoice, Penalty, ScheduleChoice, Training
from explorer.resources import resource
from explorer.training.trainer import Trainer
from tests.cli.conftest import Result
from tests.training.small_experiment import chain

Run = Callable[..., Result]
Refused = Callable[..., str]


def test_one_step_is_the_worked_iteration(run: Run, worked: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    status, output, error = run("train", worked, "--steps", "1", "--save", out)
    assert (status, error) == (0, "")
    assert output.splitlines()[0] == "E at the start: 0.25"
    assert output.splitlines()[1].startswith("E after 1 step: 0.161703564")
    network = read_experiment(out).network
    assert [connection.weight for connection in network.connections] == [0.55, 1.025, -0.45, -1, 1.025]
    assert [neuron.bias for neuron in network.neurons if neuron.bias is not None] == [0.05, 0, 0.05]


def test_it_says_which_engine_made_the_steps(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_cache, "is_complete", lambda: True)
    assert run("train", "xor", "--steps", "3")[1].endswith(" s, by the compiled kernels\n")
    monkeypatch.setattr(kernel_cache, "is_installed", lambda: False)
    assert run("train", "xor", "--steps", "3")[1].endswith(" s, by numpy\n")


@pytest.mark.parametrize(
    ("learning_rate", "steps", "verdict"),
    [
        ("0", "100", ["verdict: plateaus: E hardly falls, though nothing says that it has reached a limit"]),
        ("0.1", "100", ["verdict: stuck: c0 is off for every sample: its pre-activation is at most −0.8429"]),
        ("0.1", "20", []),
    ],
)
def test_after_some_steps_it_says_what_became_of_the_loss(
    run: Run, worked: Path, learning_rate: str, steps: str, verdict: list[str]
) -> None:
    output = run("train", worked, "--steps", steps, "--learning-rate", learning_rate)[1]
    assert [line for line in output.splitlines() if "verdict" in line] == verdict


def test_all_that_the_file_says_of_training_is_done(run: Run, tmp_path: Path) -> None:
    training = Training(
        0.05,
        ScheduleChoice("warm-up", steps=10),
        OptimiserChoice("adamw", weight_decay=0.1),
        Penalty(l1=0.001),
        dropout=0.2,
        largest_gradient=0.5,
        batch_size=3,
    )
    experiment = replace(read_experiment(resource("examples/xor.json")), training=training)
    drawn, trained, history = (tmp_path / name for name in ("drawn.json", "trained.json", "history.csv"))
    write_experiment(drawn, experiment)
    assert run("train", drawn, "--steps", "50", "--save", trained, "--history", history)[0] == 0
    trainer = Trainer(experiment)
    trainer.advance(50)
    assert read_experiment(trained) == trainer.experiment()
    rows = list(csv.DictReader(history.read_text().splitlines()))
    assert [float(row["learning_rate"]) for row in rows[:3]] == pytest.approx([0.005, 0.01, 0.015], rel=1e-15)
    assert float(rows[-1]["loss"]) == trainer.history.rows().loss[-1]


def test_no_step_leaves_the_file_as_it_was(run: Run, worked: Path, tmp_path: Path) -> None:
    assert run("train", worked, "--steps", "0", "--save", tmp_path / "out.json")[0] == 0
    assert (tmp_path / "out.json").read_bytes() == worked.read_bytes()


def test_everything_that_is_asked_for_is_written(run: Run, tmp_path: Path) -> None:
    xor = resource("examples/xor.json")
    outs = [tmp_path / f"out.{suffix}" for suffix in ("npz", "py", "csv", "json")]
    exports = [argument for out in outs for argument in ("--export", out)]
    history = tmp_path / "history.csv"
    arguments = ["--steps", "1e2", "--learning-rate", "1/2", "--history", history, *exports]
    assert run("train", xor, *arguments)[0] == 0
    trainer = Trainer(set_learning_rate(read_experiment(xor), 0.5))
    trainer.advance(100)
    assert read_experiment(tmp_path / "out.json") == trainer.experiment()
    with np.load(tmp_path / "out.npz", allow_pickle=False) as arrays:
        assert arrays["W2"].shape == (4, 1)
    assert all(out.stat().st_size > 0 for out in outs)
    rows = list(csv.DictReader(history.read_text().splitlines()))
    assert [row["step"] for row in rows] == [str(step) for step in range(101)]
    assert [float(row["loss"]) for row in rows] == trainer.history.rows().loss.tolist()
    assert {row["held_out_loss"] for row in rows} == {""}
    assert {row["learning_rate"] for row in rows} == {"0.5"}


def test_the_loss_of_held_out_samples_is_told_beside(run: Run, tmp_path: Path) -> None:
    history = tmp_path / "history.csv"
    output = run("train", resource("examples/sine.json"), "--steps", "3", "--history", history)[1]
    assert output.count("(of the samples held out: ") == 2
    assert all(float(row["held_out_loss"]) > 0 for row in csv.DictReader(history.read_text().splitlines()))


DIVERGING = ["train", resource("examples/sine.json"), "--steps", "1000", "--learning-rate", "0.3"]


def test_a_run_that_diverges_says_when_and_where(run: Run) -> None:
    status, output, error = run(*DIVERGING)
    assert (status, error) == (0, "")
    assert "Diverged at step 13: E is " in output
    assert "from y0" in output


@pytest.mark.parametrize("option", ["--save", "--export"])
def test_a_run_that_diverges_leaves_its_history_but_no_weights(run: Run, option: str, tmp_path: Path) -> None:
    out, history = tmp_path / "out.json", tmp_path / "history.csv"
    status, _, error = run(*DIVERGING, option, out, "--history", history)
    assert status == 1
    assert error == (
        "backprop-explorer: the run diverged at step 13, first in neuron y0: no weights were written\n"
    )
    assert not out.exists()
    assert history.read_text().splitlines()[-1].startswith("13,")


def test_a_negative_learning_rate_is_understood_and_refused(refused: Refused, worked: Path) -> None:
    assert "make it 0 or more" in refused("train", worked, "--steps", "1", "--learning-rate", "-0.1")


@pytest.mark.parametrize(
    ("option", "out", "rule"),
    [
        ("--save", "out.npz", "must end in .json"),
        ("--export", "out.onnx", "the suffix .onnx is no format for weights: use .json, .npz, .csv, .py"),
        ("--export", "nowhere/out.npz", "there is no such folder"),
        ("--history", "nowhere/history.csv", "there is no such folder"),
        ("--history", "history.txt", "must end in .csv"),
        ("--export", "folder.csv", "is a folder"),
    ],
)
def test_what_could_not_be_written_is_refused_before_the_training(
    refused: Refused, worked: Path, tmp_path: Path, option: str, out: str, rule: str
) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert rule in refused("train", worked, "--steps", "1e9", option, tmp_path / out)


def test_nobody_watches_so_no_bar_is_drawn(run: Run) -> None:
    assert run("train", resource("examples/sine.json"), "--steps", "10")[2] == ""


def test_what_is_amiss_is_told_with_its_remedy(run: Run) -> None:
    case = Path(__file__).parents[1] / "cases" / "networks" / "dead-relu.json"
    lines = run("train", case, "--steps", "300")[1].splitlines()
    remedy = "Make its bias larger, take leaky ReLU, or draw the weights anew"
    assert lines[2:5] == [
        "verdict: stuck: h1 is off for every sample: its pre-activation is at most −8",
        "note: make its bias larger, take leaky ReLU, or draw the weights anew",
        f"note: h2 is off for every sample: its pre-activation is at most −9. {remedy}.",
    ]


def test_a_run_behind_saturated_neurons_is_stuck_and_not_said_to_converge(run: Run, tmp_path: Path) -> None:
    pairs = [(-20.0, -0.5), (20.0, 0.0), (30.0, 1.0)]
    net = tmp_path / "net.json"
    write_experiment(net, chain(["tanh", "identity"], [1.0, 0.3], pairs))
    reason = "tanh of n0 is saturated for every sample: the pre-activation is −20 … 30"
    lines = run("train", net, "--steps", "1000", "--learning-rate", "0.1")[1].splitlines()
    assert f"verdict: stuck: {reason}" in lines
    lines = run("sweep", net, "--learning-rates", "0.1:0.1:1", "--steps", "1000")[1].splitlines()
    assert f"stuck first at learning rate 0.1: {reason}" in lines
