"""How do the texts of a widget, and of all that stands in it, follow the notation? Its symbols are written.

Texts say a symbol as a token (`explorer.symbol`). A widget with texts that change writes them itself, with
what `set_write` gave it; whatever else is said below a root, as text, tooltip, accessible name or entry of a
menu, is written here, once and after each change of the notation.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QTableWidget, QWidget

from explorer.backprop.notation import load_notation
from explorer.symbol import has_symbol
from explorer.ui.session.notation_model import NotationModel

Write = Callable[[str], str]
"""What makes letters of the symbols in a text."""

_PROPERTIES = (
    "text",
    "toolTip",
    "statusTip",
    "accessibleName",
    "accessibleDescription",
    "placeholderText",
    "title",
    "prefix",
    "suffix",
)
"""Of widgets and actions, in which they say something."""


@runtime_checkable
class WritesItself(Protocol):
    """A widget that writes the symbols in what it is told to say."""

    def set_write(self, write: Write) -> None:
        """Say everything with `write` from now on."""


def usual_write(text: str) -> str:
    """`text` in the program's own notation: that of widgets which nobody has given another."""
    return _usual()(text) if has_symbol(text) else text


@cache
def _usual() -> Write:
    return load_notation().write


def write_texts(root: QWidget, write: Write) -> None:
    """Write everything that is said below `root` now."""
    for part in (root, *root.findChildren(QWidget), *root.findChildren(QAction)):
        if isinstance(part, WritesItself):
            part.set_write(write)
        _write_part(part, write)
        if isinstance(part, QTableWidget):
            _write_headings(part, write)


class WritingLabel(QLabel):
    """A label that says one thing after another, and writes the symbols in all of it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._write: Write = usual_write
        self._said, self._tip = "", ""
        self.setText(text)

    def setText(self, text: str) -> None:
        """Say this."""
        self._said = text
        super().setText(self._write(text))

    def setToolTip(self, tip: str) -> None:
        """Say this where one hovers over it."""
        self._tip = tip
        super().setToolTip(self._write(tip))

    def set_write(self, write: Write) -> None:
        """Write the symbols in it so from now on."""
        self._write = write
        self.setText(self._said)
        self.setToolTip(self._tip)


class WrittenTexts(QObject):
    """Keeps what stands below `root` written, as long as `root` lives."""

    def __init__(self, root: QWidget, notation: NotationModel) -> None:
        super().__init__(root)
        self._root, self._notation = root, notation
        notation.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Write everything anew, what has been added since included."""
        write_texts(self._root, self._notation.write)


class WrittenActions(QObject):
    """Keeps what `actions` say written, in menus and wherever they stand, as long as `parent` lives."""

    def __init__(self, actions: Iterable[QAction], notation: NotationModel, parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._notation = tuple(actions), notation
        notation.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        for action in self._actions:
            _write_part(action, self._notation.write)


def _write_part(part: QObject, write: Write) -> None:
    for name in _said_by(part):
        kept = f"said {name}"
        if (told := _written(part.property(name), part.property(kept), write)) is not None:
            part.setProperty(name, told[1])
            part.setProperty(kept, told)


def _write_headings(table: QTableWidget, write: Write) -> None:
    for heading in filter(None, map(table.horizontalHeaderItem, range(table.columnCount()))):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            kept = Qt.ItemDataRole.UserRole + role
            if (told := _written(heading.data(role), heading.data(kept), write)) is not None:
                heading.setData(role, told[1])
                heading.setData(kept, told)


def _written(text: object, told: list[str] | None, write: Write) -> list[str] | None:
    """What is said now, as it was given and as it is to be written; None where there is nothing to write.

    `told`: the same from the time before, which counts for nothing where another text stands there since.
    """
    if not isinstance(text, str) or not text:
        return None
    given = told[0] if told is not None and told[1] == text else text
    return [given, write(given)] if has_symbol(given) else None


def _said_by(part: QObject) -> Iterator[str]:
    """The properties in which the program, and no person, says something."""
    for name in _PROPERTIES:
        if name != "text" or not isinstance(part, QLineEdit):
            yield name
