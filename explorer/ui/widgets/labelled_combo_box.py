"""How is one of a few things chosen, where several may be shown at once?"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget


class LabelledComboBox(QComboBox):
    """A box of labelled values, which shows nothing chosen where those shown differ.

    `tips`: what hovering says of each value, in the open list and when it is the one shown.
    """

    chosen = Signal(object)
    """The value that the person chose."""

    def __init__(
        self,
        name: str,
        labels: Mapping[str, str],
        parent: QWidget | None = None,
        tips: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        tips = tips or {}
        self.setAccessibleName(name)
        self.setPlaceholderText("several")
        for value, label in labels.items():
            self.addItem(label, value)
            self.setItemData(self.count() - 1, tips.get(value), Qt.ItemDataRole.ToolTipRole)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    def show_values(self, values: Iterable[object]) -> None:
        """Show the one value that all have, or that they differ; tells nobody."""
        different = list(dict.fromkeys(values))
        self.setCurrentIndex(self.findData(different[0]) if len(different) == 1 else -1)
        self.setToolTip(self.currentData(Qt.ItemDataRole.ToolTipRole) or "")
