"""How smooth is the window while a network trains in it, and how fast does it train there?

    python -m tests.benchmarks.window_speed [--seconds S] [--rounds N] [--all | --json]

A frame begins every 16 ms, where the one before is over, with a painting of the canvas, as while one drags
or pans. In every round the same window first has nothing to do, then trains with such frames, then goes on
without anybody's asking for them, while its steps are counted, and last the same run is trained without a
window: what is told are the ratios within a round. `--all` puts each panel in front in turn; `--json` prints
the rates of every round.
"""

import json
import os
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # must stand before anything imports Qt

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QSettings, Qt, QTimer

from explorer.files.project import read_experiment
from explorer.network.builder import new_experiment
from explorer.network.model import Experiment, Sample
from explorer.resources import resource
from explorer.training import warm_up
from explorer.training.kernel import kernel_cache
from explorer.training.trainer import Trainer
from explorer.ui.session.document import Document
from explorer.ui.session.player import FRAME
from explorer.ui.session.step_budget import WATCHABLE
from explorer.ui.window.main_window import MainWindow
from explorer.ui.window.start import application, set_aside

SECONDS, ROUNDS = 2.0, 3
FRONT = "Gradients"
"""The panel that is in front at the first start."""

FRONTS = (FRONT, "Inspector", "Samples", "Prediction", "Network table")
_MANY_STEPS = 10**12


class Frames(QObject):
    """Notes when each frame begins, and asks for a painting of the canvas."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.times: list[float] = []
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(lambda: self.times.append(perf_counter()))
        timer.timeout.connect(window.canvas.viewport().update)
        timer.start(FRAME)

    @property
    def intervals(self) -> np.ndarray:
        """Milliseconds from one frame to the next."""
        return 1000 * np.diff(self.times)


@dataclass(frozen=True)
class Round:
    """The milliseconds between frames at rest and while training, and the steps a second here and there."""

    idle: np.ndarray
    training: np.ndarray
    steps: float
    headless: float

    @property
    def rates(self) -> dict[str, float]:
        """Frames a second at rest and while training, steps a second here and there."""
        frames = {"idle": 1000 / float(self.idle.mean()), "training": 1000 / float(self.training.mean())}
        return {**frames, "steps": self.steps, "headless": self.headless}

    @property
    def smoothness(self) -> float:
        """Frames while training / frames at rest."""
        return float(self.idle.mean() / self.training.mean())

    @property
    def speed(self) -> float:
        """Steps in the window / steps without one."""
        return self.steps / self.headless


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
def window_on(experiment: Experiment, front: str) -> Iterator[MainWindow]:
    """A window on `experiment`, 1440×900, drawn and at rest, with the panel `front` in front."""
    document = Document()
    document.replace(experiment)
    window = MainWindow(document)
    window.resize(1440, 900)
    window.show()
    window.build()
    wait(0.7)
    window.docks.show(front)
    set_aside()
    wait(0.5)
    yield window
    window.runner.pause()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def frames_of(window: MainWindow, seconds: float) -> np.ndarray:
    """The intervals of so many seconds of frames."""
    frames = Frames(window)
    wait(seconds)
    intervals = frames.intervals
    frames.deleteLater()
    wait(0.0)
    return intervals


def headless_pace(experiment: Experiment, seconds: float) -> float:
    """Steps per second without a window."""
    trainer = Trainer(experiment)
    trainer.advance_for(seconds / 4, _MANY_STEPS)
    begin, step = perf_counter(), trainer.step
    trainer.advance_for(seconds, _MANY_STEPS)
    return (trainer.step - step) / (perf_counter() - begin)


def step_of(window: MainWindow) -> int:
    """How many steps the run has made."""
    run = window.runner.snapshot
    return 0 if run is None else run.step


def one_round(window: MainWindow, steps_per_second: float | None, seconds: float) -> Round:
    """Look at the window at rest and training at this pace, None for as fast as can be."""
    idle = frames_of(window, seconds)
    experiment = window.document.experiment
    window.runner.set_steps_per_second(steps_per_second)
    window.runner.run()
    wait(0.3)
    training = frames_of(window, seconds)
    begin, step = perf_counter(), step_of(window)
    wait(seconds)
    steps = (step_of(window) - step) / (perf_counter() - begin)
    window.runner.pause()
    headless = headless_pace(experiment, seconds / 2) if steps_per_second is None else steps_per_second
    return Round(idle, training, steps, headless)


@contextmanager
def desk() -> Iterator[None]:
    """An application with settings of its own, and with the kernels that it would have by and by."""
    application()
    if kernel_cache.is_installed():
        warm_up.load()
    with TemporaryDirectory() as settings:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, settings)
        yield


def rounds_of(
    experiment: Experiment, front: str, steps_per_second: float | None, count: int, seconds: float
) -> list[Round]:
    """So many rounds in one window."""
    with window_on(experiment, front) as window:
        return [one_round(window, steps_per_second, seconds) for _ in range(count)]


def as_fast_as_can_be(count: int = ROUNDS, seconds: float = SECONDS) -> dict[str, list[Round]]:
    """The rounds of both networks in the window as it first opens."""
    with desk():
        return {
            name: rounds_of(experiment, FRONT, None, count, seconds)
            for name, experiment in experiments().items()
        }


def tell(front: str, rounds: Sequence[Round]) -> None:
    """Print a row."""
    training = np.concatenate([each.training for each in rounds])
    idle = np.concatenate([each.idle for each in rounds])
    print(
        f"{front:14} {1000 / idle.mean():6.1f} {1000 / training.mean():9.1f} "
        f"{median(each.smoothness for each in rounds):7.2f} {np.percentile(training, 95):9.1f} "
        f"{training.max():11.1f} {median(each.steps for each in rounds):9.0f} "
        f"{median(each.speed for each in rounds):12.2f}"
    )


def main() -> None:
    """Print a table for each network and pace."""
    parser = ArgumentParser(prog="python -m tests.benchmarks.window_speed", description="Count the frames.")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--all", action="store_true", help="each panel in front in turn, and also slowly")
    parser.add_argument("--json", action="store_true", help="print the rates of every round")
    asked = parser.parse_args()
    if asked.json:
        found = as_fast_as_can_be(asked.rounds, asked.seconds)
        print(json.dumps({name: [each.rates for each in rounds] for name, rounds in found.items()}))
        return
    with desk():
        for name, experiment in experiments().items():
            for pace in (None, WATCHABLE) if asked.all else (None,):
                print(f"\n{name}, {'as fast as can be' if pace is None else f'{pace:.0f} steps a second'}")
                print("in front         idle  training   ratio  95 % (ms)  worst (ms)   steps/s  of headless")
                for front in FRONTS if asked.all else (FRONT,):
                    tell(front, rounds_of(experiment, front, pace, asked.rounds, asked.seconds))


if __name__ == "__main__":
    main()
