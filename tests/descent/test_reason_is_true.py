"""Is what a reason says true of the orbit? Followed anew by a plain loop, for every preset and many α."""

import math
import re
from itertools import pairwise

import pytest

from explorer.descent.function import Function, parse_function
from explorer.descent.landmark import critical_points
from explorer.descent.landmark_words import nearest_minimum
from explorer.descent.preset import PRESETS, Preset
from explorer.descent.reason import reason
from explorer.descent.search import verdict
from explorer.descent.shown_descent import Descent

SHARES = (0.13, 0.45, 0.62, 0.97, 1.07, 1.31, 1.44, 1.7, 2.6)
"""Of 2/f″ at the minimum nearest to the start, or of 1 where it has no curvature."""


def followed(f: Function, x: float, rate: float, steps: int) -> list[float]:
    slope, iterates = f.derivative(), [x]
    for _ in range(steps):
        if not abs(x) <= 1e12:
            break
        x = x - rate * slope(x)
        iterates.append(x)
    return iterates


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def sides(iterates: list[float], limit: float) -> list[float]:
    """On which side of the limit each iterate of the last stretch is, as long as that is no rounding."""
    away = [x - limit for x in iterates]
    near = [d for d in away if 1e-7 < abs(d) < 1e-3]
    return [math.copysign(1, d) for d in near]


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_reason_is_true(preset: Preset, share: float) -> None:
    f = parse_function(preset.text)
    points = critical_points(f, -6, 6)
    minimum = nearest_minimum(preset.start, points)
    assert minimum is not None
    rate = share * (minimum.stability_limit or 1.0)
    found = verdict(f, preset.start, rate)
    why = reason(Descent(f, preset.start, rate, 50), found, points)
    assert why or (found.kind == "undecided" and not found.remark)
    iterates = followed(f, preset.start, rate, 3000)
    if "creeps in from one side" in why:
        assert found.limit is not None
        assert len(set(sides(iterates, found.limit))) == 1
    if "jumps over the minimum at every step" in why:
        assert found.limit is not None
        near = sides(iterates, found.limit)
        assert all(a == -b for a, b in pairwise(near))
    if match := re.search(r"at step (\d+) it is (below|above) x [=≈] (\S+), from where", why):
        step, edge, side = int(match[1]), number(match[3]), -1 if match[2] == "below" else 1
        assert all((x - edge) * side > 0 for x in iterates[step:])
        assert not step or (iterates[step - 1] - edge) * side <= 1e-3
        assert f(edge + side) > f(edge + 2 * side) > f(edge + 5 * side)
    if match := re.search(r"(?:from step (\d+) on )?αf′ is more than twice .* minimum x [=≈] (\S+):", why):
        middle, slope = number(match[2]), f.derivative()
        for x in iterates[int(match[1] or 0) : -1]:
            assert abs(rate * slope(x)) > 2 * abs(x - middle) * (1 - 1e-3)
    if match := re.search(r"step (\d+) lands exactly", why):
        assert f.derivative()(iterates[int(match[1])]) == 0
    for limit in re.findall(r"is beyond 2/f″ [=≈] ([\d.e−]+)", why):
        assert rate > number(limit) * (1 - 1e-3)
