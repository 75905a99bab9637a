"""Is a neuron's name plain text, short and on one line, wherever the window shows it?"""

from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import QAbstractItemView, QDockWidget, QHeaderView, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from explorer.backprop.frame import Frame
from explorer.drawing.hit_target import HitTarget, Part
from explorer.drawing.tooltip import tooltip
from explorer.files.project import write_experiment
from explorer.network.edits.graph_edits import rename
from explorer.network.model import Experiment
from explorer.ui.widgets.plain_text import plain
from explorer.ui.widgets.refusal_box import show_refusal
from explorer.ui.window.main_window import MainWindow
from tests.ui.canvas.drawn import worked_example
from tests.ui.conftest import OpenWindow

NESTED = "<b><i><u>" * 31_111
"""280,000 letters: Qt lays nested tags out one within the other, until the stack ends."""

BREAKS = "line\n" * 56_000
RIGHT_TO_LEFT = "משקל"


def hostile() -> Experiment:
    """Article E's network with names that nobody should give."""
    experiment = rename(worked_example(), "a0", NESTED)
    experiment = rename(experiment, "i0", "<b>" + BREAKS)
    return rename(rename(experiment, "c0", "<h1>c</h1>"), "i1", RIGHT_TO_LEFT)


def texts(model: QAbstractItemModel, role: Qt.ItemDataRole) -> list[str]:
    """What stands in headers and cells of a table, or what they say on hover."""
    columns, rows = range(model.columnCount()), range(model.rowCount())
    found = [
        model.headerData(section, way, role)
        for way, sections in ((Qt.Orientation.Horizontal, columns), (Qt.Orientation.Vertical, rows))
        for section in sections
    ]
    found += [model.data(model.index(row, column, QModelIndex()), role) for row in rows for column in columns]
    return [text for text in found if isinstance(text, str)]


def is_tame(text: str) -> bool:
    """Whether Qt shows `text` letter by letter, and in a small box."""
    tags = ("<b>", "<i>", "<u>", "<h1>")
    return len(text) < 4000 and not (Text.mightBeRichText(text) and any(tag in text for tag in tags))


def show_all_panels(window: MainWindow, qtbot: QtBot) -> None:
    """Make and show every dock of the workspace."""
    for dock in window.findChildren(QDockWidget):
        dock.show()
        dock.raise_()
        qtbot.wait(1)


@pytest.mark.parametrize("selected", [NESTED, "<b>" + BREAKS, "<h1>c</h1>", RIGHT_TO_LEFT])
def test_every_text_of_the_window_takes_names_for_plain_text(
    open_window: OpenWindow, qtbot: QtBot, selected: str
) -> None:
    window = open_window(hostile())
    size = window.size()
    window.session.selection.select([selected])
    show_all_panels(window, qtbot)
    window.session.player.last()
    window.canvas.grab()
    assert window.size() == size
    for widget in window.findChildren(QWidget):
        assert is_tame(widget.toolTip()), widget
        if isinstance(widget, QLabel) and widget.textFormat() == Qt.TextFormat.AutoText:
            assert is_tame(widget.text()), widget
        if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            assert all(map(is_tame, texts(widget.model(), Qt.ItemDataRole.ToolTipRole))), widget
            shown = texts(widget.model(), Qt.ItemDataRole.DisplayRole)  # which Qt never takes for markup
            assert all(len(text) < 100 and "\n" not in text for text in shown), widget
    assert is_tame(window.document.undo_stack.undoText())


def test_a_tooltip_of_the_canvas_has_each_name_on_one_line() -> None:
    experiment = hostile()
    for name in experiment.network.by_name:
        for part in (Part.RIM, Part.BODY, Part.Z, Part.A, Part.BIAS, Part.DELTA):
            text = tooltip(experiment, 0, Frame(experiment).state, HitTarget(part, name))
            assert len(text.split("\n")) <= 6
            assert is_tame(plain(text))
    for ends in experiment.network.by_ends:
        text = tooltip(experiment, 0, None, HitTarget(Part.WEIGHT, ends=ends))
        assert len(text.split("\n")) == 2


@pytest.mark.parametrize(("name", "shown"), [("A&B", "A&&B"), ("&&", "&&&&"), ("&File", "&&File")])
def test_an_ampersand_in_a_name_is_no_key_of_undo_or_redo(
    open_window: OpenWindow, name: str, shown: str
) -> None:
    window = open_window(worked_example())
    undo, redo = window.named_actions["undo"], window.named_actions["redo"]
    assert (undo.text(), undo.isEnabled(), redo.text(), redo.isEnabled()) == ("&Undo", False, "&Redo", False)
    assert window.document.attempt(f"Rename to {name}", lambda experiment: rename(experiment, "a0", name))
    assert (undo.text(), undo.isEnabled()) == (f"&Undo Rename to {shown}", True)
    undo.trigger()
    assert "a0" in window.document.experiment.network.by_name
    assert (undo.text(), redo.text(), redo.isEnabled()) == ("&Undo", f"&Redo Rename to {shown}", True)
    redo.trigger()
    assert name in window.document.experiment.network.by_name


def test_an_ampersand_in_the_name_of_a_file_is_no_key_of_its_menu(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    window = open_window(worked_example())
    write_experiment(tmp_path / "R&D.json", worked_example())
    window.context.files.open_path(tmp_path / "R&D.json")
    assert [action.text() for action in window.menus["recent"].actions()] == ["R&&D.json"]


def test_a_message_box_shows_a_refusal_letter_by_letter(open_window: OpenWindow) -> None:
    window = open_window(hostile())
    show_refusal(window, f"there is a neuron {NESTED} already: choose another name")
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert is_tame(box.text())
    assert box.height() <= 400
    box.close()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a0\nz = 1", "a0\nz = 1"),
        ("a < b", "a < b"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("x" * 401, "x" * 266 + "…" + "x" * 133),
        ("\n".join("abc" for _ in range(60)), "\n".join(["abc"] * 40 + ["…"])),
    ],
)
def test_plain_text_stays_plain(text: str, shown: str) -> None:
    assert plain(text) == shown
