"""Do the numbers come out that were computed in 30 digits and more, or that are known exactly?

Beside the doublings, superstable points and windows of `test_bifurcation_points`.
"""

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.array import Array
from explorer.descent.bifurcation import compiled_orbits
from explorer.descent.bifurcation.bifurcation_points import cycle_windows
from explorer.descent.bifurcation.critical_curves import critical_curves
from explorer.descent.bifurcation.end_states import EndStates, EndStatesQuestion, RateWindow, end_states
from explorer.descent.bifurcation.orbits import OrbitEngine, Orbits
from explorer.descent.function import Function, parse_function
from explorer.descent.orbit import orbit
from explorer.descent.search import verdict
from explorer.job import last_result
from explorer.kernels import warm_up

REFERENCE: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "cases" / "reference.json").read_text(encoding="utf-8")
)
CUBIC, WELLS, FLAT = (parse_function(text) for text in ("x^3 + 3x^2", "x^4 - 2x^2", "x^4"))
PLACES = (-2.5, 1.0)
CRISIS = float(REFERENCE["period3_crisis_end"]["alpha"])
ACCUMULATION = float(REFERENCE["feigenbaum_point"]["alpha"])


@pytest.fixture(autouse=True, scope="module")
def kernels() -> None:
    """Everything here is about long orbits."""
    warm_up.load_orbits()


def engine_of(f: Function) -> OrbitEngine:
    engine = compiled_orbits.engine_of(f, 0.0)
    assert engine is not None
    return engine


def states_of(f: Function, start: float, window: RateWindow, counted: int = 2000) -> EndStates:
    return last_result(end_states(EndStatesQuestion(f, start, window, counted=counted)))


@pytest.mark.parametrize(
    ("row", "images"), list(zip(REFERENCE["band_merging"], [(3, 4), (5, 7)], strict=True)), ids=["2-1", "4-2"]
)
def test_bands_merge_where_images_of_the_critical_point_meet(
    row: dict[str, str], images: tuple[int, int]
) -> None:
    """There the critical point lands on an unstable fixed point, or on an unstable cycle of two."""
    alpha = float(row["alpha"])
    curves = critical_curves(CUBIC, (alpha - 1e-4, alpha + 1e-4), PLACES)
    rates = curves[0].rates
    apart = curves[images[0] - 1].x - curves[images[1] - 1].x
    inside = np.isfinite(apart)
    rates, apart = rates[inside], apart[inside]
    order = np.argsort(apart)
    assert float(np.interp(0.0, apart[order], rates[order])) == pytest.approx(alpha, abs=1e-9)


def test_doublings_accumulate_where_they_should() -> None:
    """Aitken's extrapolation of 32 → 64, 64 → 128 and 128 → 256."""
    found = cycle_windows(CUBIC, (0.42812, 0.4283243), PLACES, longest=128)
    doubling = {window.period: window.doubling for window in found}
    a, b, c = (point.rate for period in (32, 64, 128) if (point := doubling[period]) is not None)
    assert c == pytest.approx(float(REFERENCE["doublings"][7]["alpha"]), abs=1e-12)
    assert c - (c - b) ** 2 / (c - 2 * b + a) == pytest.approx(ACCUMULATION, abs=1e-9)
    assert (b - a) / (c - b) == pytest.approx(float(REFERENCE["delta"]), abs=1e-3)


def test_on_one_side_of_the_accumulation_are_long_cycles_and_on_the_other_chaos() -> None:
    before = verdict(CUBIC, -1.99, ACCUMULATION - 1e-5)
    assert (before.kind, before.period) == ("cycles", 64)
    assert verdict(CUBIC, -1.99, ACCUMULATION + 5e-5).kind == "chaotic"


def test_three_bands_become_one_at_the_crisis() -> None:
    """Up to there what lies between the bands is never visited."""
    for alpha, is_one in ((CRISIS - 1e-8, False), (CRISIS + 2e-6, True)):
        window = RateWindow(alpha, alpha + 1e-10, -1.7, 0.7, 1, 240)
        visited = states_of(CUBIC, -1.99, window, counted=400_000).density[0] > 0
        gap = visited[int((-1.2 + 1.7) / 0.01) : int((-0.8 + 1.7) / 0.01)]
        assert gap.any() == is_one


@pytest.mark.parametrize("row", REFERENCE["lyapunov_cubic"][:2], ids=lambda row: str(row["alpha"]))
def test_the_exponent_of_a_cycle_is_exact(row: dict[str, float]) -> None:
    assert verdict(CUBIC, -1.99, row["alpha"]).lyapunov == pytest.approx(row["value"], abs=1e-12)


