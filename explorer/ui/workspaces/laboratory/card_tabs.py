"""How do the cards of one place of the laboratory share it? As tabs, each made when it is first in front."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from explorer.ui.theme.theme import LIGHT, Theme, Themed
from explorer.ui.widgets.written import WrittenTexts
from explorer.ui.workspaces.laboratory.card_table import CardRow
from explorer.ui.workspaces.laboratory.model import LaboratoryModel


class CardTabs(QTabWidget):
    """The cards of one place. Where there is only one, it has no tab."""

    fronted = Signal(str)
    """The person brought the card of this name to the front."""

    def __init__(
        self, rows: Sequence[CardRow], model: LaboratoryModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._theme = model, LIGHT
        self._rows = tuple(rows)
        self.cards: dict[str, QWidget] = {}
        """Those that were made so far, by their names."""
        self._written: list[WrittenTexts] = []
        self._is_following = False
        self.setDocumentMode(True)
        self.setTabBarAutoHide(True)
        self.tabBar().setExpanding(False)
        self.setFocusProxy(None)  # type: ignore[arg-type]  # the bar, which may be hidden, would keep it
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._columns = []
        for row in self._rows:
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            self._columns.append(column)
            self.addTab(page, row.title)
        self.currentChanged.connect(self._on_current_changed)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for card in self.cards.values():
            if isinstance(card, Themed):
                card.set_theme(theme)
        for written in self._written:
            written.refresh()

    def show_front(self, name: str) -> None:
        """Bring the card of this name to the front, telling nobody; "" or another place's: the first."""
        names = [row.name for row in self._rows]
        self._is_following = True
        self.setCurrentIndex(names.index(name) if name in names else 0)
        self._is_following = False

    def showEvent(self, event: QShowEvent) -> None:
        self._make(self.currentIndex())
        super().showEvent(event)

    def _on_current_changed(self, index: int) -> None:
        if self.isVisible():
            self._make(index)
        if not self._is_following:
            self.fronted.emit(self._rows[index].name)

    def _make(self, index: int) -> None:
        """Make the card of that tab, if it never was in front."""
        row = self._rows[index]
        if row.name in self.cards:
            return
        card = self.cards[row.name] = row.card(self._model)
        if isinstance(card, Themed):
            card.set_theme(self._theme)
        self._written.append(WrittenTexts(card, self._model.session.notation))
        self._columns[index].addWidget(card)
        card.show()
        before: QWidget = self.tabBar()
        for widget in card.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.window() is self.window():
                QWidget.setTabOrder(before, widget)  # late as it is made, it follows its tabs
                before = widget
