"""What does one see of a bifurcation at a glance? Ranges of learning rates at which orbits end alike.

Where there would be too many, the shortest are joined, so that it is always a table that one can read.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from explorer.cli.report import print_table
from explorer.descent.bifurcation.rate_verdicts import RateVerdict
from explorer.number import rounded

MOST_STRETCHES = 24
_MOST_LABELS = 3


@dataclass(frozen=True)
class VerdictStretch:
    """Neighbouring learning rates: how many of their orbits end how, and the range of x that they end in."""

    first: float
    last: float
    endings: Counter[str]
    ends: tuple[float, ...]

    @property
    def mostly(self) -> str:
        """How most of them end."""
        return self.endings.most_common(1)[0][0]

    def joined(self, later: "VerdictStretch") -> "VerdictStretch":
        """Both together."""
        ends = self.ends + later.ends
        ends = (min(ends), max(ends)) if ends else ()
        return VerdictStretch(self.first, later.last, self.endings + later.endings, ends)


def stretches_of(verdicts: Iterable[RateVerdict]) -> list[VerdictStretch]:
    """Of verdicts in the order of their learning rates."""
    stretches: list[VerdictStretch] = []
    for each in verdicts:
        ends = each.verdict.range or ()
        new = VerdictStretch(each.learning_rate, each.learning_rate, Counter([each.label]), ends)
        if stretches and stretches[-1].mostly == new.mostly:
            stretches[-1] = stretches[-1].joined(new)
            continue
        stretches.append(new)
        if len(stretches) > MOST_STRETCHES:
            sizes = [stretch.endings.total() for stretch in stretches]
            place = min(range(MOST_STRETCHES), key=lambda n: sizes[n] + sizes[n + 1])
            stretches[place : place + 2] = [stretches[place].joined(stretches[place + 1])]
    return stretches


def print_stretches(stretches: list[VerdictStretch]) -> None:
    """A row for each."""
    rows = [
        (
            _between(each.first, each.last),
            str(each.endings.total()),
            _shares(each.endings),
            _between(*each.ends) if each.ends else "",
        )
        for each in stretches
    ]
    print_table(("learning rate", "rates", "verdict", "x in the end"), rows)


def _between(low: float, high: float) -> str:
    return rounded(low) if low == high else f"{rounded(low)} – {rounded(high)}"


def _shares(endings: Counter[str]) -> str:
    """ "converges", or "chaotic 83 %, cycles (5) 17 %"."""
    if len(endings) == 1:
        return next(iter(endings))
    shown = endings.most_common(_MOST_LABELS)
    shares = [f"{name} {100 * count / endings.total():.0f} %" for name, count in shown]
    return ", ".join([*shares, "…"] if len(endings) > _MOST_LABELS else shares)
