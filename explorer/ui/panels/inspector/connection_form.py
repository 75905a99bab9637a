"""What can be set of one connection, or of several at once?"""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QFormLayout, QWidget

from explorer.network.model import Connection, Parameter
from explorer.ui.commands.network_verbs import set_fixed, set_weights
from explorer.ui.session.document import Document
from explorer.ui.widgets.number_field import NumberField


class ConnectionForm(QWidget):
    """The weight, and whether it learns."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._connections: tuple[Connection, ...] = ()
        self._weight = NumberField("Weight")
        self._weight.typed.connect(self._on_weight_typed)
        self._is_fixed = QCheckBox("fixed")
        self._is_fixed.setToolTip("Training leaves the weight as it is")
        self._is_fixed.clicked.connect(self._on_fixed_toggled)
        form = QFormLayout(self)
        form.setContentsMargins(0, 4, 0, 4)
        form.addRow("&Weight w", self._weight)
        form.addRow("", self._is_fixed)

    def show_connections(self, connections: Sequence[Connection]) -> None:
        """Show these connections, of which there is at least one."""
        self._connections = tuple(connections)
        weights = {connection.weight for connection in connections}
        self._weight.set_value(weights.pop() if len(weights) == 1 else None, "several")
        self._is_fixed.setChecked(all(connection.is_fixed for connection in connections))

    def _on_weight_typed(self, weight: float) -> None:
        set_weights(self._document, [connection.ends for connection in self._connections], weight)

    def _on_fixed_toggled(self, is_fixed: bool) -> None:
        set_fixed(self._document, [Parameter(*c.ends) for c in self._connections], is_fixed)
