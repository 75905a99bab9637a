"""What does one see of the curvature along a run at a glance?

Some steps, evenly spread, and where λ is first too large for the learning rate.
"""

import math
from collections.abc import Iterable, Iterator

from explorer.files.sharpness import columns
from explorer.network.model import Training
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.curvature.sharpness import Readings
from explorer.training.curvature.stability import FORMULAS, is_preconditioned

MOST_LINES = 24
"""Of the table, beside the first and the last."""


class SharpnessSummary:
    """Sees the readings of a run of so many steps pass by."""

    def __init__(self, training: Training, steps: int) -> None:
        self._training = training
        self._stride = max(1, -(-steps // MOST_LINES))
        self._formula = FORMULAS.get(training.optimiser.name)
        self._kept: dict[str, tuple[str, ...]] = {}
        self._last: tuple[str, ...] = ("", "")
        self._first_above: str | None = None
        self._first_unknown: int | None = None

    def watch(self, readings: Iterable[Readings]) -> Iterator[Readings]:
        """The same readings."""
        for part in readings:
            numbers = zip(part.step.tolist(), part.loss, part.limit.tolist(), part.eigenvalues, strict=True)
            for step, loss, limit, values in numbers:
                self._look(step, loss, limit, values.tolist())
            yield part

    def table(self, largest: int, smallest: int) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """The header and the rows, with so many eigenvalues, and what is stable where that is known."""
        which = columns(largest, smallest, is_preconditioned(self._training))
        names = [name.replace("_", " ") for name in which[2:]]
        header = ("step", f"{Symbol.LOSS}", *names, *([self._formula] if self._formula else []))
        return header, list({**self._kept, self._last[0]: self._last}.values())

    @property
    def sentence(self) -> str:
        """What there is to say of λ and what is stable."""
        if self._formula is None:
            return f"from which sharpness on {self._training.optimiser.name} is unstable is not known"
        if self._first_above is not None:
            return self._first_above
        never = f"the {self._sharpness} never exceeds {self._formula}"
        if self._first_unknown is None:
            return never
        unknown = f"at step {self._first_unknown} not every number is finite, and there is no sharpness"
        return unknown if self._first_unknown == 0 else f"{unknown}; before it, {never}"

    @property
    def _sharpness(self) -> str:
        return "preconditioned sharpness" if is_preconditioned(self._training) else "sharpness"

    def _look(self, step: int, loss: float, limit: float, values: list[float]) -> None:
        limits = [] if math.isnan(limit) else [rounded(limit)]
        self._last = (str(step), rounded(loss), *map(rounded, values), *limits)
        if step % self._stride == 0:
            self._kept[self._last[0]] = self._last
        if math.isnan(values[0]) and self._first_unknown is None:
            self._first_unknown = step
        if values[0] > limit and self._first_above is None:
            exceeds = f"the {self._sharpness} first exceeds {self._formula} = {rounded(limit)}"
            self._first_above = f"{exceeds} at step {step}"
