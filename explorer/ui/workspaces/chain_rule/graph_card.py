"""How does the chosen output depend on the chosen input? A card: both are chosen over the graph."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.chain.shown_chain import ShownChain
from explorer.ui.theme.theme import Theme, give_role
from explorer.ui.widgets.elided_label import ElidedLabel
from explorer.ui.workspaces.chain_rule.graph_view import GraphView

_NARROWEST, _WIDEST = 56, 140
"""Pixels of a box of names at the usual type size."""
_HOW = "drag a value to nudge it: everything follows"


class GraphCard(QFrame):
    """The graph under “How [d] depends on [a]”."""

    pair_chosen = Signal(str, str)
    """The derivative of the first by the second is to be looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "card")
        self.graph = GraphView()
        self.of, self.by = _box("Output: the derivative of which variable"), _box("Input: by which variable")
        self.note = ElidedLabel()
        give_role(self.note, "muted")
        self.note.setAccessibleName("What a nudge does")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head = QHBoxLayout()
        head.setSpacing(6)
        for widget in (_word("How"), self.of, _word("depends on"), self.by):
            head.addWidget(widget)
        head.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.graph, 1)
        for box in (self.of, self.by):
            box.activated.connect(lambda: self.pair_chosen.emit(self.of.currentText(), self.by.currentText()))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self.graph.set_theme(theme)
        for box in (self.of, self.by):
            box.setMinimumWidth(theme.pixels(_NARROWEST))
            box.setMaximumWidth(theme.pixels(_WIDEST))

    def show_chain(self, chain: ShownChain, nudge: str) -> None:
        """Offer its variables, and say what the last nudge did, `nudge`; "": how to nudge."""
        names = [node.name for node in chain.graph.nodes]
        _offer(
            self.of, [name for name in reversed(names) if not chain.graph.by_name[name].is_input], chain.of
        )
        _offer(self.by, names, chain.by)
        self.note.set_text(nudge or _HOW)


def _offer(box: QComboBox, names: Sequence[str], chosen: str) -> None:
    """Let one of the names be chosen, of which one is."""
    offered = list(names) if chosen in names or not chosen else [chosen, *names]
    if [box.itemText(index) for index in range(box.count())] != offered:
        box.clear()
        box.addItems(offered)
    box.setCurrentText(chosen)
    box.setEnabled(bool(offered))


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _word(text: str) -> QLabel:
    label = QLabel(text)
    give_role(label, "title")
    return label
