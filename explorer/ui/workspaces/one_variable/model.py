"""Which descent is looked at? The model that every view of it follows: the document's settings."""

from PySide6.QtCore import QObject

from explorer.descent.function import Function, parse_function
from explorer.descent.settings import MOST_STARTS, DescentSettings
from explorer.descent.shown_descent import Descent
from explorer.number import rounded
from explorer.ui.session.document import Document
from explorer.ui.session.settings_model import SettingsModel


class DescentModel(SettingsModel[DescentSettings]):
    """The descent from the chosen start, and from the further ones."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(document, "one_variable", parent)
        self.descent = _descent(self.settings, parse_function(self.settings.formula), self.settings.start)
        self.others = self._others()
        document.one_variable_changed.connect(self._on_changed)

    @property
    def f(self) -> Function:
        """The function that is descended."""
        return self.descent.f

    def move_start(self, number: int, x: float) -> None:
        """Drag one of the starts; 0 is x₀, then come the further ones."""
        if number == 0:
            self.turn(f"Start at {rounded(x)}", is_held=True, start=x)
        else:
            starts = list(self.settings.further_starts)
            starts[number - 1] = x
            self.turn(f"Move a start to {rounded(x)}", is_held=True, further_starts=tuple(starts))

    def add_start(self, x: float) -> None:
        """One more descent begins at x, if there are not as many as can be told apart."""
        if self.can_add_start:
            starts = (*self.settings.further_starts, x)
            self.choose(f"Add a start at {rounded(x)}", further_starts=starts)

    def remove_start(self, number: int) -> None:
        """The further start of this number, 1 or more, goes."""
        starts = self.settings.further_starts
        text = f"Remove the start at {rounded(starts[number - 1])}"
        self.choose(text, further_starts=starts[: number - 1] + starts[number:])

    @property
    def can_add_start(self) -> bool:
        """Whether there may be one more."""
        return 1 + len(self.settings.further_starts) < MOST_STARTS

    def _on_changed(self, settings: DescentSettings) -> None:
        is_same = settings.formula == self.settings.formula
        f = self.f if is_same else parse_function(settings.formula)  # which computes its derivatives once
        self.settings = settings
        self.descent = _descent(settings, f, settings.start)
        self.others = self._others()
        self.changed.emit()

    def _others(self) -> tuple[Descent, ...]:
        return tuple(_descent(self.settings, self.f, start) for start in self.settings.further_starts)


def _descent(settings: DescentSettings, f: Function, start: float) -> Descent:
    return Descent(f, start, settings.learning_rate, settings.steps, settings.momentum)
