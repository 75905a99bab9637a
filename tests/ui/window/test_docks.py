"""The docks: where the panels stand, hidden and shown, and how they come back."""

import pytest
from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow, QMenu, QTabBar
from pytestqt.qtbot import QtBot

from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import LIGHT, apply
from explorer.ui.window.dock_table import DockPlace, DockRow
from explorer.ui.window.docks import Docks

ROWS = (
    DockRow("loss", "Loss", lambda _: QLabel("loss"), place=DockPlace.ABOVE),
    DockRow("gradients", "Gradients", lambda _: QLabel("gradients")),
    DockRow("samples", "Samples", lambda _: QLabel("samples")),
    DockRow("table", "Table", lambda _: QLabel("table"), is_open=False),
)
NAMES = tuple(row.name for row in ROWS)


class House:
    """A window with four panels, of which one is hidden."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.setCentralWidget(QLabel("canvas"))
        session = Session(Document(self.window))
        self.docks = Docks(self.window, ROWS, lambda row: row.panel(session))
        self.docks.begin()
        self.window.resize(1000, 700)

    @property
    def made(self) -> list[str]:
        """The docks whose panels were made."""
        return [name for name in NAMES if self.docks.is_made(name)]

    def show(self) -> None:
        """Put it on the screen."""
        self.window.show()

    @property
    def shown(self) -> list[str]:
        """The docks that are not closed."""
        return [name for name in NAMES if not self.docks[name].isHidden()]


@pytest.fixture
def house(qtbot: QtBot) -> House:
    """On the screen."""
    made = House(qtbot)
    made.show()
    return made


def test_the_first_stands_above_the_others_which_share_tabs(house: House) -> None:
    assert house.shown == ["loss", "gradients", "samples"]
    assert house.docks["loss"].y() < house.docks["gradients"].y()
    assert house.window.tabifiedDockWidgets(house.docks["gradients"]) == [house.docks["samples"]]
    assert house.docks["gradients"].visibleRegion().boundingRect().height() > 0
    assert house.docks["samples"].visibleRegion().isEmpty()


def test_all_stand_on_the_right(house: House) -> None:
    areas = {house.window.dockWidgetArea(house.docks[title]) for title in NAMES}
    assert areas == {Qt.DockWidgetArea.RightDockWidgetArea}


def test_a_panel_is_brought_to_the_front(house: House) -> None:
    house.docks.show("samples")
    assert not house.docks["samples"].visibleRegion().isEmpty()
    house.docks.show("table")
    assert "table" in house.shown
    assert not house.docks["table"].visibleRegion().isEmpty()


def test_a_click_on_a_tab_brings_its_panel_to_the_front(house: House) -> None:
    bar = next(bar for bar in house.window.findChildren(QTabBar) if bar.isVisible())
    index = next(n for n in range(bar.count()) if bar.tabText(n) == "Samples")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(index).center())
    assert not house.docks["samples"].visibleRegion().isEmpty()


def test_the_menu_shows_and_hides_each(house: House) -> None:
    menu = QMenu(house.window)
    house.docks.fill_menu(menu)
    assert [action.text() for action in menu.actions()] == [row.title for row in ROWS]
    menu.actions()[0].trigger()
    menu.actions()[3].trigger()
    assert house.shown == ["gradients", "samples", "table"]


def test_reset_puts_everything_back_in_its_first_place(house: House) -> None:
    house.docks["loss"].setFloating(True)
    house.docks["samples"].close()
    house.docks.show("table")
    house.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, house.docks["gradients"])
    house.docks.reset()
    test_the_first_stands_above_the_others_which_share_tabs(house)
    test_all_stand_on_the_right(house)


def test_the_next_start_finds_the_panels_where_they_were_left(house: House, qtbot: QtBot) -> None:
    house.docks["samples"].close()
    house.docks.show("table")
    house.window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, house.docks["loss"])
    layout = house.docks.save()
    next_start = House(qtbot)
    next_start.docks.restore(layout)
    next_start.show()
    assert next_start.shown == ["loss", "gradients", "table"]
    area = next_start.window.dockWidgetArea(next_start.docks["loss"])
    assert area == Qt.DockWidgetArea.LeftDockWidgetArea


def test_where_nothing_was_saved_or_it_cannot_be_read_all_is_in_its_first_place(house: House) -> None:
    for layout in (QByteArray(), QByteArray(b"nonsense")):
        house.docks.restore(layout)
        assert house.shown == ["loss", "gradients", "samples"]


def test_a_panel_is_made_when_it_is_first_seen(house: House, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: house.made == ["loss", "gradients"])
    house.docks.show("table")
    qtbot.waitUntil(lambda: house.made == ["loss", "gradients", "table"])
    assert house.docks.panel("table").isVisible()


def test_a_panel_that_is_asked_for_is_made_at_once_and_only_once(house: House) -> None:
    panel = house.docks.panel("samples")
    assert not panel.isVisible()
    assert house.docks.panel("samples") is panel


def test_before_it_begins_no_panel_is_made(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    docks = Docks(window, ROWS, lambda row: QLabel(row.name))
    window.show()
    docks.show("table")
    with qtbot.waitCallback() as later:
        QTimer.singleShot(0, later)
    assert not any(docks.is_made(name) for name in NAMES)


def test_a_floating_dock_goes_and_comes_with_its_workspace(house: House) -> None:
    house.docks["samples"].setFloating(True)
    house.docks["samples"].show()
    house.docks.put_floating_away()
    assert house.shown == ["loss", "gradients"]
    house.docks.bring_floating_back()
    assert house.shown == ["loss", "gradients", "samples"]
    assert house.docks["samples"].isFloating()


def test_a_workspace_may_have_no_docks_or_one(qtbot: QtBot) -> None:
    for rows in ((), ROWS[:1]):
        window = QMainWindow()
        qtbot.addWidget(window)
        docks = Docks(window, rows, lambda row: QLabel(row.name))
        docks.begin()
        window.show()
        docks.share_out()
        docks.reset()
        docks.restore(docks.save())
        assert docks.names == tuple(row.name for row in rows)


def test_a_panel_behind_a_tab_is_not_visible_so_that_it_need_not_be_refreshed(
    house: House, qtbot: QtBot
) -> None:
    def visible() -> list[str]:
        return [name for name in house.made if house.docks.panel(name).isVisible()]

    qtbot.waitUntil(lambda: visible() == ["loss", "gradients"])
    house.docks.show("samples")
    qtbot.waitUntil(lambda: visible() == ["loss", "samples"])
    house.docks["samples"].setFloating(True)
    qtbot.waitUntil(lambda: visible() == ["loss", "gradients", "samples"])
    house.docks["loss"].close()
    assert visible() == ["gradients", "samples"]
    house.docks.reset()
    qtbot.waitUntil(lambda: visible() == ["loss", "gradients"])


def test_a_hidden_panel_does_not_shrink_the_docks_that_share_its_place(house: House, qtbot: QtBot) -> None:
    def height(name: str) -> int:
        return house.docks[name].height()

    house.docks.share_out()
    qtbot.waitUntil(lambda: height("gradients") > height("loss"))


def test_the_window_is_shared_out_before_its_first_frame(qtbot: QtBot) -> None:
    house = House(qtbot)
    house.show()
    house.docks.come_up()
    house.window.grab()  # lays out what is not yet
    assert house.docks["gradients"].height() > house.docks["loss"].height()


def test_the_next_start_finds_the_sizes_that_were_left(house: House, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: house.docks["gradients"].height() > house.docks["loss"].height())
    docks = [house.docks["loss"], house.docks["gradients"]]
    house.window.resizeDocks(docks, [400, 100], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: docks[0].height() > docks[1].height())
    left = docks[0].height()
    layout = house.docks.save()
    next_start = House(qtbot)
    next_start.docks.restore(layout)
    next_start.show()
    with qtbot.waitCallback() as later:  # after whatever was put off to the next round of events
        QTimer.singleShot(0, later)
    assert next_start.docks["loss"].height() == left


@pytest.mark.parametrize(
    ("key", "keys"),
    [
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_a_dock_that_floats_is_closed_with_keys_and_one_that_does_not_stays(
    house: House, key: Qt.Key, keys: Qt.KeyboardModifier
) -> None:
    dock = house.docks["loss"]
    QTest.keyClick(house.docks.panel("loss"), key, keys)
    assert not dock.isHidden()
    dock.setFloating(True)
    QTest.keyClick(house.docks.panel("loss"), key, keys)
    assert dock.isHidden()
    house.docks.show("loss")
    assert dock.isFloating()


def test_a_dock_has_a_cross_that_closes_it(house: House) -> None:
    apply(LIGHT)
    dock = house.docks["loss"]
    cross = dock.findChild(QAbstractButton, "qt_dockwidget_closebutton")
    assert isinstance(cross, QAbstractButton)
    assert cross.isVisible()
    assert not cross.icon().isNull()
    assert cross.width() >= 16
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert dock.isHidden()
