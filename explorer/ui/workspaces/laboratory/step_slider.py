"""At which step of the selected run does the canvas stand? A slider through its steps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from explorer.number import counted, rounded
from explorer.symbol import Symbol
from explorer.ui.theme.theme import LIGHT, Theme, give_role
from explorer.ui.widgets.colour_menu import disc
from explorer.ui.widgets.elided_label import ElidedLabel
from explorer.ui.workspaces.laboratory import run_verbs
from explorer.ui.workspaces.laboratory.compared import ComparedRun
from explorer.ui.workspaces.laboratory.model import LaboratoryModel

_DISC = 12
"""Pixels at the usual type size."""


class StepSlider(QWidget):
    """Every step of a run that has ended is made again from the nearest that was kept, to the last bit."""

    moved = Signal()
    """It stands at another step, or another run is selected."""

    def __init__(self, model: LaboratoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme = model, LIGHT
        self.run: ComparedRun | None = None
        """The selected run; its steps are there once it has ended."""
        self._is_following = False
        self.disc, self.words = QLabel(), ElidedLabel()
        give_role(self.words, "muted")
        self.words.setAccessibleName("Step of the selected run")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Step of the selected run whose weights the canvas has")
        self.slider.setToolTip("Give the canvas the weights that the selected run has at this step")
        self.halve, self.open = QToolButton(), QToolButton()
        self.halve.setText(f"Halve {Symbol.ALPHA}")
        self.halve.setToolTip(
            f"Halve {Symbol.ALPHA} from here: one more run goes on from this step with "
            f"half the {Symbol.ALPHA}"
        )
        self.halve.setAccessibleName(f"Halve {Symbol.ALPHA} from this step, as one more run")
        self.open.setText("Open")
        self.open.setToolTip("Open the selected run on the canvas, at its last step, as the present run")
        self.open.setAccessibleName("Open the selected run on the canvas")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 2)
        row.setSpacing(6)
        row.addWidget(self.disc)
        row.addWidget(self.words, 1)
        row.addWidget(self.slider, 1)
        row.addWidget(self.halve)
        row.addWidget(self.open)
        self.slider.valueChanged.connect(self._on_moved)
        self.slider.sliderPressed.connect(model.release)
        self.slider.sliderReleased.connect(model.release)
        self.halve.clicked.connect(self._on_halve)
        self.open.clicked.connect(self._on_open)
        self.refresh()

    @property
    def step(self) -> int:
        """That at which it stands."""
        return self.slider.value()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._show_words()

    def refresh(self) -> None:
        """Show the run that is selected now; another one at its last step."""
        before, self.run = self.run, self._model.compared.selected
        run = self.run
        is_there = run is not None and run.trainer is not None and run.snapshot is not None
        self.slider.setEnabled(is_there)
        self.open.setEnabled(is_there)
        if run is not None and run.snapshot is not None and is_there:
            is_same = before is not None and before.plan is run.plan and before.trainer is run.trainer
            last = run.snapshot.last_finite_step
            self._is_following = True
            self.slider.setRange(0, last)
            if not is_same:
                self.slider.setValue(last)
            self._is_following = False
            self.slider.setPageStep(max(1, last // 10))
        self._show_words()
        self.moved.emit()

    def _on_moved(self, step: int) -> None:
        if not self._is_following and self.run is not None:
            run_verbs.show_step(self._model, self.run, step)
            self._show_words()
            self.moved.emit()

    def _on_halve(self) -> None:
        if self.run is not None:
            self._model.halve_from(self.run, self.step)

    def _on_open(self) -> None:
        if self.run is not None:
            run_verbs.open_on_canvas(self._model, self.run)

    def _show_words(self) -> None:
        run = self.run
        if run is None or run.snapshot is None:
            self.words.set_text("")
            self.disc.clear()
            self.halve.setEnabled(False)
            return
        size = self._theme.pixels(_DISC)
        colour = run.colour(self._theme)
        self.disc.setPixmap(QIcon(disc(colour, colour)).pixmap(size, size))
        last, step = run.snapshot.last_finite_step, self.step
        can_fork = self.slider.isEnabled() and step < run.plan.steps
        self.halve.setEnabled(can_fork and run_verbs.can_add(self._model))
        at = run.snapshot.history.rows(step)
        is_known = run.trainer is not None and len(at) and int(at.step[0]) == step
        loss = f", {Symbol.LOSS} {rounded(float(at.loss[0]), 3)}" if is_known else ""
        words = f"step {step if run.trainer else run.snapshot.step}{loss}"
        self.words.set_text(words, f"{run.name}: {words}, of {counted(last, 'step')}")
