"""The folder of the log: Help opens it, and says where it is."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from explorer.ui.window.log_folder import log_folder
from tests.ui.conftest import OpenWindow
from tests.worked_examples import article_e


class FileManager(QObject):
    """Takes the place of the system's."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def show_folder(self, url: QUrl) -> None:
        """Remember what was to be shown."""
        self.opened.append(url.toLocalFile())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no variable moves the folder")
def test_help_opens_the_log_folder_and_says_where_it_is(
    reopen_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    window = reopen_window(article_e())
    manager = FileManager()
    QDesktopServices.setUrlHandler("file", manager, "show_folder")
    window.named_actions["open-log"].trigger()
    QDesktopServices.unsetUrlHandler("file")
    assert manager.opened == [str(log_folder())]
    assert log_folder().is_dir()
    assert log_folder().is_relative_to(tmp_path)
    assert str(log_folder()) in window.statusBar().currentMessage()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no variable moves the folder")
def test_a_folder_that_cannot_be_made_is_told(
    reopen_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    window = reopen_window(article_e())
    window.named_actions["open-log"].trigger()
    assert "cannot be made" in window.statusBar().currentMessage()
