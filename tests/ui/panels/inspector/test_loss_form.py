"""The form of the loss."""

from pytestqt.qtbot import QtBot

from explorer.network.builder import new_experiment
from explorer.network.model import LossChoice, Reduction
from tests.ui.panels.inspector.form_desk import open_desk


def test_a_loss_is_shown_with_what_it_sends_back(qtbot: QtBot) -> None:
    desk = open_desk(qtbot, new_experiment((1, 1), loss="squared-error"))
    assert "E = Σ (y − t)²\n∂E/∂y = 2 (y − t)" in desk.texts
    desk.document.replace(new_experiment((1, 1), loss="binary-cross-entropy"))
    assert "E = −Σ [t ln y + (1 − t) ln(1 − y)]\n∂E/∂y = (1 − t)/(1 − y) − t/y\nδ = y − t" in desk.texts


def test_loss_and_reduction_are_chosen_and_undone(qtbot: QtBot) -> None:
    desk = open_desk(qtbot, new_experiment((1, 1)))
    before = desk.experiment.loss
    desk.choose("Losses of a batch", "sum over samples")
    assert desk.experiment.loss == LossChoice(before.name, Reduction.SUM)
    desk.undo()
    assert desk.experiment.loss == before
    desk.choose("Loss", "mean squared error")
    assert desk.experiment.loss.name == "mean-squared-error"
