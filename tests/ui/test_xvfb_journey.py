"""The program as a person meets it: its own process on a screen, with a real mouse and real keys."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from explorer.drawing.hit_target import Part
from explorer.files.project import read_experiment, to_bytes
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Position, Sample, Training
from explorer.project import Project
from explorer.ui.window.main_window import FIRST_SIZE, MainWindow
from tests.ui.canvas.drawn import at_part, at_weight
from tests.ui.conftest import close, come_to_the_front, new_window

MISSING = [program for program in ("Xvfb", "xdotool") if shutil.which(program) is None]
pytestmark = pytest.mark.skipif(
    bool(MISSING) and "CI" not in os.environ,
    reason=f"{' and '.join(MISSING)} missing: `make test` says how to install what the tests need",
)

ONE_PATH = Experiment(
    Network(
        (
            Neuron("i0", Kind.INPUT, position=(0.0, 0.0)),
            Neuron("h0", Kind.HIDDEN, "relu", 0.0, position=(240.0, -120.0)),
            Neuron("y0", Kind.OUTPUT, "identity", 0.0, position=(480.0, 0.0)),
        ),
        (Connection("i0", "h0", 0.5), Connection("h0", "y0", 1.0)),
    ),
    (Sample({"i0": 1.0}, {"y0": 0.0}),),
    training=Training(learning_rate=0.125),
)
"""i0 → h0 → y0, with room below for another hidden neuron."""

H1_POSITION = (240.0, 120.0)

TWO_PATHS = replace(
    ONE_PATH,
    network=Network(
        (*ONE_PATH.network.neurons, Neuron("h1", Kind.HIDDEN, "relu", 0.0, position=H1_POSITION)),
        (*ONE_PATH.network.connections, Connection("i0", "h1", 0.25), Connection("h1", "y0", 2.0)),
    ),
)
"""With h1 and its weights: y = 1 · 0.5 + 2 · 0.25 = 1, E = ½, δ(y0) = 1, δ(h0) = 1, δ(h1) = 2."""

WEIGHTS_AFTER_ONE_STEP = (0.375, 0.9375, 0.0, 1.96875)
"""0.5 − ⅛ · 1 · 1, 1 − ⅛ · 1 · 0.5, 0.25 − ⅛ · 2 · 1 and 2 − ⅛ · 1 · 0.25."""


class Person:
    """Sits before a screen on which the program has a file open."""

    def __init__(self, screen: str, root: Path, path: Path) -> None:
        self._path = path
        self._environment = os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
        self._complaints = path.with_suffix(".stderr")
        with self._complaints.open("w") as stderr:
            self.program = subprocess.Popen(
                [sys.executable, root / "main.py", path], env=self._environment, stdout=stderr, stderr=stderr
            )
        self._window = ""

    @property
    def complaints(self) -> str:
        """What the program wrote to the terminal."""
        return self._complaints.read_text()

    @property
    def title(self) -> str:
        """What stands above the window."""
        return self.do("getwindowname", self._window)

    def do(self, *words: object) -> str:
        """Let xdotool move the mouse and press what `words` say; what it answers."""
        command = ["xdotool", *map(str, words)]
        answer = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=False, timeout=30
        )
        return answer.stdout.strip()

    def wait_for(self, what: str, condition: Callable[[], object]) -> None:
        """Look often, until the program has done what was asked of it."""
        end = monotonic() + 30
        while not condition():
            assert self.program.poll() is None, f"it ended before {what}: {self.complaints}"
            assert monotonic() < end, f"waited in vain for {what}: {self.complaints}"
            sleep(0.05)

    def come_to_the_front(self) -> None:
        """Wait for the window, put it into the corner of the screen, and give it the keys until it hears."""
        search = ("search", "--onlyvisible", "--name", f"^{self._path.name}")
        self.wait_for("its window", lambda: self.do(*search))
        self._window = self.do(*search)
        before = self._path.read_bytes()

        def is_rewritten() -> bool:
            self.do("windowmove", self._window, 0, 0, "windowfocus", self._window, "key", "ctrl+s")
            return self._path.read_bytes() != before

        self.wait_for("a save", is_rewritten)

    def double_click(self, where: QPoint) -> None:
        """Click twice."""
        self.do("mousemove", where.x(), where.y(), "click", "--repeat", 2, "--delay", 20, 1)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press the left button, move and release it."""
        middle = (start + end) / 2
        self.do(
            *("mousemove", start.x(), start.y(), "mousedown", 1),
            *("mousemove", middle.x(), middle.y(), "mousemove", end.x(), end.y(), "mouseup", 1),
        )

    def type_at(self, where: QPoint, text: str) -> None:
        """Click a value and type another one."""
        self.do("mousemove", where.x(), where.y(), "click", 1, "type", text)
        self.do("key", "Return")

    def save(self, expected: Callable[[Experiment], bool]) -> None:
        """Press Ctrl+S, and wait for a file as expected."""
        self.do("key", "ctrl+s")
        self.wait_for("a file as expected", lambda: expected(read_experiment(self._path)))


@pytest.fixture
def person(virtual_screen: str, root: Path, tmp_path: Path) -> Iterator[Person]:
    """Has `ONE_PATH` open, from a file that the program would write otherwise."""
    path = tmp_path / "two-paths.json"
    path.write_text(json.dumps(json.loads(to_bytes(Project(ONE_PATH)))))
    sitting = Person(virtual_screen, root, path)
    yield sitting
    sitting.program.kill()
    sitting.program.wait()


class Likeness:
    """The same window without a screen, which knows where everything stands in it."""

    def __init__(self, window: MainWindow) -> None:
        self.document = window.document
        self._canvas = window.canvas
        self._corner = window.canvas.viewport().mapTo(window, QPoint())

    def place(self, position: Position) -> QPoint:
        """A place on the canvas."""
        return self._corner + self._canvas.mapFromScene(*position)

    def part(self, name: str, part: Part) -> QPoint:
        """A part of a neuron."""
        return self._corner + at_part(self._canvas, name, part)

    def weight(self, source: str, dest: str) -> QPoint:
        """The weight of a connection."""
        return self._corner + at_weight(self._canvas, source, dest)


@pytest.fixture
def likeness(qtbot: QtBot) -> Iterator[Likeness]:
    """On `ONE_PATH`, as large as the window is at its first start."""
    window = new_window(ONE_PATH, FIRST_SIZE)
    qtbot.waitUntil(window.canvas.isVisible)
    come_to_the_front(window, qtbot)
    yield Likeness(window)
    close(window)


def test_a_real_hand_draws_types_saves_trains_and_quits(person: Person, likeness: Likeness) -> None:
    person.come_to_the_front()
    person.double_click(likeness.place(H1_POSITION))
    likeness.document.edit("Draw", TWO_PATHS)
    person.drag(likeness.part("i0", Part.RIM), likeness.part("h1", Part.BODY))
    person.drag(likeness.part("h1", Part.RIM), likeness.part("y0", Part.BODY))
    person.type_at(likeness.weight("i0", "h1"), "1/4")
    person.type_at(likeness.weight("h1", "y0"), "2")
    person.wait_for("a star in the title", lambda: person.title.startswith("two-paths.json*"))
    person.save(lambda saved: saved == TWO_PATHS)
    person.wait_for("the star to go", lambda: person.title.startswith("two-paths.json —"))
    person.do("key", "F6")
    person.save(lambda saved: tuple(c.weight for c in saved.network.connections) == WEIGHTS_AFTER_ONE_STEP)
    person.do("key", "ctrl+q")
    assert person.program.wait(timeout=30) == 0
    assert person.complaints == ""
