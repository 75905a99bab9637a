"""Which derivatives are there, and which exist the other way round? A card with their table."""

from math import isfinite

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from explorer.chain.difference import local_difference
from explorer.chain.graph import GraphEdge
from explorer.chain.inverse import inverse_of
from explorer.chain.shown_chain import ShownChain
from explorer.chain.sum_rule import symbol
from explorer.formula.notation import plain
from explorer.number import counted, exact, rounded
from explorer.ui.theme.theme import Theme, give_role
from explorer.ui.widgets.elided_label import ElidedLabel
from explorer.ui.workspaces.chain_rule.derivative_table import DerivativeRow, DerivativeTable


class DerivativesCard(QFrame):
    """Each local derivative, at last the one that is looked at, and the chosen one read the other way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "card")
        self._chain: ShownChain | None = None
        title, self.table, self.other_way = QLabel("Derivatives"), DerivativeTable(), ElidedLabel()
        give_role(title, "title")
        give_role(self.other_way, "muted")
        self.other_way.setAccessibleName("Read the other way")
        self.other_way.set_lines(2)
        self.table.looked_at.connect(self._say_other_way)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(self.table, 1)
        column.addWidget(self.other_way)

    def set_theme(self, theme: Theme) -> None:
        """Rows as high as type of the size of `theme` needs."""
        self.table.verticalHeader().setDefaultSectionSize(theme.pixels(26))

    def show_chain(self, chain: ShownChain) -> None:
        """List its derivatives."""
        before, self._chain = self._chain, chain
        edges = [] if chain.is_empty else chain.graph.edges
        count = len(edges) + (not chain.is_empty and not self._is_local)
        self.table.show_rows(count, self._row)
        if before is None or (before.of, before.by, before.shape) != (chain.of, chain.by, chain.shape):
            self.table.selectRow(count - 1)
            self.table.scrollToBottom()
        self._say_other_way(self.table.current_row)

    @property
    def _is_local(self) -> bool:
        """Whether the derivative that is looked at is that of an edge, along which there is no other path."""
        chain = self._chain
        return chain is not None and (chain.by, chain.of) in chain.graph.by_ends and chain.paths.count == 1

    def _row(self, number: int) -> DerivativeRow:
        chain = self._chain
        assert chain is not None
        edges = chain.graph.edges
        if number < len(edges):
            return self._local_row(chain, edges[number])
        numeric, value = chain.difference, chain.paths.total
        return DerivativeRow(
            chain.of,
            f"{chain.by}, all paths" if (chain.by, chain.of) in chain.graph.by_ends else chain.by,
            chain.formula(chain.of, chain.by),
            rounded(value),
            rounded(numeric.value),
            _why(symbol(chain.of, chain.by), value, numeric.value, numeric.evaluations),
        )

    def _local_row(self, chain: ShownChain, edge: GraphEdge) -> DerivativeRow:
        numeric = local_difference(chain.graph, edge)
        return DerivativeRow(
            edge.dest,
            edge.source,
            edge.formula,
            rounded(edge.value),
            rounded(numeric.value),
            _why(symbol(edge.dest, edge.source), edge.value, numeric.value, numeric.evaluations),
        )

    def _say_other_way(self, number: int) -> None:
        chain = self._chain
        if chain is None or chain.is_empty or not 0 <= number < self.table.count:
            self.other_way.set_text("")
            return
        self.other_way.set_text(other_way_in_words(chain, number))


def other_way_in_words(chain: ShownChain, number: int) -> str:
    """∂a/∂b = 1/(∂b/∂a) = 0.25, or why it does not exist; of the row of that number."""
    graph, pair, edges = chain.graph, (chain.of, chain.by), chain.graph.edges
    if number < len(edges):
        edge = edges[number]
        pair = edge.dest, edge.source
        inverse = inverse_of(graph, pair, edge.value, edge.derivative)
    else:
        inverse = inverse_of(graph, pair, chain.paths.total, chain.texts.derivative(graph, *pair))
    if inverse.value is None:
        return f"read the other way: {inverse.reason}"
    of, by = pair
    formula = "" if inverse.formula is None else f" = {plain(inverse.formula)}"
    return f"read the other way: {symbol(by, of)} = 1/({symbol(of, by)}){formula} = {rounded(inverse.value)}"


def _why(name: str, value: float, numeric: float, evaluations: int) -> str:
    lines = [f"{name} = {exact(value)}", f"by finite differences {exact(numeric)}"]
    if isfinite(value):
        lines[1] += f" ({counted(evaluations, 'evaluation')})"
    return "\n".join(lines)
