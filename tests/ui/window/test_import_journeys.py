"""Importing from the window: by the menu, a drop and the clipboard, as one step that Undo takes back."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QSpinBox,
    QTabBar,
    QTableView,
)
from pytestqt.qtbot import QtBot

from explorer.network.builder import new_experiment
from explorer.network.model import Experiment, Sample
from explorer.ui.window.import_dialog import ImportDialog
from tests.files.sample_table.reading import XOR
from tests.ui.conftest import OpenWindow
from tests.ui.person import Person, open_dialog

LEFT = Qt.MouseButton.LeftButton
SMALL = Experiment(XOR, (Sample({"x1": 0, "x2": 0}, {"y": 0}),))
IRIS = "id,length,width,species\n" + "".join(
    f"{row},{row}.5,{row % 7},{('setosa', 'versicolor', 'virginica')[row % 3]}\n" for row in range(30)
)


def drop(person: Person, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    at, copy, none = QPointF(50, 50), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), copy, mime, LEFT, none)
    QApplication.sendEvent(person.window, enter)
    QApplication.sendEvent(person.window, QDropEvent(at, copy, mime, LEFT, none))


def accept(person: Person) -> None:
    """Click Import in the dialog that is open."""
    dialog = open_dialog(person.window)
    assert isinstance(dialog, ImportDialog)
    buttons = dialog.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    button = buttons.button(QDialogButtonBox.StandardButton.Ok)
    person.wait_until(button.isEnabled)  # once it is known what the table will do
    person.click_widget(button)


def test_a_table_from_the_menu_comes_in_as_one_step(
    reopen_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    person = Person(reopen_window(SMALL), qtbot)
    path = tmp_path / "mine.csv"
    path.write_text("x1;x2;y\n0,5;1;0\n1;0,25;1\n", encoding="utf-8")
    person.choose("File", "Import samples…")
    person.choose_file(path)
    dialog = open_dialog(person.window)
    assert isinstance(dialog, ImportDialog)
    assert dialog.windowTitle() == "Import samples from mine.csv"
    assert person.experiment == SMALL
    person.press(Qt.Key.Key_Return)
    assert [s.inputs["x1"] for s in person.experiment.samples] == [0.5, 1.0]
    assert person.status == "mine.csv: 2 samples (utf-8, semicolon, decimal comma, header)"
    assert person.window.document.undo_stack.undoText() == "Import samples"
    person.window.document.undo_stack.undo()
    assert person.experiment == SMALL


def test_network_and_samples_of_a_dropped_table_are_one_step(
    reopen_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    person = Person(reopen_window(SMALL), qtbot)
    path = tmp_path / "iris.csv"
    path.write_text(IRIS, encoding="utf-8")
    drop(person, path)
    dialog = open_dialog(person.window)
    assert isinstance(dialog, ImportDialog)
    share = next(s for s in dialog.findChildren(QSpinBox) if s.accessibleName().startswith("Share"))
    share.selectAll()
    QTest.keyClicks(share, "20")
    accept(person)
    assert len(person.experiment.network.outputs) == 3
    assert len(person.experiment.held_out_samples) == 6
    assert person.window.document.undo_stack.count() == 1
    assert person.status.startswith("iris.csv: 30 samples, 6 held out")
    person.window.document.undo_stack.undo()
    assert person.experiment == SMALL


def test_a_table_that_is_not_wanted_changes_nothing(
    reopen_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    person = Person(reopen_window(SMALL), qtbot)
    path = tmp_path / "iris.csv"
    path.write_text(IRIS, encoding="utf-8")
    drop(person, path)
    dialog = open_dialog(person.window)
    assert isinstance(dialog, ImportDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert open_dialog(person.window) is None
    assert person.experiment == SMALL


def test_cells_that_do_not_fit_exactly_open_the_dialog(reopen_window: OpenWindow, qtbot: QtBot) -> None:
    person = Person(reopen_window(new_experiment((2, 2, 1))), qtbot)
    QGuiApplication.clipboard().setText("a\tb\tc\n1\t2\t3\n")
    panel = person.window.docks.panel("samples")
    panel.paste()  # type: ignore[attr-defined]
    dialog = open_dialog(person.window)
    assert isinstance(dialog, ImportDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert len(person.experiment.samples) == 2
    assert person.window.document.undo_stack.undoText() == "Paste samples"


def test_a_table_with_labels_as_inputs_comes_in_and_comes_in_again(
    reopen_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    person = Person(reopen_window(SMALL), qtbot)
    path = tmp_path / "birds.csv"
    birds = "1,red,finch\n2,blue,finch\n3,grey,owl\n"
    path.write_text(f"wing,colour,kind\n{birds}{birds}", encoding="utf-8")
    drop(person, path)
    accept(person)
    first = person.experiment
    assert person.title == "Untitled* — Backprop Explorer"
    assert [n.name for n in first.network.inputs] == ["wing", "colour=blue", "colour=grey", "colour=red"]
    assert first.samples[1].inputs == {"wing": 2, "colour=blue": 1, "colour=grey": 0, "colour=red": 0}
    drop(person, path)
    accept(person)
    assert person.experiment.network is first.network
    assert person.experiment.samples == first.samples


def test_the_import_dialog_keeps_its_fields_in_place_while_what_it_says_grows(
    reopen_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    person = Person(reopen_window(SMALL), qtbot)
    path = tmp_path / "birds.csv"
    path.write_text(
        "id,wing,colour,kind\n1,,red,finch\n2,5,blue,owl\n3,6,grey,owl\n4,7,red,owl\n"
        "5,7,blue,owl\n6,8,grey,owl\n"
    )
    drop(person, path)
    dialog = open_dialog(person.window)
    assert isinstance(dialog, ImportDialog)
    says = next(
        label for label in dialog.findChildren(QLabel) if label.accessibleName() == "What will happen"
    )
    check = next(box for box in dialog.findChildren(QCheckBox) if "inputs" in box.text())
    missing = next(box for box in dialog.findChildren(QComboBox) if "missing" in box.accessibleName())
    qtbot.waitUntil(lambda: "the number is missing" in says.text())
    before = check.pos()
    QTest.keyClick(missing, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(says.text().splitlines()) == 5)
    QApplication.sendPostedEvents()
    after = check.pos()
    dialog.reject()  # the window is that of the next test too
    assert after == before


def test_the_titles_of_what_came_in_can_be_read_whole(
    reopen_window: OpenWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    person = Person(reopen_window(SMALL), qtbot)
    path = tmp_path / "homes.csv"
    path.write_text("city,price\nRome,1\nOslo,2\nParis,3\n" + "Rome,4\nOslo,5\nParis,7\n", encoding="utf-8")
    drop(person, path)
    accept(person)
    person.window.complete()
    tabs = next(bar for bar in person.window.findChildren(QTabBar) if bar.isVisible() and bar.count() > 2)
    index = next(n for n in range(tabs.count()) if tabs.tabText(n) == "Samples")
    person.click_widget(tabs, tabs.tabRect(index).center())
    qtbot.waitUntil(person.window.docks.panel("samples").isVisible)
    view = person.window.docks.panel("samples").findChild(QTableView)
    assert isinstance(view, QTableView)
    header = view.horizontalHeader()
    assert [view.model().headerData(n, Qt.Orientation.Horizontal) for n in range(3)] == [
        "city=Oslo",
        "city=Paris",
        "city=Rome",
    ]
    assert all(header.sectionSize(n) >= header.sectionSizeHint(n) for n in range(4))
