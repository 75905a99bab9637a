"""Tests of explorer/app.py: how the program starts, seen from outside."""

import json
import os
import subprocess
import sys
from pathlib import Path

from explorer import __version__
from explorer.resources import examples

DISPLAY_VARIABLES = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}

PROBE = """
import io, json, sys
from contextlib import redirect_stdout
from explorer.app import main

seen = []
for arguments in json.loads(sys.argv[1]):
    with redirect_stdout(io.StringIO()):
        try:
            status = main(arguments)
        except SystemExit as exit:
            status = exit.code
    screen = [name for name in ("PySide6", "pyqtgraph", "shiboken6") if name in sys.modules]
    seen.append([arguments[0], status, screen])
print(json.dumps(seen))
"""


def start(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run this Python on a machine without a display, unless `environment` names one."""
    without = {name: value for name, value in os.environ.items() if name not in DISPLAY_VARIABLES}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, env={**without, **environment}, capture_output=True, text=True, check=False, timeout=60
    )


def test_the_verbs_import_neither_qt_nor_pyqtgraph(root: Path, tmp_path: Path) -> None:
    example = str(examples()[0])
    verbs = [
        ["--version"],
        ["--help"],
        ["trace", example],
        ["check", example],
        ["train", example, "--steps", "2", "--save", str(tmp_path / "trained.json")],
        ["descend", "x^3 + 3x^2", "--start", "-1", "--learning-rate", "0.1", "--steps", "5"],
        ["bifurcation", "x^2", "--start", "1", "--learning-rates", "0.1:0.9:3", "--landmarks"],
        ["derive", "b = a^2; c = 3b", "--at", "a=2"],
        ["surface", example, "--plane", "sharpest", "--points", "9"],
        ["central-flow", example, "--steps", "3"],
        ["race", "saddle", "--optimisers", "all", "--same-rate", "0.1", "--steps", "5"],
        ["export", example, str(tmp_path / "weights.npz")],
    ]
    probe = start("-c", PROBE, json.dumps(verbs), PYTHONPATH=str(root))
    assert probe.stderr == ""
    assert json.loads(probe.stdout) == [[arguments[0], 0, []] for arguments in verbs]


FIRST_FRAME = """
import sys
from explorer.app import import_before_qt, main
import_before_qt()
from PySide6.QtWidgets import QApplication

def show_and_tell(application):
    (window,) = [w for w in QApplication.topLevelWidgets() if w.isWindow() and w.isVisible()]
    window.grab()
    late = (
        "explorer.backprop.message",
        "explorer.network.layout.layered_layout",
        "explorer.training.trainer",
        "explorer.ui.commands.network_verbs",
        "explorer.ui.panels",
        "explorer.ui.session.player",
    )
    print([name for name in (*late, "numba", "pyqtgraph", "ziamath") if name in sys.modules])
    after_qt = list(sys.modules)[list(sys.modules).index("PySide6") :]
    print([name for name in after_qt if name.startswith("explorer.") and ".ui" not in name])
    return 0

QApplication.exec = show_and_tell
sys.exit(main([]))
"""


def test_the_first_frame_imports_nothing_that_it_does_without_and_qt_last(root: Path) -> None:
    probe = start("-c", FIRST_FRAME, PYTHONPATH=str(root), QT_QPA_PLATFORM="offscreen")
    assert probe.stderr == ""
    assert probe.stdout.splitlines() == ["[]", "[]"]
    assert probe.returncode == 0


def test_main_py_is_the_program(root: Path) -> None:
    program = start(root / "main.py", "--version")
    assert program.stdout.split()[-1] == __version__
    assert program.returncode == 0


def test_without_a_display_the_window_ends_in_one_clear_line(root: Path) -> None:
    program = start(root / "main.py")
    assert program.returncode == 1
    assert program.stdout == ""
    assert program.stderr.startswith(
        "backprop-explorer: no display: neither DISPLAY nor WAYLAND_DISPLAY is set; "
    )
    assert program.stderr.count("\n") == 1


def test_a_display_that_is_gone_ends_in_one_clear_line(root: Path) -> None:
    program = start(root / "main.py", DISPLAY=":98765")
    assert program.returncode == 1
    assert program.stderr.startswith("backprop-explorer: the display :98765 does not answer; ")
    assert program.stderr.count("\n") == 1


def test_a_library_that_is_not_installed_ends_in_one_clear_line(root: Path) -> None:
    program = start("-S", root / "main.py", "trace", "experiment.json")  # -S: without what pip installed
    assert program.returncode == 1
    assert program.stderr.startswith("backprop-explorer: ")
    assert "is not installed; start with `make run`, or install the program with pip" in program.stderr
    assert program.stderr.count("\n") == 1
