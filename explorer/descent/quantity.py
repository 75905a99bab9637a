"""What is drawn of a descent against its steps: x, f or f′?"""

from explorer.array import Array
from explorer.descent.function import Function
from explorer.descent.settings import Quantity

NAMES: dict[Quantity, str] = {"x": "x", "f": "f", "slope": "f′"}
"""As they are written on an axis, before the (t)."""


def values_at(f: Function, x: Array, quantity: Quantity) -> Array:
    """x, f(x) or f′(x), of the same shape."""
    match quantity:
        case "x":
            return x
        case "f":
            return f.values(x)
        case "slope":
            return f.derivative().values(x)
