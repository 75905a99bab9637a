"""Does the loss panel say what becomes of the run, as it runs and after, and call nothing by a wrong name?"""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.files.project import read_experiment
from explorer.network.edits.parameter_edits import set_parameters
from tests.ui.panels.loss.loss_bench import Bench
from tests.ui.training_experiment import DIVERGING, SHRINKING

CASES = Path(__file__).parents[3] / "cases" / "networks"
DEAD = "h1 is off for every sample: its pre-activation is at most −8"


def train(bench: Bench, qtbot: QtBot, steps: int) -> None:
    """As Train does, with a count, as fast as can be."""
    bench.training.set_steps_per_second(None)
    bench.training.run(steps)
    qtbot.waitUntil(lambda: not bench.training.is_running)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("dead-relu", f"stuck: {DEAD}"),
        ("softmax-one-t1", "stuck: softmax of the one output a is always 1, so nothing can be learnt"),
        ("two-one", "converges: E has as good as reached its limit"),
        ("odd-names", "undecided: E is still on its way"),
    ],
)
def test_the_verdict_stands_below_the_curves(bench: Bench, qtbot: QtBot, name: str, words: str) -> None:
    bench.document.replace(read_experiment(CASES / f"{name}.json"))
    train(bench, qtbot, 300)
    qtbot.waitUntil(lambda: bench.panel.verdict.text() == words)
    assert bench.panel.verdict.isVisible()
    qtbot.waitUntil(lambda: bench.panel.verdict.toolTip() == f"{words}, as far as 300 steps tell")


def test_of_what_the_verdict_tells_only_the_remedy_is_said_below(bench: Bench, qtbot: QtBot) -> None:
    bench.document.replace(read_experiment(CASES / "dead-relu.json"))
    train(bench, qtbot, 300)
    remedy = "Make its bias larger, take leaky ReLU, or draw the weights anew. (+1 more)"
    qtbot.waitUntil(lambda: bench.panel.diagnosis.label.text() == remedy)


def test_of_a_few_steps_nothing_is_said(bench: Bench, qtbot: QtBot) -> None:
    bench.document.replace(SHRINKING)
    bench.train(3)
    qtbot.waitUntil(lambda: bench.panel.last_step.text().startswith("Step 3"))
    assert not bench.panel.verdict.isVisible()


def test_of_a_run_that_diverges_it_is_said_where(bench: Bench, qtbot: QtBot) -> None:
    bench.document.replace(DIVERGING)
    bench.train(11)
    qtbot.waitUntil(lambda: bench.panel.verdict.text() == "diverges at step 11, first in y")
    bench.training.go_back()
    qtbot.waitUntil(lambda: not bench.panel.verdict.isVisible())


def test_while_a_network_trains_the_verdict_follows_and_a_diagnosis_from_before_is_gone(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.document.replace(read_experiment(CASES / "dead-relu.json"))
    qtbot.waitUntil(bench.panel.diagnosis.isVisible)
    bench.training.run()
    qtbot.waitUntil(lambda: bench.panel.verdict.text() == f"stuck: {DEAD}")
    assert bench.training.is_running
    assert not bench.panel.diagnosis.isVisible()
    bench.training.pause()
    qtbot.waitUntil(bench.panel.diagnosis.isVisible)


def test_with_many_samples_a_thread_judges_once_the_run_rests(bench: Bench, qtbot: QtBot) -> None:
    (sample,) = SHRINKING.samples
    bench.document.replace(replace(SHRINKING, samples=(sample,) * 25_000))
    bench.training.run()
    qtbot.waitUntil(lambda: bench.training.snapshot is not None and bench.training.snapshot.step > 60)
    assert not bench.panel.verdict.isVisible()
    bench.training.pause()
    qtbot.waitUntil(lambda: bench.panel.verdict.text() == "converges: E has as good as reached its limit")


def test_weights_that_were_changed_by_hand_have_no_verdict(bench: Bench, qtbot: QtBot) -> None:
    bench.document.replace(read_experiment(CASES / "dead-relu.json"))
    train(bench, qtbot, 300)
    qtbot.waitUntil(bench.panel.verdict.isVisible)
    count = len(bench.document.experiment.network.parameters)
    bench.document.edit("Other weights", set_parameters(bench.document.experiment, [0.5] * count))
    qtbot.waitUntil(lambda: not bench.panel.verdict.isVisible())
