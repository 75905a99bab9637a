"""What do the commands of the File menu do?"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from explorer.files.export import EXPORTS, export
from explorer.files.history import write_history
from explorer.files.project import read_experiment
from explorer.files.samples import read_samples, write_samples
from explorer.network.sample_edits import replace_samples
from explorer.ui.document import EMPTY, Document
from explorer.ui.new_network_dialog import NewNetworkDialog
from explorer.ui.runner import Runner

_EXPERIMENTS = "Experiments (*.json)"
_TABLES = "Tables (*.csv)"
MOST_RECENT = 8


class FileCommands(QObject):
    """Opens, saves, imports and exports, asking for what it needs and telling what went wrong."""

    recent_changed = Signal()
    told = Signal(str)
    """A sentence for the status bar."""

    def __init__(self, window: QWidget, document: Document, runner: Runner) -> None:
        super().__init__(window)
        self._window = window
        self._document = document
        self._runner = runner

    def new(self) -> None:
        """Start from an empty canvas."""
        if self.may_close():
            self._document.replace(EMPTY)

    def new_network(self) -> None:
        """Ask for layer sizes and build the network."""
        if not self.may_close():
            return
        dialog = NewNetworkDialog(self._window)
        if dialog.exec():
            self._document.replace(dialog.experiment())

    def open(self) -> None:
        """Ask for a file and open it."""
        if self.may_close():
            path = self._ask_to_open("Open an experiment", _EXPERIMENTS)
            if path is not None:
                self._open(path)

    def open_path(self, path: Path) -> None:
        """Open `path`, unless what is open is to be kept."""
        if self.may_close():
            self._open(path)

    def open_example(self, path: Path) -> None:
        """Open an example as an experiment without a file, so that Save asks where to."""
        if self.may_close():
            self._try(lambda: self._document.replace(read_experiment(path), name=path.stem))

    def save(self) -> bool:
        """Save to the document's file, or ask for one. Whether it was saved."""
        if self._document.path is None:
            return self.save_as()
        return self._save(self._document.path)

    def save_as(self) -> bool:
        """Ask for a file and save to it. Whether it was saved."""
        path = self._ask_to_save(
            "Save the experiment", f"{Path(self._document.name).stem}.json", _EXPERIMENTS
        )
        return path is not None and self._save(path)

    def export_weights(self) -> None:
        """Ask for a file and write the weights in the format of its suffix."""
        filters = ";;".join(f"{row.label} (*{suffix})" for suffix, row in EXPORTS.items())
        path = self._ask_to_save("Export the weights", f"{Path(self._document.name).stem}.npz", filters)
        if path is not None:
            self._tell(lambda: export(path, self._document.experiment), f"Weights written to {path.name}")

    def export_history(self) -> None:
        """Ask for a file and write the present run's history."""
        trainer = self._runner.trainer
        if trainer is None:
            self.told.emit("There is no run yet: train first")
            return
        path = self._ask_to_save("Export the history", "history.csv", _TABLES)
        if path is not None:
            self._tell(lambda: write_history(path, trainer.history), f"History written to {path.name}")

    def import_samples(self) -> None:
        """Ask for a CSV file and let its rows be the samples."""
        path = self._ask_to_open("Import samples", _TABLES)
        if path is not None:
            self._try(lambda: self._replace_samples(path))

    def export_samples(self) -> None:
        """Ask for a file and write the samples to it."""
        path = self._ask_to_save("Export the samples", "samples.csv", _TABLES)
        if path is not None:
            self._tell(
                lambda: write_samples(path, self._document.experiment), f"Samples written to {path.name}"
            )

    def may_close(self) -> bool:
        """Whether what is open may be let go: it is saved, or the person saves or discards it now."""
        self._runner.pause()
        if self._document.is_saved:
            return True
        question = QMessageBox(self._window)
        question.setIcon(QMessageBox.Icon.Question)
        question.setText(f"Save the changes to {self._document.name}?")
        question.setInformativeText("They are lost otherwise.")
        question.setStandardButtons(
            QMessageBox.StandardButton.Save
            | QMessageBox.StandardButton.Discard
            | QMessageBox.StandardButton.Cancel
        )
        answer = question.exec()
        if answer == QMessageBox.StandardButton.Save:
            return self.save()
        return answer == QMessageBox.StandardButton.Discard

    @property
    def recent(self) -> tuple[Path, ...]:
        """The files opened or saved last, the latest first."""
        stored = QSettings().value("files/recent", [], type=list)
        paths = [Path(str(entry)) for entry in stored] if isinstance(stored, list) else []
        return tuple(path for path in paths if path.exists())

    def _open(self, path: Path) -> None:
        if self._try(lambda: self._document.open(path)):
            self._remember(path)

    def _save(self, path: Path) -> bool:
        saved = self._tell(lambda: self._document.save(path), f"Saved to {path.name}")
        if saved:
            self._remember(path)
        return saved

    def _replace_samples(self, path: Path) -> None:
        samples = read_samples(path, self._document.experiment.network)
        self._document.edit("Import samples", replace_samples(self._document.experiment, samples))

    def _remember(self, path: Path) -> None:
        paths = [str(path.resolve())]
        paths += [str(recent) for recent in self.recent if str(recent) not in paths]
        QSettings().setValue("files/recent", paths[:MOST_RECENT])
        self.recent_changed.emit()

    def _tell(self, act: Callable[[], None], done: str) -> bool:
        succeeded = self._try(act)
        if succeeded:
            self.told.emit(done)
        return succeeded

    def _try(self, act: Callable[[], None]) -> bool:
        """Whether `act` went well; otherwise its reason is shown, and what was open is still open."""
        try:
            act()
        except (ValueError, OSError) as problem:
            box = QMessageBox(
                QMessageBox.Icon.Warning, "Backprop Explorer", str(problem), parent=self._window
            )
            box.open()
            return False
        return True

    def _ask_to_open(self, title: str, filters: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._window, title, self._folder, filters)
        return self._chosen(name)

    def _ask_to_save(self, title: str, name: str, filters: str) -> Path | None:
        dialog = QFileDialog(self._window, title, self._folder, filters)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.setDefaultSuffix(filters.partition("*.")[2].partition(")")[0])
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(chosen.partition("*.")[2].partition(")")[0])
        )
        return self._chosen(dialog.selectedFiles()[0]) if dialog.exec() else None

    @property
    def _folder(self) -> str:
        stored = str(QSettings().value("files/folder", "", type=str))
        return str(self._document.path.parent) if self._document.path is not None else stored

    def _chosen(self, name: str) -> Path | None:
        if not name:
            return None
        QSettings().setValue("files/folder", str(Path(name).parent))
        return Path(name)
