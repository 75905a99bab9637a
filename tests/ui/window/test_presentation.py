"""Presenting: F11 fills the screen with large type and little else, and everything comes back afterwards."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QToolButton
from pytestqt.qtbot import QtBot

from explorer.ui.theme.theme import LIGHT, Appearance, apply
from explorer.ui.window.main_window import MainWindow
from explorer.ui.window.presentation import HINT
from explorer.ui.workspaces.one_variable.centre import OneVariableCentre
from tests.ui.canvas.drawn import worked_example
from tests.ui.conftest import OpenWindow, close, new_window
from tests.ui.person import Person


@pytest.fixture(autouse=True)
def usual_type_afterwards(qapp: QApplication) -> Iterator[None]:
    """Let no other test meet large type."""
    yield
    apply(LIGHT)


@pytest.fixture
def person(open_window: OpenWindow, qtbot: QtBot) -> Person:
    """Sits before a window on the worked example."""
    return Person(open_window(worked_example()), qtbot)


def points() -> float:
    """How large the letters of the application are."""
    return QApplication.font().pointSizeF()


def layout_of(window: MainWindow) -> tuple[object, ...]:
    """Where everything stands that a person can move."""
    docks = [window.docks[name] for name in window.docks.names]
    seen = [dock.geometry() if not dock.visibleRegion().isEmpty() else None for dock in docks]
    open_docks = [dock.toggleViewAction().isChecked() for dock in docks]
    return window.size(), seen, open_docks, [splitter.sizes() for splitter in window.findChildren(QSplitter)]


def test_f11_fills_the_screen_with_large_type_and_without_menus(person: Person) -> None:
    window, usual = person.window, points()
    person.press(Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert window.is_presenting
    assert points() == pytest.approx(1.5 * usual)
    assert not window.menuBar().isVisible()
    assert not window.statusBar().isVisible()
    assert {name for name in window.docks.names if window.docks[name].isVisible()} == {"loss"}


@pytest.mark.parametrize("key", [pytest.param(Qt.Key.Key_F11, marks=pytest.mark.long), Qt.Key.Key_Escape])
def test_everything_comes_back_exactly_where_it_was(person: Person, qtbot: QtBot, key: Qt.Key) -> None:
    window, usual = person.window, points()
    window.docks.show("samples")
    window.docks["prediction"].close()
    window.centre.setSizes([380, 90, 200])
    QTest.qWait(0)
    before = layout_of(window)
    person.press(Qt.Key.Key_F11)
    QTest.qWait(0)
    assert layout_of(window) != before
    person.press(key)
    qtbot.waitUntil(lambda: layout_of(window) == before)
    assert not window.isFullScreen()
    assert points() == usual
    assert window.menuBar().isVisible()
    assert window.statusBar().isVisible()


def test_how_to_leave_is_said_for_a_moment(person: Person) -> None:
    presentation = person.window.presentation
    person.press(Qt.Key.Key_F11)
    assert presentation.hint.isVisible()
    assert presentation.hint.text() == presentation.hint.accessibleName() == HINT
    assert person.window.rect().contains(presentation.hint.geometry())
    person.press(Qt.Key.Key_F11)
    assert not presentation.hint.isVisible()


def test_escape_first_gives_up_what_is_selected_and_then_leaves(person: Person) -> None:
    window = person.window
    person.press(Qt.Key.Key_F11)
    window.scene.select({"i0"})
    person.press(Qt.Key.Key_Escape)
    assert window.is_presenting
    assert not window.scene.selected_names
    person.press(Qt.Key.Key_Escape)
    assert not window.is_presenting


def test_escape_outside_a_presentation_leaves_the_window_alone(person: Person) -> None:
    person.press(Qt.Key.Key_Escape)
    assert not person.window.isFullScreen()
    assert person.window.menuBar().isVisible()


def test_the_keys_work_while_one_presents(person: Person) -> None:
    window = person.window
    player, rate = window.session.player, person.experiment.training.learning_rate
    person.press(Qt.Key.Key_F11)
    person.press(Qt.Key.Key_Period)
    person.wait_until_it_rests()
    assert window.session.frames.frame.index == 0
    person.press(Qt.Key.Key_Space)
    assert player.is_playing
    person.press(Qt.Key.Key_Space)
    assert not player.is_playing
    person.press(Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert person.experiment.training.learning_rate == 2 * rate
    person.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert person.experiment.training.learning_rate == rate
    network = person.experiment.network
    person.press(Qt.Key.Key_F6)
    assert person.experiment.network != network


def test_a_workspace_that_is_first_shown_while_presenting_presents_too(person: Person) -> None:
    window = person.window
    person.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    person.press(Qt.Key.Key_F11)
    person.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert {name for name in window.docks.names if window.docks[name].isVisible()} == {"loss"}
    person.press(Qt.Key.Key_Escape)
    assert window.docks["inspector"].toggleViewAction().isChecked()


def test_one_may_change_the_theme_while_presenting(person: Person) -> None:
    person.press(Qt.Key.Key_F11)
    large = points()
    person.window.set_appearance(Appearance.DARK)
    assert points() == large
    assert person.window.theme.theme.is_dark


def test_leaving_full_screen_in_another_way_ends_it(person: Person) -> None:
    usual = points()
    person.press(Qt.Key.Key_F11)
    person.window.showNormal()
    assert not person.window.is_presenting
    assert points() == usual


def test_a_window_that_is_closed_while_presenting_comes_back_as_it_was_before(qtbot: QtBot) -> None:
    first = new_window(worked_example(), QSize(790, 700))
    first.activateWindow()
    qtbot.waitUntil(first.isActiveWindow)
    QTest.qWait(0)
    size, _, open_docks, _ = layout_of(first)
    Person(first, qtbot).press(Qt.Key.Key_F11)
    first.close()
    close(first)
    second = new_window(worked_example())
    second.restore()
    assert not second.isFullScreen()
    assert (second.size(), layout_of(second)[2]) == (size, open_docks)
    close(second)


def test_a_type_size_is_chosen_in_the_menu_and_remembered(person: Person, qtbot: QtBot) -> None:
    usual = points()
    person.choose("View", "Type size", "125 %")
    assert points() == pytest.approx(1.25 * usual)
    assert person.window.named_actions["type-size:125"].isChecked()
    other = new_window(worked_example())
    assert other.type_size == 125
    close(other)


@pytest.mark.long
def test_keys_make_the_type_larger_and_smaller_up_to_the_ends(person: Person) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    sizes = []
    for key in [Qt.Key.Key_Plus] * 4 + [Qt.Key.Key_Minus] * 5:
        person.press(key, keys)
        sizes.append(person.window.type_size)
    assert sizes == [125, 150, 200, 200, 150, 125, 100, 100, 100]


@pytest.mark.long
def test_presenting_never_makes_large_type_smaller(person: Person) -> None:
    usual = points()
    person.window.set_type_size(200)
    person.press(Qt.Key.Key_F11)
    assert points() == pytest.approx(2 * usual)
    person.press(Qt.Key.Key_F11)
    assert points() == pytest.approx(2 * usual)
    person.window.set_type_size(100)
    assert points() == usual


def test_in_one_variable_too_the_keys_play_step_and_turn_what_is_looked_at(person: Person) -> None:
    window = person.window
    person.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    person.press(Qt.Key.Key_F11)
    centre = window.workspaces.present.centre
    assert isinstance(centre, OneVariableCentre)
    last = centre.transport.step
    person.press(Qt.Key.Key_Comma, times=2)
    assert centre.transport.step == last - 2
    person.press(Qt.Key.Key_Period)
    assert centre.transport.step == last - 1
    person.press(Qt.Key.Key_Space)
    assert centre.transport.is_playing
    person.press(Qt.Key.Key_Space)
    assert not centre.transport.is_playing
    rate, of_network = centre.descent.learning_rate, person.experiment.training.learning_rate
    person.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert centre.descent.learning_rate == rate / 2
    person.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert centre.descent.learning_rate == rate
    assert person.experiment.training.learning_rate == of_network
    person.press(Qt.Key.Key_Escape)
    assert not window.is_presenting


@pytest.mark.long
@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("size", [(1024, 768), (1280, 720), (1920, 1080)])
@pytest.mark.parametrize("workspace", ["network", "one-variable"])
def test_all_of_the_toolbar_is_in_sight_while_one_presents(
    person: Person, qtbot: QtBot, workspace: str, size: tuple[int, int], appearance: Appearance
) -> None:
    window = person.window
    window.set_appearance(appearance)
    window.show_workspace(workspace)
    person.press(Qt.Key.Key_F11)
    QTest.qWait(0)  # as large as the screen; then as large as this one would be
    window.resize(*size)
    qtbot.waitUntil(lambda: window.size() == QSize(*size))
    QTest.qWait(0)
    hidden = [bar for bar in window.findChildren(QToolButton, "qt_toolbar_ext_button") if bar.isVisible()]
    assert hidden == []


@pytest.mark.parametrize("per_cent", [pytest.param(150, marks=pytest.mark.long), 200])
def test_in_one_variable_every_plot_keeps_a_view_at_every_type_size(person: Person, per_cent: int) -> None:
    window = person.window
    window.set_type_size(per_cent)
    window.show_workspace("one-variable")
    window.resize(1024, 700)
    QTest.qWait(0)
    centre = window.workspaces.present.centre
    assert isinstance(centre, OneVariableCentre)
    plots = (centre.plots.curve, centre.plots.step_map, centre.plots.iterates, *centre.rates.plots)
    assert not window.grab().isNull()
    line = window.fontMetrics().lineSpacing()
    assert [plot.accessibleName() for plot in plots if plot.view.height() < 1.5 * line] == []
    fields = (centre.start.start, centre.start.slider, centre.start.rate, centre.start.momentum)
    edges = [field.geometry() for field in fields]
    assert all(left.right() < right.left() for left, right in pairwise(edges))
    assert edges[-1].right() <= centre.start.width()


def test_in_one_variable_large_type_cuts_no_card_and_tab_scrolls_to_what_is_out_of_sight(
    person: Person, qtbot: QtBot
) -> None:
    window = person.window
    window.set_type_size(200)
    window.show_workspace("one-variable")
    window.resize(1280, 720)
    centre = window.workspaces.present.centre
    assert isinstance(centre, OneVariableCentre)
    cards = (centre.plots.curve_card, centre.plots.map_card, centre.plots.iterates_card, *centre.rates.cards)
    qtbot.waitUntil(lambda: all(card.height() >= card.minimumSizeHint().height() for card in cards))
    lowest = centre.rates.stability
    qtbot.waitUntil(lambda: lowest.viewport().visibleRegion().isEmpty())
    centre.rates.lyapunov.setFocus()
    person.press(Qt.Key.Key_Tab)
    assert lowest.hasFocus()
    assert lowest.viewport().visibleRegion().boundingRect() == lowest.viewport().rect()
