"""The docks: where the panels stand, hidden and shown, and how they come back."""

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QTabBar
from pytestqt.qtbot import QtBot

from explorer.ui.window.docks import Docks

TITLES = ("Loss", "Gradients", "Samples", "Table")


class House:
    """A window with four panels, of which one is hidden."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.setCentralWidget(QLabel("canvas"))
        self.panels = {title: QLabel(title) for title in TITLES}
        self.docks = Docks(self.window, TITLES, hidden=frozenset({"Table"}))
        self.docks.furnish(self.panels)
        self.window.resize(1000, 700)

    def show(self) -> None:
        """Put it on the screen."""
        self.window.show()

    @property
    def shown(self) -> list[str]:
        """The docks that are not closed."""
        return [title for title in TITLES if not self.docks[title].isHidden()]


@pytest.fixture
def house(qtbot: QtBot) -> House:
    """On the screen."""
    made = House(qtbot)
    made.show()
    return made


def test_the_first_stands_above_the_others_which_share_tabs(house: House) -> None:
    assert house.shown == ["Loss", "Gradients", "Samples"]
    assert house.docks["Loss"].y() < house.docks["Gradients"].y()
    assert house.window.tabifiedDockWidgets(house.docks["Gradients"]) == [house.docks["Samples"]]
    assert house.docks["Gradients"].visibleRegion().boundingRect().height() > 0
    assert house.docks["Samples"].visibleRegion().isEmpty()


def test_all_stand_on_the_right(house: House) -> None:
    areas = {house.window.dockWidgetArea(house.docks[title]) for title in TITLES}
    assert areas == {Qt.DockWidgetArea.RightDockWidgetArea}


def test_a_panel_is_brought_to_the_front(house: House) -> None:
    house.docks.show("Samples")
    assert not house.docks["Samples"].visibleRegion().isEmpty()
    house.docks.show("Table")
    assert "Table" in house.shown
    assert not house.docks["Table"].visibleRegion().isEmpty()


def test_a_click_on_a_tab_brings_its_panel_to_the_front(house: House) -> None:
    bar = next(bar for bar in house.window.findChildren(QTabBar) if bar.isVisible())
    index = next(n for n in range(bar.count()) if bar.tabText(n) == "Samples")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(index).center())
    assert not house.docks["Samples"].visibleRegion().isEmpty()


def test_the_menu_shows_and_hides_each(house: House) -> None:
    menu = QMenu(house.window)
    house.docks.fill_menu(menu)
    assert [action.text() for action in menu.actions()] == list(TITLES)
    menu.actions()[0].trigger()
    menu.actions()[3].trigger()
    assert house.shown == ["Gradients", "Samples", "Table"]


def test_reset_puts_everything_back_in_its_first_place(house: House) -> None:
    house.docks["Loss"].setFloating(True)
    house.docks["Samples"].close()
    house.docks.show("Table")
    house.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, house.docks["Gradients"])
    house.docks.reset()
    test_the_first_stands_above_the_others_which_share_tabs(house)
    test_all_stand_on_the_right(house)


def test_the_next_start_finds_the_panels_where_they_were_left(house: House, qtbot: QtBot) -> None:
    house.docks["Samples"].close()
    house.docks.show("Table")
    house.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, house.docks["Loss"])
    house.docks.save()
    next_start = House(qtbot)
    next_start.docks.restore()
    next_start.show()
    assert next_start.shown == ["Loss", "Gradients", "Table"]
    area = next_start.window.dockWidgetArea(next_start.docks["Loss"])
    assert area == Qt.DockWidgetArea.LeftDockWidgetArea


def test_where_nothing_was_saved_or_it_cannot_be_read_all_is_in_its_first_place(house: House) -> None:
    house.docks.restore()
    assert house.shown == ["Loss", "Gradients", "Samples"]
    QSettings().setValue("window/layout", b"nonsense")
    QSettings().setValue("window/geometry", b"nonsense")
    house.docks.restore()
    assert house.shown == ["Loss", "Gradients", "Samples"]


def test_a_panel_behind_a_tab_is_not_visible_so_that_it_need_not_be_refreshed(
    house: House, qtbot: QtBot
) -> None:
    def visible() -> list[str]:
        return [title for title in TITLES if house.panels[title].isVisible()]

    qtbot.waitUntil(lambda: visible() == ["Loss", "Gradients"])
    house.docks.show("Samples")
    qtbot.waitUntil(lambda: visible() == ["Loss", "Samples"])
    house.docks["Samples"].setFloating(True)
    qtbot.waitUntil(lambda: visible() == ["Loss", "Gradients", "Samples"])
    house.docks["Loss"].close()
    assert visible() == ["Gradients", "Samples"]
    house.docks.reset()
    qtbot.waitUntil(lambda: visible() == ["Loss", "Gradients"])


def test_a_hidden_panel_does_not_shrink_the_docks_that_share_its_place(house: House, qtbot: QtBot) -> None:
    def height(title: str) -> int:
        return house.docks[title].height()

    house.docks.share_out()
    qtbot.waitUntil(lambda: height("Gradients") > height("Loss"))


def test_the_window_is_shared_out_before_its_first_frame(qtbot: QtBot) -> None:
    house = House(qtbot)
    house.show()
    house.docks.come_up()
    house.window.grab()  # lays out what is not yet
    assert house.docks["Gradients"].height() > house.docks["Loss"].height()


def test_the_next_start_finds_the_sizes_that_were_left(house: House, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: house.docks["Gradients"].height() > house.docks["Loss"].height())
    docks = [house.docks["Loss"], house.docks["Gradients"]]
    house.window.resizeDocks(docks, [400, 100], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: docks[0].height() > docks[1].height())
    left = docks[0].height()
    house.docks.save()
    next_start = House(qtbot)
    next_start.docks.restore()
    next_start.show()
    with qtbot.waitCallback() as later:  # after whatever was put off to the next round of events
        QTimer.singleShot(0, later)
    assert next_start.docks["Loss"].height() == left
