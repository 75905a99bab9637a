"""The form of the loss."""

from pytestqt.qtbot import QtBot

from explorer.network.builder import new_experiment
from explorer.network.model import LossChoice, Reduction
from tests.ui.panels.inspector.form_bench import open_bench


def test_a_loss_is_shown_with_what_it_sends_back(qtbot: QtBot) -> None:
    bench = open_bench(qtbot, new_experiment((1, 1), loss="squared-error"))
    assert "E = Σ (y − t)²\n∂E/∂y = 2 (y − t)" in bench.texts
    bench.document.replace(new_experiment((1, 1), loss="binary-cross-entropy"))
    assert "E = −Σ [t ln y + (1 − t) ln(1 − y)]\n∂E/∂y = (1 − t)/(1 − y) − t/y\nδ = y − t" in bench.texts


def test_loss_and_reduction_are_chosen_and_undone(qtbot: QtBot) -> None:
    bench = open_bench(qtbot, new_experiment((1, 1)))
    before = bench.experiment.loss
    bench.choose("Losses of a batch", "sum over samples")
    assert bench.experiment.loss == LossChoice(before.name, Reduction.SUM)
    bench.undo()
    assert bench.experiment.loss == before
    bench.choose("Loss", "mean squared error")
    assert bench.experiment.loss.name == "mean-squared-error"
