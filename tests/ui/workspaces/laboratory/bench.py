"""What do the tests of the laboratory stand on? Its middle in a window of its own, on a small network."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.network.model import Experiment
from explorer.training.many.lane_choice import load_lanes
from explorer.training.program import Program, why_untrainable
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.session.throttle import Throttle
from explorer.ui.workspaces.laboratory.card_table import CARDS, CardRow
from explorer.ui.workspaces.laboratory.centre import LaboratoryCentre
from explorer.ui.workspaces.laboratory.model import LaboratoryModel
from explorer.ui.workspaces.laboratory.toolbar import LaboratoryToolbar
from tests.ui.training_experiment import SHRINKING

SIZE = QSize(1180, 640)


class LaboratoryBench:
    """The laboratory on `experiment`, shown, and its toolbar beside it."""

    def __init__(
        self, qtbot: QtBot, experiment: Experiment = SHRINKING, rows: Sequence[CardRow] = CARDS
    ) -> None:
        if why_untrainable(experiment) is None:
            load_lanes(Program.of(experiment))  # which may have to be compiled: for that no test waits
        self.qtbot = qtbot
        self.document = Document()
        self.document.replace(experiment)
        self.session = Session(self.document)
        self.centre = LaboratoryCentre(self.session, rows=rows)
        self.toolbar = LaboratoryToolbar(self.centre, {})
        self.asked: list[str] = []
        self.centre.command_asked.connect(self.asked.append)
        for widget in (self.centre, self.toolbar):
            qtbot.addWidget(widget, before_close_func=self._end)
            widget.resize(SIZE)
            widget.show()
        self.centre.activateWindow()

    @property
    def model(self) -> LaboratoryModel:
        """What all cards follow."""
        return self.centre.model

    def wait_for_runs(self) -> None:
        """Until every run that is compared has ended."""
        compared = self.model.compared
        self.qtbot.waitUntil(
            lambda: bool(compared.runs) and all(run.trainer is not None for run in compared.runs)
        )

    def settle(self) -> None:
        """Until all that is asked for is computed and drawn."""
        self.qtbot.waitUntil(
            lambda: (
                not self.session.jobs.running
                and not any(throttle.is_due for throttle in self.centre.findChildren(Throttle))
            )
        )

    def _end(self, widget: QWidget) -> None:
        """Cancel what still runs, so that no thread outlives the test for long."""
        widget.hide()
        for runner in self.session.jobs.running:
            runner.cancel()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
