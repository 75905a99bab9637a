"""What stands in the toolbar of the Laboratory? From where and how far is trained, and the α line."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QToolBar, QWidget

from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.laboratory_settings import MOST_STEPS
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.learning_rate_control import LearningRateControl
from explorer.ui.widgets.whole_number import WholeNumber
from explorer.ui.widgets.written import WrittenTexts
from explorer.ui.workspaces.laboratory.centre import LaboratoryCentre

_PRESENT, _SEED, _HELD = "present weights", "seed", "weights held"
_NUMBER_WIDTH, _SLIDER_WIDTH = 72, 160


class LaboratoryToolbar(QToolBar):
    """Start, steps and α, for all cards."""

    def __init__(self, centre: LaboratoryCentre, actions: Mapping[str, QAction]) -> None:
        super().__init__("Laboratory")
        self.setObjectName("laboratory toolbar")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._model = model = centre.model
        self.start = QComboBox()
        self.start.setAccessibleName("Start of every run")
        self.start.setToolTip(
            "The weights with which every run begins: those that are drawn, or others from a seed.\n"
            "The laboratory holds its start when a run is opened, which changes the drawn ones"
        )
        self.seed, self.steps = WholeNumber("Seed of the start", 0), WholeNumber("Steps of every run", 1)
        self.seed.setToolTip("Seed of the start, drawn as the initial weights are")
        self.steps.setToolTip("So many steps makes every run")
        self.rate = LearningRateControl(width=_SLIDER_WIDTH)
        self.rate.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._add("start", self.start)
        self._seed_action = self.addWidget(self.seed)
        self._add("steps", self.steps)
        self.addSeparator()
        self.addWidget(self.rate)
        self.start.activated.connect(self._on_start_chosen)
        self.seed.chosen.connect(lambda seed: model.choose(f"Start from seed {seed}", seed=seed))
        self.steps.chosen.connect(self._on_steps_chosen)
        self.rate.chosen.connect(self._on_rate_chosen)
        self.rate.released.connect(model.release)
        model.changed.connect(self._refresh)
        self._refresh()
        WrittenTexts(self, model.session.notation)

    def set_theme(self, theme: Theme) -> None:
        """Take the room that type of the size of `theme` needs."""
        for field in (self.seed, self.steps):
            field.setFixedWidth(theme.pixels(_NUMBER_WIDTH))
        self.rate.set_theme(theme)

    def _add(self, text: str, widget: QWidget) -> None:
        label = QLabel(f" {text} ")
        label.setBuddy(widget)
        self.addWidget(label)
        self.addWidget(widget)

    def _on_start_chosen(self) -> None:
        chosen = self.start.currentText()
        if chosen == _SEED:
            seed = self._model.experiment.training.initialiser.seed
            self._model.choose(f"Start from seed {seed}", seed=seed, held=None)
        elif chosen == _PRESENT:
            self._model.choose("Start from the present weights", seed=None, held=None)

    def _on_steps_chosen(self, steps: int) -> None:
        self._model.choose(f"Make {steps} steps", steps=min(steps, MOST_STEPS))
        self._refresh()

    def _on_rate_chosen(self, rate: float, gesture: object) -> None:
        if gesture is None:
            self._model.choose(f"Set {Symbol.ALPHA} to {rounded(rate)}", learning_rate=rate)
        else:
            self._model.turn_rate(rate, self.rate.is_held)

    def _refresh(self) -> None:
        settings = self._model.settings
        is_held = settings.held is not None and settings.seed is None
        choices = [_PRESENT, _SEED, *([_HELD] if is_held else [])]
        if [self.start.itemText(index) for index in range(self.start.count())] != choices:
            self.start.clear()
            self.start.addItems(choices)
        self.start.setCurrentText(_SEED if settings.seed is not None else choices[2 if is_held else 0])
        self._seed_action.setVisible(settings.seed is not None)
        if settings.seed is not None:
            self.seed.show_value(settings.seed)
        self.steps.show_value(settings.steps)
        self.rate.set_value(self._model.learning_rate)
