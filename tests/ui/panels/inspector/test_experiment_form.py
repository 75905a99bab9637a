"""The form of the whole experiment: its sections, the order of Tab, and how they follow."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFormLayout, QLabel, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from explorer.network.builder import new_experiment
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.edits.training_edits import set_training
from explorer.network.model import OptimiserChoice
from explorer.symbol import Symbol
from explorer.ui.panels.inspector.experiment_form import ExperimentForm
from explorer.ui.panels.inspector.section import Section
from explorer.ui.session.document import Document
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.widgets.number_field import NumberField
from tests.ui.panels.inspector.form_bench import Bench, open_bench


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """A small network."""
    return open_bench(qtbot, new_experiment((1, 2, 1)))


def test_there_is_a_section_for_each_thing_that_training_needs(bench: Bench) -> None:
    titles = [
        "Loss",
        "Batches",
        "Optimiser",
        f"Schedule of {Symbol.ALPHA}",
        "Regularisation",
        "Initial weights",
    ]
    assert list(bench.sections) == titles


def test_at_first_the_form_is_short(qtbot: QtBot) -> None:
    form = ExperimentForm(Document())
    qtbot.addWidget(form)
    sections = form.findChildren(Section)
    assert [section.heading.text() for section in sections if section.is_open] == ["Loss", "Optimiser"]


def test_a_closed_section_says_what_is_set(bench: Bench) -> None:
    for section in bench.sections.values():
        section.heading.setChecked(False)
    momentum = OptimiserChoice("momentum", momentum=0.5)
    bench.document.attempt(
        "Set", lambda e: set_training(e, optimiser=momentum, batch_size=8, dropout=0.25, largest_gradient=1.0)
    )
    said = [text.replace("\u00a0", " ") for text in bench.texts]
    wanted = ["mean over samples", "8 samples a step, shuffled", "β 0.5, ‖g‖ ≤ 1", "dropout 0.25", "seed 0"]
    assert [text for text in said if text in wanted] == wanted


def test_tab_goes_through_the_sections_from_top_to_bottom(bench: Bench, qtbot: QtBot) -> None:
    bench.document.attempt("Set", lambda e: set_training(e, optimiser=OptimiserChoice("rmsprop")))
    bench.form.activateWindow()
    bench.sections["Loss"].heading.setFocus()
    qtbot.waitUntil(bench.sections["Loss"].heading.hasFocus)
    went = []
    for _ in range(19):
        here = QApplication.focusWidget()
        went.append(here.accessibleName() or (here.text() if isinstance(here, QPushButton) else ""))
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert went == [
        *("Loss", "Loss", "Losses of a batch"),
        *("Batches", "Batch"),
        *("Optimiser", "Optimiser", "Decay ρ", "Guard ε", "Largest ‖g‖"),
        *(f"Schedule of {Symbol.ALPHA}", "Learning rate schedule"),
        *("Regularisation", "L1 penalty λ₁", "L2 penalty λ₂", "Dropout p"),
        *("Initial weights", "Initial weights", "Seed of the initial weights"),
    ]


def test_all_fields_begin_at_the_same_place(bench: Bench) -> None:
    fields = []
    for form in bench.form.findChildren(QFormLayout):
        for row in range(form.rowCount()):
            item = form.itemAt(row, QFormLayout.ItemRole.FieldRole)
            field = None if item is None else item.widget()
            if field is not None and field.isVisible() and not isinstance(field, QLabel):
                fields.append(field)
    assert len({field.mapTo(bench.form, field.rect().topLeft()).x() for field in fields}) == 1


def test_what_can_be_set_has_a_name_for_those_who_cannot_see_it(bench: Bench) -> None:
    for kind in (NumberField, LabelledComboBox, QSpinBox):
        for widget in bench.form.findChildren(kind):
            assert widget.accessibleName()
            assert widget.toolTip()


def test_a_step_of_training_leaves_the_sections_alone(bench: Bench) -> None:
    field = bench.find(QWidget, "Dropout p")
    field.setProperty("invalid", True)  # as if something had been typed there
    bench.document.edit("Train", set_weight(bench.experiment, "h0", "y0", 7.0))
    assert field.property("invalid") is True


def test_the_number_of_neurons_follows(bench: Bench) -> None:
    bench.document.replace(replace(new_experiment((2, 1)), training=bench.training))
    assert "2 inputs, 1 output, 3 neurons, 2 connections, 3 parameters" in bench.texts
