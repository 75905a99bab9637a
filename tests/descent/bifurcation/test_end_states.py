"""Is what is drawn for every learning rate what a single descent at that rate comes to?"""

import math
from functools import cache

import numpy as np
import pytest

from explorer.descent.bifurcation.end_states import (
    EndStates,
    EndStatesQuestion,
    RateWindow,
    end_states,
)
from explorer.descent.function import parse_function
from explorer.descent.search import verdict
from explorer.job import last_result, results_of

CUBIC = RateWindow(0.0, 0.6, -2.5, 1.0, 300, 200)


@cache
def answer(text: str, start: float, window: RateWindow, momentum: float = 0.0) -> EndStates:
    return last_result(end_states(EndStatesQuestion(parse_function(text), start, window, momentum)))


def window(
    low: float, high: float, x_low: float, x_high: float, columns: int = 64, rows: int = 100
) -> RateWindow:
    return RateWindow(low, high, x_low, x_high, columns, rows)


CASES = [
    ("x^3 + 3x^2", -1.99, window(0.01, 0.55, -2.5, 1)),
    ("x^4 - 2x^2", 0.1, window(0.01, 0.6, -2, 2)),
    ("sin(x) + 0.1x^2", 3.0, window(0.05, 3.0, -8, 8)),
    ("x^4", 1.2, window(0.05, 0.6, -2, 2)),
    ("x^2", 1.0, window(0.01, 1.2, -2, 2)),
    ("|x|", 1.0, window(0.05, 1.0, -2, 2)),
]


@pytest.mark.parametrize(("text", "start", "seen"), CASES, ids=lambda value: str(value)[:12])
def test_every_column_is_what_a_descent_by_itself_comes_to(text: str, start: float, seen: RateWindow) -> None:
    found = answer(text, start, seen)
    for column in range(0, seen.columns, 3):
        alone = verdict(parse_function(text), start, float(seen.rates[column]))
        period, escaped_at = int(found.period[column]), int(found.escaped_at[column])
        match alone.kind:
            case "converges":
                assert (period, escaped_at) == (1, -1)
                assert found.low[column] == pytest.approx(alone.limit, abs=1e-6)
            case "cycles" if alone.period is not None and alone.period <= 64:
                assert (period, escaped_at) == (alone.period, -1)
                assert found.low[column] == pytest.approx(min(alone.cycle), abs=1e-9)
                assert found.multiplier[column] == pytest.approx(alone.multiplier, abs=1e-6)
            case "chaotic":
                assert (period, escaped_at) == (0, -1)
                assert found.lyapunov[column] == pytest.approx(alone.lyapunov, abs=0.08)
            case "diverges":
                assert escaped_at == alone.diverged_at


def test_the_picture_comes_ever_finer() -> None:
    question = EndStatesQuestion(parse_function("x^3 + 3x^2"), -1.99, CUBIC)
    found = list(results_of(end_states(question)))
    assert [states.spacing for states in found] == [8, 4, 2, 1]
    assert [len(states.columns) for states in found] == [38, 75, 150, 300]
    assert found[-1].columns.tolist() == list(range(300))
    coarse, fine = found[0], found[-1]
    assert np.array_equal(coarse.density, fine.density[::8])


def test_a_doubling_is_a_fork_and_no_fog() -> None:
    """Within 10⁻⁶ of a third the exact states are one point, then two: no column has a third row in it."""
    found = answer("x^3 + 3x^2", -1.99, window(1 / 3 - 1e-6, 1 / 3 + 1e-6, -0.01, 0.01, columns=41))
    rows = (found.density > 0).sum(axis=1)
    assert rows[:20].tolist() == [1] * 20
    assert rows[21:].tolist() == [2] * 20
    half_width = np.sqrt(9 * found.rates[40] ** 2 - 1) / (3 * found.rates[40])
    assert (found.high[40] - found.low[40]) / 2 == pytest.approx(half_width, rel=1e-6)


