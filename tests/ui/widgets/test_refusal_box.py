"""A refusal is shown over the work, and the work goes on."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from explorer.files.project import read_experiment
from explorer.ui.widgets.refusal_box import succeeds
from tests.ui.person import open_dialog


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """An empty window."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_refused_is_said_until_it_is_read(window: QWidget, tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    assert not succeeds(window, lambda: read_experiment(missing))
    box = open_dialog(window)
    assert isinstance(box, QMessageBox)
    assert box.text() == f"{missing}: cannot be read: No such file or directory"
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert open_dialog(window) is None


def test_what_goes_well_says_nothing(window: QWidget) -> None:
    done: list[str] = []
    assert succeeds(window, lambda: done.append("done"))
    assert done == ["done"]
    assert open_dialog(window) is None


def test_a_mistake_of_the_program_is_not_hidden(window: QWidget) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        succeeds(window, lambda: int("one"))
    assert open_dialog(window) is None
