"""What stands below one another in the middle of the window?

The banner of a divergence, the canvas, the timeline and the explanation. The canvas is there at the first
frame; the others come into places that are kept for them, so that nothing moves.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

_TIMELINE, _EXPLANATION = 1, 2
_HEIGHTS = (560, 92, 150)
"""Of canvas, timeline and explanation at first, in pixels; the canvas takes what more there is."""


class CentralSplitter(QSplitter):
    """The canvas above the places for the timeline and the explanation."""

    def __init__(self, canvas: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        above = QWidget()
        self._above = QVBoxLayout(above)
        self._above.setContentsMargins(0, 0, 0, 0)
        self._above.setSpacing(0)
        self._above.addWidget(canvas)
        for part, stretch in ((above, 1), (_place(_TIMELINE), 0), (_place(_EXPLANATION), 0)):
            self.addWidget(part)
            self.setStretchFactor(self.count() - 1, stretch)
            self.setCollapsible(self.count() - 1, self.count() - 1 == _EXPLANATION)
        self.setSizes(_HEIGHTS)

    def furnish(self, banner: QWidget, timeline: QWidget, explanation: QWidget) -> None:
        """Put everything into its place."""
        self._above.insertWidget(0, banner)
        for place, part in ((_TIMELINE, timeline), (_EXPLANATION, explanation)):
            empty = self.replaceWidget(place, part)
            if empty is not None:
                empty.deleteLater()


def _place(index: int) -> QWidget:
    """An empty surface as high as what will stand there."""
    place = QWidget()
    place.setProperty("role", "place")
    place.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    place.setMinimumHeight(_HEIGHTS[index] if index == _TIMELINE else 0)
    place.setMaximumHeight(_HEIGHTS[index] if index == _TIMELINE else 16777215)
    return place
