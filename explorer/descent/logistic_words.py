"""What does r of the logistic map mean, and at which α is what changes there? May 1976.

y ← r y (1 − y): y = 0 is the maximum of f, y = 1 − 1/r its minimum, with the multiplier 2 − r. From 0 < y < 1
nothing leaves 0 ≤ y ≤ 1 while r ≤ 4.
"""

from math import sqrt
from typing import NamedTuple

ACCUMULATION = 3.569945671870945
"""Here the doublings of the period end (OEIS A098587)."""
_EIGHT = 3.5440903595519228
"""From here on a cycle of 8 attracts (OEIS A086181)."""
_SIX, _CRISIS = 3.841499007543508, 3.8568006524
"""Here the cycle of 3 that is born at 1 + √8 doubles, and here its window ends."""


class Milestone(NamedTuple):
    """What begins at an r."""

    r: float
    written: str
    what: str


MILESTONES = (
    Milestone(3.0, "3", "first doubling"),
    Milestone(1 + sqrt(6), "1 + √6", "to 4 values"),
    Milestone(ACCUMULATION, "3.5699…", "chaos"),
    Milestone(4.0, "4", "full chaos"),
)


def meaning(r: float) -> str:
    """What descents that begin between the maximum and its counterpart, 0 < y < 1, do with this r > 1."""
    if r <= 1:
        return "nothing moves"
    stages = (
        (2 - 1e-9, "creeps to the minimum from one side"),
        (2 + 1e-9, "a step near the minimum is Newton's"),
        (3, "jumps over the minimum and settles there"),
        (1 + sqrt(6), "the minimum has let go: 2 values"),
        (_EIGHT, "doubled twice: 4 values"),
        (ACCUMULATION, "doubles again and again: 8, 16, … values"),
        (1 + sqrt(8), "chaos, but for narrow windows with a cycle"),
        (_SIX, "in the window of period 3: 3 values"),
        (_CRISIS, "in the window of period 3, which doubles"),
        (4 - 1e-9, "chaos, but for narrow windows with a cycle"),
        (4 + 1e-9, "full chaos: it fills the whole basin, Λ = ln 2"),
    )
    return next((words for last, words in stages if r <= last), "almost every start escapes")


def last_passed(r: float) -> Milestone | None:
    """The last milestone that is not above r; None below the first."""
    return max((each for each in MILESTONES if each.r <= r + 1e-12), default=None)
