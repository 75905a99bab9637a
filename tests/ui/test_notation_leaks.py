"""Does anything in the window name a symbol that the notation in force writes otherwise?"""

import pytest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from explorer.drawing.hit_target import HitTarget, Part
from explorer.drawing.tooltip import tooltip
from explorer.files.project import read_experiment
from explorer.resources import examples
from explorer.ui.session.session import TableOffer
from explorer.ui.window.dock_table import DOCKS
from explorer.ui.window.main_window import MainWindow
from tests.ui.conftest import OpenWindow
from tests.ui.said import leaks, write_with_sentinel
from tests.ui.training_experiment import DIVERGING

_OF_NEURON = set(Part) - {Part.WEIGHT, Part.GRADIENT, Part.LOSS, Part.EMPTY, Part.TARGET}
XOR = next(path for path in examples() if path.stem == "xor")


def shown(window: MainWindow) -> list[tuple[str, str]]:
    """What leaks of the window, with every dock of the workspace in front once, and every menu."""
    found = []
    for row in DOCKS:
        if row.workspace == "network":
            show_dock(window, row.name)
            found += leaks(window)
    return found


def show_dock(window: MainWindow, name: str) -> None:
    window.docks[name].show()
    window.docks[name].raise_()
    window.docks.panel(name)


def told(found: list[tuple[str, str]]) -> str:
    """Each leak once, in a line."""
    return "\n".join(dict.fromkeys(f"{place}: {text}" for place, text in found))


@pytest.fixture
def window(open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    window = open_window(read_experiment(XOR))
    window.complete()
    write_with_sentinel(window.session)
    return window


def test_no_dock_menu_or_tip_leaks_at_any_message_of_a_pass(window: MainWindow, qtbot: QtBot) -> None:
    found = shown(window)
    player = window.session.player
    player.first()
    for _ in range(12):
        player.next()
        found += leaks(window)
    player.last()
    found += leaks(window)
    assert told(found) == ""


def test_no_form_of_the_inspector_leaks(window: MainWindow) -> None:
    show_dock(window, "inspector")
    found = leaks(window)
    network = window.document.experiment.network
    for neuron in network.by_name:
        window.session.selection.select([neuron])
        found += leaks(window)
    window.session.selection.select((), list(network.by_ends)[:2])
    found += leaks(window)
    window.session.selection.select_all()
    assert told(found + leaks(window)) == ""


def test_no_tip_over_the_canvas_leaks(window: MainWindow) -> None:
    window.session.player.reveal()
    scene = window.scene
    network = scene.experiment.network
    computed = [neuron.name for neuron in network.neurons if neuron.kind.is_computed]
    hits = [HitTarget(part, neuron) for part in Part for neuron in computed if part in _OF_NEURON]
    hits += [HitTarget(part, ends=ends) for part in (Part.WEIGHT, Part.GRADIENT) for ends in network.by_ends]
    hits.append(HitTarget(Part.LOSS))
    texts = [
        tooltip(scene.experiment, scene.sample, scene.state, hit, scene.findings, scene.notation)
        for hit in hits
    ]
    assert any("⟦delta⟧" in text for text in texts)
    assert [text for text in texts if leaks(QLabel(text))] == []


def test_no_dialog_leaks(window: MainWindow, qtbot: QtBot) -> None:
    window.ask_for_network(lambda experiment: None)
    window.ask_for_goal(lambda steps, loss: None)
    window.ask_about_table(TableOffer("x,y\n1,2\n3,4\n", "pasted"))
    for topic in ("first-things", "shortcuts", "about-one-variable", "about-laboratory", "about"):
        window.show_help(topic)
    dialogs = window.findChildren(QDialog)
    assert len(dialogs) == 8
    found = [leak for dialog in dialogs for leak in leaks(dialog)]
    for dialog in dialogs:
        dialog.close()
    assert told(found) == ""


def test_nothing_leaks_while_it_trains_nor_when_it_diverges(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(DIVERGING)
    window.complete()
    show_dock(window, "loss")
    write_with_sentinel(window.session)
    training = window.session.training
    for _ in range(4):
        training.step()
    found = leaks(window)
    training.toggle()
    qtbot.waitUntil(lambda: training.divergence is not None)
    qtbot.waitUntil(lambda: not window.session.jobs.running)
    assert told(found + leaks(window)) == ""
