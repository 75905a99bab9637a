"""`explorer.ui.session.kernel_loader`, in a process of its own: what is loaded stays in the process"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from explorer.compiling.loaded import ALONE, is_loaded
from explorer.ui.session.job_runner import Jobs
from explorer.ui.session.kernel_loader import KernelLoader

app = QApplication([])
loader, told = KernelLoader(Jobs()), []
loader.status_message.connect(told.append)
loader.status_message.connect(app.quit)
loader.loaded.connect(app.quit)
QTimer.singleShot(0, loader.start)
if "stop" in sys.argv:
    QTimer.singleShot(300, app.quit)
app.exec()
print(is_loaded(ALONE), told)
"""


def loaded(*arguments: str, **environment: str) -> str:
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True,
        text=True,
        timeout=170,
        check=True,
    )
    assert result.stderr == ""
    return result.stdout.strip()


def test_the_kernels_are_compiled_if_need_be_and_loaded_beside_the_window() -> None:
    assert loaded() == "True []"


def test_where_there_is_no_place_for_them_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    nowhere = str(tmp_path / "a file")
    assert "find no folder" in loaded(XDG_CACHE_HOME=nowhere, HOME=nowhere, LOCALAPPDATA=nowhere)


def test_a_window_that_is_closed_while_they_are_compiled_takes_the_compiling_with_it(tmp_path: Path) -> None:
    place = str(tmp_path)
    assert loaded("stop", XDG_CACHE_HOME=place, HOME=place, LOCALAPPDATA=place) == "False []"
    assert not list(tmp_path.rglob("complete"))
