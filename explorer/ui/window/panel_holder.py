"""How does a panel fill its dock without the whole window being laid out at every word that it changes?

A label that says something else asks for a new layout, and each layout asks the one around it: up to the
window, which takes longer than painting the panel does. A holder has no layout. It passes on what the panel
needs only where that is another size than before.
"""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget, QWidgetItem


class PanelHolder(QWidget):
    """As large as its dock, around one panel; it stays when the panel is hidden."""

    def __init__(self, least_width: int) -> None:
        super().__init__()
        self.setMinimumWidth(least_width)
        self._item: QWidgetItem | None = None
        self._needs: tuple[QSize, QSize] | None = None

    def hold(self, panel: QWidget) -> None:
        """Be filled with `panel`. It is shown by whoever made it."""
        panel.setParent(self)
        panel.setGeometry(self.rect())
        self._item = QWidgetItem(panel)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return super().sizeHint() if self._item is None else self._item.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() if self._item is None else self._item.minimumSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._item is not None:
            self._item.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            needs = (self.minimumSizeHint(), self.sizeHint())
            if needs != self._needs:
                self._needs = needs
                self.updateGeometry()
        return super().event(event)
