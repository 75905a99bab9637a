"""File dialogs: what they suggest, where they begin, and that no file is replaced unasked."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from explorer.ui.widgets.file_dialog import ask_to_open, ask_to_save
from tests.ui.person import choose_file, open_dialog

FILTERS = "Tables (*.csv);;Pictures (*.png)"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """An empty window."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def file_dialog(window: QWidget) -> QFileDialog:
    """The file dialog that stands over the window."""
    dialog = open_dialog(window)
    assert isinstance(dialog, QFileDialog)
    return dialog


def test_a_name_is_suggested_under_the_filter_of_its_suffix(window: QWidget) -> None:
    ask_to_save(window, "Save", "plot.png", FILTERS, print)
    dialog = file_dialog(window)
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    assert line.text() == "plot.png"
    assert dialog.selectedNameFilter() == "Pictures (*.png)"


def test_another_filter_gives_the_name_its_suffix(window: QWidget) -> None:
    ask_to_save(window, "Save", "plot.png", FILTERS, print)
    dialog = file_dialog(window)
    box = dialog.findChild(QComboBox, "fileTypeCombo")
    assert isinstance(box, QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert Path(dialog.selectedFiles()[0]).name == "plot.csv"


def test_the_dialog_begins_in_the_given_folder_or_the_one_chosen_last(
    window: QWidget, tmp_path: Path
) -> None:
    chosen: list[Path] = []
    (tmp_path / "a").mkdir()
    ask_to_save(window, "Save", "plot.csv", FILTERS, chosen.append)
    choose_file(file_dialog(window), tmp_path / "a" / "plot.csv")
    assert chosen == [tmp_path / "a" / "plot.csv"]
    assert QSettings().value("files/folder", "", type=str) == str(tmp_path / "a")
    ask_to_open(window, "Open", FILTERS, chosen.append)
    assert Path(file_dialog(window).directory().absolutePath()) == tmp_path / "a"
    file_dialog(window).close()
    ask_to_open(window, "Open", FILTERS, chosen.append, str(tmp_path))
    assert Path(file_dialog(window).directory().absolutePath()) == tmp_path


@pytest.mark.parametrize(
    ("answer", "is_replaced"),
    [(QMessageBox.StandardButton.No, False), (QMessageBox.StandardButton.Yes, True)],
)
def test_a_file_is_replaced_only_if_the_person_says_so(
    window: QWidget, tmp_path: Path, answer: QMessageBox.StandardButton, is_replaced: bool
) -> None:
    chosen: list[Path] = []
    (tmp_path / "plot.csv").write_text("precious")

    def answer_the_question() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, QMessageBox)
        assert "already exists" in question.text()
        QTest.mouseClick(question.button(answer), Qt.MouseButton.LeftButton)

    ask_to_save(window, "Save", "plot.csv", FILTERS, chosen.append)
    QTimer.singleShot(0, answer_the_question)  # Qt's own question waits for its answer
    choose_file(file_dialog(window), tmp_path / "plot.csv")
    assert bool(chosen) == is_replaced
    assert (tmp_path / "plot.csv").read_text() == "precious"


@pytest.mark.parametrize("name", ["xor alpha 0.1", "xor alpha 0.1.csv", "v1.2.CSV"])
def test_a_name_with_a_dot_gets_its_suffix(window: QWidget, tmp_path: Path, name: str) -> None:
    chosen: list[Path] = []
    ask_to_save(window, "Save", "plot.csv", FILTERS, chosen.append)
    choose_file(file_dialog(window), tmp_path / name)
    assert [path.name for path in chosen] == [name if name.lower().endswith(".csv") else f"{name}.csv"]


def test_another_filter_leaves_a_dot_within_the_name(window: QWidget) -> None:
    ask_to_save(window, "Save", "alpha 0.1.png", FILTERS, print)
    box = file_dialog(window).findChild(QComboBox, "fileTypeCombo")
    assert isinstance(box, QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert Path(file_dialog(window).selectedFiles()[0]).name == "alpha 0.1.csv"


def test_a_file_whose_suffix_was_not_typed_is_replaced_only_if_the_person_says_so(
    window: QWidget, tmp_path: Path
) -> None:
    chosen: list[Path] = []
    (tmp_path / "alpha 0.1.csv").write_text("precious")
    ask_to_save(window, "Save", "plot.csv", FILTERS, chosen.append)
    choose_file(file_dialog(window), tmp_path / "alpha 0.1")
    assert chosen == []
    question = window.findChild(QMessageBox)
    assert isinstance(question, QMessageBox)
    QTest.mouseClick(question.button(QMessageBox.StandardButton.Yes), Qt.MouseButton.LeftButton)
    assert chosen == [tmp_path / "alpha 0.1.csv"]


def test_the_type_that_was_chosen_last_is_chosen_again(window: QWidget, tmp_path: Path) -> None:
    ask_to_save(window, "Save", "plot.csv", FILTERS, print)
    dialog = file_dialog(window)
    box = dialog.findChild(QComboBox, "fileTypeCombo")
    assert isinstance(box, QComboBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    choose_file(dialog, tmp_path / "plot.png")
    ask_to_save(window, "Save", "other 0.5.csv", FILTERS, print)
    assert Path(file_dialog(window).selectedFiles()[0]).name == "other 0.5.png"
    assert file_dialog(window).selectedNameFilter() == "Pictures (*.png)"
