"""The menus of optimisers and schedules, as a person uses them."""

from pytestqt.qtbot import QtBot

from explorer.network.model import OptimiserChoice, ScheduleChoice
from tests.ui.conftest import OpenWindow
from tests.ui.person import Person
from tests.worked_examples import article_e


def test_an_optimiser_is_chosen_from_the_menu_and_undone(reopen_window: OpenWindow, qtbot: QtBot) -> None:
    window = reopen_window(article_e())
    person = Person(window, qtbot)
    actions = window.named_actions
    assert actions["optimiser:gradient-descent"].isChecked()
    person.choose("Training", "Optimiser", "Adam")
    assert person.experiment.training.optimiser == OptimiserChoice("adam")
    assert actions["optimiser:adam"].isChecked()
    assert window.document.undo_stack.undoText() == "Optimiser: Adam"
    window.document.undo_stack.undo()
    assert actions["optimiser:gradient-descent"].isChecked()


def test_a_schedule_is_chosen_from_the_menu_and_undone(reopen_window: OpenWindow, qtbot: QtBot) -> None:
    window = reopen_window(article_e())
    person = Person(window, qtbot)
    person.choose("Learning rate", "Schedule", "cosine")
    assert person.experiment.training.schedule == ScheduleChoice("cosine")
    assert window.named_actions["schedule:cosine"].isChecked()
    window.document.undo_stack.undo()
    assert window.named_actions["schedule:constant"].isChecked()


def test_a_loss_that_changes_the_outputs_says_so_and_is_one_undo_step(reopen_window: OpenWindow) -> None:
    window = reopen_window(article_e())
    document = window.document
    before = document.experiment
    assert [n.activation for n in before.network.outputs] == ["relu", "relu"]
    window.named_actions["loss:binary-cross-entropy"].trigger()
    assert "the outputs are logistic" in window.statusBar().currentMessage()
    document.undo_stack.undo()
    assert document.experiment == before
    document.undo_stack.redo()
    window.named_actions["loss:half-squared-error"].trigger()
    assert [n.activation for n in document.experiment.network.outputs] == ["relu", "relu"]
    assert "the outputs are ReLU" in window.statusBar().currentMessage()
