"""A mistake of the program: is it logged, told quietly, and can it be reported?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.ui.window.error_report import ErrorReport

LEFT = Qt.MouseButton.LeftButton


def make_a_mistake(report: ErrorReport, text: str) -> None:
    """Let the hook hear of an exception."""
    try:
        raise ValueError(text)
    except ValueError as error:
        report.take(ValueError, error, error.__traceback__)


def test_a_mistake_is_logged_shown_and_can_be_copied(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    report = ErrorReport(tmp_path / "log")
    qtbot.addWidget(report)
    assert not report.isVisible()
    make_a_mistake(report, "shapes (17,) and (0,)")
    assert report.isVisible()
    assert "ValueError: shapes (17,) and (0,)" in capsys.readouterr().err
    QTest.mouseClick(report.copy_button, LEFT)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Backprop Explorer ")
    assert "make_a_mistake" in copied
    assert copied.count("ValueError: shapes (17,) and (0,)") == 1
    QTest.mouseClick(report.close_button, LEFT)
    assert not report.isVisible()
    written = (tmp_path / "log" / "errors.log").read_text(encoding="utf-8")
    assert "Backprop Explorer " in written
    assert written.count("ValueError: shapes (17,) and (0,)") == 1


def test_of_many_mistakes_the_latest_are_kept(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    report = ErrorReport(tmp_path / "log")
    qtbot.addWidget(report)
    for number in range(30):
        make_a_mistake(report, f"mistake {number}")
    capsys.readouterr()
    assert "mistake 9\n" not in report.report
    assert "mistake 10\n" in report.report
    assert "mistake 29\n" in report.report


PROGRAM = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from explorer.ui.window.error_report import ErrorReport
from explorer.ui.window.start import application, run_window

def fail():
    raise RuntimeError("in a slot")

def look():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow))
    print(window.isVisible(), window.findChild(ErrorReport).isVisible())
    window.close()
    QApplication.exit(0)

application()
QTimer.singleShot(300, fail)
QTimer.singleShot(600, look)
print(run_window(None))
"""


def test_an_exception_in_a_slot_keeps_the_window_and_is_told(root: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=root,
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.stdout.split() == ["True", "True", "0"]
    assert "RuntimeError: in a slot" in ran.stderr
    if sys.platform == "linux":
        (log,) = tmp_path.glob("Backprop Explorer/Backprop Explorer/log/errors.log")
        assert "RuntimeError: in a slot" in log.read_text(encoding="utf-8")
