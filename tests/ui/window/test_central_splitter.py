"""The middle of the window: the canvas keeps its place when the others come into theirs."""

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from explorer.ui.window.central_splitter import CentralSplitter


def test_the_canvas_stays_where_it_is_when_the_others_come(qtbot: QtBot) -> None:
    canvas, banner, timeline, explanation = QWidget(), QLabel("diverged"), QLabel("timeline"), QLabel("card")
    banner.hide()
    column = CentralSplitter(canvas)
    qtbot.addWidget(column)
    column.resize(900, 800)
    column.show()
    before = canvas.size()
    column.furnish(banner, timeline, explanation)
    qtbot.waitUntil(timeline.isVisible)
    assert canvas.size() == before
    assert [column.widget(1), column.widget(2)] == [timeline, explanation]
    assert column.count() == 3
    assert column.isCollapsible(2)
    assert not column.isCollapsible(1)
    banner.show()
    qtbot.waitUntil(lambda: canvas.height() < before.height())
    assert banner.geometry().bottom() < canvas.geometry().top()