@pytest.mark.long
@pytest.mark.parametrize("row", REFERENCE["lyapunov_cubic"][2:6], ids=lambda row: str(row["alpha"]))
def test_the_exponent_of_chaos_is_that_of_the_reference_within_both_errors(row: dict[str, float]) -> None:
    lanes, steps = 256, 400_000
    starts = np.random.default_rng(1).uniform(-1.0, 0.3, lanes)
    orbits, engine = Orbits.begin(np.full(lanes, row["alpha"]), starts), engine_of(CUBIC)
    engine.advance(orbits, 2000)
    means = engine.growth(orbits, steps) / steps
    own = float(means.std()) / math.sqrt(lanes)
    assert own < 1e-4
    assert abs(means.mean() - row["value"]) < 4 * math.hypot(own, row["err"])


def starts_within(alpha: float, count: int, seed: int) -> Array:
    """Random starts in the basin of the cubic."""
    return np.random.default_rng(seed).uniform(-2.0, 1 / (3 * alpha), count)


@pytest.mark.parametrize("seed", range(3))
def test_at_one_half_the_exponent_is_ln_2_from_every_start(seed: int) -> None:
    for start in starts_within(0.5, 8, seed).tolist():
        found = verdict(CUBIC, start, 0.5)
        assert found.kind == "chaotic"
        assert found.lyapunov == pytest.approx(math.log(2), abs=5e-3)


def test_the_strip_of_exponents_reads_ln_2_at_one_half_from_every_start() -> None:
    window = RateWindow(0.499, 0.501, -2.5, 1.0, 1, 100)
    for start in starts_within(0.5, 40, 11).tolist():
        found = states_of(CUBIC, start, window, counted=20_000)
        assert found.rates.tolist() == [0.5]
        assert found.lyapunov[0] == pytest.approx(math.log(2), abs=0.03)


@pytest.mark.long
def test_at_one_half_no_start_of_hundreds_reads_ln_4() -> None:
    """An orbit in doubles may land on −2, whose multiplier is 4, and stay."""
    found = [verdict(CUBIC, start, 0.5) for start in starts_within(0.5, 400, 7).tolist()]
    assert {each.kind for each in found} == {"chaotic"}
    assert [each.lyapunov for each in found] == pytest.approx([math.log(2)] * 400, abs=5e-3)


@pytest.mark.parametrize(("alpha", "share"), [(0.55, 0.2641352719), (0.60, 0.3611575593)])
def test_so_many_leave_at_the_first_step(alpha: float, share: float) -> None:
    """√(1 − 4/r) of 0 ≤ y ≤ 1, which is −2 ≤ x ≤ 1/(3α)."""
    assert math.sqrt(1 - 4 / (1 + 6 * alpha)) == pytest.approx(share, abs=1e-10)
    high, count = 1 / (3 * alpha), 2_000_000
    starts = -2 + (high + 2) * (np.arange(count) + 0.5) / count
    orbits = Orbits.begin(np.full(count, alpha), starts)
    engine_of(CUBIC).advance(orbits, 1)
    leave = (orbits.x < -2) | (orbits.x > high)
    assert np.count_nonzero(leave) / count == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize("alpha", [0.01, 0.1, 0.5, 3.0])
def test_x_to_the_fourth_draws_in_exactly_what_lies_below_one_over_root_two_alpha(alpha: float) -> None:
    edge = 1 / math.sqrt(2 * alpha)
    for sign in (-1, 1):
        assert verdict(FLAT, sign * edge * (1 - 1e-6), alpha).kind == "converges"
        assert verdict(FLAT, sign * edge * (1 + 1e-6), alpha).kind == "diverges"


@pytest.mark.parametrize("alpha", [0.1, 0.5])
def test_x_to_the_fourth_then_shrinks_like_one_over_root_eight_alpha_t(alpha: float) -> None:
    steps = 100_000
    last = float(orbit(FLAT, 0.4, alpha, steps)[-1])
    assert abs(last) * math.sqrt(8 * alpha * steps) == pytest.approx(1.0, abs=2e-3)


@pytest.mark.parametrize("alpha", [0.05, 0.2, 0.3, 0.45, 0.499])
def test_the_double_well_keeps_what_lies_below_root_one_plus_one_over_two_alpha(alpha: float) -> None:
    edge = math.sqrt(1 + 1 / (2 * alpha))
    for sign in (-1, 1):
        assert verdict(WELLS, sign * edge * (1 - 1e-6), alpha).kind != "diverges"
        assert verdict(WELLS, sign * edge * (1 + 1e-6), alpha).kind == "diverges"


@pytest.mark.parametrize("order", range(5))
def test_the_double_well_doubles_at_one_plus_four_alpha(order: int) -> None:
    expected = [float(number) for number in REFERENCE["cubic_u_Au_minus_u3"]["doublings_A"]]
    found = cycle_windows(WELLS, (0.2, 0.3257), (0.05, 1.6), longest=2**order)
    doubling = next(window.doubling for window in found if window.period == 2**order)
    assert doubling is not None
    assert 1 + 4 * doubling.rate == pytest.approx(expected[order], abs=1e-12)


