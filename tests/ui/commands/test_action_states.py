"""Which actions can be used, and which are checked, as selection, document and training change."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox

from explorer.files.example import read_examples
from explorer.network.edits import graph_edits
from explorer.network.edits.loss_edits import set_activation
from explorer.network.edits.parameter_edits import set_weight
from explorer.network.model import Connection, Network
from explorer.resources import resource
from explorer.ui.session.document import EMPTY
from explorer.ui.window.main_window import MainWindow
from tests.ui.canvas.drawn import worked_example
from tests.ui.conftest import OpenWindow
from tests.ui.training_experiment import DIVERGING


@pytest.fixture
def window(reopen_window: OpenWindow) -> MainWindow:
    """Article E's network, all ReLU."""
    return reopen_window(worked_example())


def enabled(window: MainWindow, *names: str) -> list[bool]:
    """Whether these actions can be used."""
    return [window.named_actions[name].isEnabled() for name in names]


def checked(window: MainWindow, group: str) -> list[str]:
    """Which actions of a group are checked."""
    actions: dict[str, QAction] = window.named_actions
    return [name for name, action in actions.items() if name.startswith(group) and action.isChecked()]


def test_without_a_selection_what_needs_one_cannot_be_used(window: MainWindow) -> None:
    needing = ("cut", "copy", "duplicate", "delete", "rename", "align-left", "toggle-bias", "activation:tanh")
    assert enabled(window, *needing) == [False] * 8
    assert enabled(window, "paste", "select-all", "tidy", "add-input") == [True] * 4


def test_one_neuron_can_be_renamed_and_several_aligned(window: MainWindow) -> None:
    window.scene.select({"a0"})
    assert enabled(window, "copy", "delete", "rename", "align-left", "toggle-bias") == [
        True,
        True,
        True,
        False,
        True,
    ]
    window.scene.select({"a0", "c0"})
    assert enabled(window, "copy", "delete", "rename", "align-left") == [True, True, False, True]


def test_a_connection_can_be_deleted_but_not_copied(window: MainWindow) -> None:
    window.scene.select((), {("i0", "a0")})
    assert enabled(window, "delete", "copy", "activation:tanh") == [True, False, False]


def test_inputs_have_neither_activation_nor_bias(window: MainWindow) -> None:
    window.scene.select({"i0", "i1"})
    assert enabled(window, "activation:tanh", "toggle-bias", "copy") == [False, False, True]


def test_the_activation_that_all_selected_have_is_checked(window: MainWindow) -> None:
    window.scene.select({"a0", "c0"})
    assert checked(window, "activation:") == ["activation:relu"]
    window.document.attempt("Set", lambda e: set_activation(e, {"a0"}, "tanh"))
    assert checked(window, "activation:") == []
    window.scene.select({"a0"})
    assert checked(window, "activation:") == ["activation:tanh"]
    window.scene.select(())
    assert checked(window, "activation:") == []


def test_choosing_the_activation_that_is_there_leaves_it_checked(window: MainWindow) -> None:
    window.scene.select({"a0"})
    window.named_actions["activation:relu"].trigger()
    assert checked(window, "activation:") == ["activation:relu"]
    assert window.document.undo_stack.count() == 0


def test_the_bias_is_checked_where_all_selected_have_one(window: MainWindow) -> None:
    window.scene.select({"a0", "c0"})
    assert window.named_actions["toggle-bias"].isChecked()
    window.named_actions["toggle-bias"].trigger()
    assert not window.named_actions["toggle-bias"].isChecked()
    window.document.undo_stack.undo()
    assert window.named_actions["toggle-bias"].isChecked()


def test_the_present_loss_is_checked(window: MainWindow) -> None:
    assert checked(window, "loss:") == ["loss:mean-squared-error"]
    window.named_actions["loss:squared-error"].trigger()
    assert checked(window, "loss:") == ["loss:squared-error"]
    window.document.undo_stack.undo()
    assert checked(window, "loss:") == ["loss:mean-squared-error"]


def test_a_loss_that_is_refused_is_checked_nowhere(window: MainWindow) -> None:
    network = window.document.experiment.network
    feeding = Network(network.neurons, (*network.connections, Connection("c0", "c1", 1.0)))
    window.document.edit("Connect", replace(window.document.experiment, network=feeding))
    window.named_actions["loss:negative-log-likelihood"].trigger()
    assert checked(window, "loss:") == ["loss:mean-squared-error"]
    box = next(b for b in window.toolbars["network"].findChildren(QComboBox) if b.accessibleName() == "Loss")
    assert box.currentData() == "mean-squared-error"
    assert window.document.undo_stack.count() == 1


def test_training_needs_something_to_learn(window: MainWindow) -> None:
    assert enabled(window, "train", "train-step", "go-back") == [True, True, False]
    window.document.replace(EMPTY)
    assert enabled(window, "train", "train-step") == [False, False]


def test_train_offers_pause_while_it_trains(window: MainWindow) -> None:
    window.session.training.run()
    assert window.named_actions["train"].text() == "&Pause"
    window.session.training.pause()
    assert window.named_actions["train"].text() == "&Train"


def test_a_run_that_diverged_can_be_gone_back_from_and_not_gone_on_with(window: MainWindow) -> None:
    window.document.replace(DIVERGING)
    while window.session.training.divergence is None:
        window.session.training.step()
    assert enabled(window, "train", "train-step", "go-back") == [False, False, True]
    window.named_actions["go-back"].trigger()
    assert enabled(window, "train", "train-step", "go-back") == [True, True, False]


def test_deleting_the_selected_leaves_nothing_to_delete(window: MainWindow) -> None:
    window.scene.select({"a0"})
    window.document.attempt("Delete", lambda e: graph_edits.delete(e, frozenset({"a0"}), frozenset()))
    assert enabled(window, "delete", "copy") == [False, False]


def test_an_example_is_no_longer_told_about_once_its_network_is_opened_as_another_file(
    window: MainWindow,
) -> None:
    example = read_examples(resource("examples"))[0]
    window.document.open_example(example)
    assert enabled(window, "about-example") == [True]
    network = window.document.experiment.network
    heavier = set_weight(window.document.experiment, *network.ends[0], 3.5)
    window.document.edit("Set a weight", heavier)
    assert enabled(window, "about-example") == [True]
    window.document.replace(heavier)
    assert enabled(window, "about-example") == [False]
    window.document.open_example(example)
    assert enabled(window, "about-example") == [True]
