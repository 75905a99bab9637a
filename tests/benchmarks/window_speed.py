"""How smooth is the window while a network trains in it?

    python -m tests.benchmarks.window_speed

For two networks and each panel in front: the frames each second, their ratio to those of the same window with
nothing to do, the interval that 95 of 100 frames keep, the longest, and the training steps a second.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # must stand before anything imports Qt

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QSettings, Qt, QTimer

from explorer.files.project import read_experiment
from explorer.network.builder import new_experiment
from explorer.network.model import Experiment, Sample
from explorer.resources import resource
from explorer.ui.document import Document
from explorer.ui.main_window import MainWindow
from explorer.ui.pace import WATCHABLE
from explorer.ui.player import FRAME
from explorer.ui.start import application, set_aside

SECONDS = 2.0
FRONTS = ("Gradients", "Inspector", "Samples", "Prediction", "Network table")


class Frames(QObject):
    """Notes when each frame comes: while training the runner's, at rest those of a canvas painted anew."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.times: list[float] = []
        if window.runner.is_running:
            window.runner.progressed.connect(self._note)
            return
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(window.canvas.viewport().update)
        self._timer.timeout.connect(self._note)
        self._timer.start(FRAME)

    def _note(self) -> None:
        self.times.append(perf_counter())

    @property
    def intervals(self) -> np.ndarray:
        """Milliseconds from one frame to the next."""
        return 1000 * np.diff(self.times)


def experiments() -> dict[str, Experiment]:
    """The two networks, each with something to learn."""
    random = Random(0)
    drawn = new_experiment((10, 20, 20, 10))
    inputs, outputs = drawn.network.inputs, drawn.network.outputs
    samples = tuple(
        Sample({n.name: random.gauss(0, 1) for n in inputs}, {n.name: random.gauss(0, 1) for n in outputs})
        for _ in range(20)
    )
    wide = replace(drawn, samples=samples)
    return {"XOR 2-4-1": read_experiment(resource("examples/xor.json")), "10-20-20-10": wide}


def wait(seconds: float) -> None:
    """Let the window live."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


@contextmanager
def window_on(experiment: Experiment) -> Iterator[MainWindow]:
    """A window on `experiment`, 1440×900, drawn and at rest."""
    document = Document()
    document.replace(experiment)
    window = MainWindow(document)
    window.resize(1440, 900)
    window.show()
    window.build()
    wait(0.7)
    set_aside()
    yield window
    window.runner.pause()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def frames_of(window: MainWindow) -> np.ndarray:
    """The intervals of some seconds of frames."""
    frames = Frames(window)
    wait(SECONDS)
    intervals = frames.intervals
    frames.deleteLater()
    wait(0.0)
    return intervals


def measure(experiment: Experiment, front: str, steps_per_second: float | None) -> None:
    """Print the frame rate at rest and while training at this pace, with the panel `front` in front."""
    with window_on(experiment) as window:
        window.docks.show(front)
        wait(0.5)
        idle = frames_of(window)
        window.runner.set_steps_per_second(steps_per_second)
        window.runner.run()
        wait(0.3)
        begin = 0 if window.runner.trainer is None else window.runner.trainer.step
        training = frames_of(window)
        steps = 0 if window.runner.trainer is None else window.runner.trainer.step - begin
        print(
            f"{front:14} {1000 / idle.mean():6.1f} {1000 / training.mean():9.1f} "
            f"{idle.mean() / training.mean():7.2f} {np.percentile(training, 95):9.1f} {training.max():9.1f} "
            f"{steps / SECONDS:10.0f}"
        )


def main() -> None:
    """Print a table for each network."""
    application()
    with TemporaryDirectory() as settings:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
        for name, experiment in experiments().items():
            for pace in (WATCHABLE, None):
                print(f"\n{name}, {'as fast as can be' if pace is None else f'{pace:.0f} steps a second'}")
                print("in front         idle  training   ratio  95 % (ms)  worst (ms)  steps/s")
                for front in FRONTS:
                    measure(experiment, front, pace)


if __name__ == "__main__":
    sys.exit(main())
