"""What does one see of a sweep at a glance?

Ranges of learning rates at which most runs end alike. They are made as the runs come in, in order; where
there would be too many, the shortest are joined, so that it is always a table that one can read.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from explorer.cli.report import print_table
from explorer.files.sweep import label
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.many.sweep import SweptRun
from explorer.training.verdict import RunOutcome

MOST_RANGES = 24
_MOST_LABELS = 3


@dataclass(frozen=True)
class VerdictRange:
    """The runs at neighbouring learning rates: how many of them ended how, and the lowest E among them."""

    first: float
    last: float
    rates: int
    endings: Counter[str]
    lowest: float

    @property
    def mostly(self) -> str:
        """How most of them ended."""
        return self.endings.most_common(1)[0][0]

    def joined(self, later: "VerdictRange") -> "VerdictRange":
        """Both together."""
        endings, lowest = self.endings + later.endings, min(self.lowest, later.lowest)
        return VerdictRange(self.first, later.last, self.rates + later.rates, endings, lowest)


@dataclass(frozen=True)
class SweepSummary:
    """The ranges, in order; the run with the lowest E, and the first that diverged, None if there is none.

    `explained`: the first whose verdict has its reason in the network, as a stuck one.
    """

    ranges: list[VerdictRange]
    best: SweptRun | None
    diverged: SweptRun | None
    explained: SweptRun | None


def summary_of(runs: Iterable[SweptRun]) -> SweepSummary:
    """Of runs in the order of their learning rates."""
    ranges: list[VerdictRange] = []
    best = diverged = explained = None
    for rate, same in groupby(runs, key=lambda run: run.learning_rate):
        endings: Counter[str] = Counter()
        lowest = math.inf
        for run in same:
            endings[label(run.verdict)] += 1
            if run.verdict.reason is not None:
                explained = explained or run
            if run.verdict.kind is RunOutcome.DIVERGES:
                diverged = diverged or run
            else:
                lowest = min(lowest, run.loss)
                best = run if best is None or run.loss < best.loss else best
        _append(ranges, VerdictRange(rate, rate, 1, endings, lowest))
    return SweepSummary(ranges, best, diverged, explained)


def print_ranges(summary: SweepSummary) -> None:
    """A row for each range."""
    rows = [
        (_between(each), str(each.endings.total()), _shares(each.endings), _lowest(each.lowest))
        for each in summary.ranges
    ]
    print_table(("learning rate", "runs", "verdict", f"lowest {Symbol.LOSS}"), rows)


def _append(ranges: list[VerdictRange], new: VerdictRange) -> None:
    if ranges and ranges[-1].mostly == new.mostly:
        ranges[-1] = ranges[-1].joined(new)
        return
    ranges.append(new)
    if len(ranges) > MOST_RANGES:
        place = min(range(MOST_RANGES), key=lambda n: ranges[n].rates + ranges[n + 1].rates)
        ranges[place : place + 2] = [ranges[place].joined(ranges[place + 1])]


def _between(each: VerdictRange) -> str:
    return rounded(each.first) if each.rates == 1 else f"{rounded(each.first)} – {rounded(each.last)}"


def _shares(endings: Counter[str]) -> str:
    """“converges”, or “plateaus 83 %, converges 17 %”."""
    if len(endings) == 1:
        return next(iter(endings))
    shown = endings.most_common(_MOST_LABELS)
    shares = [f"{name} {100 * count / endings.total():.0f} %" for name, count in shown]
    return ", ".join([*shares, "…"] if len(endings) > _MOST_LABELS else shares)


def _lowest(loss: float) -> str:
    return "" if loss == math.inf else rounded(loss)