def test_a_slow_descent_is_followed_until_it_is_there() -> None:
    found = answer("x^3 + 3x^2", -1.99, window(1e-4, 1e-3, -2, 1))
    assert (found.period == 1).all()
    assert found.low == pytest.approx(0.0, abs=1e-12)


def test_all_the_density_of_a_column_is_one() -> None:
    found = answer("x^3 + 3x^2", -1.99, CUBIC)
    inside = found.escaped_at < 0
    assert found.density[inside].sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert (found.density[~inside] == 0).all()
    assert np.isnan(found.lyapunov[~inside]).all()


def test_at_one_half_the_exponent_is_the_logarithm_of_two_and_never_of_four() -> None:
    for start in (-1.99, -1.3, -0.71, 0.123, 0.3, 0.47):
        found = answer("x^3 + 3x^2", start, window(0.5 - 1e-9, 0.5, -2.5, 1, columns=16))
        stays = found.escaped_at < 0
        assert stays.any()
        assert found.lyapunov[stays] == pytest.approx(math.log(2), abs=0.05)


def test_a_single_start_stays_in_its_well() -> None:
    left = answer("x^4 - 2x^2", -0.1, window(0.05, 0.3, -2, 2))
    right = answer("x^4 - 2x^2", 0.1, window(0.05, 0.3, -2, 2))
    assert (left.high < 0).all()
    assert (right.low > 0).all()


def test_a_start_beyond_the_basin_of_x_to_the_fourth_escapes() -> None:
    """It converges exactly while |x₀| < 1/√(2α)."""
    found = answer("x^4", 1.2, window(0.3, 0.4, -2, 2))
    assert ((found.escaped_at < 0) == (1 / np.sqrt(2 * found.rates) > 1.2)).all()


def test_momentum_moves_the_limit_to_two_times_one_plus_beta() -> None:
    found = answer("x^2", 1.0, window(1.5, 2.3, -2, 2), momentum=0.9)
    assert ((found.escaped_at < 0) == (found.rates < 1.9)).all()


def test_a_window_of_the_last_digits_is_refused() -> None:
    assert window(0.4, 0.4 + 1e-12, -1, 1).is_resolved
    assert not window(0.4, 0.4 + 1e-14, -1, 1).is_resolved
    assert not window(0.4, 0.5, 0.3, 0.3 + 1e-14).is_resolved


def test_a_narrow_window_shows_what_a_wide_one_has_there() -> None:
    wide = answer("x^3 + 3x^2", -1.99, window(0.44, 0.45, -2, 1, columns=1001))
    narrow = answer(
        "x^3 + 3x^2", -1.99, window(wide.rates[500] - 1e-13, wide.rates[500] + 1e-13, -2, 1, columns=1)
    )
    assert narrow.rates[0] == pytest.approx(wide.rates[500], abs=1e-16)
    assert narrow.low == pytest.approx(wide.low[500], abs=1e-2)


def test_who_cancels_need_not_wait() -> None:
    job = end_states(EndStatesQuestion(parse_function("x^3 + 3x^2"), -1.99, CUBIC))
    next(job)
    job.close()


def test_further_starts_find_both_wells_and_tell_them_apart() -> None:
    seen = window(0.1, 0.24, -1.6, 1.6, columns=16, rows=64)
    question = EndStatesQuestion(parse_function("x^4 - 2x^2"), 0.1, seen, further_starts=8)
    found = last_result(end_states(question))
    assert found.mean is not None
    for column in range(16):
        rows = np.flatnonzero(found.density[column])
        assert len(rows) == 2  # the wells at −1 and 1
        assert found.mean[column, rows] == pytest.approx([-1, 1], abs=0.06)
    assert (found.low > 0).all()  # of the chosen start alone


def test_starts_that_escape_do_not_dilute_the_others() -> None:
    seen = window(0.1, 0.2, -4, 1, columns=8, rows=50)
    question = EndStatesQuestion(parse_function("x^3 + 3x^2"), -1.99, seen, further_starts=9)
    found = last_result(end_states(question))
    assert found.density.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
