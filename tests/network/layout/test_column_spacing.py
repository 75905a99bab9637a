"""Are nodes put as near to their wishes as the gaps allow?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.network.layout.column_spacing import spaced

COLUMNS = st.integers(1, 8).flatmap(
    lambda count: st.tuples(
        st.lists(st.floats(-1000, 1000), min_size=count, max_size=count),
        st.lists(st.floats(0, 200), min_size=count - 1, max_size=count - 1),
    )
)


@pytest.mark.parametrize(
    ("wishes", "gaps", "expected"),
    [
        ([], [], []),
        ([5.0], [], [5.0]),
        ([0.0, 0.0], [10.0], [-5.0, 5.0]),
        ([0.0, 0.0, 0.0], [10.0, 20.0], [-40 / 3, -10 / 3, 50 / 3]),
        ([0.0, 100.0], [10.0], [0.0, 100.0]),
        ([30.0, 10.0, 200.0], [10.0, 10.0], [15.0, 25.0, 200.0]),
    ],
)
def test_literal_columns(wishes: list[float], gaps: list[float], expected: list[float]) -> None:
    assert spaced(wishes, gaps) == pytest.approx(expected)


@given(COLUMNS)
def test_every_gap_is_kept(column: tuple[list[float], list[float]]) -> None:
    wishes, gaps = column
    y = spaced(wishes, gaps)
    assert all(below - above >= gap - 1e-9 for above, below, gap in zip(y, y[1:], gaps, strict=False))


@given(COLUMNS, st.integers(0, 7), st.floats(-50, 50))
def test_moving_what_moves_together_is_never_better(
    column: tuple[list[float], list[float]], first: int, shift: float
) -> None:
    """At the optimum no change that keeps the gaps lowers Σ (y − wish)²: here, all from `first` on shift."""
    wishes, gaps = column
    y = spaced(wishes, gaps)
    moved = [place + (shift if index >= first else 0.0) for index, place in enumerate(y)]
    if all(below - above >= gap - 1e-12 for above, below, gap in zip(moved, moved[1:], gaps, strict=False)):
        assert cost(y, wishes) <= cost(moved, wishes) + 1e-6


def cost(y: list[float], wishes: list[float]) -> float:
    return sum((place - wish) ** 2 for place, wish in zip(y, wishes, strict=True))
