"""How are the cards seen where the window is too low for all of them? They scroll, after the focus too."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from explorer.ui.widgets.question_card import QuestionCard


class CardScroller(QScrollArea):
    """Gives `views` all the height there is, or as much as they need at least, and then scrolls."""

    def __init__(self, views: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._views = views
        self.setWidget(views)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Scroll to the whole card that Tab has come to; Qt would to a pixel of its plot."""
        has_moved = super().focusNextPrevChild(is_next)
        card: QWidget | None = self.focusWidget()
        while card is not None and not isinstance(card, QuestionCard):
            card = card.parentWidget()
        if has_moved and card is not None and card.height() <= self.viewport().height():
            top = card.mapTo(self._views, QPoint(0, 0)).y()
            half = card.height() // 2
            self.ensureVisible(0, top + half, 0, half + 1)
        return has_moved
