"""What is amiss in the network, and what helps? The gravest finding of the diagnosis, as a quiet line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from explorer.network.model import Experiment
from explorer.training.diagnosis import Finding, diagnose, with_labels_0_and_1
from explorer.ui.session.document import Document
from explorer.ui.widgets.plain_text import plain


class DiagnosisLine(QWidget):
    """A sentence with its remedy, all of them on hover, and a button where the remedy is one click.

    Hidden where nothing is amiss.
    """

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._shown: Experiment | None = None
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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label, 1)
        row.addWidget(self.map_button)
        self.hide()

    def show_findings(self, experiment: Experiment | None) -> None:
        """Say what is amiss in `experiment`, which is looked at once; nothing for None."""
        if experiment is self._shown:
            return
        self._shown = experiment
        self.findings = () if experiment is None else tuple(diagnose(experiment))
        self.setVisible(bool(self.findings))
        if experiment is not None and self.findings:
            more = len(self.findings) - 1
            mapped = with_labels_0_and_1(experiment) if self.findings[0].is_of_targets else experiment
            can_map = mapped is not experiment
            text = f"{self.findings[0].sentence}." if can_map else self.findings[0].text
            self.label.setText(f"{text}{f' (+{more} more)' if more else ''}")
            self.label.setToolTip(plain("\n".join(finding.text for finding in self.findings)))
            self.map_button.setVisible(can_map)

    def _map_labels(self) -> None:
        self._document.attempt("Map the labels to 0 and 1", with_labels_0_and_1)
