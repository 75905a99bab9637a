"""What can be set of the whole experiment, and where does it stand?"""

from collections.abc import Iterable, Iterator

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from explorer.network.model import Experiment, LossChoice, Training
from explorer.number import counted
from explorer.symbol import Symbol
from explorer.ui.panels.inspector.batch_form import BatchForm
from explorer.ui.panels.inspector.initialiser_form import InitialiserForm
from explorer.ui.panels.inspector.loss_form import LossForm
from explorer.ui.panels.inspector.optimiser_form import OptimiserForm
from explorer.ui.panels.inspector.regularisation_form import RegularisationForm
from explorer.ui.panels.inspector.schedule_form import ScheduleForm
from explorer.ui.panels.inspector.section import INDENT, Section, muted
from explorer.ui.session.document import Document

Form = LossForm | BatchForm | OptimiserForm | ScheduleForm | RegularisationForm | InitialiserForm

OPEN = ("Loss", "Optimiser")
"""The sections that are open at the first start."""

_LABEL = 18
"""Pixels: Qt puts a label that is much lower than its field at the top of it."""


class ExperimentForm(QWidget):
    """The size of the network, then a section for each thing that training needs to know."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._shown: tuple[LossChoice, Training] | None = None
        self._counts = muted()
        self._parts: list[tuple[Form, Section]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._counts)
        for title, form in (
            ("Loss", LossForm(document)),
            ("Batches", BatchForm(document)),
            ("Optimiser", OptimiserForm(document)),
            (f"Schedule of {Symbol.ALPHA}", ScheduleForm(document)),
            ("Regularisation", RegularisationForm(document)),
            ("Initial weights", InitialiserForm(document)),
        ):
            section = Section(title, form.main, form, is_open=title in OPEN)
            self._parts.append((form, section))
            column.addWidget(section)
        document.refused.connect(self._on_refused)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the settings of `experiment`; quick where they are those that are shown."""
        network = experiment.network
        self._counts.setText(
            f"{counted(len(network.inputs), 'input')}, {counted(len(network.outputs), 'output')}, "
            f"{counted(len(network.neurons), 'neuron')}, {counted(len(network.connections), 'connection')}, "
            f"{counted(len(network.parameters), 'parameter')}"
        )
        if (experiment.loss, experiment.training) != self._shown:
            self._show(experiment)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the fields begin at the same place; before, nobody knows how wide their labels are."""
        super().showEvent(event)
        _align([section.heading for _, section in self._parts], self.findChildren(QFormLayout))

    def _on_refused(self) -> None:
        """Show what is set in place of what was refused."""
        self._show(self._document.experiment)

    def _show(self, experiment: Experiment) -> None:
        self._shown = (experiment.loss, experiment.training)
        for form, section in self._parts:
            form.show_experiment(experiment)
            section.set_summary(form.in_words(experiment))


def _align(headings: Iterable[QWidget], forms: Iterable[QFormLayout]) -> None:
    labels = [label for form in forms for label in _labels(form)]
    width = max(
        *(heading.sizeHint().width() for heading in headings),
        *(label.sizeHint().width() + INDENT for label in labels),
    )
    for heading in headings:
        heading.setMinimumWidth(width)
    for label in labels:
        label.setMinimumSize(width - INDENT, _LABEL)


def _labels(form: QFormLayout) -> Iterator[QWidget]:
    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        label = None if item is None else item.widget()
        if label is not None:
            yield label
