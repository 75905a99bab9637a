"""How smooth is the window while a network trains in it, and how fast does it train there?

    python -m tests.benchmarks.window_speed [--seconds S] [--rounds N] [--all | --json]

A frame begins every 16 ms, where the one before is over, with a painting of the canvas, as while one drags
or pans. In every round the same window first has nothing to do, then trains with such frames, then goes on
without anybody's asking for them, while its steps are counted, and last the same run is trained without a
window: what is told are the ratios within a round. `--all` puts each panel in front in turn; `--json` prints
the rates of every round.
"""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, thread_time

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer

from explorer.frame_budget import FRAME
from explorer.job import in_thread
from explorer.network.model import Experiment
from explorer.training.many.training_map import compute_map
from explorer.training.trainer import Trainer
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.session.step_budget import WATCHABLE
from explorer.ui.window.main_window import MainWindow
from explorer.ui.window.start import set_aside
from tests.benchmarks.contenders.map_run import map_of_xor
from tests.benchmarks.driven_window import (
    FRONT,
    application_of_its_own,
    pause,
    steps_made,
    train,
    wait,
    window_on,
)
from tests.benchmarks.work import watched_networks, xor

SECONDS, ROUNDS = 2.0, 3
FRONTS = (FRONT, "inspector", "samples", "prediction", "network-table")
_MANY_STEPS = 10**12


@dataclass(frozen=True)
class Frames:
    """Milliseconds from each frame to the next, and those of the processor that its thread takes for one."""

    intervals: np.ndarray
    cost: float


@dataclass(frozen=True)
class Round:
    """Frames at rest and while training, and the steps a second here and there."""

    idle: Frames
    training: Frames
    steps: float
    headless: float

    @property
    def rates(self) -> dict[str, float]:
        """Frames a second at rest and while training, what one costs, steps a second here and there."""
        return {
            "idle": 1000 / float(self.idle.intervals.mean()),
            "training": 1000 / float(self.training.intervals.mean()),
            "idle cost": self.idle.cost,
            "training cost": self.training.cost,
            "steps": self.steps,
            "headless": self.headless,
        }

    @property
    def smoothness(self) -> float:
        """Frames while training / frames at rest."""
        return float(self.idle.intervals.mean() / self.training.intervals.mean())

    @property
    def speed(self) -> float:
        """Steps in the window / steps without one."""
        return self.steps / self.headless


def frames_of(window: MainWindow, seconds: float) -> Frames:
    """So many seconds of frames, each of which asks for a painting of the canvas."""
    times: list[float] = []
    asking = QObject(window)
    timer = QTimer(asking)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: times.append(perf_counter()))
    timer.timeout.connect(window.canvas.viewport().update)
    timer.start(FRAME)
    begin = thread_time()
    wait(seconds)
    cost = 1000 * (thread_time() - begin) / max(1, len(times))
    asking.deleteLater()
    wait(0.0)
    return Frames(1000 * np.diff(times), cost)


def headless_pace(experiment: Experiment, seconds: float) -> float:
    """Steps per second without a window."""
    trainer = Trainer(experiment)
    trainer.advance_for(seconds / 4, _MANY_STEPS)
    begin, step = perf_counter(), trainer.step
    trainer.advance_for(seconds, _MANY_STEPS)
    return (trainer.step - step) / (perf_counter() - begin)


def one_round(window: MainWindow, steps_per_second: float | None, seconds: float) -> Round:
    """Look at the window at rest and training at this pace, None for as fast as can be."""
    idle = frames_of(window, seconds)
    experiment = window.document.experiment
    train(window, steps_per_second)
    wait(0.3)
    training = frames_of(window, seconds)
    begin, step = perf_counter(), steps_made(window)
    wait(seconds)
    steps = (steps_made(window) - step) / (perf_counter() - begin)
    pause(window)
    headless = headless_pace(experiment, seconds / 2) if steps_per_second is None else steps_per_second
    return Round(idle, training, steps, headless)


def rounds_of(
    experiment: Experiment, front: str, steps_per_second: float | None, count: int, seconds: float
) -> list[Round]:
    """So many rounds in one window."""
    with window_on(experiment, front) as window:
        set_aside()
        return [one_round(window, steps_per_second, seconds) for _ in range(count)]


def as_fast_as_can_be(count: int = ROUNDS, seconds: float = SECONDS) -> dict[str, list[Round]]:
    """The rounds of both networks in the window as it first opens."""
    with application_of_its_own():
        return {
            name: rounds_of(experiment, FRONT, None, count, seconds)
            for name, experiment in watched_networks().items()
        }


def mapping_rates(count: int, seconds: float) -> list[dict[str, float]]:
    """Frames a second of a window at rest, and while a map is made in it, round by round."""
    found = []
    training_map = map_of_xor(1024, 5000)  # which is not done before anybody has looked
    with window_on(xor(), FRONT) as window:
        set_aside()
        for _ in range(count):
            idle = frames_of(window, seconds)
            runner = JobRunner(window.session.jobs, window)
            runner.start(in_thread(compute_map(training_map)))
            wait(0.3)
            mapping = frames_of(window, seconds)
            runner.cancel()
            rates = {"idle": idle, "mapping": mapping}
            found.append({name: 1000 / float(each.intervals.mean()) for name, each in rates.items()})
            wait(0.3)
    return found


def tell(front: str, rounds: Sequence[Round]) -> None:
    """Print a row."""
    training = np.concatenate([each.training.intervals for each in rounds])
    idle = np.concatenate([each.idle.intervals for each in rounds])
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
    parser.add_argument("--map", action="store_true", help="print as JSON what a map that is made costs")
    asked = parser.parse_args()
    if asked.map:
        with application_of_its_own():
            print(json.dumps(mapping_rates(asked.rounds, asked.seconds)))
        return
    if asked.json:
        found = as_fast_as_can_be(asked.rounds, asked.seconds)
        print(json.dumps({name: [each.rates for each in rounds] for name, rounds in found.items()}))
        return
    with application_of_its_own():
        for name, experiment in watched_networks().items():
            for pace in (None, WATCHABLE) if asked.all else (None,):
                print(f"\n{name}, {'as fast as can be' if pace is None else f'{pace:.0f} steps a second'}")
                print("in front         idle  training   ratio  95 % (ms)  worst (ms)   steps/s  of headless")
                for front in FRONTS if asked.all else (FRONT,):
                    tell(front, rounds_of(experiment, front, pace, asked.rounds, asked.seconds))


if __name__ == "__main__":
    main()
