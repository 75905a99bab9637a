"""How far out can one look at end states? The bounds of their zoom."""

from explorer.descent.settings import RateRange

_FARTHEST = 10.0
"""So many times all there is to see, in each direction, is as far as one can zoom out."""
_BELOW_ZERO = 0.05
"""Of the rates that are seen, for the margin below α = 0: no descent has a negative rate."""


def within_reach(place: RateRange, whole: RateRange) -> RateRange:
    """`place`, moved to where there is something to see, and no larger than makes sense.

    Rates from a little below 0, and x around what is `whole`.
    """
    room = (_FARTHEST - 1) / 2 * (whole.x_high - whole.x_low)
    x_low, x_high = _moved_into(place.x_low, place.x_high, whole.x_low - room, whole.x_high + room)
    margin = _BELOW_ZERO * min(place.rate_high - place.rate_low, _FARTHEST * whole.rate_high)
    rate_low, rate_high = _moved_into(place.rate_low, place.rate_high, -margin, _FARTHEST * whole.rate_high)
    return RateRange(rate_low, rate_high, x_low, x_high)


def _moved_into(low: float, high: float, least: float, most: float) -> tuple[float, float]:
    """The stretch from `low` to `high`, moved by as little as needed to lie between, and cut if longer."""
    if high - low >= most - least:
        return least, most
    if low < least:
        return least, least + (high - low)
    if high > most:
        return most - (high - low), most
    return low, high
