"""The program as it is started, on a screen, with mouse and keyboard: what is drawn there is in the file."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import pytest

from explorer.files.project import read_experiment, write_experiment
from explorer.files.refused import FileRefused
from explorer.network.model import Experiment, Kind
from explorer.training.trainer import Trainer
from explorer.ui.document import EMPTY

PATIENCE = 60.0
"""Seconds after which something that was waited for will not come."""

RIM = 33.0
"""From the middle of a hidden neuron to its rim, in scene units."""


@dataclass
class Person:
    """Somebody before the screen `display`, with the program open on the file at `path`."""

    display: str
    path: Path
    program: subprocess.Popen[str]
    windows: set[str] = field(default_factory=set)

    def act(self, *command: object) -> str:
        """One move of mouse or keyboard; what xdotool prints."""
        environment = {**os.environ, "DISPLAY": self.display}
        words = [str(word) for word in ("xdotool", *command)]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def wait_for(self, condition: Callable[[], bool], what: str) -> None:
        """Look again and again until `condition` holds."""
        end = monotonic() + PATIENCE
        while not condition():
            assert self.program.poll() is None, f"the program ended: {self.program.communicate()[1]}"
            assert monotonic() < end, f"waited in vain for {what}"

    def go_to_new_window(self) -> None:
        """Wait until a window comes up, put it in the corner of the screen and type into it from now on."""
        search = ("search", "--onlyvisible", "--name", "Backprop Explorer")
        self.wait_for(lambda: bool(set(self.act(*search).split()) - self.windows), "a window")
        (new,) = set(self.act(*search).split()) - self.windows
        self.windows.add(new)
        self.act("windowmove", new, 0, 0, "windowfocus", "--sync", new)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self.act("key", "--clearmodifiers", *keys)

    def double_click(self, x: float, y: float) -> None:
        """Twice on the same place."""
        self.act("mousemove", round(x), round(y), "click", "--repeat", 2, "--delay", 40, 1)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press the left button at `start`, move to `end`, let go."""
        moves: list[object] = ["mousemove", round(start[0]), round(start[1]), "mousedown", 1]
        for step in range(1, 6):
            x, y = (begin + (goal - begin) * step / 5 for begin, goal in zip(start, end, strict=True))
            moves += ["mousemove", round(x), round(y)]
        self.act(*moves, "mouseup", 1)

    def saved(self, condition: Callable[[Experiment], bool], what: str) -> Experiment:
        """Press Ctrl+S, wait until what is in the file satisfies `condition`, and return it."""
        found = [EMPTY]

        def is_there() -> bool:
            try:
                found[0] = read_experiment(self.path)
            except FileRefused:
                return False
            return condition(found[0])

        self.press("ctrl+s")
        self.wait_for(is_there, what)
        return found[0]


@pytest.fixture
def person(virtual_screen: str, tmp_path: Path, root: Path) -> Iterator[Person]:
    """The program on an empty canvas, whose window is in front."""
    if shutil.which("xdotool") is None:
        pytest.skip("xdotool moves the mouse: apt-get install xdotool")
    path = tmp_path / "drawn.json"
    write_experiment(path, EMPTY)
    environment = {**os.environ, "DISPLAY": virtual_screen, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, str(root / "main.py"), str(path)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        someone = Person(virtual_screen, path, program)
        someone.go_to_new_window()
        yield someone
        program.kill()


def test_a_network_is_drawn_with_the_mouse_edited_with_the_keyboard_trained_and_saved(person: Person) -> None:
    left, right = (330.0, 300.0), (630.0, 420.0)
    person.double_click(*left)
    person.double_click(*right)
    drawn = person.saved(lambda e: len(e.network.neurons) == 2, "two neurons")
    first, second = (neuron.position for neuron in drawn.network.neurons)
    scale = (right[0] - left[0]) / (second[0] - first[0])

    def on_screen(x: float, y: float) -> tuple[float, float]:
        return (left[0] + (x - first[0]) * scale, left[1] + (y - first[1]) * scale)

    person.drag(on_screen(first[0] + RIM, first[1]), on_screen(*second))
    drawn = person.saved(lambda e: len(e.network.connections) == 1, "a connection")
    assert drawn.network.connections[0].ends == ("h0", "h1")

    person.drag(on_screen(second[0], second[1] + 20), on_screen(second[0], second[1] + 80))
    drawn = person.saved(lambda e: e.network.by_name["h1"].position != second, "a move")
    assert drawn.network.by_name["h1"].position[1] > second[1]

    person.press("ctrl+i", "ctrl+u")
    drawn = person.saved(lambda e: len(e.network.neurons) == 4, "an input and an output")
    assert [neuron.kind for neuron in drawn.network.neurons[2:]] == [Kind.INPUT, Kind.OUTPUT]

    person.press("Return")
    person.act("type", "1/4")
    person.press("Return")
    drawn = person.saved(lambda e: e.network.by_name["y0"].bias == 0.25, "a typed bias")

    trainer = Trainer(drawn)
    trainer.advance(1)
    stepped = trainer.experiment_at_last_finite().network.by_name["y0"].bias
    assert stepped != 0.25
    person.press("F6")
    person.saved(lambda e: e.network.by_name["y0"].bias == stepped, "a step of training")

    person.press("ctrl+z", "ctrl+z")
    person.saved(lambda e: e.network.by_name["y0"].bias == 0.0, "two steps undone")

    person.press("ctrl+shift+z", "ctrl+q")
    person.go_to_new_window()  # which asks what is to become of the changes
    person.press("alt+d")
    _, problems = person.program.communicate(timeout=PATIENCE)
    assert (person.program.returncode, problems) == (0, "")
