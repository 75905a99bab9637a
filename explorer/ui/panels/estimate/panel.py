"""How well can a gradient be estimated numerically, and at what cost? The dock of finite differences."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSlider,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.backprop.difference_error import DifferenceErrors, difference_errors
from explorer.backprop.frame import Frame
from explorer.backprop.gradient_cost import gradient_cost
from explorer.job import in_thread
from explorer.network.model import Experiment
from explorer.number import exact, rounded
from explorer.symbol import Symbol
from explorer.training.program import have_one_program
from explorer.ui.panels.estimate.cost_plot import CostPlot, cost_in_words
from explorer.ui.panels.estimate.error_plot import ErrorPlot, slopes_in_words
from explorer.ui.session.job_runner import JobRunner
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.plain_text import plain

_WHOLE = "the whole gradient"
_FIRST_STEP = 32
"""Of the slider at first: h = 1e−8."""
_LEAST_PLOT = 190
"""Pixels of height at the usual type size."""
_ROWS = ("backpropagation", "forward difference", "central difference")
_HEADS = ("", "value", "error", "evaluations")


class EstimatePanel(QWidget):
    """h on a slider with what it estimates, the errors of all h, and the cost of each way."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frames, self._notation = session.frames, session.notation
        self._errors: DifferenceErrors | None = None
        self._asked: Experiment | None = None
        self.which = QComboBox()
        self.which.setAccessibleName("Which derivative is estimated")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Step size h of the difference, logarithmic")
        self.step = QLabel()
        self.cells = [[QLabel() for _ in _HEADS] for _ in _ROWS]
        self.sentence, self.cost_sentence = QLabel(), QLabel()
        self.errors_plot, self.cost_plot = ErrorPlot(), CostPlot()
        self._runner = JobRunner(session.jobs, self)
        self._lay_out()
        self.which.currentIndexChanged.connect(self._draw)
        self.slider.valueChanged.connect(self._show_step)
        self._runner.delivered.connect(self._on_delivered)
        session.frames.changed.connect(self._follow)
        session.training.running_changed.connect(self._follow)
        session.notation.changed.connect(self._draw)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for plot in (self.errors_plot, self.cost_plot):
            plot.set_colours(theme)
            plot.setMinimumHeight(theme.pixels(_LEAST_PLOT))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def _lay_out(self) -> None:
        errors, cost = QWidget(), QWidget()
        head = QHBoxLayout()
        head.addWidget(self.which, 1)
        head.addWidget(self.step)
        column = QVBoxLayout(errors)
        column.addLayout(head)
        column.addWidget(self.slider)
        column.addLayout(self._grid())
        column.addWidget(self.errors_plot, 1)
        column.addWidget(self.sentence)
        column = QVBoxLayout(cost)
        column.addWidget(self.cost_plot, 1)
        column.addWidget(self.cost_sentence)
        for sentence in (self.sentence, self.cost_sentence):
            sentence.setWordWrap(True)
            sentence.setProperty("role", "muted")
        tabs = QTabWidget()
        for page, title in ((errors, "Error against h"), (cost, "Cost of each way")):
            area = QScrollArea()  # where the dock is low, the plot keeps its height
            area.setWidget(page)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            tabs.addTab(area, title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 4, 4, 4)
        whole.addWidget(tabs)

    def _grid(self) -> QGridLayout:
        """What each way says, a row for each."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(0, 1)
        heads = [QLabel(text) for text in _HEADS]
        for row, cells in enumerate([heads, *self.cells]):
            for column, cell in enumerate(cells):
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                grid.addWidget(cell, row, column, side)
        for label in heads:
            label.setProperty("role", "muted")
        for text, cells in zip(_ROWS, self.cells, strict=True):
            cells[0].setText(text)
        return grid

    def _follow(self, frame: Frame | object = None) -> None:
        """Estimate anew where that is another question; not while a network trains, when every moment is."""
        if not self.isVisible() or self._frames.is_live:
            return
        experiment = self._frames.frame.experiment
        if self._asked is not None and _is_same(self._asked, experiment):
            return
        self._asked = experiment
        cost = gradient_cost(experiment.network)
        self.cost_plot.show_network(cost)
        self.cost_sentence.setText(plain(cost_in_words(experiment.network, cost)))
        self._runner.start(in_thread(difference_errors(experiment)), "Estimating the gradient")

    def _on_delivered(self, errors: DifferenceErrors) -> None:
        self._errors = errors
        names = [_WHOLE, *(parameter.shown for parameter in errors.parameters)]
        if names != [self.which.itemText(row) for row in range(self.which.count())]:
            chosen = self.which.currentText()
            self.which.clear()
            self.which.addItems(names)
            self.which.setCurrentIndex(max(0, self.which.findText(chosen)))
        if self.slider.maximum() != len(errors.steps) - 1:
            self.slider.setRange(0, len(errors.steps) - 1)
            self.slider.setValue(_FIRST_STEP)
        self._draw()

    @property
    def _number(self) -> int | None:
        """Of the parameter that is looked at; None for all of them together."""
        row = self.which.currentIndex() - 1
        return row if row >= 0 else None

    def _draw(self) -> None:
        errors = self._errors
        if errors is None:
            return
        if not len(errors):
            self.sentence.setText(
                self._notation.write(f"There is no {Symbol.LOSS} yet, so nothing to estimate.")
            )
        else:
            self.sentence.setText(plain(slopes_in_words(errors, self._number)))
        self.errors_plot.show_errors(errors, self._number)
        self._show_step()

    def _show_step(self) -> None:
        """Show both estimates at the chosen h."""
        errors = self._errors
        if errors is None:
            return
        place = min(self.slider.value(), len(errors.steps) - 1)
        h = float(errors.steps[place])
        self.step.setText(f"h = {rounded(h, 3)}")
        self.slider.setToolTip(f"h = {exact(h)}")
        self.errors_plot.show_step(h)
        evaluations = ("", str(errors.forward_passes), str(errors.central_passes))
        for row, (cells, passes) in enumerate(zip(self.cells, evaluations, strict=True)):
            value, error = self._at(row, place) if len(errors) else (None, None)
            write = partial(_write, cells)
            write(1, value)
            write(2, error)
            cells[3].setText(passes if row else f"{errors.samples} + {errors.samples} back")

    def _at(self, row: int, place: int) -> tuple[float, float | None]:
        """What a way says of the derivative that is looked at (of all, their norm), and how far it is off."""
        errors, number = self._errors, self._number
        assert errors is not None
        estimates = (errors.gradient, errors.forward[:, place], errors.central[:, place])[row]
        value = float(sum(estimates**2) ** 0.5) if number is None else float(estimates[number])
        return value, None if row == 0 else float(errors.errors(row == 2, number)[place])


def _write(cells: list[QLabel], column: int, number: float | None) -> None:
    """A number of few digits, all on hover."""
    cells[column].setText("" if number is None else rounded(number))
    cells[column].setToolTip("" if number is None else exact(number))


def _is_same(one: Experiment, other: Experiment) -> bool:
    """Whether both have the same gradient."""
    return one is other or (
        have_one_program(one, other) and one.network.parameter_values == other.network.parameter_values
    )
