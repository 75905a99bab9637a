"""What is the function f(x) that was typed? Its values, its derivative, and how it is written."""

from dataclasses import dataclass
from functools import cached_property

from explorer.array import Array
from explorer.formula import notation
from explorer.formula.derivative import derivative
from explorer.formula.elementary import FUNCTIONS
from explorer.formula.evaluate import Scalar, scalar_function, values
from explorer.formula.expression import Call, Expression, Extremum, bottom_up
from explorer.formula.parser import parse
from explorer.formula.precise import may_overflow, surviving
from explorer.number import exact

VARIABLE = "x"


@dataclass(frozen=True)
class Function:
    """f(x). `text` is what was typed, or for a derivative what would have to be typed."""

    text: str
    expression: Expression

    def __call__(self, x: float) -> float:
        """f(x). Never raises: ±∞ and NaN are values, as in IEEE 754."""
        return self.evaluate(float(x))

    @cached_property
    def evaluate(self) -> Scalar:
        """x ↦ f(x) for one float: the same as calling f, a little faster where every step counts."""
        expression = self.expression
        in_doubles = scalar_function(expression, VARIABLE)
        if not may_overflow(expression):
            return in_doubles

        survived = surviving(expression)

        def value(x: float) -> float:
            y = in_doubles(x)
            if y and y - y == 0.0:  # a finite number
                return y
            return survived(x, y)

        return value

    def values(self, x: Array) -> Array:
        """f at every x, in doubles alone: an array of the same shape."""
        return values(self.expression, {VARIABLE: x})

    def derivative(self) -> "Function":
        """f′(x) = df/dx, by the exact rules; d|x|/dx is the sign of x, 0 at 0. Computed once."""
        return self._derivative

    @cached_property
    def _derivative(self) -> "Function":
        slope = derivative(self.expression, VARIABLE)
        return Function(notation.plain(slope), slope)

    @property
    def kink_note(self) -> str:
        """What f′ is by convention where there is a kink or a jump; "" where f has none."""
        nodes = bottom_up(self.expression)
        rows = [FUNCTIONS[node.function] for node in nodes if isinstance(node, Call)]
        kinked = [(row.kink_slope, row.name) for row in rows if row.kinks]
        kinked += [(0.0, node.function) for node in nodes if isinstance(node, Extremum)]
        by_slope: dict[float, dict[str, None]] = {}
        for slope, name in kinked:
            by_slope.setdefault(slope, {})[name] = None
        return ", and ".join(
            f"at the kinks of {', '.join(names)} the slope is taken to be {exact(slope)}"
            for slope, names in by_slope.items()
        )

    @property
    def formula(self) -> str:
        """What was understood, as plain text: "x³ + 3x²"."""
        return notation.plain(self.expression)

    @property
    def latex(self) -> str:
        """What was understood, as LaTeX: "x^{3} + 3 x^{2}"."""
        return notation.latex(self.expression)


def parse_function(text: str) -> Function:
    """f(x) from typed text. Raises FormulaError, which says what is wrong, where, and what to do."""
    return Function(text, parse(text, (VARIABLE,)))
