"""Which ranges of a plot were looked at before, and after? The history of a zoom."""

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Range = TypeVar("Range")


@dataclass(frozen=True, slots=True)
class ZoomHistory(Generic[Range]):
    """What is looked at, what was before, the latest last, and what one has come back from, the next last.

    None stands for all there is to see.
    """

    present: Range | None = None
    before: tuple[Range | None, ...] = ()
    after: tuple[Range | None, ...] = ()

    def visit(self, place: Range | None) -> "ZoomHistory[Range]":
        """Look at another range: what one had come back from is forgotten."""
        if place == self.present:
            return self
        return ZoomHistory(place, (*self.before, self.present))

    def back(self) -> "ZoomHistory[Range]":
        """One range back; the same where there is none."""
        if not self.before:
            return self
        return ZoomHistory(self.before[-1], self.before[:-1], (*self.after, self.present))

    def forth(self) -> "ZoomHistory[Range]":
        """One range forth; the same where there is none."""
        if not self.after:
            return self
        return replace(
            self, present=self.after[-1], before=(*self.before, self.present), after=self.after[:-1]
        )
