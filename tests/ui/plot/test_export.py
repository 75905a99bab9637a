"""What leaves a plot: files that are asked for as the other files of the program are, with every digit."""

import csv
import math
import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from explorer.ui.plot import curve, make_plot
from explorer.ui.plot.export import svg_of
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import LIGHT
from tests.ui.person import choose_file, open_dialog

LOSSES = [1.0, 0.1 + 0.2, 5e-324, math.inf]


@pytest.fixture
def plot(qtbot: QtBot) -> Plot:
    """A plot of four losses, 400×300 pixels, with the focus."""
    made = make_plot(None, "step", "E/2")
    qtbot.addWidget(made)
    made.resize(400, 300)
    curve(made, LIGHT.curves[0], "α 0.1").setData(np.arange(4.0), LOSSES)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    made.grab()
    return made


def choose(plot: Plot, text: str) -> None:
    """Choose an entry of the context menu by the mouse."""
    menu = plot.menu()
    menu.popup(QPoint(0, 0))
    entry = next(action for action in menu.actions() if action.text() == text)
    QTest.mouseClick(
        menu,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        menu.actionGeometry(entry).center(),
    )


def file_dialog(plot: Plot) -> QFileDialog:
    """The file dialog that stands over the plot."""
    dialog = open_dialog(plot)
    assert isinstance(dialog, QFileDialog)
    return dialog


def suggested_name(dialog: QFileDialog) -> str:
    """What stands in the dialog's line before anything is typed."""
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    return line.text()


def rows_of(path: Path) -> list[list[str]]:
    """The cells of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_numbers_are_saved_with_all_their_digits(plot: Plot, tmp_path: Path) -> None:
    curve(plot, LIGHT.curves[1], "short").setData([0.0, 1.0], [0.5, -0.0])
    choose(plot, "Save numbers as CSV…")
    choose_file(file_dialog(plot), tmp_path / "plot.csv")
    assert rows_of(tmp_path / "plot.csv") == [
        ["α 0.1 step", "α 0.1 E/2", "short step", "short E/2"],
        ["0", "1", "0", "0.5"],
        ["1", "0.30000000000000004", "1", "-0.0"],
        ["2", "5e-324", "", ""],
        ["3", "inf", "", ""],
    ]


def test_a_name_that_every_system_takes_is_suggested_with_its_suffix(plot: Plot) -> None:
    choose(plot, "Save picture as SVG…")
    assert suggested_name(file_dialog(plot)) == "E 2 against step.svg"


def test_a_name_without_a_suffix_gets_the_suffix_of_the_format(plot: Plot, tmp_path: Path) -> None:
    choose(plot, "Save picture as PNG…")
    choose_file(file_dialog(plot), tmp_path / "picture")
    assert [path.name for path in tmp_path.iterdir()] == ["picture.png"]


def test_the_folder_that_was_chosen_last_is_where_the_next_dialog_begins(plot: Plot, tmp_path: Path) -> None:
    QSettings().setValue("files/folder", str(tmp_path))
    choose(plot, "Save numbers as CSV…")
    assert Path(file_dialog(plot).directory().absolutePath()) == tmp_path
    choose_file(file_dialog(plot), tmp_path / "plot.csv")
    assert (tmp_path / "plot.csv").exists()


def test_giving_up_the_dialog_writes_nothing(plot: Plot, tmp_path: Path) -> None:
    QSettings().setValue("files/folder", str(tmp_path))
    choose(plot, "Save numbers as CSV…")
    QTest.keyClick(file_dialog(plot), Qt.Key.Key_Escape)
    assert list(tmp_path.iterdir()) == []


def test_a_drawing_is_saved_without_the_crosshair(plot: Plot, tmp_path: Path) -> None:
    choose(plot, "Save picture as SVG…")
    choose_file(file_dialog(plot), tmp_path / "plain.svg")
    QTest.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert plot.crosshair.text
    choose(plot, "Save picture as SVG…")
    choose_file(file_dialog(plot), tmp_path / "read.svg")
    plain, read = ((tmp_path / name).read_text(encoding="utf-8") for name in ("plain.svg", "read.svg"))
    assert "<svg" in plain
    assert "<path" in plain or "<polyline" in plain
    assert plain.count("<line") == read.count("<line")
    assert plain.count("<path") == read.count("<path")


def test_a_picture_is_saved_as_wide_as_a_page_with_the_plot_under_its_heading(
    plot: Plot, tmp_path: Path
) -> None:
    choose(plot, "Save picture as PNG…")
    choose_file(file_dialog(plot), tmp_path / "plot.png")
    picture = QPixmap(str(tmp_path / "plot.png")).toImage()
    sharpness = picture.width() // (plot.width() + 20)  # the sheet has a margin at each side
    assert picture.width() == sharpness * (plot.width() + 20) >= 2000
    rows = [
        y for y in range(picture.height()) if picture.pixelColor(12 * sharpness, y).name() == LIGHT.surface
    ]
    assert rows[-1] - rows[0] == pytest.approx(sharpness * plot.height(), abs=sharpness)
    assert rows[0] > 20 * sharpness  # the heading is above it, and who is who below
    assert picture.height() - rows[-1] > 20 * sharpness


def test_a_picture_is_copied_to_the_clipboard_as_it_is_saved(plot: Plot) -> None:
    choose(plot, "Copy picture")
    copied = QGuiApplication.clipboard().pixmap()
    assert copied.toImage().convertToFormat(QImage.Format.Format_RGB32) == QImage.fromData(
        plot.pixels()
    ).convertToFormat(QImage.Format.Format_RGB32)


def test_a_file_that_cannot_be_written_is_named_and_nobody_waits(plot: Plot, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    QSettings().setValue("files/folder", str(gone))
    choose(plot, "Save numbers as CSV…")
    gone.rmdir()
    QTest.keyClick(file_dialog(plot), Qt.Key.Key_Return)
    box = open_dialog(plot)
    assert isinstance(box, QMessageBox)
    assert str(gone / "E 2 against step.csv") in box.text()


def test_a_drawing_of_steps_beyond_a_million_tells_every_one_apart(qtbot: QtBot) -> None:
    made = make_plot(None, "step", "E")
    qtbot.addWidget(made)
    made.resize(400, 300)
    curve(made, LIGHT.curves[0], "α 0.1").setData(12_345_678 + np.arange(100.0), np.arange(100.0) % 7)
    made.show()
    made.grab()
    drawing = svg_of(made.plotItem).decode()
    (line,) = [line for line in re.findall(r' d="M([^"]*)"', drawing) if line.count(" L") == 99]
    apart = np.diff([float(point.split(",")[0]) for point in line.split(" L")])
    assert apart.min() > 0.99 * apart.max() > 2