def test_the_next_doublings_of_the_double_well_accumulate_where_they_should() -> None:
    """Aitken's extrapolation of 32 → 64, 64 → 128 and 128 → 256."""
    known = REFERENCE["cubic_u_Au_minus_u3"]
    found = cycle_windows(WELLS, (0.3254, 0.32557), (0.05, 1.6), longest=128)
    rates = {window.period: window.doubling.rate for window in found if window.doubling is not None}
    a, b, c = (1 + 4 * rates[period] for period in (32, 64, 128))
    assert [a, b, c] == pytest.approx([float(number) for number in known["doublings_A"][5:8]], abs=1e-12)
    assert c - (c - b) ** 2 / (c - 2 * b + a) == pytest.approx(float(known["limit_A"]), abs=1e-9)


def test_two_equal_weights_one_after_the_other_double_at_one_plus_alpha() -> None:
    """½(w₁w₂ − 1)² from w₁ = w₂: each goes down on ¼(w² − 1)²."""
    found = cycle_windows(parse_function("(x^2 - 1)^2/4"), (0.9, 1.3025), (0.05, 1.6), longest=8)
    rates = {window.period: window.doubling.rate for window in found if window.doubling is not None}
    expected = [float(number) for number in REFERENCE["cubic_u_Au_minus_u3"]["doublings_A"][:4]]
    assert [1 + rates[period] for period in (1, 2, 4, 8)] == pytest.approx(expected, abs=1e-12)


def test_superstable_cycles_shrink_by_the_other_constant_of_feigenbaum() -> None:
    """Half a period leads from the critical point to the nearest other one, α_F times as near each time."""
    found = cycle_windows(CUBIC, (0.42812, 0.4283243), PLACES, longest=128)
    distances = []
    for period in (32, 64, 128):
        rate = next(window.superstable.rate for window in found if window.period == period)
        critical = 1 / (6 * rate) - 1
        distances.append(float(orbit(CUBIC, critical, rate, period // 2)[-1]) - critical)
    ratios = [before / after for before, after in pairwise(distances)]
    assert ratios == pytest.approx([-float(REFERENCE["alphaF"])] * 2, abs=1e-3)


def test_the_attractors_of_the_wells_join_at_three_root_three_halves() -> None:
    join = (float(REFERENCE["cubic_u_Au_minus_u3"]["merge_A"]) - 1) / 4
    assert 1 + 4 * join == pytest.approx(1.5 * math.sqrt(3), abs=1e-15)
    before, after = (verdict(WELLS, 0.1, join + part).range for part in (-1e-6, 1e-4))
    assert before is not None
    assert after is not None
    assert before[0] > 0
    assert after[0] < -1


def test_the_double_well_escapes_beyond_one_half() -> None:
    """A = 3."""
    assert verdict(WELLS, 0.1, 0.4999).kind == "chaotic"
    assert verdict(WELLS, 0.1, 0.5001).kind == "diverges"


@pytest.mark.parametrize(
    ("curvature", "momentum", "limit"),
    [(1.0, 0.0, 2.0), (1.0, 0.9, 3.8), (6.0, 0.9, 3.8 / 6), (4.0, 0.5, 0.75)],
)
def test_a_bowl_is_stable_up_to_two_times_one_plus_beta_over_its_curvature(
    curvature: float, momentum: float, limit: float
) -> None:
    bowl = parse_function(f"{curvature / 2} x^2")
    assert verdict(bowl, 1.0, limit * (1 - 1e-4), momentum).kind == "converges"
    assert verdict(bowl, 1.0, limit * (1 + 1e-4), momentum).kind == "diverges"


@pytest.mark.parametrize("alpha", [0.45, 0.4891])
def test_zooming_into_a_point_and_running_it_alone_agree(alpha: float) -> None:
    """To the last bit, in a window that is 10⁻¹² of the whole one wide."""
    high = 1 / (6 * alpha) - 1 + 0.3
    window = RateWindow(alpha, alpha + 0.6e-12, -1.2, high, 16, 300)
    found, rows = states_of(CUBIC, -1.99, window), window.row_range
    assert len(set(found.rates.tolist())) == 16
    assert (found.period == 0).all()
    for column, rate in enumerate(found.rates.tolist()):
        alone = orbit(CUBIC, -1.99, rate, 4000)[2001:]
        assert (found.low[column], found.high[column]) == (alone.min(), alone.max())
        place = np.floor((alone - rows.low) * rows.per_unit)
        inside = place[(place >= 0) & (place < rows.count)].astype(np.int64)
        counts = np.bincount(inside, minlength=rows.count)
        assert found.density[column].tolist() == (counts / np.float32(2000)).astype(np.float32).tolist()


def test_zooming_into_a_window_of_period_three_shows_the_cycle_of_each_rate() -> None:
    window = RateWindow(0.4725, 0.4725 + 0.6e-12, -1.7, 0.7, 16, 300)
    found = states_of(CUBIC, -1.99, window)
    assert (found.period == 3).all()
    for column, rate in enumerate(found.rates.tolist()):
        alone = verdict(CUBIC, -1.99, rate)
        assert alone.range == pytest.approx((found.low[column], found.high[column]), abs=1e-13)
        assert alone.multiplier == pytest.approx(found.multiplier[column], abs=1e-9)
