"""Which samples come from a table, and how? The import dialog, with a preview that can be put right.

The whole table is read again after each change, by a thread, so that the sentence at the foot tells what will
happen and not what is hoped; what was read is what comes in.
"""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from explorer.files.sample_table.options import ColumnRole, MissingNumbers
from explorer.files.sample_table.outlook import TakenIn, Taking, outlook, taking_in
from explorer.files.sample_table.preview import TablePreview, preview_of
from explorer.files.sample_table.told_role import with_role
from explorer.job import in_thread
from explorer.network.model import Network
from explorer.plain_text import shown_name
from explorer.refusal import Refusal
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.session.session import Session, TableOffer
from explorer.ui.theme.theme import Theme, give_role
from explorer.ui.widgets.labelled_combo_box import LabelledComboBox
from explorer.ui.window.preview_table import PreviewTable, role_choices
from explorer.ui.window.reading_options import ReadingOptions

_AT_ONCE = 200_000
"""Bytes, or characters, of a table that is read before anybody would notice."""
_PATIENCE = 0.05
"""Seconds that a small table may take before the sentence about it is there."""
_WHOLE = 1000
_OUTLOOK_HEIGHT = 92
"""Pixels that are kept for five lines of what will happen: what stands above stays under the mouse."""
_MISSING = {
    MissingNumbers.REFUSE.value: "refuse the table",
    MissingNumbers.DROP.value: "leave such rows out",
    MissingNumbers.MEAN.value: "take the column's mean",
}
_FOLLOW, _REPLACE = "follow", "replace"


