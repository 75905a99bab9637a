"""Which file was dropped on the window, and how is the drop accepted?"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def accept_copy(event: QDropEvent) -> None:
    """Take what is dropped as a copy: where it came from would else take its file away."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def dropped_file(event: QDropEvent) -> Path | None:
    """The first file that is dropped, or None."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if paths else None
