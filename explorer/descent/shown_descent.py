"""What is shown of one descent: f, the start, α, and the steps that follow from them."""

from dataclasses import dataclass
from functools import cached_property

from explorer.array import Array
from explorer.descent.function import Function
from explorer.descent.orbit import is_bounded, orbit
from explorer.number import exact, rounded
from explorer.symbol import Symbol

MOST_SHOWN_STEPS = 1000


@dataclass(frozen=True)
class Descent:
    """x ← x − α f′(x) from `start`, for `steps` steps or until it diverges.

    With a `momentum` β above 0 each step has β times the step before it added.
    """

    f: Function
    start: float
    learning_rate: float
    steps: int
    momentum: float = 0.0

    @cached_property
    def iterates(self) -> Array:
        """x₀ … x_N, shape (last + 1,); N is less than `steps` where it diverges."""
        return orbit(self.f, self.start, self.learning_rate, self.steps, self.momentum)

    @cached_property
    def heights(self) -> Array:
        """f at every iterate."""
        return self.f.values(self.iterates)

    @property
    def last(self) -> int:
        """The number of the last iterate."""
        return len(self.iterates) - 1

    @property
    def has_diverged(self) -> bool:
        """Whether the last iterate is out of all bounds, or no number."""
        return not is_bounded(float(self.iterates[-1]))

    @property
    def name(self) -> str:
        """ "α = 0.04 from −1.99", "α = 0.04, β = 0.9 from −1.99"."""
        momentum = f", β = {rounded(self.momentum)}" if self.momentum else ""
        return f"{Symbol.ALPHA} = {rounded(self.learning_rate)}{momentum} from {rounded(self.start)}"

    @property
    def name_in_full(self) -> str:
        """The same with all the digits."""
        momentum = f", β = {exact(self.momentum)}" if self.momentum else ""
        return f"{Symbol.ALPHA} = {exact(self.learning_rate)}{momentum} from {exact(self.start)}"
