"""The form of the whole experiment."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from explorer.network.builder import new_experiment
from explorer.ui.document import Document
from explorer.ui.panels.inspector.experiment_form import ExperimentForm


def test_a_loss_is_shown_with_what_it_sends_back(qtbot: QtBot) -> None:
    form = ExperimentForm(Document())
    qtbot.addWidget(form)
    form.show_experiment(new_experiment((1, 1), loss="squared-error"))
    assert "E = Σ (y − t)²\n∂E/∂y = 2 (y − t)" in [label.text() for label in form.findChildren(QLabel)]
    form.show_experiment(new_experiment((1, 1), loss="binary-cross-entropy"))
    texts = [label.text() for label in form.findChildren(QLabel)]
    assert "E = −Σ [t ln y + (1 − t) ln(1 − y)]\n∂E/∂y = (1 − t)/(1 − y) − t/y\nδ = y − t" in texts
