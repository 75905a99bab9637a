"""The File menu: opening, saving, importing and exporting, with dialogs that are answered as people do."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from explorer.files.project import read_experiment, write_experiment
from explorer.network.edits.parameter_edits import set_weight
from explorer.ui.commands.document_files import MOST_RECENT, DocumentFiles
from explorer.ui.session.document import EMPTY, Document
from explorer.ui.session.job_runner import Jobs
from explorer.ui.session.session import Session, TableOffer
from explorer.ui.session.training_controller import TrainingController
from tests.ui.person import choose_file, open_dialog
from tests.ui.training_experiment import SHRINKING, weight
from tests.worked_examples import article_e

LEFT = Qt.MouseButton.LeftButton


@dataclass
class Bench:
    """A document with its file commands, and what they told."""

    window: QWidget
    document: Document
    runner: TrainingController
    files: DocumentFiles
    jobs: Jobs
    told: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    offered: list[TableOffer] = field(default_factory=list)

    def change(self) -> None:
        """Make an edit, so that something would be lost."""
        self.document.edit("Set", set_weight(self.document.experiment, "x", "y", 5.0))

    def dialog(self) -> QDialog | None:
        """The dialog that is open, if any."""
        return open_dialog(self.window)

    def question(self) -> QMessageBox:
        """The question or message that is open."""
        dialog = self.dialog()
        assert isinstance(dialog, QMessageBox)
        return dialog

    def answer(self, button: QMessageBox.StandardButton) -> None:
        """Click a button of the question."""
        QTest.mouseClick(self.question().button(button), LEFT)

    def file_dialog(self) -> QFileDialog:
        """The file dialog that is open."""
        dialog = self.dialog()
        assert isinstance(dialog, QFileDialog)
        return dialog

    def choose_file(self, path: Path) -> None:
        """Go to the folder in the file dialog, type the file's name and press Enter."""
        choose_file(self.file_dialog(), path)

    def cancel(self) -> None:
        """Press Escape in the dialog."""
        dialog = self.dialog()
        assert dialog is not None
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    """A window on x → y."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    document = Document(window)
    document.replace(SHRINKING)
    session = Session(document)
    made = Bench(window, document, session.training, DocumentFiles(session, window), session.jobs)
    session.status_message.connect(made.told.append)
    document.refused.connect(made.refusals.append)
    session.table_offered.connect(made.offered.append)
    return made


SAVE = QMessageBox.StandardButton.Save
DISCARD = QMessageBox.StandardButton.Discard
CANCEL = QMessageBox.StandardButton.Cancel


def test_new_empties_the_canvas_where_nothing_is_lost(bench: Bench) -> None:
    bench.files.new()
    assert bench.dialog() is None
    assert bench.document.experiment == EMPTY


def test_unsaved_changes_are_asked_for_and_kept_on_cancel(bench: Bench) -> None:
    bench.change()
    bench.files.new()
    assert bench.question().text() == "Save the changes to Untitled?"
    bench.answer(CANCEL)
    assert bench.dialog() is None
    assert weight(bench.document.experiment) == 5.0


def test_escape_keeps_the_changes_too(bench: Bench) -> None:
    bench.change()
    bench.files.new()
    bench.cancel()
    assert weight(bench.document.experiment) == 5.0


def test_discarded_changes_are_gone(bench: Bench) -> None:
    bench.change()
    bench.files.new()
    bench.answer(DISCARD)
    assert bench.document.experiment == EMPTY


def test_discarding_for_one_purpose_does_not_discard_for_the_next(bench: Bench) -> None:
    bench.change()
    bench.files.open()
    bench.answer(DISCARD)
    bench.cancel()
    assert weight(bench.document.experiment) == 5.0
    assert not bench.files.may_let_go
    bench.files.new()
    assert isinstance(bench.dialog(), QMessageBox)


def test_saving_on_the_way_asks_for_a_file_and_then_goes_on(bench: Bench, tmp_path: Path) -> None:
    bench.change()
    bench.files.new()
    bench.answer(SAVE)
    bench.choose_file(tmp_path / "five.json")
    assert weight(read_experiment(tmp_path / "five.json")) == 5.0
    assert bench.document.experiment == EMPTY
    assert bench.document.path is None


def test_giving_up_the_save_on_the_way_keeps_everything(bench: Bench) -> None:
    bench.change()
    bench.files.new()
    bench.answer(SAVE)
    bench.cancel()
    assert weight(bench.document.experiment) == 5.0
    assert not bench.document.is_saved


def test_save_asks_for_a_file_the_first_time_only(bench: Bench, tmp_path: Path) -> None:
    bench.change()
    bench.files.save()
    bench.choose_file(tmp_path / "a")
    path = tmp_path / "a.json"
    assert bench.told == ["Saved to a.json"]
    assert (bench.document.path, bench.document.is_saved) == (path, True)
    bench.document.edit("Set", set_weight(bench.document.experiment, "x", "y", 6.0))
    bench.files.save()
    assert bench.dialog() is None
    assert weight(read_experiment(path)) == 6.0


def test_save_as_asks_again(bench: Bench, tmp_path: Path) -> None:
    bench.document.save(tmp_path / "a.json")
    bench.files.save_as()
    bench.choose_file(tmp_path / "b.json")
    assert bench.document.name == "b.json"
    assert (tmp_path / "a.json").exists()


def test_open_shows_the_file_and_remembers_it(bench: Bench, tmp_path: Path) -> None:
    write_experiment(tmp_path / "e.json", article_e())
    recent: list[tuple[Path, ...]] = []
    bench.files.recent_changed.connect(lambda: recent.append(bench.files.recent))
    bench.files.open()
    bench.choose_file(tmp_path / "e.json")
    assert bench.document.experiment == article_e()
    assert recent == [(tmp_path / "e.json",)]


def test_a_file_that_cannot_be_opened_says_why_and_keeps_what_is_open(bench: Bench, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": "backprop-explorer", "version": 1, "network": 5}', encoding="utf-8")
    bench.files.open_path(broken)
    assert "broken.json" in bench.question().text()
    assert "network" in bench.question().text()
    assert bench.document.experiment == SHRINKING
    assert bench.files.recent == ()


def test_a_file_that_is_gone_says_so(bench: Bench, tmp_path: Path) -> None:
    bench.files.open_path(tmp_path / "gone.json")
    assert "gone.json" in bench.question().text()
    assert bench.document.experiment == SHRINKING


def test_the_latest_files_come_first_and_no_more_than_there_is_room_for(bench: Bench, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.json" for number in range(MOST_RECENT + 2)]
    for path in [*paths, paths[5]]:
        write_experiment(path, SHRINKING)
        bench.files.open_path(path)
    assert bench.files.recent[0] == paths[5]
    assert len(bench.files.recent) == MOST_RECENT == len(set(bench.files.recent))
    paths[5].unlink()
    assert paths[5] not in bench.files.recent


@pytest.mark.parametrize("suffix", [".json", ".npz", ".csv", ".py"])
def test_weights_are_exported_in_the_format_of_the_suffix(bench: Bench, tmp_path: Path, suffix: str) -> None:
    bench.files.export_weights()
    bench.choose_file(tmp_path / f"weights{suffix}")
    assert bench.told == [f"Weights written to weights{suffix}"]
    assert (tmp_path / f"weights{suffix}").stat().st_size > 0
    assert bench.document.path is None


def test_exported_arrays_hold_the_weights(bench: Bench, tmp_path: Path) -> None:
    bench.change()
    bench.files.export_weights()
    bench.choose_file(tmp_path / "weights")
    with np.load(tmp_path / "weights.npz") as arrays:
        assert arrays["W1"].tolist() == [[5.0]]


def test_choosing_another_format_changes_the_suffix(bench: Bench, tmp_path: Path) -> None:
    bench.files.export_weights()
    dialog = bench.file_dialog()
    line, formats = dialog.findChild(QLineEdit), dialog.findChild(QComboBox, "fileTypeCombo")
    assert isinstance(line, QLineEdit)
    assert isinstance(formats, QComboBox)
    assert line.text() == "Untitled.npz"
    index = next(n for n in range(formats.count()) if "*.py" in formats.itemText(n))
    formats.setFocus()
    for _ in range(index - formats.currentIndex()):
        QTest.keyClick(formats, Qt.Key.Key_Down)
    assert line.text() == "Untitled.py"
    bench.choose_file(tmp_path / "network")
    assert "def predict" in (tmp_path / "network.py").read_text(encoding="utf-8")


def test_a_format_that_there_is_not_is_refused_by_name(bench: Bench, tmp_path: Path) -> None:
    bench.files.export_weights()
    bench.choose_file(tmp_path / "weights.xlsx")
    assert ".xlsx" in bench.question().text()
    assert not (tmp_path / "weights.xlsx").exists()


def test_weights_that_are_not_finite_are_not_saved_and_the_reason_is_told(
    bench: Bench, tmp_path: Path
) -> None:
    network = SHRINKING.network
    diverged = replace(network, connections=(replace(network.connections[0], weight=float("inf")),))
    bench.document.edit("Train", replace(SHRINKING, network=diverged))
    bench.files.save()
    bench.choose_file(tmp_path / "a.json")
    assert "x → y" in bench.question().text()
    assert not (tmp_path / "a.json").exists()
    assert not bench.document.is_saved


def test_without_a_run_there_is_no_history(bench: Bench) -> None:
    bench.files.export_history()
    assert bench.dialog() is None
    assert bench.told == ["There is no run yet: train first"]


def test_the_history_of_the_run_is_written(bench: Bench, tmp_path: Path) -> None:
    bench.runner.step()
    bench.files.export_history()
    bench.choose_file(tmp_path / "history.csv")
    lines = (tmp_path / "history.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "step,loss,held_out_loss,gradient_norm,learning_rate"
    assert lines[1].startswith("0,0.5,")
    assert lines[2].startswith("1,0.125,")


def test_samples_go_out_as_a_table(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "samples.csv"
    bench.files.export_samples()
    bench.choose_file(path)
    assert path.read_text(encoding="utf-8").splitlines() == ["x,y", "1.0,0.0"]


def test_tables_go_out_with_decimal_commas_where_that_is_chosen(bench: Bench, tmp_path: Path) -> None:
    bench.files.export_samples()
    box = bench.file_dialog().findChild(QComboBox, "fileTypeCombo")
    assert isinstance(box, QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    bench.choose_file(tmp_path / "samples.csv")
    assert (tmp_path / "samples.csv").read_text(encoding="utf-8-sig").splitlines() == ["x;y", "1,0;0,0"]
    bench.files.export_samples()
    assert bench.file_dialog().selectedNameFilter() == "Tables with semicolons and decimal commas (*.csv)"
    assert [Path(name).name for name in bench.file_dialog().selectedFiles()] == ["samples.csv"]
    bench.choose_file(tmp_path / "again.csv")
    bench.runner.step()
    bench.files.export_history()
    assert bench.file_dialog().selectedNameFilter() == "Tables (*.csv)"


def test_a_table_that_is_chosen_is_asked_about_before_anything_is_taken(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "samples.csv"
    path.write_text("x,y\n1,2\n3,4\n", encoding="utf-8")
    bench.files.import_samples()
    bench.choose_file(path)
    assert bench.offered == [TableOffer(b"x,y\n1,2\n3,4\n", "samples.csv")]
    assert bench.document.experiment == SHRINKING


def test_a_table_that_is_opened_or_dropped_goes_the_same_way(bench: Bench, tmp_path: Path) -> None:
    for suffix in (".tsv", ".TXT", ".csv"):
        path = tmp_path / f"mine{suffix}"
        path.write_text("x\ty\n1\t2\n", encoding="utf-8")
        bench.files.open_path(path)
    assert [offer.name for offer in bench.offered] == ["mine.tsv", "mine.TXT", "mine.csv"]
    assert bench.document.undo_stack.count() == 0


def test_a_table_that_is_not_there_is_refused_and_keeps_the_samples(bench: Bench, tmp_path: Path) -> None:
    bench.files.open_path(tmp_path / "none.csv")
    assert bench.offered == []
    assert bench.document.experiment == SHRINKING
    assert bench.refusals[0].startswith(f"{tmp_path / 'none.csv'}: cannot be read")


def test_the_next_dialog_begins_where_the_last_one_ended(bench: Bench, tmp_path: Path) -> None:
    bench.files.export_samples()
    bench.choose_file(tmp_path / "samples.csv")
    bench.files.import_samples()
    assert Path(bench.file_dialog().directory().path()) == tmp_path


def test_a_run_is_paused_before_something_else_is_opened(bench: Bench) -> None:
    bench.runner.run()
    bench.files.new()
    assert not bench.runner.is_running
