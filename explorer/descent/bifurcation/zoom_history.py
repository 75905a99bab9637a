"""Which ranges were looked at before, and after? The history of a zoom, to go back and forth in."""

from dataclasses import dataclass, replace

from explorer.descent.settings import RateRange

Place = RateRange | None
"""A range; None: all there is to see."""


@dataclass(frozen=True, slots=True)
class ZoomHistory:
    """What is looked at, what was before, the latest last, and what one has come back from, the next last."""

    present: Place = None
    before: tuple[Place, ...] = ()
    after: tuple[Place, ...] = ()

    def visit(self, place: Place) -> "ZoomHistory":
        """Look at another range: what one had come back from is forgotten."""
        if place == self.present:
            return self
        return ZoomHistory(place, (*self.before, self.present))

    def back(self) -> "ZoomHistory":
        """One range back; the same where there is none."""
        if not self.before:
            return self
        return ZoomHistory(self.before[-1], self.before[:-1], (*self.after, self.present))

    def forth(self) -> "ZoomHistory":
        """One range forth; the same where there is none."""
        if not self.after:
            return self
        return replace(
            self, present=self.after[-1], before=(*self.before, self.present), after=self.after[:-1]
        )
