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
class Desk:
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
def desk(qtbot: QtBot) -> Desk:
    """Article E's experiment, with nothing selected."""
    document = Document()
    document.replace(article_e())
    session = Session(document)
    panel = InspectorPanel(session)
    qtbot.addWidget(panel)
    panel.resize(400, 500)
    panel.show()
    return Desk(session, panel)


def test_with_nothing_selected_it_shows_the_experiment(desk: Desk) -> None:
    assert desk.heading == "Experiment"
    assert desk.forms == [ExperimentForm]
    counts = "3 inputs, 2 outputs, 6 neurons, 5 connections, 8 parameters"
    assert counts in [label.text() for label in desk.panel.findChildren(QLabel)]
    assert desk.panel.accessibleName() == "Inspector"


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
    desk: Desk, selected: list[str | Ends], heading: str, forms: list[type[QWidget]]
) -> None:
    desk.select(*selected)
    assert desk.heading == heading
    assert desk.forms == forms


def test_the_experiment_comes_back_when_nothing_is_selected_any_more(desk: Desk) -> None:
    desk.select("a0")
    desk.select()
    assert desk.heading == "Experiment"
    assert desk.forms == [ExperimentForm]


def test_the_forms_follow_the_document(desk: Desk) -> None:
    desk.select(("i0", "a0"))
    assert desk.weight.text() == "0.5"
    desk.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", -2.0))
    assert desk.weight.text() == "−2"
    desk.document.undo_stack.undo()
    assert desk.weight.text() == "0.5"


def test_what_is_deleted_is_no_longer_shown(desk: Desk) -> None:
    desk.select("a0", "c0", ("i0", "a0"))
    desk.document.attempt("Delete", lambda e: delete(e, frozenset({"a0"}), frozenset()))
    assert desk.heading == "Neuron c0"
    assert desk.forms == [NeuronForm]
    desk.document.attempt("Delete", lambda e: delete(e, frozenset({"c0"}), frozenset()))
    assert desk.heading == "Experiment"
    desk.document.undo_stack.undo()
    assert desk.heading == "Experiment"


def test_nothing_is_cut_off_at_the_side_of_a_narrow_panel(desk: Desk) -> None:
    apply(LIGHT)  # its margins are wider than those of the bare style
    desk.panel.resize(LEAST_WIDTH, 500)
    for selected in ([], ["a0", "i0", ("i0", "a0")]):
        desk.select(*selected)
        assert desk.panel.widget().minimumSizeHint().width() <= desk.panel.viewport().width()
