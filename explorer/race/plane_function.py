"""What is the function f(x, y) that optimisers race on: its values and its gradient, anywhere?"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.array import Array
from explorer.formula import notation
from explorer.formula.derivative import derivative
from explorer.formula.evaluate import ArrayFunction, array_function, values
from explorer.formula.expression import Expression
from explorer.formula.parser import parse

VARIABLES = ("x", "y")


@dataclass(frozen=True)
class PlaneFunction:
    """f(x, y). `text` is what was typed."""

    text: str
    expression: Expression

    def values(self, x: Array, y: Array) -> Array:
        """f wherever x and y are given: an array of the shape that they have together. Never raises."""
        return values(self.expression, {"x": x, "y": y})

    def with_gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        """f, and (∂f/∂x, ∂f/∂y) by the exact rules: (…) and (2, …), of the shape of `values`."""
        value, by_x, by_y = self._all({"x": x, "y": y})
        return value, np.stack([by_x, by_y])

    @cached_property
    def slopes(self) -> tuple[Expression, Expression]:
        """∂f/∂x and ∂f/∂y as formulas."""
        return derivative(self.expression, "x"), derivative(self.expression, "y")

    @cached_property
    def _all(self) -> ArrayFunction:
        return array_function([self.expression, *self.slopes])

    @property
    def formula(self) -> str:
        """What was understood, as plain text."""
        return notation.plain(self.expression)

    @property
    def latex(self) -> str:
        """What was understood, as LaTeX."""
        return notation.latex(self.expression)


def parse_plane_function(text: str) -> PlaneFunction:
    """f(x, y) from typed text. Raises FormulaError, which says what is wrong, where, and what to do."""
    return PlaneFunction(text, parse(text, VARIABLES))
