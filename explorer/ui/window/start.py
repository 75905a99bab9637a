"""How does the window come up, and what comes in which order?

First what its first frame shows, from the one file that is opened; right after that frame has been painted
what else is seen of the window (`MainWindow.complete`); then pyqtgraph is imported, which looks at every
class of Qt; then the kernels. Once all of it is there, the garbage collector is told to leave it alone.
"""

import gc
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from explorer import __version__
from explorer.files.example import read_examples
from explorer.refusal import Refusal
from explorer.resources import resource
from explorer.ui.session.document import Document

if TYPE_CHECKING:
    from explorer.ui.window.main_window import MainWindow

_PAINTED = 200
"""Milliseconds after which the panels are there, and nobody has yet had time to press Train."""

_STARTED = 2000
"""Milliseconds after which everything has been imported and built."""


def application() -> QApplication:
    """The one QApplication, named so that settings and the desktop know it."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    started = QApplication([*sys.argv[:1], "-style", "Fusion"])
    started.setApplicationName("Backprop Explorer")
    started.setOrganizationName("Backprop Explorer")
    started.setApplicationVersion(__version__)
    started.setDesktopFileName("backprop-explorer")
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal; Python's own handler waits for Qt
    return started


def opened(path: Path | None) -> Document:
    """The document of the file at `path`, or of the first example. Raises FileRefused.

    An example is opened as the menu opens it, so that Save asks where to.
    """
    document, examples = Document(), read_examples(resource("examples"))
    example = next((each for each in examples if path in (None, each.path)), None)
    if example is not None:
        document.open_example(example)
    elif path is not None:
        document.open(path)
    return document


def run_window(path: Path | None) -> int:
    """Show the window on the experiment at `path`, or an example, until it is closed; the exit status.

    A file that cannot be opened leaves the example, with the reason before it; of a table
    it is asked there how samples come from it.
    """
    app = application()
    from explorer.ui.window.error_report import ErrorReport
    from explorer.ui.window.log_folder import log_folder
    from explorer.ui.window.main_window import MainWindow

    reason, table = "", path if path is not None and _is_table(path) else None
    try:
        document = opened(path if table is None else None)
    except Refusal as refused:
        document, reason = opened(None), str(refused)
    window = MainWindow(document)
    errors = ErrorReport(log_folder())
    window.statusBar().insertPermanentWidget(0, errors)
    window.restore()
    window.show()
    if reason:
        from explorer.ui.widgets.refusal_box import show_refusal

        show_refusal(window, reason)
    if table is not None:
        QTimer.singleShot(_PAINTED, lambda: window.context.files.open_path(table))
    QTimer.singleShot(_PAINTED, lambda: import_module("pyqtgraph"))  # or the first plot would wait for it
    QTimer.singleShot(_STARTED, lambda: load_kernels(window))
    before, sys.excepthook = sys.excepthook, errors.take
    try:
        return app.exec()
    finally:
        sys.excepthook = before


def _is_table(path: Path) -> bool:
    from explorer.files.sample_table.options import TABLE_SUFFIXES

    return path.suffix.lower() in TABLE_SUFFIXES


def load_kernels(window: "MainWindow") -> None:
    """Bring the compiled kernels into the window, which goes on meanwhile."""
    set_aside()
    kernels = window.session.kernels
    kernels.loaded.connect(set_aside)
    kernels.start()


def set_aside() -> None:
    """Spare the garbage collector what is there by now: looking through it stops a frame for 100 ms."""
    gc.freeze()
    gc.enable()
