"""What do the minima and maxima of f mean for gradient descent, in words?"""

import numpy as np

from explorer.descent.function import Function
from explorer.descent.landmark import CriticalPoint
from explorer.descent.stability import creeping_limit, stability_limit
from explorer.number import exact, is_rounded, rounded
from explorer.symbol import Symbol

# How far to either side of a maximum a minimum is looked for, and at how many places.
_FARTHEST = 1e6
_LOOKS = 600


def equals(value: float, digits: int = 4) -> str:
    """ "= 0.5" or "≈ 0.3333"."""
    return f"{'≈' if is_rounded(value, digits) else '='} {rounded(value, digits)}"


def label_of(f: Function, point: CriticalPoint) -> str:
    """What is written beside a critical point: "x = −2: to the left it runs away", "minimum x = 0"."""
    if point.kind != "maximum":
        return f"{point.kind} x {equals(point.x)}"
    sides = [name for name, side in (("left", -1), ("right", 1)) if runs_away(f, point.x, side)]
    if not sides:
        return f"maximum x {equals(point.x)}"
    where = "either side" if len(sides) == 2 else f"the {sides[0]}"
    return f"x {equals(point.x)}: to {where} it runs away"


def runs_away(f: Function, maximum: float, side: int) -> bool:
    """Whether f only falls from this maximum to that side (−1 left, 1 right): no minimum stops a descent."""
    distances = np.geomspace(1e-3, _FARTHEST, _LOOKS) * max(1.0, abs(maximum))
    outward = side * f.derivative().values(maximum + side * distances)
    with np.errstate(invalid="ignore"):
        return bool(np.all(outward <= 0) and np.any(outward < 0))


def destination(f: Function, start: float, points: tuple[CriticalPoint, ...]) -> CriticalPoint | None:
    """The first minimum downhill of the start; where f is flat there, the nearest. None if there is none."""
    slope = f.derivative()(start)
    minima = [point for point in points if point.kind == "minimum" and (start - point.x) * slope >= 0]
    return min(minima, key=lambda point: abs(point.x - start), default=None)


def nearest_minimum(x: float, points: tuple[CriticalPoint, ...]) -> CriticalPoint | None:
    """The minimum nearest to x, on whichever side."""
    minima = [point for point in points if point.kind == "minimum"]
    return min(minima, key=lambda point: abs(point.x - x), default=None)


def limits_of(f: Function, point: CriticalPoint | None, momentum: float = 0.0) -> str:
    """Which α is too large near this minimum, in words; with a momentum, for the heavy ball."""
    if point is None:
        return "There is no minimum near, downhill of the start"
    if point.overshoot_rate is not None and point.stability_limit is not None:
        if momentum:
            creeping = creeping_limit(point.curvature, momentum)
            stable = stability_limit(point.curvature, momentum)
            return (
                f"{Symbol.ALPHA} above (1 − √β)²/f″ {equals(creeping, 3)} swings past, "
                f"above 2(1 + β)/f″ {equals(stable, 3)} is unstable"
            )
        return (
            f"{Symbol.ALPHA} above 1/f″ {equals(point.overshoot_rate, 3)} overshoots, "
            f"above 2/f″ {equals(point.stability_limit, 3)} is unstable"
        )
    if is_kink(f, point.x):
        return f"Kink at x {equals(point.x)}: f′ does not shrink towards it, nor do the steps"
    return f"Flat minimum (f″ = 0): close to x {equals(point.x)} every {Symbol.ALPHA} is only slow"


def limits_exactly(point: CriticalPoint | None, momentum: float = 0.0) -> str:
    """The same numbers with all their digits; empty where there are none."""
    if point is None:
        return ""
    lines = [f"Minimum x = {exact(point.x)}, f = {exact(point.value)}, f″ = {exact(point.curvature)}"]
    if point.overshoot_rate is not None and momentum:
        creeping, stable = (limit(point.curvature, momentum) for limit in (creeping_limit, stability_limit))
        lines += [
            f"(1 − √β)²/f″ = {exact(creeping)}: a larger {Symbol.ALPHA} swings past the minimum",
            f"2(1 + β)/f″ = {exact(stable)}: a larger {Symbol.ALPHA} lets the swings grow",
        ]
    elif point.overshoot_rate is not None and point.stability_limit is not None:
        lines += [
            f"1/f″ = {exact(point.overshoot_rate)}: a larger {Symbol.ALPHA} steps past the minimum",
            (
                f"2/f″ = {exact(point.stability_limit)}: a larger {Symbol.ALPHA} lands farther away than it "
                "began"
            ),
        ]
    return "\n".join(lines)


def is_kink(f: Function, x: float) -> bool:
    """Whether f′ is as large very near x as it is near x."""
    slope, scale = f.derivative(), max(1.0, abs(x))
    return abs(slope(x + 1e-9 * scale)) > 0.5 * abs(slope(x + 1e-3 * scale)) > 0
