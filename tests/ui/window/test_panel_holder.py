"""What a panel's new words make the window lay out again."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.ui.window.panel_holder import PanelHolder


class Requests(QObject):
    """Counts how often a widget is asked to lay out what is in it."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


class Bench:
    """A holder in a window, with a panel of one label."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.holder, self.panel, self.label = PanelHolder(120), QWidget(), QLabel("E = 0.25")
        QVBoxLayout(self.panel).addWidget(self.label)
        QVBoxLayout(self.window).addWidget(self.holder)
        self.holder.hold(self.panel)
        self.panel.show()
        self.window.resize(300, 200)
        self.window.show()
        qtbot.wait(0)
        self.requests = Requests(self.window)


def test_the_panel_fills_it(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.window.resize(400, 260)
    qtbot.waitUntil(lambda: bench.panel.size() == bench.holder.size())
    assert bench.panel.width() > 360


def test_other_words_of_the_same_size_reach_no_further(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.label.setText("E = 0.25")
    bench.label.setMinimumWidth(80)
    qtbot.wait(0)
    bench.requests.count = 0
    bench.label.setText("E = 0.35")
    qtbot.wait(0)
    assert bench.label.text() == "E = 0.35"
    assert bench.requests.count == 0


def test_what_needs_more_room_gets_it(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.label.setMinimumHeight(240)
    qtbot.waitUntil(lambda: bench.window.height() > 240)


def test_a_hidden_panel_leaves_it_its_least_width(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.panel.hide()
    qtbot.wait(0)
    assert bench.holder.minimumWidth() == 120
    assert bench.holder.isVisible()
