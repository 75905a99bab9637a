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
