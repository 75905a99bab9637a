"""How is a picture of the window taken without a display?"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from PySide6.QtCore import QEventLoop, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from explorer.refusal import Refusal
from explorer.ui.commands.command import NETWORK
from explorer.ui.session.job_runner import Jobs
from explorer.ui.theme.theme import Appearance
from explorer.ui.window.start import application, opened

SETTLING = 400
"""Milliseconds that the panels are given to fill."""

PATIENCE = 120.0
"""Seconds after which what is still computed is not waited for."""


def save_shot(
    out: Path,
    path: Path | None,
    step: int | None,
    size: tuple[int, int],
    theme: str,
    workspace: str = NETWORK,
) -> int:
    """Draw the window on the experiment at `path`, or an example, and save its picture; the exit status.

    `step` is the message that the animation has reached, clamped to the pass; the end of the backward phase
    where None. `size` is (width, height) in pixels, `theme` "light" or "dark", `workspace` which one is
    shown, with all that it computes. The person's settings are neither read nor written.
    """
    application()
    with TemporaryDirectory() as settings:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
        return _save_shot(out, path, step, size, theme, workspace)


def _save_shot(
    out: Path, path: Path | None, step: int | None, size: tuple[int, int], theme: str, workspace: str
) -> int:
    from explorer.ui.window.main_window import MainWindow

    try:
        document = opened(path)
    except Refusal as refused:
        return _refuse(str(refused))
    window = MainWindow(document)
    window.set_appearance(Appearance(theme))
    window.resize(*size)
    window.show()
    window.complete()
    _run_events()
    window.docks.share_out()
    cues = window.session.player.timeline.script.cues
    if cues and step is not None:
        window.session.player.show_message(min(max(step, 0), len(cues) - 1))
    else:
        window.session.player.reveal()
    _run_events()
    window.canvas.settle()
    if workspace != NETWORK:
        window.show_workspace(workspace)
        _wait_for(window.session.jobs)
    picture = _picture(window, QSize(*size))
    window.close()
    window.deleteLater()
    if not picture.save(str(out)):
        return _refuse(f"{out} could not be written: choose a folder that exists and a name ending in .png")
    return 0


def _picture(window: QWidget, size: QSize) -> QPixmap:
    """The window, made smaller where `size` is less than it can shrink to."""
    picture = window.grab()
    if picture.size() == size:
        return picture
    return picture.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _run_events() -> None:
    """Let layouts settle and panels fill."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLING, loop.quit)
    loop.exec()


def _wait_for(jobs: Jobs) -> None:
    """Until everything is computed, and has stayed so while layouts settled."""
    end = perf_counter() + PATIENCE
    is_done = False
    while not is_done and perf_counter() < end:
        was_running = bool(jobs.running)
        _run_events()
        is_done = not (was_running or jobs.running)


def _refuse(reason: str) -> int:
    print(f"backprop-explorer: {reason}", file=sys.stderr)
    return 1
