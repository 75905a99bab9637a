"""Which samples is the network shown?"""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from explorer.files.samples import format_samples
from explorer.network.edits.transform_edits import original_samples, standardised_names
from explorer.network.model import Experiment, Network
from explorer.network.sample_set import SAMPLE_SETS, SampleSet, SetDoesNotFit, check_fits
from explorer.number import counted
from explorer.plain_text import shown_name
from explorer.ui.commands.command_table import command_named
from explorer.ui.commands.sample_verbs import add_sample, delete_samples, paste_samples, use_sample_set
from explorer.ui.panels.sample_table import SampleTable
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.flow_layout import FlowLayout
from explorer.ui.widgets.number_delegate import NumberDelegate
from explorer.ui.widgets.plain_text import plain

_NARROWEST, _WIDEST = 68, 150
"""Pixels of a column, however short or long its title."""
_MOST_FITTED = 100
"""Columns: to measure the titles of thousands would be felt."""


class SamplesPanel(QWidget):
    """A table of the samples, with presets, the clipboard and CSV files."""

    command_asked = Signal(str)
    """The name of a command that a button stands for."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        document, frames = self._document, self._frames = session.document, session.frames
        self._table = SampleTable(document, self)
        self._view = _View(self._table)
        self._view.setAccessibleName("Samples")
        self._view.copy_asked.connect(self.copy)
        self._view.paste_asked.connect(self.paste)
        self._view.delete_asked.connect(self.delete)
        self._view.verticalHeader().sectionClicked.connect(frames.set_sample)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.customContextMenuRequested.connect(self._show_context_menu)
        self._view.doubleClicked.connect(lambda index: frames.set_sample(index.row()))
        self._empty = QLabel()
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._view)
        self._pages.addWidget(self._empty)
        self._summary = QLabel()
        self._summary.setWordWrap(True)
        self._summary.setProperty("role", "muted")
        self._note = QLabel()
        self._note.setProperty("role", "muted")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(self._buttons())
        column.addWidget(self._pages, 1)
        column.addWidget(self._summary)
        column.addWidget(self._note)
        document.experiment_changed.connect(self._show)
        session.samples_noted.connect(self._show_note)
        frames.sample_changed.connect(self._table.show_sample)
        self._show(document.experiment)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`, as large as its type."""
        self._table.set_theme(theme)
        self._view.horizontalHeader().setDefaultSectionSize(theme.pixels(68))
        self._view.verticalHeader().setDefaultSectionSize(theme.pixels(26))

    def add(self) -> None:
        """Add a sample of zeros behind the others and show it."""
        if add_sample(self._session):
            self._view.scrollToBottom()

    def delete(self) -> None:
        """Delete the selected samples, or the one shown where none is selected."""
        delete_samples(self._document, self._rows() or [self._frames.sample])

    def copy(self) -> None:
        """Put the selected samples on the clipboard, as a table with a header; all where none is selected.

        They are in original units, as `paste` takes them.
        """
        experiment = self._document.experiment
        originals = original_samples(experiment)
        samples = [originals[row] for row in self._rows() or range(len(originals))]
        QGuiApplication.clipboard().setText(format_samples(samples, experiment.network))

    def paste(self) -> None:
        """Add the samples of the table on the clipboard: CSV, or what a spreadsheet copies."""
        text = QGuiApplication.clipboard().text()
        paste_samples(self._session, text)

    def _buttons(self) -> FlowLayout:
        row = FlowLayout()
        self._presets = QPushButton("Presets")
        self._presets.setToolTip("Let a ready-made set take the place of all samples")
        menu = QMenu(self._presets)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(partial(self._fill_presets, menu))
        self._presets.setMenu(menu)
        row.addWidget(self._presets)
        self._add = self._button("Add", "", self.add)
        row.addWidget(self._add)
        self._delete = self._button("Delete", "Delete the selected samples", self.delete)
        row.addWidget(self._delete)
        tip = "Add samples from the clipboard: CSV, or cells of a spreadsheet"
        row.addWidget(self._button("Paste", tip, self.paste))
        row.addWidget(self._standardise_button())
        for text, name in (("Import…", "import-samples"), ("Export…", "export-samples")):
            ask = partial(self.command_asked.emit, name)
            row.addWidget(self._button(text, command_named(name).tip, ask))
        return row

    def _standardise_button(self) -> QPushButton:
        button = QPushButton("Standardise")
        button.setToolTip("Give the network inputs, or targets, of mean 0 and deviation 1")
        self._standardise = QMenu(button)
        self._standardise.setToolTipsVisible(True)
        self._standardise.aboutToShow.connect(self._fill_standardise)
        button.setMenu(self._standardise)
        return button

    def _fill_standardise(self) -> None:
        self._standardise.clear()
        self._standardise.addActions(self._standardise_actions(self._standardise))

    def _standardise_actions(self, menu: QMenu) -> list[QAction]:
        """One for all inputs and one for all targets, with a check mark where they are standardised."""
        experiment = self._document.experiment
        actions = []
        for what, neurons in (("inputs", experiment.network.inputs), ("targets", experiment.network.outputs)):
            action = QAction(what.capitalize(), menu)
            name = f"standardise-{what}"
            action.setToolTip(command_named(name).tip)
            action.setCheckable(True)
            action.setChecked(experiment.are_standardised([neuron.name for neuron in neurons]))
            action.setEnabled(bool(neurons))
            action.triggered.connect(partial(self.command_asked.emit, name))
            actions.append(action)
        return actions

    def _button(self, text: str, tip: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(act)
        return button

    def _fill_presets(self, menu: QMenu) -> None:
        """List every set; one that does not suit the network is disabled and says why."""
        menu.clear()
        network = self._document.experiment.network
        for sample_set in SAMPLE_SETS.values():
            action = menu.addAction(sample_set.label)
            problem = _misfit(network, sample_set)
            action.setToolTip(problem or sample_set.description)
            action.setEnabled(not problem)
            action.triggered.connect(partial(use_sample_set, self._document, sample_set))

    def _show_context_menu(self, place: QPoint) -> None:
        """Offer what can be done with the samples, where the table was right-clicked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, act in (("&Copy", self.copy), ("&Paste", self.paste), ("&Delete", self.delete)):
            menu.addAction(text, act)
        menu.addSeparator()
        for action in self._standardise_actions(menu):
            action.setText(f"Standardise {action.text().lower()}")
            menu.addAction(action)
        menu.popup(self._view.viewport().mapToGlobal(place))

    def _rows(self) -> list[int]:
        model = self._view.selectionModel()
        return sorted({index.row() for index in model.selectedIndexes()})

    def _show(self, experiment: Experiment) -> None:
        self._table.show(experiment)
        has_columns = bool(self._table.columns)
        self._empty.setText(
            "No samples. Add one, paste a table, or take a preset."
            if has_columns
            else "Draw inputs and outputs first: a sample gives each of them a number."
        )
        self._pages.setCurrentIndex(0 if experiment.samples and has_columns else 1)
        self._delete.setEnabled(bool(experiment.samples))
        held_out = len(experiment.held_out_samples)
        together = counted(len(experiment.samples), "sample")
        standardised = standardised_names(experiment)
        parts = [together, *[f"{held_out} held out"] * bool(held_out)]
        parts += ["standardised for the network, shown in original units"] * bool(standardised)
        self._summary.setText(", ".join(parts))
        means = "; the network's 0 is the mean of what is standardised" if standardised else ""
        self._add.setToolTip(f"Add a sample of zeros{means}")
        self._summary.setToolTip(plain("\n".join(map(shown_name, standardised))))
        self._show_note()

    def _show_note(self) -> None:
        """Say what was understood of the table that the samples came from, as long as they are the same."""
        self._note.setText(self._session.sample_note)
        self._note.setVisible(bool(self._session.sample_note))


class _View(QTableView):
    """The table, with the keys that people expect of one."""

    copy_asked = Signal()
    paste_asked = Signal()
    delete_asked = Signal()

    def __init__(self, table: SampleTable) -> None:
        super().__init__()
        self.setModel(table)
        self.setItemDelegate(NumberDelegate(self))
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setDefaultSectionSize(_NARROWEST)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.verticalHeader().setSectionsClickable(True)
        self._titles: list[str] = []
        table.modelReset.connect(self._fit_titles)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_titles()

    def _fit_titles(self) -> None:
        """Make columns as wide as their titles, where these are others: the widths are the person's then."""
        model, header = self.model(), self.horizontalHeader()
        titles = [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(model.columnCount())]
        if titles != self._titles and self.isVisible():  # before, no style sheet has said how wide they are
            self._titles = titles
            for section in range(min(len(titles), _MOST_FITTED)):
                wanted = header.sectionSizeHint(section)
                header.resizeSection(section, min(max(_NARROWEST, wanted), _WIDEST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)


def _misfit(network: Network, sample_set: SampleSet) -> str:
    """Why the set does not suit the network; nothing where it does."""
    try:
        check_fits(network, sample_set)
    except SetDoesNotFit as problem:
        return str(problem)
    return ""
