"""Which descent is looked at? The model that every view of this workspace follows: the document's settings.

A view never changes another one: it asks the model for an edit of the document, and shows what comes of it.
"""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from explorer.descent.function import Function, parse_function
from explorer.descent.settings import MOST_STARTS, DescentSettings
from explorer.descent.shown_descent import Descent
from explorer.number import rounded
from explorer.ui.session.document import Document


class DescentModel(QObject):
    """The descent from the chosen start, and from the further ones."""

    changed = Signal()
    """Other settings hold: after an edit here, undo, redo, or when another file was opened."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._gesture = 0
        self.is_held = False
        """Whether something is being dragged, so that axes stand still."""
        self.settings = document.project.one_variable
        self.descent = _descent(self.settings, parse_function(self.settings.formula), self.settings.start)
        self.others = self._others()
        document.one_variable_changed.connect(self._on_changed)

    @property
    def f(self) -> Function:
        """The function that is descended."""
        return self.descent.f

    def choose(self, text: str, **changes: Any) -> None:
        """Change these settings; one undo step called `text`."""
        self._gesture += 1
        self._edit(text, changes, None)

    def turn(self, text: str, is_held: bool, **changes: Any) -> None:
        """The same as a part of a gesture: it is one undo step with what was turned just before.

        `is_held`: a button is down, and `release` will follow.
        """
        if is_held and not self.is_held:
            self._gesture += 1  # what was turned with keys before is another gesture
        self.is_held = is_held
        self._edit(text, changes, ("one variable", *changes, self._gesture))

    def release(self) -> None:
        """What was dragged is let go of: axes may move again, and what follows is another undo step."""
        self._gesture += 1
        if self.is_held:
            self.is_held = False
            self.changed.emit()

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

    def _edit(self, text: str, changes: dict[str, Any], merge_key: tuple[object, ...] | None) -> None:
        settings = replace(self.settings, **changes)
        if settings != self.settings:
            project = replace(self._document.project, one_variable=settings)
            self._document.edit_project(text, project, merge_key)

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
