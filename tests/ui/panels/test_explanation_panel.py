"""The card: which message it explains, in which colours, with all digits on hover."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from explorer.files.example import Example
from explorer.network.edits.graph_edits import delete, rename
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.edits.training_edits import set_training
from explorer.network.model import Experiment, OptimiserChoice, Penalty
from explorer.project import Project
from explorer.ui.panels.explanation_panel import ExplanationPanel
from explorer.ui.panels.formula_table import FormulaTable
from explorer.ui.session.document import EMPTY, Document
from explorer.ui.session.player import Player
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import DARK, LIGHT
from tests.worked_examples import article_e

EXAMPLE = Example(Path("one.json"), "One iteration", "By hand", "It creeps.", "Turn α to 0.45.")


@dataclass
class Card:
    """The panel on the screen."""

    document: Document
    session: Session
    panel: ExplanationPanel

    @property
    def player(self) -> Player:
        """What owns the time."""
        return self.session.player

    def label(self, name: str) -> QLabel:
        """The line with this name."""
        found = self.panel.findChild(QLabel, name)
        assert isinstance(found, QLabel)
        return found

    def html(self, name: str) -> str:
        """What stands in it."""
        return self.label(name).text().replace("&nbsp;", " ")


@pytest.fixture
def card(qtbot: QtBot) -> Card:
    """Article E's pass, at the start."""
    document = Document()
    document.replace(article_e())
    session = Session(document)
    panel = ExplanationPanel(session)
    qtbot.addWidget(panel)
    panel.resize(700, 200)
    panel.show()
    return Card(document, session, panel)


def test_at_the_start_it_says_what_to_press(card: Card) -> None:
    assert card.html("title") == "Ready"
    assert "Press Space" in card.html("sentence")
    assert not card.label("formula").isVisible()


def test_what_the_experiment_is_worth_trying_stands_there_before_the_animation_begins(card: Card) -> None:
    card.document.replace_project(Project(article_e()), example=EXAMPLE)
    assert card.html("sentence").endswith("It creeps. Turn α to 0.45.")
    card.document.attempt("Delete", lambda e: delete(e, ["c0"]))
    assert card.html("sentence").endswith("to have it explained.")


@pytest.mark.parametrize("index", range(36))
def test_every_message_has_title_formula_numbers_and_sentence(card: Card, index: int) -> None:
    card.player.show_message(index)
    assert card.label("formula").isVisible()
    for name in ("title", "formula", "numbers", "sentence"):
        assert card.html(name)


def test_the_first_contribution_is_explained_with_its_numbers(card: Card) -> None:
    card.player.show_message(0)
    assert "i0" in card.html("title")
    assert "0.5" in card.html("numbers")


def test_an_update_by_an_optimiser_is_explained_line_by_line(card: Card) -> None:
    card.document.attempt("Set", lambda e: set_training(e, optimiser=OptimiserChoice("momentum")))
    card.player.show_message(28)
    table = card.panel.findChild(FormulaTable)
    assert table.isVisible()
    assert not card.label("formula").isVisible()
    texts = [
        tuple(QTextDocumentFragment.fromHtml(html).toPlainText() for html in line) for line in table.lines
    ]
    assert [line[0] for line in texts] == ["g = ∂E/∂wi0a0", "v ← β v + g", "wi0a0 ← wi0a0 − α · v"]
    assert texts[0] == ("g = ∂E/∂wi0a0", "−0.5 = −0.5")
    assert "Momentum" in card.html("sentence")
    card.player.show_message(0)
    assert not table.isVisible()
    assert card.label("formula").isVisible()


def test_a_penalty_that_is_set_adds_its_card_to_the_pass(card: Card) -> None:
    card.player.show_message(12)
    card.document.attempt("Set", lambda e: set_training(e, penalty=Penalty(l1=0.5)))
    assert card.html("title") == "Backward · ∂E/∂a of neuron c1"
    card.player.show_message(12)
    assert card.html("title") == "Loss · penalty of the weights"
    card.document.attempt("Set", lambda e: set_training(e, penalty=Penalty()))
    assert len(card.player.timeline.script.cues) == 36


def test_an_edit_changes_the_numbers_of_the_message_that_is_shown(card: Card) -> None:
    card.player.show_message(0)
    before = card.html("numbers")
    card.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 7.25))
    assert "7.25" in card.html("numbers")
    assert card.html("numbers") != before


def test_numbers_have_the_colours_that_they_have_on_the_canvas(card: Card) -> None:
    card.player.show_message(0)
    assert LIGHT.positive in card.html("numbers")
    card.panel.set_theme(DARK)
    assert DARK.positive in card.html("numbers")
    card.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", -7.25))
    assert DARK.negative in card.html("numbers")


def test_a_rounded_number_shows_all_its_digits_on_hover(card: Card) -> None:
    card.document.attempt("Set", lambda e: set_weight(e, "i0", "a0", 1 / 3))
    card.player.show_message(0)
    assert "≈" in card.html("numbers")
    card.label("numbers").linkHovered.emit(repr(1 / 3))
    assert QToolTip.text() == "0.3333333333333333"


@pytest.mark.parametrize(
    ("experiment", "title"), [(EMPTY, "Nothing to compute yet"), (Experiment(), "No sample yet")]
)
def test_where_there_is_nothing_to_explain_it_says_what_to_do(
    card: Card, experiment: Experiment, title: str
) -> None:
    card.player.show_message(5)
    card.document.replace(experiment)
    assert card.html("title") == title
    assert not card.label("formula").isVisible()
    assert card.html("sentence")


def test_names_are_written_as_they_are_and_not_taken_for_markup(card: Card) -> None:
    card.document.attempt("Rename", lambda e: rename(e, "i0", "<b>"))
    card.player.show_message(0)
    assert "<b>" in card.label("title").text()
    assert "&lt;b&gt;" in card.label("formula").text()


def test_the_notation_is_chosen_in_the_card_and_everything_on_it_follows(card: Card) -> None:
    card.player.show_message(0)
    choice = card.panel.findChild(QComboBox)
    assert isinstance(choice, QComboBox)
    assert choice.currentText() == "Backprop Explorer"
    assert card.label("title").text() == "Forward · contribution of i0 to a0"
    QTest.keyClick(choice, Qt.Key.Key_End)
    assert card.session.notation.notation.name == "simple-derivatives"
    assert card.label("title").text() == "Forward · through a fully connected layer, i₀ to b₀"
    card.document.undo_stack.undo()
    assert choice.currentText() == "Backprop Explorer"
    assert card.label("title").text() == "Forward · contribution of i0 to a0"
