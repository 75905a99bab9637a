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
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
        print(time.monotonic(), time.process_time(), flush=True)
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

# What `explorer.app` does before it imports anything: else numpy would start threads that it never has there.
_AS_THE_PROGRAM = (
    "import os\nos.environ['OPENBLAS_NUM_THREADS'] = '1'\n"
    "import explorer.app\nexplorer.app.import_before_qt()\n"
)

_STARTS = {
    BARE: _WATCH + "app = QApplication([])\nwindow = QMainWindow()\nwindow.show()\napp.exec()\n",
    # In the order of the program itself: what needs no Qt comes before Qt.
    PROGRAM: _AS_THE_PROGRAM + _WATCH + "from explorer.app import main\nmain([])\n",
}


@dataclass(frozen=True)
class FirstFrame:
    """The seconds until it was there, from before the process was started, and those of the processor."""

    seconds: float
    processor: float


def first_frame(start: str, environment: Mapping[str, str]) -> FirstFrame:
    """Of a process that is started now. Raises CalledProcessError where it shows nothing."""
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
    painted, processor = map(float, process.stdout.split())
    return FirstFrame(painted - begin, processor)


def first_frames(rounds: int = ROUNDS, platform: str = "offscreen") -> dict[str, list[FirstFrame]]:
    """The first frames of every round, by what was started."""
    frames: dict[str, list[FirstFrame]] = {BARE: [], PROGRAM: []}
    with TemporaryDirectory() as settings:
        own = {"QT_QPA_PLATFORM": platform, "XDG_CONFIG_HOME": settings, "PYTHONPATH": str(ROOT)}
        environment = {**users_environment(), **own}
        for _ in range(rounds + 1):
            for name, taken in frames.items():
                taken.append(first_frame(name, environment))
    return {name: taken[1:] for name, taken in frames.items()}


def ratio(frames: Mapping[str, list[FirstFrame]], of: Callable[[FirstFrame], float]) -> Spread:
    """Program / bare window, compared within each round: `of` gives what is compared."""
    return Spread.of([of(ours) / of(bare) for ours, bare in zip(frames[PROGRAM], frames[BARE], strict=True)])


MEASURES: dict[str, Callable[[FirstFrame], float]] = {
    "first frame": lambda frame: frame.seconds,
    "processor": lambda frame: frame.processor,
}


def main() -> None:
    """Print both times and their ratio."""
    parser = ArgumentParser(prog="python -m tests.benchmarks.start_speed", description="Time it.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--platform", default="offscreen", help="Qt's platform; xcb needs a display")
    asked = parser.parse_args()
    frames = first_frames(asked.rounds, asked.platform)
    for measure, of in MEASURES.items():
        for name, taken in frames.items():
            spread = Spread.of([1000 * of(each) for each in taken])
            print(f"{measure:12} {name:12} {spread.median:6.0f} ms  ({spread.low:.0f} to {spread.high:.0f})")
        spread = ratio(frames, of)
        print(f"{measure:12} {'ratio':12} {spread.median:6.2f}     ({spread.low:.2f} to {spread.high:.2f})")


if __name__ == "__main__":
    main()
