"""What does an update do to the parameters?

The one place that knows it: `explorer.backprop` explains an update with it, `explorer.training` makes it.
A table: name -> (change, formula).
"""

from collections.abc import Callable
from dataclasses import dataclass

from explorer.network.activation import Array


@dataclass(frozen=True)
class Optimiser:
    """w ← w + `change`(∂E/∂w, α), all parameters together; `formula` is the change written for people."""

    name: str
    label: str
    change: Callable[[Array, float], Array]
    formula: str


OPTIMISERS: dict[str, Optimiser] = {
    row.name: row
    for row in (
        Optimiser(
            "gradient-descent",
            "gradient descent",
            lambda gradient, learning_rate: -learning_rate * gradient,
            "−α ∂E/∂w",
        ),
    )
}
"""Every optimiser under the name by which files and commands know it."""
