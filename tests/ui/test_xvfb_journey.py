"""The program as a person meets it: its own process on a screen, with a real mouse and real keys."""

import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect
from pytestqt.qtbot import QtBot

from explorer.descent.settings import DescentSettings, RateRange
from explorer.drawing.hit_target import Part
from explorer.files.project import read_project, to_bytes
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Position, Sample, Training
from explorer.project import Project
from explorer.ui.window.main_window import FIRST_SIZE, MainWindow
from explorer.ui.workspaces.one_variable.centre import OneVariableCentre
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

SEEN = RateRange(0.0, 2.0, -2.0, 2.0)
LOOKED_AT = DescentSettings(start=0.5, learning_rate=0.5, seen=SEEN)
"""What the file has of the workspace One variable: the range is given, so that the α line stands at once."""


GENEROUS = 120
"""Seconds that anything may take: the machine may have much else to do."""


def colours_on_screen(picture: Path, area: QRect) -> set[str]:
    """The colours of the pixels in `area` of the screen whose pixels the X server keeps in `picture`."""
    data = picture.read_bytes()
    words = struct.unpack(">20I", data[:80])  # the header of XWD, version 7
    header, bytes_a_row, colours = words[0], words[12], words[19]
    assert (words[1], words[11]) == (7, 32)
    first = header + 12 * colours
    found = set()
    for y in range(area.top(), area.bottom() + 1):
        start = first + y * bytes_a_row + 4 * area.left()
        row = struct.unpack(f"<{area.width()}I", data[start : start + 4 * area.width()])
        found |= {f"#{pixel & 0xFFFFFF:06x}" for pixel in row}
    return found


def around(place: QPoint) -> QRect:
    """The few pixels in which a thin line at `place` runs."""
    return QRect(place.x() - 2, place.y() - 2, 5, 5)


def is_yellow(colour: str) -> bool:
    """Whether it is a light yellow, as of the box that pyqtgraph draws where one zooms in."""
    red, green, blue = bytes.fromhex(colour[1:])
    return min(red, green) > 200 and min(red, green) - blue > 60


class Person:
    """Sits before a screen on which the program has a file open, and looks before doing the next thing."""

    def __init__(self, screen: str, picture: Path, root: Path, path: Path) -> None:
        self.path = path
        self._picture = picture
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
        end = monotonic() + GENEROUS
        while not condition():
            assert self.program.poll() is None, f"it ended before {what}: {self.complaints}"
            assert monotonic() < end, f"waited in vain for {what}: {self.complaints}"
            sleep(0.02)

    def come_to_the_front(self) -> None:
        """Wait for the window, put it into the corner of the screen, and see that it hears the keys."""
        search = ("search", "--onlyvisible", "--name", f"^{self.path.name}")
        self.wait_for("its window", lambda: self.do(*search))
        self._window = self.do(*search)
        before = self.path.read_bytes()
        self.do("windowmove", self._window, 0, 0, "windowfocus", self._window)
        self.wait_for("the keys", lambda: self.do("getwindowfocus") == self._window)
        self.do("key", "ctrl+s")
        self.wait_for("a save", lambda: self.path.read_bytes() != before)

    def see(self, what: str, colour: str, area: QRect) -> None:
        """Wait until there is something of this colour in `area` of the window."""
        self.wait_for(what, lambda: colour in colours_on_screen(self._picture, area))

    def double_click(self, where: QPoint) -> None:
        """Click twice."""
        self.do("mousemove", where.x(), where.y(), "click", "--repeat", 2, "--delay", 20, 1)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press the left button, move and release it."""
        middle = (start + end) / 2
        self.do("mousemove", start.x(), start.y(), "mousedown", 1)
        self.do("mousemove", middle.x(), middle.y(), "mousemove", end.x(), end.y(), "mouseup", 1)

    def drag_in_plot(self, start: QPoint, end: QPoint, is_right: Callable[[str], bool], area: QRect) -> None:
        """The same with the hand never quite still, until a pixel in `area` has the right colour.

        A plot of pyqtgraph overhears a move that comes right after another: of all that wait on a busy
        machine it may hear one alone.
        """

        def has_come() -> bool:
            self.do("mousemove", end.x() - 1, end.y(), "mousemove", end.x(), end.y())
            return any(map(is_right, colours_on_screen(self._picture, area)))

        self.do("mousemove", start.x(), start.y(), "mousedown", 1)
        self.wait_for("what is dragged", has_come)
        self.do("mouseup", 1)

    def type_at(self, where: QPoint, text: str) -> None:
        """Click a value and type another one."""
        self.do("mousemove", where.x(), where.y(), "click", 1, "type", text)
        self.do("key", "Return")

    def save(self, expected: Callable[[Project], bool]) -> None:
        """Wait until the title tells of an edit, press Ctrl+S, and find a file as expected."""
        name = self.path.name
        self.wait_for("a star in the title", lambda: self.title.startswith(f"{name}*"))
        self.do("key", "ctrl+s")
        self.wait_for("the star to go", lambda: self.title.startswith(f"{name} —"))
        saved = self.path.read_text()
        assert expected(read_project(self.path)), saved

    def quit(self) -> None:
        """Press Ctrl+Q; the program has ended, without a complaint."""
        self.do("key", "ctrl+q")
        assert self.program.wait(timeout=GENEROUS) == 0
        assert self.complaints == ""


@pytest.fixture
def person(virtual_screen: str, screen_picture: Path, root: Path, tmp_path: Path) -> Iterator[Person]:
    """Has `ONE_PATH` open, from a file that the program would write otherwise."""
    path = tmp_path / "two-paths.json"
    path.write_text(json.dumps(json.loads(to_bytes(Project(ONE_PATH, one_variable=LOOKED_AT)))))
    sitting = Person(virtual_screen, screen_picture, root, path)
    yield sitting
    sitting.program.kill()
    sitting.program.wait()


class Likeness:
    """The same window without a screen, which knows where everything stands in it."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
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

    def go_to_one_variable(self) -> OneVariableCentre:
        """Show that workspace, on `LOOKED_AT`."""
        project = replace(self.document.project, one_variable=LOOKED_AT)
        self.document.edit_project("Look", project)
        self._window.show_workspace("one-variable")
        centre = self._window.workspaces.present.centre
        assert isinstance(centre, OneVariableCentre)
        return centre

    def formula(self, centre: OneVariableCentre) -> QRect:
        """The field of f(x)."""
        field = centre.function.field
        return QRect(field.mapTo(self._window, QPoint()), field.size())

    def colour_at(self, place: QPoint) -> str:
        """The colour in which the window paints the pixel there."""
        return self._window.grab().toImage().pixelColor(place).name()

    def end_state(self, centre: OneVariableCentre, rate: float, x: float) -> QPoint:
        """A place in the end states plot."""
        plot = centre.rates.end_states
        plot.grab()
        place = QPointF(rate - plot.x_offsets.origin, x - plot.y_offsets.origin)
        pixel = plot.mapFromScene(plot.view.mapViewToScene(place))
        return plot.viewport().mapTo(self._window, pixel)


