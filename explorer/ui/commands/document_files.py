"""How are experiments, samples and weights opened, saved, imported and exported?

No dialog waits: each is opened, and when it is answered goes on with what was asked for. So the program
never runs twice within itself, and what is wrong is told beside the work.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from explorer.files.example import Example
from explorer.files.export import EXPORTS, export
from explorer.files.history import write_history
from explorer.files.sample_table.options import TABLE_SUFFIXES
from explorer.files.samples import write_samples
from explorer.files.table import CONTINENTAL, INTERNATIONAL, TableStyle
from explorer.network.model import Experiment
from explorer.plain_text import shown_name
from explorer.ui.commands.sample_verbs import import_samples
from explorer.ui.session.document import EMPTY
from explorer.ui.session.session import Session
from explorer.ui.widgets.file_dialog import ActOnFile, ask_to_open, ask_to_save, ask_to_save_as
from explorer.ui.widgets.plain_text import plain
from explorer.ui.widgets.refusal_box import succeeds

_EXPERIMENTS = "Experiments (*.json)"
_TABLES = {
    "Tables (*.csv)": INTERNATIONAL,
    "Tables with semicolons and decimal commas (*.csv)": CONTINENTAL,
}
"""The second is how spreadsheets of continental Europe read a table."""
MOST_RECENT = 8

_Act = Callable[[], object]


class DocumentFiles(QObject):
    """Opens, saves, imports and exports, asking for what it needs and telling what went wrong."""

    recent_changed = Signal()
    """`recent` is another list."""

    def __init__(self, session: Session, window: QWidget) -> None:
        """`window` is what dialogs stand over."""
        super().__init__(window)
        self._window = window
        self._session = session
        self._document = session.document
        self._is_given_up = False

    @property
    def may_let_go(self) -> bool:
        """Whether nothing would be lost: what is open is saved, or the person has just given it up."""
        return self._document.is_saved or self._is_given_up

    def let_go(self, act: _Act) -> None:
        """`act`, which takes the place of what is open, once that is saved or the person gives it up."""
        self._session.training.pause()
        if self.may_let_go:
            act()
            return
        buttons = QMessageBox.StandardButton
        question = QMessageBox(
            QMessageBox.Icon.Question,
            "Backprop Explorer",
            plain(f"Save the changes to {shown_name(self._document.name)}?"),
            buttons.Save | buttons.Discard | buttons.Cancel,
            self._window,
        )
        question.setInformativeText("They are lost otherwise.")
        for button, text, answer in (
            (buttons.Save, "&Save", self._save_then),
            (buttons.Discard, "&Discard", self._give_up),
        ):
            question.button(button).setText(text)
            question.button(button).clicked.connect(lambda _checked, answer=answer: answer(act))
        _open(question)

    def new(self) -> None:
        """Start from an empty canvas."""
        self.replace(EMPTY)

    def replace(self, experiment: Experiment) -> None:
        """Show `experiment` in place of what is open, unless that is to be kept."""
        self.let_go(lambda: self._document.replace(experiment))

    def open(self) -> None:
        """Ask for a file and open it."""
        self.let_go(lambda: self._ask_to_open("Open an experiment", _EXPERIMENTS, self._open))

    def open_path(self, path: Path) -> None:
        """Open the experiment at `path`, unless what is open is to be kept; import the rows of a table."""
        if path.suffix.lower() in TABLE_SUFFIXES:
            self._import(path)
        else:
            self.let_go(lambda: self._open(path))

    def open_example(self, example: Example) -> None:
        """Open an example as an experiment without a file, so that Save asks where to."""
        self.let_go(lambda: self._try(lambda: self._document.open_example(example)))

    def save(self) -> None:
        """Save to the document's file, or ask for one."""
        self._save_then(_nothing)

    def save_as(self) -> None:
        """Ask for a file and save to it."""
        self._save_as_then(_nothing)

    def export_weights(self) -> None:
        """Ask for a file and write the weights in the format of its suffix."""
        filters = ";;".join(f"{row.label} (*{suffix})" for suffix, row in EXPORTS.items())
        name = f"{self._document.file_stem}.npz"
        self._ask_to_save("Export the weights", name, filters, self._export)

    def export_history(self) -> None:
        """Ask for a file and write the present run's history."""
        run = self._session.training.snapshot
        if run is None:
            self._session.status_message.emit("There is no run yet: train first")
            return
        self._ask_for_table(
            "Export the history",
            "history",
            lambda path, style: write_history(path, run.history, style),
        )

    def import_samples(self) -> None:
        """Ask for a table and let its rows be the samples."""
        filters = f"Tables ({' '.join(f'*{suffix}' for suffix in TABLE_SUFFIXES)})"
        self._ask_to_open("Import samples", filters, self._import)

    def export_samples(self) -> None:
        """Ask for a file and write the samples to it."""
        experiment = self._document.experiment
        self._ask_for_table(
            "Export the samples", "samples", lambda path, style: write_samples(path, experiment, style)
        )

    @property
    def recent(self) -> tuple[Path, ...]:
        """The files opened or saved last, the latest first."""
        stored = QSettings().value("files/recent", [], type=list)
        paths = [Path(str(entry)) for entry in stored] if isinstance(stored, list) else []
        return tuple(path for path in paths if path.exists())

    def _give_up(self, act: _Act) -> None:
        self._is_given_up = True
        act()
        self._is_given_up = False

    def _open(self, path: Path) -> None:
        if self._try(lambda: self._document.open(path)):
            self._remember(path)

    def _save_then(self, act: _Act) -> None:
        """Save, and once that is done `act`."""
        if self._document.path is None:
            self._save_as_then(act)
        else:
            self._write(self._document.path, act)

    def _save_as_then(self, act: _Act) -> None:
        name = f"{self._document.file_stem}.json"
        self._ask_to_save("Save the experiment", name, _EXPERIMENTS, lambda path: self._write(path, act))

    def _write(self, path: Path, act: _Act) -> None:
        if self._tell(lambda: self._document.save(path), f"Saved to {path.name}"):
            self._remember(path)
            act()

    def _export(self, path: Path) -> None:
        self._tell(lambda: export(path, self._document.experiment), f"Weights written to {path.name}")

    def _import(self, path: Path) -> None:
        import_samples(self._session, path)

    def _remember(self, path: Path) -> None:
        paths = [str(path.resolve())]
        paths += [str(recent) for recent in self.recent if str(recent) not in paths]
        QSettings().setValue("files/recent", paths[:MOST_RECENT])
        self.recent_changed.emit()

    def _tell(self, act: _Act, done: str) -> bool:
        succeeded = self._try(act)
        if succeeded:
            self._session.status_message.emit(done)
        return succeeded

    def _try(self, act: _Act) -> bool:
        """Whether `act` went well; otherwise its reason is shown, and what was open is still open."""
        return succeeds(self._window, act)

    def _ask_to_open(self, title: str, filters: str, then: ActOnFile) -> None:
        ask_to_open(self._window, title, filters, then, self._folder)

    def _ask_to_save(self, title: str, name: str, filters: str, then: ActOnFile) -> None:
        ask_to_save(self._window, title, name, filters, then, self._folder)

    def _ask_for_table(self, title: str, what: str, write: Callable[[Path, TableStyle], None]) -> None:
        """Ask for a file and in which style, and `write` it."""

        def written(style: TableStyle) -> ActOnFile:
            told = f"{what.capitalize()} written to {{}}"
            return lambda path: self._tell(lambda: write(path, style), told.format(path.name))

        kinds = {row: written(style) for row, style in _TABLES.items()}
        ask_to_save_as(self._window, title, f"{what}.csv", kinds, self._folder)

    @property
    def _folder(self) -> str:
        """Where the document is, if it has a file: its exports belong beside it."""
        return "" if self._document.path is None else str(self._document.path.parent)


def _nothing() -> None:
    """What comes after a save that was asked for alone."""


def _open(dialog: QMessageBox) -> None:
    """Show `dialog` over its window until it is answered; returns at once."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
