"""What is amiss in the network, and what helps? The gravest finding of the diagnosis, as a quiet line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from explorer.network.model import Experiment
from explorer.training.finding import Finding, FindingKind
from explorer.training.target_diagnosis import with_labels_0_and_1
from explorer.ui.commands.command_table import command_named
from explorer.ui.commands.sample_verbs import standardise_inputs
from explorer.ui.session.document import Document
from explorer.ui.widgets.plain_text import plain


class DiagnosisLine(QWidget):
    """A sentence with its remedy, all of them on hover, and a button where the remedy is one click.

    Hidden where nothing is amiss.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._told: str | None = None
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

    def show_findings(
        self, experiment: Experiment, findings: tuple[Finding, ...], told: str | None = None
    ) -> None:
        """Say what is amiss in `experiment`.

        Of what is `told` already, as the reason of a verdict, only the remedy.
        """
        if (findings, told) == (self.findings, self._told):
            return
        self.findings, self._told = findings, told
        self.setVisible(bool(self.findings))
        if self.findings:
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

    def _map_labels(self) -> None:
        self._document.attempt("Map the labels to 0 and 1", with_labels_0_and_1)
