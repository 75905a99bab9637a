"""Few points instead of many, without losing a peak."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.envelope import Envelope


def grown(values: np.ndarray, cuts: list[int]) -> Envelope:
    """An envelope that was shown `values` in pieces."""
    envelope = Envelope()
    for cut in [*sorted(cuts), len(values)]:
        envelope.extend(values[:cut])
    return envelope


def test_few_points_are_all_there() -> None:
    values = np.arange(50.0)
    assert grown(values, []).between(10, 20, at_most=100).tolist() == list(range(10, 20))


def test_an_empty_stretch_has_no_points() -> None:
    assert Envelope().between(0, 0, at_most=100).tolist() == []


def test_a_single_peak_among_a_million_points_stays() -> None:
    values = np.zeros(1_000_000)
    values[654_321] = 1.0
    picked = grown(values, [123_456]).between(0, len(values), at_most=4000)
    assert len(picked) <= 4500
    assert 654_321 in picked


def test_numbers_that_are_not_finite_do_not_hide_the_others() -> None:
    values = np.array([np.nan, np.inf, -np.inf, 5.0, -5.0, *[0.0] * 11] * 100)
    picked = values[grown(values, []).between(0, len(values), at_most=250)]
    assert picked[np.isfinite(picked)].min() == -5.0
    assert picked[np.isfinite(picked)].max() == 5.0


@given(st.integers(1, 6000), st.lists(st.integers(0, 6000), max_size=4), st.integers(0, 2**32 - 1), st.data())
def test_every_stretch_keeps_its_lowest_and_highest_point(
    count: int, cuts: list[int], seed: int, data: st.DataObject
) -> None:
    values = np.random.default_rng(seed).normal(size=count)
    envelope = grown(values, [min(cut, count) for cut in cuts])
    first = data.draw(st.integers(0, count - 1))
    last = data.draw(st.integers(first + 1, count))
    picked = envelope.between(first, last, at_most=64)
    assert np.all(np.diff(picked) >= 0)
    assert first <= picked[0]
    assert picked[-1] < last
    assert values[picked].min() == pytest.approx(values[first:last].min(), abs=0)
    assert values[picked].max() == pytest.approx(values[first:last].max(), abs=0)