@pytest.fixture
def likeness(qtbot: QtBot) -> Iterator[Likeness]:
    """On `ONE_PATH`, as large as the window is at its first start."""
    window = new_window(ONE_PATH, FIRST_SIZE)
    qtbot.waitUntil(window.canvas.isVisible)
    come_to_the_front(window, qtbot)
    yield Likeness(window)
    close(window)


def test_a_real_hand_draws_types_saves_trains_and_quits(person: Person, likeness: Likeness) -> None:
    def weights(saved: Project) -> tuple[float, ...]:
        return tuple(connection.weight for connection in saved.experiment.network.connections)

    person.come_to_the_front()
    person.double_click(likeness.place(H1_POSITION))
    person.save(lambda saved: saved.experiment.network.neurons == TWO_PATHS.network.neurons)
    likeness.document.edit("Draw", TWO_PATHS)
    person.drag(likeness.part("i0", Part.RIM), likeness.part("h1", Part.BODY))
    person.save(lambda saved: ("i0", "h1") in saved.experiment.network.by_ends)
    person.drag(likeness.part("h1", Part.RIM), likeness.part("y0", Part.BODY))
    person.save(lambda saved: ("h1", "y0") in saved.experiment.network.by_ends)
    person.type_at(likeness.weight("i0", "h1"), "1/4")
    person.save(lambda saved: weights(saved)[2] == 0.25)
    person.type_at(likeness.weight("h1", "y0"), "2")
    person.save(lambda saved: saved.experiment == TWO_PATHS)
    person.do("key", "F6")
    person.save(lambda saved: weights(saved) == WEIGHTS_AFTER_ONE_STEP)
    person.quit()


def test_a_real_hand_types_a_function_drags_alpha_zooms_and_goes_back(
    person: Person, likeness: Likeness, qtbot: QtBot
) -> None:
    centre = likeness.go_to_one_variable()
    plot, field = centre.rates.end_states, likeness.formula(centre)
    qtbot.waitUntil(lambda: plot.states is not None and not plot.is_due, timeout=1000 * GENEROUS)
    assert plot.seen_range == SEEN
    line, end = likeness.end_state(centre, 0.5, 1.5), likeness.end_state(centre, 0.9, 1.5)
    below_end = likeness.end_state(centre, 0.9, -1.0)  # where the mouse has no words beside it
    corners = likeness.end_state(centre, 1.2, 1.4), likeness.end_state(centre, 1.6, 0.2)
    colour_of_line = likeness.colour_at(line)
    colour_of_selection = centre.palette().highlight().color().name()
    person.come_to_the_front()
    person.do("key", "ctrl+2")
    person.see("the α line", colour_of_line, around(line))
    where = field.center()
    person.do("mousemove", where.x(), where.y(), "click", 1, "key", "ctrl+a")
    person.see("all of the field selected", colour_of_selection, field.adjusted(4, 4, -4, -4))
    person.do("type", "x^4/4-x^2/2")
    person.do("key", "Return")
    person.save(lambda saved: saved.one_variable.formula == "x^4/4-x^2/2")
    person.see("the α line", colour_of_line, around(line))
    person.drag_in_plot(line, end, colour_of_line.__eq__, around(below_end))
    person.save(lambda saved: saved.one_variable.learning_rate == pytest.approx(0.9, abs=0.01))
    person.drag_in_plot(*corners, is_yellow, QRect(*corners))

    def is_zoomed(saved: Project) -> bool:
        box = saved.one_variable.seen
        edges = box and (box.rate_low, box.rate_high, box.x_low, box.x_high)
        return edges == pytest.approx((1.2, 1.6, 0.2, 1.4), abs=0.05)  # a box is shown with a margin

    person.save(is_zoomed)
    person.do("key", "BackSpace")
    person.save(lambda saved: saved.one_variable.seen == SEEN)
    saved = read_project(person.path).one_variable
    assert (saved.formula, saved.seen) == ("x^4/4-x^2/2", SEEN)
    assert saved.learning_rate == pytest.approx(0.9, abs=0.01)
    person.quit()
