"""What does the learning rate do to the drawn network? The middle of the workspace Laboratory: its cards.

At the left the runs over what is read along them, at the right the sweep over what is made of many runs.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from explorer.ui.session.session import Session
from explorer.ui.theme.theme import Theme, give_role
from explorer.ui.widgets.written import WrittenTexts
from explorer.ui.workspaces.laboratory.card_table import CARDS, CardRow, Place
from explorer.ui.workspaces.laboratory.card_tabs import CardTabs
from explorer.ui.workspaces.laboratory.head import LaboratoryHead
from explorer.ui.workspaces.laboratory.model import LaboratoryModel

_GAP = 8
_UNTRAINABLE = "{}.\n\nThe laboratory trains the network that is drawn in the workspace Network (Ctrl+1)."


class LaboratoryCentre(QWidget):
    """The cards of the laboratory, around one model."""

    command_asked = Signal(str)
    """The name of a command that is to be done."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, rows: Sequence[CardRow] = CARDS
    ) -> None:
        super().__init__(parent)
        self.model = LaboratoryModel(session, self)
        self.head = LaboratoryHead(self.model)
        self.places = {
            place: CardTabs(of_place, self.model)
            for place in Place
            if (of_place := [row for row in rows if row.place is place])
        }
        self.problem = QLabel()
        self._stack = QStackedWidget()
        self._lay_out()
        for place, tabs in self.places.items():
            if (setting := place.setting) is not None:
                tabs.fronted.connect(lambda name, setting=setting: self._bring_to_front(setting, name))
        self.model.command_asked.connect(self.command_asked)
        self.model.changed.connect(self._refresh)
        self._refresh()
        WrittenTexts(self.head, session.notation)

    def card(self, name: str) -> QWidget:
        """The card of that name, which was in front before. Raises KeyError."""
        return next(tabs.cards[name] for tabs in self.places.values() if name in tabs.cards)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for tabs in self.places.values():
            tabs.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.set_seen(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.set_seen(False)

    def _lay_out(self) -> None:
        give_role(self.problem, "muted")
        self.problem.setAccessibleName("Why nothing can be trained")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.problem.setWordWrap(True)
        left = self._split(Qt.Orientation.Vertical, self._of(Place.UPPER_LEFT, Place.LOWER_LEFT), (1, 1))
        below = self._split(Qt.Orientation.Horizontal, self._of(Place.LOWER_RIGHT, Place.CORNER), (5, 4))
        above = self._of(Place.UPPER_RIGHT)
        right = self._split(Qt.Orientation.Vertical, [*above, below], (2, 3))
        views = self._split(Qt.Orientation.Horizontal, [left, right], (2, 3))
        self._stack.addWidget(views)
        self._stack.addWidget(self.problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(_GAP)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)

    def _of(self, *places: Place) -> list[CardTabs]:
        return [self.places[place] for place in places if place in self.places]

    def _split(
        self, orientation: Qt.Orientation, parts: Sequence[QWidget], stretches: Sequence[int]
    ) -> QSplitter:
        """The parts beside, or below, each other, divided as the stretches say."""
        splitter = QSplitter(orientation)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(_GAP)
        splitter.setStyleSheet("QSplitter::handle { background: transparent; }")  # the gap is enough
        for part, stretch in zip(parts, stretches, strict=False):
            splitter.addWidget(part)
            splitter.setStretchFactor(splitter.count() - 1, stretch)
        splitter.setSizes([1000 * stretch for stretch in stretches[: splitter.count()]])
        return splitter

    def _bring_to_front(self, setting: str, name: str) -> None:
        self.model.turn("Look at another card", False, **{setting: name})

    def _refresh(self) -> None:
        model = self.model
        for place, tabs in self.places.items():
            if place.setting is not None:
                tabs.show_front(getattr(model.settings, place.setting))
        if model.why_not is not None:
            self.problem.setText(_UNTRAINABLE.format(model.why_not))
        self._stack.setCurrentIndex(0 if model.why_not is None else 1)
