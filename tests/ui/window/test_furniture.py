"""What comes after the first frame: the panels, then the plots, and nothing moves when they come."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGraphicsView
from pytestqt.qtbot import QtBot

from explorer.ui.session.document import Document
from explorer.ui.window.main_window import MainWindow
from tests.ui.canvas.drawn import worked_example
from tests.ui.conftest import SIZE, close


def test_panels_come_after_the_first_frame_and_plots_after_them(qtbot: QtBot) -> None:
    document = Document()
    document.replace(worked_example())
    window = MainWindow(document)
    window.resize(SIZE)
    window.show()
    try:
        assert "furniture" not in vars(window)
        qtbot.waitUntil(lambda: "furniture" in vars(window))
        qtbot.waitUntil(lambda: len(window.findChildren(QGraphicsView)) > 1)
    finally:
        close(window)


def test_the_canvas_stays_where_it_is_when_the_panels_come(qtbot: QtBot) -> None:
    document = Document()
    document.replace(worked_example())
    window = MainWindow(document)
    window.is_built = True
    window.resize(SIZE)
    window.show()
    try:
        QTest.qWait(0)  # the first frame
        first, docks = window.canvas.geometry(), window.docks["Gradients"].geometry()
        assert window.scene.experiment == worked_example()
        assert "furniture" not in vars(window)
        assert window.furniture.timeline.isVisible()
        QTest.qWait(0)
        assert window.furniture.gradients.isVisible()
        assert (window.canvas.geometry(), window.docks["Gradients"].geometry()) == (first, docks)
    finally:
        close(window)
