"""What happens to a file that is dropped on the window? It is opened, and stays where it was."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from explorer.files.project import write_experiment
from explorer.ui.window.main_window import MainWindow
from tests.ui.canvas.drawn import worked_example
from tests.ui.conftest import OpenWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(reopen_window: OpenWindow) -> MainWindow:
    """The shared window on article E's network."""
    return reopen_window(worked_example())


def drop(window: MainWindow, url: QUrl) -> bool:
    """Drag something over the window and drop it; whether it was taken."""
    mime = QMimeData()
    mime.setUrls([url])
    enter = QDragEnterEvent(
        QPoint(50, 50), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, enter)
    dropped = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, dropped)
    return enter.isAccepted()


def test_a_dropped_file_is_opened(window: MainWindow, tmp_path: Path) -> None:
    other = replace(worked_example(), samples=())
    write_experiment(tmp_path / "dropped.json", other)
    assert drop(window, QUrl.fromLocalFile(str(tmp_path / "dropped.json")))
    assert window.document.experiment == other
    assert window.document.name == "dropped.json"


def test_a_file_that_is_dropped_on_the_canvas_is_the_window_s_and_stays_where_it_was(
    window: MainWindow, tmp_path: Path
) -> None:
    write_experiment(tmp_path / "dropped.json", worked_example())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "dropped.json"))])
    assert not window.canvas.viewport().acceptDrops()
    assert not window.canvas.acceptDrops() or window.acceptDrops()
    both = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(QPoint(50, 50), both, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, enter)
    assert (enter.isAccepted(), enter.dropAction()) == (True, Qt.DropAction.CopyAction)
    dropped = QDropEvent(QPointF(50, 50), both, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    dropped.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(window, dropped)
    assert dropped.dropAction() == Qt.DropAction.CopyAction
    assert window.document.name == "dropped.json"


def test_what_is_no_file_is_not_taken(window: MainWindow) -> None:
    assert not drop(window, QUrl("https://example.org/a.json"))
    assert window.document.experiment == worked_example()
