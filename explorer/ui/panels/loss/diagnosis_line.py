"""What is amiss in the network, and what helps? The gravest finding of the diagnosis, as a quiet line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from explorer.job import in_thread, whole
from explorer.network.model import Experiment
from explorer.training.diagnosis import Finding, FindingKind, NetworkDiagnosis, diagnose, with_labels_0_and_1
from explorer.training.program import Program, have_one_program, parameters_of, why_untrainable
from explorer.ui.commands.command_table import command_named
from explorer.ui.commands.sample_verbs import standardise_inputs
from explorer.ui.session.document import Document
from explorer.ui.session.job_runner import JobRunner, Jobs
from explorer.ui.widgets.plain_text import plain

_MANY = 50_000
"""Numbers to look at, samples times neurons, from which on it would stop a frame."""


class DiagnosisLine(QWidget):
    """A sentence with its remedy, all of them on hover, and a button where the remedy is one click.

    Hidden where nothing is amiss.
    """

    def __init__(self, document: Document, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._looking = JobRunner(jobs, self)
        self._looking.delivered.connect(self._show)
        self._looking.ended.connect(self._look)
        self._looked_at: Experiment | None = None
        self._shown: tuple[Experiment | None, str | None] = (None, None)
        self._diagnosis: tuple[Experiment, NetworkDiagnosis] | None = None
        self.findings: tuple[Finding, ...] = ()
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setProperty("role", "muted")
        self.label.setAccessibleName("What is amiss in the network")
        self.map_button = QPushButton("Map to 0 and 1")
        self.map_button.setToolTip("Change these labels of all samples, held-out ones too, to 0 and 1")
        self.map_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.map_button.clicked.connect(self._map_labels)
        self.standardise_button = QPushButton("Standardise inputs")
        self.standardise_button.setToolTip(command_named("standardise-inputs").tip)
        self.standardise_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.standardise_button.clicked.connect(lambda: standardise_inputs(document, True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label, 1)
        row.addWidget(self.map_button)
        row.addWidget(self.standardise_button)
        self.hide()

    def show_findings(self, experiment: Experiment | None, told: str | None = None) -> None:
        """Say what is amiss in `experiment`, which is looked at once; nothing for None.

        Of what is `told` already, as the reason of a verdict, only the remedy. Where there is much to
        look at, it is said as soon as a thread has found out.
        """
        before, self._shown = self._shown, (experiment, told)
        if experiment is None:
            self._looking.cancel()
            self._looked_at = None
            self._show(())
        elif experiment is not self._looked_at:
            self._look()
        elif told != before[1]:
            self._show(self.findings)

    def _look(self) -> None:
        """Look at what is shown, unless it was looked at already, or another look is not over yet."""
        experiment = self._shown[0]
        if experiment is None or experiment is self._looked_at or self._looking.is_running:
            return
        self._looked_at = experiment
        if len(experiment.samples) * len(experiment.network.neurons) < _MANY:
            self._looking.start(whole(lambda: self._found(experiment)))
        else:  # which must not share what is kept for the next look
            self._looking.start(in_thread(whole(lambda: tuple(diagnose(experiment)))))

    def _show(self, findings: tuple[Finding, ...]) -> None:
        experiment, told, self.findings = self._looked_at, self._shown[1], findings
        self.setVisible(bool(self.findings))
        if experiment is not None and self.findings:
            more = len(self.findings) - 1
            mapped = with_labels_0_and_1(experiment) if self.findings[0].is_of_targets else experiment
            can_map = mapped is not experiment
            is_unlike = any(finding.kind is FindingKind.UNLIKE_INPUTS for finding in self.findings)
            has_button = can_map or self.findings[0].kind is FindingKind.UNLIKE_INPUTS
            text = self._text(self.findings[0], has_button, told)
            self.label.setVisible(bool(text))
            self.label.setText(f"{text}{f' (+{more} more)' if more else ''}")
            self.label.setToolTip(plain("\n".join(finding.text for finding in self.findings)))
            self.map_button.setVisible(can_map)
            self.standardise_button.setVisible(is_unlike and not can_map)

    def _text(self, finding: Finding, has_button: bool, told: str | None) -> str:
        if finding.sentence == told:
            return "" if has_button else finding.remedy_sentence
        return f"{finding.sentence}." if has_button else finding.text

    def _found(self, experiment: Experiment) -> tuple[Finding, ...]:
        """What is amiss. What follows from all but weights and biases is worked out once for many edits."""
        if why_untrainable(experiment) is not None:
            return ()
        if self._diagnosis is None or not have_one_program(self._diagnosis[0], experiment):
            self._diagnosis = (experiment, NetworkDiagnosis(Program.of(experiment)))
        return tuple(self._diagnosis[1].findings(parameters_of(experiment.network)))

    def _map_labels(self) -> None:
        self._document.attempt("Map the labels to 0 and 1", with_labels_0_and_1)
