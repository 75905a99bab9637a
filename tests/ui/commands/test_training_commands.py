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


def test_what_is_selected_is_fixed_and_released_together(reopen_window: OpenWindow) -> None:
    window = reopen_window(article_e())
    document, action = window.document, window.named_actions["toggle-fixed"]
    before = document.experiment
    window.session.selection.select(["i0"])
    assert not action.isEnabled()
    window.session.selection.select(["i0", "a0", "c0"], [("i0", "a0")])
    window.canvas.settle()
    free = window.canvas.grab().toImage()
    assert action.text() == "&Fix weights and biases"
    action.trigger()
    network = document.experiment.network
    fixed = [parameter.label for parameter in network.parameters if network.is_fixed(parameter)]
    assert fixed == ["i0 → a0", "bias of a0", "bias of c0"]
    assert document.undo_stack.undoText() == "Fix 1 weight and 2 biases"
    assert action.text() == "&Release weights and biases"
    window.canvas.settle()
    assert window.canvas.grab().toImage() != free
    document.undo_stack.undo()
    window.canvas.settle()
    assert window.canvas.grab().toImage() == free
    document.undo_stack.redo()
    window.session.training.step()
    after = document.experiment.network
    assert after.by_ends["i0", "a0"].weight == 0.5
    assert after.by_name["a0"].bias == 0.0
    assert after.by_ends["i1", "a0"].weight == 1.025
    document.undo_stack.undo()
    action.trigger()
    assert document.undo_stack.undoText() == "Let 1 weight and 2 biases learn"
    assert document.experiment == before
