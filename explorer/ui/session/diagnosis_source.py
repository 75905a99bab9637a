"""What is amiss in the network that is open? The findings of its diagnosis, for all who show them."""

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.job import in_thread, whole
from explorer.network.model import Experiment
from explorer.training.diagnosis import NetworkDiagnosis, diagnose, is_long_look
from explorer.training.finding import Finding
from explorer.training.program import Program, have_one_program, parameters_of, why_untrainable
from explorer.ui.session.document import Document
from explorer.ui.session.job_runner import JobRunner, Jobs
from explorer.ui.session.throttle import Throttle
from explorer.ui.session.training_controller import TrainingController

_INTERVAL, _SHARE = 250, 9.0
"""Milliseconds between two looks while a network trains; and at most a tenth of the time is for them."""

_LATER = 40
"""Milliseconds after a change: what is drawn goes before what is read."""


class DiagnosisSource(QObject):
    """Follows the document, at rest and while its network trains; each experiment is looked at once.

    Where there is much to look at, a thread does it, and only at rest.
    """

    changed = Signal()
    """`findings` are others."""

    def __init__(self, document: Document, training: TrainingController, jobs: Jobs) -> None:
        super().__init__(document)
        self._document, self._training = document, training
        self._looked_at: Experiment | None = None
        self._findings: tuple[Finding, ...] = ()
        self._diagnosis: tuple[Experiment, NetworkDiagnosis] | None = None
        self._looking = JobRunner(jobs, self)
        self._looking.delivered.connect(self._take)
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._throttle = Throttle(self, self._look, _INTERVAL, _SHARE, budget=jobs.budget)
        self._later.timeout.connect(self._throttle.request)
        for signal in (
            self._looking.ended,
            document.experiment_changed,
            training.running_changed,
            training.diverged,
            training.divergence_cleared,
        ):
            signal.connect(self._ask_later)
        self._ask_later()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Of what was looked at last, the gravest first; none where it diverged: then that is told."""
        return self._findings

    def _ask_later(self) -> None:
        if not self._later.isActive():
            self._later.start()

    def _look(self) -> None:
        """Look at what is open, unless it was looked at already, or another look is not over yet."""
        experiment = self._document.experiment
        if self._training.divergence is not None:
            self._looking.cancel()
            self._looked_at = None
            self._take(())
        elif experiment is not self._looked_at and not self._looking.is_running:
            if not is_long_look(experiment):
                self._looked_at = experiment
                self._looking.start(whole(lambda: self._found(experiment)))
            elif not self._training.is_running:
                self._looked_at = experiment  # whose thread must not share what is kept for the next look
                self._looking.start(in_thread(whole(lambda: tuple(diagnose(experiment)))))

    def _found(self, experiment: Experiment) -> tuple[Finding, ...]:
        """What is amiss. What follows from all but weights and biases is worked out once for many edits."""
        if why_untrainable(experiment) is not None:
            return ()
        if self._diagnosis is None or not have_one_program(self._diagnosis[0], experiment):
            self._diagnosis = (experiment, NetworkDiagnosis(Program.of(experiment)))
        return tuple(self._diagnosis[1].findings(parameters_of(experiment.network)))

    def _take(self, findings: tuple[Finding, ...]) -> None:
        if findings != self._findings:
            self._findings = findings
            self.changed.emit()
