"""Is what is said of r true of the logistic map iterated here?"""

import pytest

from explorer.descent.logistic_words import MILESTONES, last_passed, meaning


def count_of_values(r: float) -> int:
    """How many values y ← r y (1 − y) ends on; more than 64 are not counted."""
    y = 0.4
    for _ in range(200_000):
        y = r * y * (1 - y)
    first, seen = y, 0
    while seen < 65:
        y, seen = r * y * (1 - y), seen + 1
        if abs(y - first) < 1e-9:
            break
    return seen


@pytest.mark.parametrize(
    ("r", "words", "values"),
    [
        (1.7, "creeps to the minimum from one side", 1),
        (2.0, "a step near the minimum is Newton's", 1),
        (2.9, "jumps over the minimum and settles there", 1),
        (3.4, "the minimum has let go: 2 values", 2),
        (3.5, "doubled twice: 4 values", 4),
        (3.56, "doubles again and again: 8, 16, … values", 8),
        (3.7, "chaos, but for narrow windows with a cycle", 65),
        (3.83, "in the window of period 3: 3 values", 3),
        (3.845, "in the window of period 3, which doubles", 6),
        (3.9, "chaos, but for narrow windows with a cycle", 65),
    ],
)
def test_the_meaning_of_r_is_what_the_map_does(r: float, words: str, values: int) -> None:
    assert meaning(r) == words
    assert count_of_values(r) == values


def test_it_says_what_is_at_the_ends() -> None:
    assert meaning(1.0) == "nothing moves"
    assert meaning(4.0) == "full chaos: it fills the whole basin, Λ = ln 2"
    assert meaning(1 + 6 * 0.5) == meaning(4.0)
    assert meaning(4.3) == "almost every start escapes"


def test_the_milestones_are_those_of_the_reference() -> None:
    assert [each.r for each in MILESTONES] == pytest.approx([3, 3.449489742783178, 3.569945671870945, 4])
    assert [each.written for each in MILESTONES] == ["3", "1 + √6", "3.5699…", "4"]


@pytest.mark.parametrize(
    ("r", "written"), [(2.5, None), (3.0, "3"), (3.7, "3.5699…"), (4.0, "4"), (9.0, "4")]
)
def test_the_last_milestone_that_was_passed_is_told(r: float, written: str | None) -> None:
    found = last_passed(r)
    assert (None if found is None else found.written) == written
