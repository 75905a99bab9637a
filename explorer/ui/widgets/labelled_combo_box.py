"""How is one of a few things chosen, where several may be shown at once?"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from explorer.ui.widgets.written import Write, usual_write


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
        self._labels, self._tips = dict(labels), dict(tips or {})
        self.setAccessibleName(name)
        self.setPlaceholderText("several")
        for value, label in labels.items():
            self.addItem(usual_write(label), value)
            self.setItemData(self.count() - 1, self._tips.get(value), Qt.ItemDataRole.ToolTipRole)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    def set_write(self, write: Write) -> None:
        """Write the symbols in labels and tips so from now on."""
        for index in range(self.count()):
            value = self.itemData(index)
            self.setItemText(index, write(self._labels[value]))
            self.setItemData(index, write(self._tips.get(value, "")), Qt.ItemDataRole.ToolTipRole)
        self._tell()

    def show_values(self, values: Iterable[object]) -> None:
        """Show the one value that all have, or that they differ; tells nobody."""
        different = list(dict.fromkeys(values))
        self.setCurrentIndex(self.findData(different[0]) if len(different) == 1 else -1)
        self._tell()

    def _tell(self) -> None:
        self.setToolTip(self.currentData(Qt.ItemDataRole.ToolTipRole) or "")
