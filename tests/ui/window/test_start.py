"""How the window comes up: on which experiment, and what happens where it cannot."""

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from explorer.files.example import read_examples
from explorer.files.project import read_experiment, write_experiment
from explorer.files.refused import FileRefused
from explorer.resources import resource
from explorer.ui.window.main_window import MainWindow
from explorer.ui.window.start import application, opened, run_window, set_aside
from tests.ui.person import open_dialog
from tests.worked_examples import article_e


def windows() -> list[MainWindow]:
    """Those on the screen."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]


def test_there_is_one_application_however_often_it_is_asked_for(qapp: QApplication) -> None:
    assert application() is qapp
    assert application() is qapp


def test_a_named_file_is_opened(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "e.json"
    write_experiment(path, article_e())
    document = opened(path)
    assert document.experiment == article_e()
    assert document.path == path
    assert document.is_saved


def test_without_a_file_the_first_example_is_opened_as_one_that_was_never_saved(qapp: QApplication) -> None:
    document = opened(None)
    first = read_examples(resource("examples"))[0]
    assert document.experiment == read_experiment(first.path)
    assert document.path is None
    assert document.name == first.title
    assert document.example == first
    assert document.is_saved


def test_an_example_is_opened_by_its_file_as_the_menu_opens_it(qapp: QApplication) -> None:
    example = read_examples(resource("examples"))[-1]
    document = opened(example.path)
    assert document.experiment == read_experiment(example.path)
    assert (document.path, document.example) == (None, example)  # Save must not write over the example


def test_what_is_no_experiment_is_refused(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{")
    with pytest.raises(FileRefused):
        opened(path)
    with pytest.raises(FileRefused, match="cannot be read"):
        opened(tmp_path / "nowhere.json")


def test_a_table_is_asked_about_over_the_first_example(qtbot: QtBot, tmp_path: Path) -> None:
    others = windows()
    (tmp_path / "mine.csv").write_text("a,b\n1,2\n")
    seen: list[str] = []

    def look_and_leave() -> None:
        window = next(window for window in windows() if window not in others)
        dialog = open_dialog(window)
        if dialog is None:  # it comes a little after the first frame
            QTimer.singleShot(50, look_and_leave)
            return
        seen.extend([window.document.name, dialog.windowTitle()])
        dialog.reject()
        window.close()
        QApplication.exit(0)

    QTimer.singleShot(0, look_and_leave)
    assert run_window(tmp_path / "mine.csv") == 0
    assert seen == [read_examples(resource("examples"))[0].title, "Import samples from mine.csv"]


@pytest.mark.parametrize("name", ["broken.json", "nowhere.json"])
def test_a_file_that_cannot_be_opened_leaves_an_example_with_the_reason(
    qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    others = windows()
    (tmp_path / "broken.json").write_text("{")
    seen: list[str] = []

    def look_and_leave() -> None:
        for window in (window for window in windows() if window not in others):
            box = window.findChild(QMessageBox)
            assert isinstance(box, QMessageBox)
            seen.extend([window.document.name, box.text()])
            box.close()
            window.close()
        QApplication.exit(0)

    QTimer.singleShot(0, look_and_leave)
    assert run_window(tmp_path / name) == 0
    assert seen[0] == read_examples(resource("examples"))[0].title
    assert name in seen[1]


def test_the_window_shows_the_experiment_until_the_program_ends(qtbot: QtBot, tmp_path: Path) -> None:
    path, others = tmp_path / "e.json", windows()
    write_experiment(path, article_e())
    seen: list[str] = []

    def look_and_leave() -> None:
        shown = [window for window in windows() if window not in others]
        seen.extend(window.windowTitle() for window in shown)
        for window in shown:
            window.close()
        QApplication.exit(0)  # quit() would also close the windows of other tests

    QTimer.singleShot(0, look_and_leave)
    assert run_window(path) == 0
    assert seen == ["e.json[*] — Backprop Explorer"]


def test_what_the_start_has_made_is_set_aside_from_the_garbage_collector(qapp: QApplication) -> None:
    before = gc.get_freeze_count()  # the list of tests is aside, too
    set_aside()
    assert gc.get_freeze_count() > before
