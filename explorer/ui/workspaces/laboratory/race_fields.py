"""How far is raced, to which goal and from where? A line of numbers that are typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from explorer.race.race_course import RaceCourse
from explorer.race.racer import MOST_STEPS
from explorer.symbol import Symbol
from explorer.ui.theme.theme import Theme, give_role
from explorer.ui.widgets.flow_layout import FlowLayout
from explorer.ui.widgets.number_field import NumberField
from explorer.ui.widgets.written import Write, usual_write

_LOSS_BELOW = f"{Symbol.LOSS} <"
_FIELD = 58
"""Pixels of width of a number, at the usual type size."""


class StepsField(NumberField):
    """A whole number of steps that a race may have."""

    def problem_of(self, value: float) -> str:
        if not 1 <= value <= MOST_STEPS:
            return f"a race has 1 to {MOST_STEPS} steps: their whole paths are kept"
        return super().problem_of(value)


class ToleranceField(NumberField):
    """A number above 0."""

    def problem_of(self, value: float) -> str:
        return super().problem_of(value) if value > 0 else "the tolerance is above 0"


class RaceFields(QWidget):
    """Steps, tolerance and, on a function, where to start; `first` stands before them."""

    steps_chosen = Signal(int)
    tolerance_chosen = Signal(float)
    start_chosen = Signal(float, float)

    def __init__(self, first: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = StepsField("Steps of the race", is_whole=True, tip="So many steps each makes at most")
        self.tolerance = ToleranceField(
            "Tolerance",
            3,
            tip=("On the network: down is where the loss is below it. On a function: above its least value"),
        )
        self.start_x, self.start_y = NumberField("x of the start", 4), NumberField("y of the start", 4)
        self._goal = QLabel(_LOSS_BELOW)
        self._write: Write = usual_write
        self._is_network = True
        self._down = _together(self._goal, self.tolerance)
        self._start = _together(QLabel("from"), self.start_x, QLabel(","), self.start_y)
        line = FlowLayout(self, spacing=8)
        line.addWidget(first)
        line.addWidget(_together(QLabel("steps"), self.steps))
        line.addWidget(self._down)
        line.addWidget(self._start)
        self.steps.typed.connect(lambda steps: self.steps_chosen.emit(int(steps)))
        self.tolerance.typed.connect(self.tolerance_chosen)
        for field in (self.start_x, self.start_y):
            field.typed.connect(self._on_start_typed)

    def set_theme(self, theme: Theme) -> None:
        """Take the room that type of the size of `theme` needs."""
        for field in (self.steps, self.tolerance, self.start_x, self.start_y):
            field.setFixedWidth(theme.pixels(_FIELD))

    def set_write(self, write: Write) -> None:
        """Write the symbols in it so from now on."""
        self._write = write
        self._name_goal()

    def show_course(self, course: RaceCourse) -> None:
        """Show its numbers, telling nobody."""
        landscape = course.landscape
        self.steps.set_value(course.steps)
        self.tolerance.set_value(course.tolerance)
        self._start.setVisible(landscape is not None)
        self._is_network = landscape is None
        self._name_goal()
        is_saddle = landscape is not None and landscape.least is None
        self._down.setVisible(not is_saddle)  # who leaves a saddle has left it, however far
        if landscape is not None:
            self.start_x.set_value(landscape.start[0])
            self.start_y.set_value(landscape.start[1])

    def _name_goal(self) -> None:
        self._goal.setText(self._write(_LOSS_BELOW) if self._is_network else "tolerance")

    def _on_start_typed(self) -> None:
        x, y = self.start_x.value, self.start_y.value
        if x is not None and y is not None:
            self.start_chosen.emit(x, y)


def _together(*widgets: QWidget) -> QWidget:
    """A label and what it is about, on one line."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for widget in widgets:
        row.addWidget(widget)
        if isinstance(widget, QLabel):
            give_role(widget, "muted")
    return group
