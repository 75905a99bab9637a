"""How do the compiled kernels come into a window that must not wait for them?

What is not on the disk yet is compiled there by a process of its own; what is there is loaded by a thread.
Until then numpy serves: a run keeps the engine that it began with.
"""

import os
import sys
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, Signal

import explorer
from explorer.training import warm_up
from explorer.training.engine_choice import NUMBA_IS_MISSING
from explorer.training.kernel import kernel_cache

NO_PLACE = "The compiled kernels find no folder to be kept in, so training uses numpy, which is slower"
NOT_COMPILED = "The kernels could not be compiled, so training uses numpy, which is slower"


class KernelLoader(QObject):
    """Brings the kernels, once it is started."""

    loaded = Signal()
    """Runs that begin from now on are computed by the kernels."""
    status_message = Signal(str)
    """A sentence for the status bar: why they are not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._on_said)
        self._process.finished.connect(self._on_ended)
        self._process.errorOccurred.connect(lambda error: self.status_message.emit(NOT_COMPILED))
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    def start(self) -> None:
        """Begin; returns at once."""
        if not kernel_cache.is_installed():
            self.status_message.emit(NUMBA_IS_MISSING)
        elif kernel_cache.folder() is None:
            self.status_message.emit(NO_PLACE)
        elif kernel_cache.is_complete():
            self._load()
        else:
            self._process.setProcessEnvironment(_environment())
            self._process.start(sys.executable, ["-m", warm_up.__name__])

    def stop(self) -> None:
        """Give up compiling; what has been compiled so far stays on the disk."""
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.errorOccurred.disconnect()
            self._process.finished.disconnect()
            self._process.kill()
            self._process.waitForFinished()

    def _on_said(self) -> None:
        if warm_up.READY.encode() in self._process.readAllStandardOutput().data():
            self._load()

    def _on_ended(self, status: int) -> None:
        if status:
            self.status_message.emit(NOT_COMPILED)

    def _load(self) -> None:
        def load() -> None:
            warm_up.load()
            self.loaded.emit()

        Thread(target=load, name="loading the kernels", daemon=True).start()


def _environment() -> QProcessEnvironment:
    """That of this process; and the program is found where this one was found."""
    environment = QProcessEnvironment.systemEnvironment()
    place = str(Path(explorer.__file__).parent.parent)
    path = environment.value("PYTHONPATH")
    environment.insert("PYTHONPATH", os.pathsep.join(filter(None, (place, path))))
    return environment
