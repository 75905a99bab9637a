"""How are the settings of a workspace edited by gestures? Each gesture is one undo step of the document.

They are a field of the project, so that they are undone and saved like weights. A view never changes another
one: it asks the model for an edit of the document, and shows what comes of it.
"""

from dataclasses import replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from explorer.ui.session.document import Document

Settings = TypeVar("Settings", bound=Any)


class SettingsModel(QObject, Generic[Settings]):
    """The settings that are `field` of the project."""

    changed = Signal()
    """Other settings hold, or what they are about is another: after an edit here or elsewhere, or undo."""

    def __init__(self, document: Document, field: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._field = document, field
        self._gesture = 0
        self.settings: Settings = getattr(document.project, field)
        self.is_held = False
        """Whether something is being dragged, so that axes stand still."""

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
        self._edit(text, changes, self._merge_key(*changes))

    def release(self) -> None:
        """What was dragged is let go of: axes may move again, and what follows is another undo step."""
        self._gesture += 1
        if self.is_held:
            self.is_held = False
            self.changed.emit()

    def _merge_key(self, *names: str) -> tuple[object, ...]:
        """Edits with it are one undo step until the next gesture."""
        return (self._field, *names, self._gesture)

    def _edit(self, text: str, changes: dict[str, Any], merge_key: tuple[object, ...] | None) -> None:
        settings = replace(self.settings, **changes)
        if settings != self.settings:
            project = replace(self._document.project, **{self._field: settings})
            self._document.edit_project(text, project, merge_key)
