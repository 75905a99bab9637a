"""How are the formulas of a graph kept as text while only numbers change? A memo, as writing takes time."""

from explorer.chain.derivative_formula import derivative_formula
from explorer.chain.graph import ComputationGraph
from explorer.formula.expression import Expression
from explorer.formula.notation import plain

_LONGEST = 60
"""Letters of a derivative's formula; longer ones are not read in a line."""


class FormulaTexts:
    """Texts of one system, whose inputs may take other values."""

    def __init__(self) -> None:
        self._written: dict[int, tuple[Expression, str]] = {}
        self._derivatives: dict[tuple[str, str], Expression | None] = {}

    def of_expression(self, expression: Expression) -> str:
        """The formula as plain text; of the same object it is written once."""
        known = self._written.get(id(expression))
        if known is None or known[0] is not expression:
            known = self._written[id(expression)] = expression, plain(expression)
        return known[1]

    def derivative(self, graph: ComputationGraph, of: str, by: str) -> Expression | None:
        """∂ of/∂ by as a formula, which no value changes; None where nobody would read so long a one."""
        if (of, by) not in self._derivatives:
            self._derivatives[of, by] = derivative_formula(graph, of, by)
        return self._derivatives[of, by]

    def of_derivative(self, graph: ComputationGraph, of: str, by: str) -> str:
        """The same as text; "" where it is longer than a line."""
        expression = self.derivative(graph, of, by)
        text = "" if expression is None else self.of_expression(expression)
        return text if len(text) <= _LONGEST else ""