class ImportDialog(QDialog):
    """Shows the first rows of a table, what was understood and what will happen; all of it can be changed."""

    def __init__(self, session: Session, offer: TableOffer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Import samples from {shown_name(offer.name)}")
        self.taken: TakenIn | None = None
        """What comes in where the dialog is accepted."""
        self._offer = offer
        self._present = session.document.experiment
        self._shown: TablePreview | None = None
        self._has_begun = False
        self._misfit = ""
        self._reader = JobRunner(session.jobs, self)
        self._reader.delivered.connect(self._on_read)
        self._reader.refused.connect(self._refuse)
        self._reader.progressed.connect(lambda progress: self._progress.setValue(round(_WHOLE * progress)))
        self._make_fields()
        self._lay_out()
        self._choose_network()
        self._connect_fields()
        self._on_reading_changed()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._table.set_theme(theme)

    @property
    def taking(self) -> Taking:
        """How the samples are taken in."""
        is_made = self._made.isChecked()
        is_added = not is_made and self._place.currentData() == _FOLLOW
        return Taking(
            is_made,
            is_added,
            self._scale_inputs.isChecked() and not is_added,
            self._scale_targets.isChecked() and not is_added,
        )

    def done(self, result: int) -> None:
        """Close; what is still read is of no use any more."""
        self._reader.cancel()
        super().done(result)

    def _make_fields(self) -> None:
        self._reading = ReadingOptions(isinstance(self._offer.data, bytes))
        self._table = PreviewTable()
        self._missing = LabelledComboBox("Where a number is missing", _MISSING)
        self._missing.show_values([MissingNumbers.REFUSE.value])
        self._share = QSpinBox()
        self._share.setRange(0, 90)
        self._share.setSuffix(" %")
        self._share.setSpecialValueText("none")
        self._share.setAccessibleName("Share of the rows that is held out")
        self._share.setToolTip("Held-out rows take no part in training; their loss is shown beside")
        self._seed = QSpinBox()
        self._seed.setRange(0, 2**31 - 1)
        self._seed.setAccessibleName("Seed by which held-out rows are drawn")
        self._seed.setToolTip("The same seed always draws the same rows")
        self._place = LabelledComboBox(
            "Samples of now", {_REPLACE: "are replaced", _FOLLOW: "stay, these follow"}
        )
        self._place.show_values([_FOLLOW if self._offer.is_pasted else _REPLACE])
        self._made = QCheckBox("Make a &network for this table")
        self._made.setToolTip(
            "Inputs and outputs named as the columns, a hidden layer, and a loss that suits"
        )
        self._scale_inputs = QCheckBox("Standardise &inputs")
        self._scale_inputs.setToolTip("Mean 0 and deviation 1 over the rows that train, with the way back")
        self._scale_targets = QCheckBox("Standardise &targets")
        self._scale_targets.setToolTip("The same for the targets; predictions keep their original units")
        self._outlook = QLabel()
        self._outlook.setWordWrap(True)
        self._outlook.setTextFormat(Qt.TextFormat.PlainText)
        self._outlook.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._outlook.setAccessibleName("What will happen")
        self._progress = QProgressBar()
        self._progress.setRange(0, _WHOLE)
        self._progress.setAccessibleName("Reading the table")
        buttons = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel)
        self._import = self._buttons.button(buttons.Ok)
        self._import.setText("Import")
        self._import.setDefault(True)
        self._buttons.button(buttons.Cancel).setAutoDefault(False)  # Enter is for what the dialog is for

    def _lay_out(self) -> None:
        grid = QGridLayout()
        for at, (text, field) in enumerate(
            (("Where a number is &missing", self._missing), ("&Samples of now", self._place))
        ):
            grid.addWidget(_label(text, field), at, 0)
            grid.addWidget(field, at, 1)
        grid.addWidget(_label("&Hold out", self._share), 0, 2)
        grid.addWidget(self._share, 0, 3)
        grid.addWidget(_label("S&eed", self._seed), 0, 4)
        grid.addWidget(self._seed, 0, 5)
        grid.addWidget(self._made, 1, 2, 1, 4)
        grid.addWidget(self._scale_inputs, 2, 0)
        grid.addWidget(self._scale_targets, 2, 1)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(6, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._progress, 1)
        foot.addStretch(1)
        foot.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.addWidget(self._reading)
        column.addWidget(self._table, 1)
        column.addLayout(grid)
        place = QVBoxLayout()  # the style sheet gives the label a least height of its own
        place.addWidget(self._outlook)
        place.addStretch(1)
        room = QWidget()
        room.setMinimumHeight(_OUTLOOK_HEIGHT)
        room.setLayout(place)
        place.setContentsMargins(0, 0, 0, 0)
        column.addWidget(room)
        column.addLayout(foot)
        self.resize(820, 600)

    def _connect_fields(self) -> None:
        self._reading.changed.connect(self._on_reading_changed)
        self._table.role_chosen.connect(self._on_role_chosen)
        self._made.toggled.connect(self._on_reading_changed)
        network = self._present.network
        for check, neurons in (
            (self._scale_inputs, network.inputs),
            (self._scale_targets, network.outputs),
        ):
            check.setChecked(any(self._present.is_standardised(neuron.name) for neuron in neurons))
        for box in (self._missing, self._place):
            box.chosen.connect(self._read)
        for spin in (self._share, self._seed):
            spin.valueChanged.connect(self._read)
        for check in (self._scale_inputs, self._scale_targets):
            check.toggled.connect(self._read)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _choose_network(self) -> None:
        """Have a network made from the beginning where the table does not fit the one of now."""
        try:
            self._misfit = self._preview(self._present.network).problem
            can_make = not self._misfit or not self._preview(None).problem
        except Refusal as refused:
            self._misfit, can_make = str(refused), not self._present.network.neurons
        self._made.setChecked(bool(self._misfit) and can_make)

    @property
    def _network(self) -> Network | None:
        """The one that samples are read for; None where one is made."""
        return None if self._made.isChecked() else self._present.network

    def _preview(self, network: Network | None) -> TablePreview:
        return preview_of(self._offer.data, network, self._reading.told, self._offer.name)

    def _on_reading_changed(self) -> None:
        """Look at the first rows again: what was said of their columns holds no longer."""
        try:
            self._shown = self._preview(self._network)
        except Refusal as refused:
            self._shown = None
            self._table.show_preview(None, ())
            self._reader.cancel()
            self._refuse(str(refused))
            return
        self._reading.show_guesses(self._shown)
        self._table.show_preview(self._shown, role_choices(self._network))
        self._read()

    def _on_role_chosen(self, place: int, role: ColumnRole) -> None:
        assert self._shown is not None
        self._shown = replace(self._shown, roles=with_role(self._shown.roles, place, role), problem="")
        self._table.show_preview(self._shown, role_choices(self._network))
        self._read()

    def _read(self) -> None:
        """Read all rows, as the first ones are shown."""
        self._place.setEnabled(not self._made.isChecked())
        self._seed.setEnabled(self._share.value() > 0)
        for check in (self._scale_inputs, self._scale_targets):
            check.setEnabled(not self.taking.is_added)
        self._reader.cancel()
        if self._shown is None:
            return
        self._have(None)
        if self._shown.problem:
            self._refuse(f"{self._shown.problem}. Or choose above what each column is")
            return
        self._say("Reading all rows …", "muted")
        self._progress.setValue(0)
        self._progress.show()
        told = replace(
            self._reading.told,
            missing=MissingNumbers(self._missing.currentData()),
            held_out_share=self._share.value() / 100,
            seed=self._seed.value(),
        )
        data, options = self._offer.data, self._shown.as_shown(told)
        job = taking_in(data, self._present, options, self.taking, self._offer.name)
        self._reader.start(in_thread(job) if len(data) > _AT_ONCE else job, at_once=_PATIENCE)

    def _on_read(self, taken: TakenIn) -> None:
        self._have(taken)
        lines = outlook(taken.imported, self._present, self.taking)
        if self._misfit and self._made.isChecked():
            lines.append(f"The network of now does not fit: {self._without_file(self._misfit)}.")
        self._say("\n".join(lines), "good")

    def _refuse(self, reason: str) -> None:
        self._have(None)
        self._say(_capital(self._without_file(reason)), "problem")

    def _without_file(self, reason: str) -> str:
        """The reason without the name of the file, which stands in the title."""
        return reason.removeprefix(f"{self._offer.name}, ").removeprefix(f"{self._offer.name}: ")

    def _have(self, taken: TakenIn | None) -> None:
        """What comes in if the dialog is accepted now; None: it cannot be."""
        self.taken = taken
        self._progress.hide()
        self._import.setEnabled(taken is not None)
        if taken is not None and not self._has_begun:
            self._has_begun = True
            self._import.setFocus()  # which takes no focus as long as nothing can come in

    def _say(self, text: str, role: str) -> None:
        self._outlook.setText(text)
        self._outlook.setAccessibleDescription(text)
        give_role(self._outlook, role)


def _label(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(buddy)
    return label


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
