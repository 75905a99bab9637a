"""In which notation is everything written? As the file says, else as the person chose last."""

from dataclasses import replace

from PySide6.QtCore import QObject, QSettings, Signal

from explorer.backprop.notation import NOTATIONS, USUAL_NOTATION, Notation, load_notation
from explorer.ui.session.document import Document

_LAST = "window/notation"


class NotationModel(QObject):
    """The notation in force; it is a part of the document, so that choosing one is undone and saved."""

    changed = Signal()
    """Everything is to be written anew: `notation` is another."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._usual = _last_choice()
        self.notation: Notation = load_notation(self._name)
        document.notation_changed.connect(self._follow)
        document.replaced.connect(self._on_replaced)

    def write(self, text: str) -> str:
        """`text` with the letters of the notation for its symbols."""
        return self.notation.write(text)

    def choose(self, name: str) -> None:
        """Write everything in the notation `name`: one undo step; files that name none follow from now on."""
        QSettings().setValue(_LAST, name)
        text = f"Notation: {NOTATIONS[name]}"
        self._document.edit_project(text, replace(self._document.project, notation=name))
        self._follow()

    @property
    def _name(self) -> str:
        return self._document.project.notation or self._usual

    def _on_replaced(self) -> None:
        """What is opened now has the last choice; a choice leaves what undo goes back to."""
        self._usual = _last_choice()
        self._follow()

    def _follow(self) -> None:
        notation = load_notation(self._name)
        if notation is not self.notation:
            self.notation = notation
            self.changed.emit()


def _last_choice() -> str:
    last = str(QSettings().value(_LAST, USUAL_NOTATION, type=str))
    return last if last in NOTATIONS else USUAL_NOTATION
