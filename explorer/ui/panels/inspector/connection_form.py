"""What can be set of one connection, or of several at once?"""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QFormLayout, QWidget

from explorer.network.model import Connection, Parameter
from explorer.symbol import Symbol
from explorer.ui.commands.network_verbs import set_fixed, set_rate_multiplier, set_weights
from explorer.ui.session.document import Document
from explorer.ui.widgets.number_field import NumberField

MULTIPLIER_TIP = "It learns at so many times the learning rate: 1 as all others, 0 not at all"


class ConnectionForm(QWidget):
    """The weight, and whether and how fast it learns."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._connections: tuple[Connection, ...] = ()
        self._weight = NumberField("Weight")
        self._weight.typed.connect(self._on_weight_typed)
        self._is_fixed = QCheckBox("fixed")
        self._is_fixed.setToolTip("Training leaves the weight as it is")
        self._is_fixed.clicked.connect(self._on_fixed_toggled)
        self._multiplier = NumberField(f"Multiplier of {Symbol.ALPHA}", tip=MULTIPLIER_TIP)
        self._multiplier.typed.connect(self._on_multiplier_typed)
        form = QFormLayout(self)
        form.setContentsMargins(0, 4, 0, 4)
        form.addRow(f"&Weight {Symbol.WEIGHT}", self._weight)
        form.addRow("", self._is_fixed)
        form.addRow(f"{Symbol.ALPHA} times", self._multiplier)

    def show_connections(self, connections: Sequence[Connection]) -> None:
        """Show these connections, of which there is at least one."""
        self._connections = tuple(connections)
        weights = {connection.weight for connection in connections}
        self._weight.set_value(weights.pop() if len(weights) == 1 else None, "several")
        self._is_fixed.setChecked(all(connection.is_fixed for connection in connections))
        multipliers = {connection.rate_multiplier for connection in connections}
        self._multiplier.set_value(multipliers.pop() if len(multipliers) == 1 else None, "several")

    def _on_weight_typed(self, weight: float) -> None:
        set_weights(self._document, [connection.ends for connection in self._connections], weight)

    @property
    def _parameters(self) -> list[Parameter]:
        return [Parameter(*connection.ends) for connection in self._connections]

    def _on_fixed_toggled(self, is_fixed: bool) -> None:
        set_fixed(self._document, self._parameters, is_fixed)

    def _on_multiplier_typed(self, multiplier: float) -> None:
        set_rate_multiplier(self._document, self._parameters, multiplier)
