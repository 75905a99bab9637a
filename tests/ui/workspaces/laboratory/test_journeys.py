"""The laboratory in the whole window: keys go there, turn its α, present it, and its text may be large."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.training.many.lane_choice import load_lanes
from explorer.training.program import Program
from explorer.ui.theme.theme import LIGHT, apply
from explorer.ui.window.main_window import MainWindow
from explorer.ui.workspaces.laboratory.centre import LaboratoryCentre
from explorer.ui.workspaces.laboratory.runs_card import RunsCard
from explorer.ui.workspaces.laboratory.sweep_card import SweepCard
from tests.ui.conftest import OpenWindow
from tests.ui.person import Person
from tests.ui.training_experiment import SHRINKING, weight

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def person(open_window: OpenWindow, qtbot: QtBot) -> Iterator[Person]:
    """Before a window on E = ½ w²."""
    load_lanes(Program.of(SHRINKING))
    made = Person(open_window(SHRINKING), qtbot)
    yield made
    for runner in made.window.session.jobs.running:
        runner.cancel()
    apply(LIGHT)


def centre_of(window: MainWindow) -> LaboratoryCentre:
    """The laboratory, which is in front."""
    centre = window.workspaces.present.centre
    assert isinstance(centre, LaboratoryCentre)
    return centre


def test_ctrl_3_goes_there_and_opening_a_run_back_to_the_canvas(person: Person, qtbot: QtBot) -> None:
    window = person.window
    person.press(Qt.Key.Key_3, CTRL)
    assert window.workspace == "laboratory"
    assert [name for name, bar in window.toolbars.items() if bar.isVisible()] == ["laboratory"]
    centre = centre_of(window)
    qtbot.waitUntil(lambda: centre.model.compared.at_line is not None)
    centre.model.open_run(centre.model.experiment, 4)
    qtbot.waitUntil(lambda: window.workspace == "network")
    assert weight(person.experiment) == 0.5**4
    person.press(Qt.Key.Key_Z, CTRL)
    assert weight(person.experiment) == 1.0


def test_the_keys_of_alpha_turn_the_line_and_not_that_of_training(person: Person) -> None:
    person.press(Qt.Key.Key_3, CTRL)
    model = centre_of(person.window).model
    person.press(Qt.Key.Key_Up, CTRL)
    assert model.learning_rate == 1.0
    person.press(Qt.Key.Key_Down, CTRL)
    person.press(Qt.Key.Key_Down, CTRL)
    assert model.learning_rate == 0.25
    assert person.experiment.training.learning_rate == 0.5
    person.press(Qt.Key.Key_Z, CTRL)
    assert model.learning_rate == 0.5


def test_menus_lead_there_from_learning_rates_too(person: Person) -> None:
    person.choose("Learning rate", "Laboratory")
    assert person.window.workspace == "laboratory"


def test_presenting_fills_the_screen_with_it(person: Person) -> None:
    window = person.window
    person.press(Qt.Key.Key_3, CTRL)
    person.press(Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert centre_of(window).card("sweep").isVisible()
    person.press(Qt.Key.Key_Escape)
    assert not window.isFullScreen()


@pytest.mark.parametrize("per_cent", [100, pytest.param(150, marks=pytest.mark.long), 200])
def test_every_plot_keeps_a_view_at_every_type_size(person: Person, per_cent: int) -> None:
    window = person.window
    window.set_type_size(per_cent)
    window.show_workspace("laboratory")
    window.resize(1024, 700)
    QTest.qWait(0)
    runs, sweep = (centre_of(window).card(name) for name in ("runs", "sweep"))
    assert isinstance(runs, RunsCard)
    assert isinstance(sweep, SweepCard)
    window.grab()
    assert runs.curves.plot.view.height() >= 10
    assert sweep.plot.view.height() >= 10
    assert window.width() == 1024
    bars = [bar for bar in window.toolbars.values() if bar.isVisible()]
    hidden = [bar for bar in bars if bar.width() < bar.sizeHint().width()]
    assert hidden == [] or per_cent == 200  # where its end is behind an arrow


IN_ORDER = [
    "Start of every run",
    "Steps of every run",
    "Learning rate",
    "What is drawn of the runs",
    "Against α times step, the time of the gradient flow",
    "Step of the selected run whose weights the canvas has",
    "How many learning rates",
    "From how many starts",
    "E after all steps, for every learning rate",
    "Add a run",
    "Runs that are compared",
]


def test_tab_goes_through_toolbar_runs_sweep_and_list_as_one_reads_them(person: Person, qtbot: QtBot) -> None:
    person.press(Qt.Key.Key_3, CTRL)
    runs = centre_of(person.window).card("runs")
    assert isinstance(runs, RunsCard)
    qtbot.waitUntil(runs.steps.slider.isEnabled)  # once the run at the line has ended
    met: list[str] = []
    for _ in range(80):
        person.press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        met.append(focus.accessibleName())
    first = met.index(IN_ORDER[0])
    known = [name for name in met[first:] if name in IN_ORDER]
    assert known[: len(IN_ORDER)] == IN_ORDER
