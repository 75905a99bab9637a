"""What does the slope of the step map at its fixed point mean, in a sentence?"""

from math import isnan

from explorer.descent.landmark_words import equals
from explorer.descent.step_map import FixedPoint
from explorer.number import exact, rounded

_EXACTLY = 1e-9
"""A slope that is nearer to 0 or ±1 is that."""


def meaning_of(point: FixedPoint | None, iterate: int = 1, momentum: float = 0.0) -> str:
    """ "Slope −0.7 at x = 0: less than 1 in size, so it draws in"; of gᵖ: "3 steps at once: slope …"."""
    return _sentence(point, iterate) + _without(momentum)


def meaning_exactly(point: FixedPoint | None) -> str:
    """The same numbers with all their digits; empty where there are none."""
    return "" if point is None else f"x = {exact(point.x)}, slope {exact(point.slope)}"


def _sentence(point: FixedPoint | None, iterate: int) -> str:
    times = "" if iterate == 1 else f"{iterate} steps at once: "
    if point is None or isnan(point.slope):
        return (
            f"{times}{'no' if times else 'No'} point in view at which the map crosses the diagonal smoothly"
        )
    place, size = f"x {equals(point.x)}", abs(point.slope)
    if point.touches:
        return f"Touches the diagonal at {place}: here a window of period {iterate} opens"
    slope = f"{times}{'slope' if times else 'Slope'} {rounded(point.slope, 3)} at {place}: "
    if size < _EXACTLY:
        return f"{slope}flat, so that it lands there at once"
    if abs(size - 1) < _EXACTLY:
        return f"{slope}1 in size, so that the slope does not decide"
    return slope + (
        "less than 1 in size, so it draws in" if size < 1 else "more than 1 in size, so it drives away"
    )


def _without(momentum: float) -> str:
    if not momentum:
        return ""
    return f" (without the momentum β = {rounded(momentum)}; with it the stair leaves the curve)"
