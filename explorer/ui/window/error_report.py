"""What happens when the program makes a mistake? sys.excepthook logs it and says so; window and work stay.

PySide hands every exception that leaves a slot or an event to sys.excepthook, and goes on. A refusal never
comes here: it is shown by whoever asked.
"""

import platform
import sys
from collections import deque
from pathlib import Path
from traceback import format_exception
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from explorer import __version__

_MOST = 20
"""Mistakes in a report, the latest: one at every move of the mouse would fill the memory."""


class ErrorReport(QWidget):
    """A line for the status bar, hidden until there is something to report. `take` is the hook."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        """`folder`: where mistakes are written down too."""
        super().__init__(parent)
        self._folder = folder
        self._traces: deque[str] = deque(maxlen=_MOST)
        self.label = QLabel("The program made a mistake. Your work is still here")
        self.copy_button, self.close_button = QToolButton(), QToolButton()
        self.copy_button.setText("Copy report")
        self.copy_button.setToolTip("What went wrong and where, for those who can mend it")
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report))
        self.close_button.setText("×")
        self.close_button.setToolTip("Dismiss")
        self.close_button.setAccessibleName("Dismiss")
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.label, self.copy_button, self.close_button):
            row.addWidget(part)
        self.hide()

    @property
    def report(self) -> str:
        """Versions, and every mistake with where it was made."""
        return "\n".join([_versions(), "", *self._traces])

    def take(self, kind: type[BaseException], error: BaseException, place: TracebackType | None) -> None:
        """Log a mistake, on standard error as Python does, and show that there is one to report."""
        sys.__excepthook__(kind, error, place)
        if issubclass(kind, Exception):  # Ctrl+C is no mistake
            trace = "".join(format_exception(kind, error, place))
            self._traces.append(trace)
            self.show()
            from explorer.error_log import ErrorLog  # the first one may wait for it, a start not

            ErrorLog(self._folder).write(f"{_versions()}\n{trace}")


def _versions() -> str:
    versions = f"Backprop Explorer {__version__}, Python {platform.python_version()}, Qt {qVersion()}"
    return f"{versions}, {platform.platform()}"
