"""What do the tests of the experiment's form stand on? A document, the form on the screen, and a person."""

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from explorer.network.model import Experiment, Training
from explorer.ui.panels.inspector.experiment_form import ExperimentForm
from explorer.ui.panels.inspector.section import Section
from explorer.ui.session.document import Document
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.widgets.number_field import NumberField

Found = TypeVar("Found", bound=QWidget)


@dataclass
class Bench:
    """A document and the form, which follows it; all sections are open. Everything is found by its name."""

    document: Document
    form: ExperimentForm
    refusals: list[str]

    @property
    def experiment(self) -> Experiment:
        """What is open."""
        return self.document.experiment

    @property
    def training(self) -> Training:
        """How it trains."""
        return self.document.experiment.training

    @property
    def sections(self) -> dict[str, Section]:
        """Every section under its title."""
        return {section.heading.text(): section for section in self.form.findChildren(Section)}

    @property
    def texts(self) -> list[str]:
        """Every line that is seen."""
        return [label.text() for label in self.form.findChildren(QLabel) if label.isVisible()]

    def find(self, kind: type[Found], name: str) -> Found:
        """The widget that assistive technology calls by this name."""
        (found,) = [widget for widget in self.form.findChildren(kind) if widget.accessibleName() == name]
        return found

    def is_asked(self, name: str) -> bool:
        """Whether the field with this name is seen."""
        return self.find(QWidget, name).isVisible()

    def shown(self, name: str) -> str:
        """What stands in a field, or in grey in an empty one."""
        field = self.find(NumberField, name)
        return field.text() or field.placeholderText()

    def type(self, name: str, text: str) -> None:
        """Type over what stands in a field, and press Enter; with no text it is emptied."""
        field = self.find(QWidget, name)
        line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
        assert field.isVisible()
        assert isinstance(line, QLineEdit)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        if not text:
            QTest.keyClick(line, Qt.Key.Key_Delete)
        QTest.keyClick(line, Qt.Key.Key_Return)

    def choose(self, name: str, label: str) -> None:
        """Go to the entry of a box with the arrow keys."""
        box = self.find(LabelledComboBox, name)
        assert box.isVisible()
        while box.currentText() != label:
            before = box.currentIndex()
            QTest.keyClick(box, Qt.Key.Key_Down if before < box.findText(label) else Qt.Key.Key_Up)
            assert box.currentIndex() != before

    def undo(self) -> None:
        """Take the last step back."""
        self.document.undo_stack.undo()


def open_bench(qtbot: QtBot, experiment: Experiment) -> Bench:
    """The form of `experiment` on the screen."""
    document = Document()
    document.replace(experiment)
    form = ExperimentForm(document)
    qtbot.addWidget(form)
    document.experiment_changed.connect(form.show_experiment)
    form.show_experiment(experiment)
    form.resize(380, 900)
    form.show()
    bench = Bench(document, form, [])
    document.refused.connect(bench.refusals.append)
    for section in bench.sections.values():
        section.heading.setChecked(True)
    return bench
