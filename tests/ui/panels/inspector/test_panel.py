"""The inspector: which form is shown for what is selected, and that it follows every edit."""

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from explorer.network.edits.graph_edits import delete
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.model import Ends
from explorer.ui.panels.inspector.connection_form import ConnectionForm
from explorer.ui.panels.inspector.experiment_form import ExperimentForm
from explorer.ui.panels.inspector.neuron_form import NeuronForm
from explorer.ui.panels.inspector.panel import InspectorPanel
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import LIGHT, apply
from explorer.ui.widgets.number_field import NumberField
from explorer.ui.window.docks import LEAST_WIDTH
from tests.worked_examples import article_e


@dataclass
class Bench:
    """A document and its inspector on the screen."""

    session: Session
    panel: InspectorPanel

    @property
    def document(self) -> Document:
        """What is open."""
        return self.session.document

    @property
    def heading(self) -> str:
        """What is selected, in words."""
        labels = self.panel.findChildren(QLabel)
        return next(label.text() for label in labels if label.property("role") == "title")

    @property
    def forms(self) -> list[type[QWidget]]:
        """Which forms are shown."""
        kinds = (NeuronForm, ConnectionForm, ExperimentForm)
        return [kind for kind in kinds if self.panel.findChild(kind).isVisible()]

    @property
    def weight(self) -> NumberField:
        """Where the weight is typed."""
        return self.panel.findChild(ConnectionForm).findChild(NumberField)

    def select(self, *selected: str | Ends) -> None:
        """Select neurons by their names and connections by their ends."""
        names = [each for each in selected if isinstance(each, str)]
        self.session.selection.select(names, [each for each in selected if not isinstance(each, str)])


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """Article E's experiment, with nothing selected."""
    document = Document()
    document.replace(article_e())
    session = Session(document)
    panel = InspectorPanel(session)
    qtbot.addWidget(panel)
    panel.resize(400, 500)
    panel.show()
    return Bench(session, panel)


def test_with_nothing_selected_it_shows_the_experiment(bench: Bench) -> None:
    assert bench.heading == "Experiment"
    assert bench.forms == [ExperimentForm]
    counts = "3 inputs, 2 outputs, 6 neurons, 5 connections, 8 parameters"
    assert counts in [label.text() for label in bench.panel.findChildren(QLabel)]
    assert bench.panel.accessibleName() == "Inspector"


@pytest.mark.parametrize(
    ("selected", "heading", "forms"),
    [
        (["a0"], "Neuron a0", [NeuronForm]),
        (["a0", "c0", "c1"], "3 neurons", [NeuronForm]),
        ([("i0", "a0")], "i0 → a0", [ConnectionForm]),
        ([("i0", "a0"), ("a0", "c0")], "2 connections", [ConnectionForm]),
        (["a0", ("i0", "a0")], "Neuron a0 and i0 → a0", [NeuronForm, ConnectionForm]),
        (
            ["a0", "i1", ("i0", "a0"), ("a0", "c0")],
            "2 neurons and 2 connections",
            [NeuronForm, ConnectionForm],
        ),
    ],
)
def test_what_is_selected_has_its_forms(
    bench: Bench, selected: list[str | Ends], heading: str, forms: list[type[QWidget]]
) -> None:
    bench.select(*selected)
    assert bench.heading == heading
    assert bench.forms == forms


def test_the_experiment_comes_back_when_nothing_is_selected_any_more(bench: Bench) -> None:
    bench.select("a0")
    bench.select()
    assert bench.heading == "Experiment"
    assert bench.forms == [ExperimentForm]


def test_the_forms_follow_the_document(bench: Bench) -> None:
    bench.select(("i0", "a0"))
    assert bench.weight.text() == "0.5"
    bench.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", -2.0))
    assert bench.weight.text() == "−2"
    bench.document.undo_stack.undo()
    assert bench.weight.text() == "0.5"


def test_what_is_deleted_is_no_longer_shown(bench: Bench) -> None:
    bench.select("a0", "c0", ("i0", "a0"))
    bench.document.attempt("Delete", lambda e: delete(e, frozenset({"a0"}), frozenset()))
    assert bench.heading == "Neuron c0"
    assert bench.forms == [NeuronForm]
    bench.document.attempt("Delete", lambda e: delete(e, frozenset({"c0"}), frozenset()))
    assert bench.heading == "Experiment"
    bench.document.undo_stack.undo()
    assert bench.heading == "Experiment"


def test_nothing_is_cut_off_at_the_side_of_a_narrow_panel(bench: Bench) -> None:
    apply(LIGHT)  # its margins are wider than those of the bare style
    bench.panel.resize(LEAST_WIDTH, 500)
    for selected in ([], ["a0", "i0", ("i0", "a0")]):
        bench.select(*selected)
        assert bench.panel.widget().minimumSizeHint().width() <= bench.panel.viewport().width()
