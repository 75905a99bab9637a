"""When do the compiled kernels come into a window, and who hears of it?"""

from PySide6.QtCore import QCoreApplication, QObject, Signal

from explorer.compiling import kernel_cache
from explorer.kernels.kernel_job import bring_kernels
from explorer.ui.session.job_runner import JobRunner, Jobs

COMPILING_TITLE = "Compiling the kernels, once"


class KernelLoader(QObject):
    """Brings the kernels, once it is started."""

    loaded = Signal()
    """Runs that begin from now on are computed by the kernels."""
    status_message = Signal(str)
    """A sentence for the status bar: why they are not."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = JobRunner(jobs, self)
        self._runner.delivered.connect(lambda _: self.loaded.emit())
        self._runner.refused.connect(self.status_message)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._runner.cancel)

    def start(self) -> None:
        """Begin; returns at once."""
        self._runner.start(bring_kernels(), "" if kernel_cache.is_complete() else COMPILING_TITLE)
