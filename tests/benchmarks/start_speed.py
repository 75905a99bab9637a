"""How soon is the first frame there, against that of a bare window?

    python -m tests.benchmarks.start_speed [--rounds N] [--platform xcb]

Every round starts two fresh interpreters, one after the other: one shows an empty QMainWindow, the other is
the program, which opens its example. Each tells when its first frame has been painted; the time counts from
before the process is started. The first round, in which bytecode may be written, does not count.
"""

import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.machine import users_environment
from tests.benchmarks.race import Spread

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS = 15
LONGEST = 30.0
"""Seconds after which a start has failed."""

BARE, PROGRAM = "bare window", "explorer"

_WATCH = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self):
        print(time.monotonic(), flush=True)
        os._exit(0)

run = QApplication.exec

def watched(application):
    watch = Watch()
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            window.installEventFilter(watch)
    return run()

QApplication.exec = watched
"""
"""Tells the time at which everything that the first painting of the window brings has been painted."""

_STARTS = {
    BARE: _WATCH + "app = QApplication([])\nwindow = QMainWindow()\nwindow.show()\napp.exec()\n",
    # The order in which the program itself imports: what needs no Qt comes before Qt.
    PROGRAM: "import explorer.files.project\n" + _WATCH + "from explorer.app import main\nmain([])\n",
}


def seconds_to_first_frame(start: str, environment: Mapping[str, str]) -> float:
    """From before the process is started. Raises CalledProcessError where it shows nothing."""
    begin = time.monotonic()
    process = subprocess.run(
        [sys.executable, "-c", _STARTS[start]],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=LONGEST,
    )
    return float(process.stdout) - begin


def first_frames(rounds: int = ROUNDS, platform: str = "offscreen") -> dict[str, list[float]]:
    """The seconds of every round, by what was started."""
    seconds: dict[str, list[float]] = {BARE: [], PROGRAM: []}
    with TemporaryDirectory() as settings:
        own = {"QT_QPA_PLATFORM": platform, "XDG_CONFIG_HOME": settings, "PYTHONPATH": str(ROOT)}
        environment = {**users_environment(), **own}
        for _ in range(rounds + 1):
            for name, taken in seconds.items():
                taken.append(seconds_to_first_frame(name, environment))
    return {name: taken[1:] for name, taken in seconds.items()}


def ratio(seconds: Mapping[str, list[float]]) -> Spread:
    """Program / bare window, compared within each round."""
    return Spread.of([ours / bare for ours, bare in zip(seconds[PROGRAM], seconds[BARE], strict=True)])


def measure(rounds: int = ROUNDS) -> dict[str, float]:
    """The median of the ratio."""
    return {"first frame, explorer / bare window": ratio(first_frames(rounds)).median}


def main() -> None:
    """Print both times and their ratio."""
    parser = ArgumentParser(prog="python -m tests.benchmarks.start_speed", description="Time it.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--platform", default="offscreen", help="Qt's platform; xcb needs a display")
    asked = parser.parse_args()
    seconds = first_frames(asked.rounds, asked.platform)
    for name, taken in seconds.items():
        spread = Spread.of([1000 * each for each in taken])
        print(f"{name:12} {spread.median:6.0f} ms  ({spread.low:.0f} to {spread.high:.0f})")
    spread = ratio(seconds)
    print(f"{'ratio':12} {spread.median:6.2f}     ({spread.low:.2f} to {spread.high:.2f})")


if __name__ == "__main__":
    main()
