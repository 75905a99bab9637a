"""The line of the loss panel that names what is amiss, and how one click maps labels."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.files.project import read_experiment
from explorer.network.builder import new_experiment
from explorer.network.edits.parameter_edits import set_biases
from explorer.network.edits.sample_edits import replace_samples, set_target
from explorer.network.edits.transform_edits import standardise_inputs
from explorer.network.model import Sample
from tests.ui.panels.loss.loss_bench import Bench
from tests.ui.training_experiment import DIVERGING, SHRINKING

CASES = Path(__file__).parents[3] / "cases" / "networks"


def test_where_nothing_is_amiss_there_is_no_line(bench: Bench, qtbot: QtBot) -> None:
    bench.document.replace(SHRINKING)
    bench.train(3)
    qtbot.wait(150)
    assert not bench.panel.diagnosis.isVisible()


def test_dead_neurons_are_named_with_a_remedy(bench: Bench, qtbot: QtBot) -> None:
    bench.document.replace(read_experiment(CASES / "dead-relu.json"))
    line = bench.panel.diagnosis
    qtbot.waitUntil(line.isVisible)
    assert line.label.text() == (
        "h1 is off for every sample: its pre-activation is at most −8. "
        "Make its bias larger, take leaky ReLU, or draw the weights anew. (+1 more)"
    )
    assert "h2 is off" in line.label.toolTip()
    assert not line.map_button.isVisible()


def test_each_edit_of_a_bias_is_looked_at_anew(bench: Bench, qtbot: QtBot) -> None:
    bench.document.replace(read_experiment(CASES / "dead-relu.json"))
    line = bench.panel.diagnosis
    qtbot.waitUntil(line.isVisible)
    for bias, name in ((40.0, "h2"), (-9.0, "h1")):
        bench.document.attempt("Set a bias", lambda e, bias=bias: set_biases(e, {"h1": bias}))
        qtbot.waitUntil(lambda name=name: line.label.text().startswith(f"{name} is off"))
    assert "h1 is off for every sample: its pre-activation is at most −7." in line.label.toolTip()


def test_labels_are_named_when_they_are_set_and_one_click_maps_them(bench: Bench, qtbot: QtBot) -> None:
    experiment = read_experiment(CASES / "bce-target2.json")
    bench.document.replace(set_target(experiment, 0, "a", 1.0))
    qtbot.wait(150)
    line = bench.panel.diagnosis
    assert not line.isVisible()
    bench.document.edit("Set target", experiment)
    qtbot.waitUntil(line.isVisible)
    assert line.label.text().endswith("the loss has no least value and falls for ever.")
    assert "Map the labels 1 and 2 to 0 and 1." in line.label.toolTip()
    QTest.mouseClick(line.map_button, Qt.MouseButton.LeftButton)
    assert bench.document.experiment.samples[0].targets == {"a": 1.0}
    qtbot.waitUntil(lambda: not line.isVisible())
    bench.document.undo_stack.undo()
    assert bench.document.experiment == experiment
    qtbot.waitUntil(line.isVisible)


def test_what_diverged_is_left_to_the_banner(bench: Bench, qtbot: QtBot) -> None:
    bench.document.replace(DIVERGING)
    bench.train(11)
    qtbot.wait(150)
    assert not bench.panel.diagnosis.isVisible()


def test_labels_that_the_outputs_can_reach_are_not_offered_to_be_mapped(bench: Bench, qtbot: QtBot) -> None:
    dead = read_experiment(CASES / "dead-relu.json")
    labelled = [replace(sample, targets={"o": 2.0 * sample.targets["o"] - 1.0}) for sample in dead.samples]
    bench.document.replace(replace(dead, samples=tuple(labelled)))
    line = bench.panel.diagnosis
    qtbot.waitUntil(line.isVisible)
    assert not line.map_button.isVisible()


def test_inputs_of_very_different_sizes_are_standardised_by_one_click(bench: Bench, qtbot: QtBot) -> None:
    rows = [Sample({"i0": p, "i1": c}, {"y0": t}) for p, c, t in ((1e3, 1.0, 0.5), (2e3, 2.0, -0.5))]
    experiment = replace_samples(new_experiment((2, 2, 1), "identity"), rows)
    bench.document.replace(experiment)
    line = bench.panel.diagnosis
    qtbot.waitUntil(line.isVisible)
    assert line.label.text().endswith("so one learning rate hardly suits both.")
    assert "Standardise the inputs." in line.label.toolTip()
    QTest.mouseClick(line.standardise_button, Qt.MouseButton.LeftButton)
    assert bench.document.experiment == standardise_inputs(experiment)
    assert bench.document.undo_stack.undoText() == "Standardise the inputs"
    qtbot.waitUntil(lambda: not line.isVisible())
    bench.document.undo_stack.undo()
    assert bench.document.experiment == experiment
    qtbot.waitUntil(line.isVisible)


def test_many_samples_are_looked_at_by_a_thread(bench: Bench, qtbot: QtBot) -> None:
    network = new_experiment((2, 1)).network
    samples = [Sample({"i0": float(row), "i1": 1e6 * row}, {"y0": 0.0}) for row in range(20_000)]
    bench.document.replace(replace(new_experiment((2, 1)), network=network, samples=tuple(samples)))
    line = bench.panel.diagnosis
    qtbot.waitUntil(line.isVisible)
    assert line.standardise_button.isVisible()
    bench.document.replace(SHRINKING)
    qtbot.waitUntil(lambda: not line.isVisible())
