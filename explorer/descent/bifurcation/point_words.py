"""What is said of a bifurcation point? In few words beside its line, and with all digits on hover."""

from explorer.descent.bifurcation.bifurcation_points import BifurcationPoint, CycleWindow
from explorer.number import exact, rounded
from explorer.symbol import Symbol

_MULTIPLIERS = {"birth": "1", "superstable": "0", "doubling": "−1"}


def label(point: BifurcationPoint, digits: int = 4) -> str:
    """ "period 3 born 0.4714", "doubles to 4: 0.4082", "2/f″ = 0.3333: settles no more"."""
    rate = rounded(point.rate, digits)
    match point.kind:
        case "birth":
            return f"period {point.period} born {rate}"
        case "superstable":
            return f"period {point.period} superstable {rate}"
        case "doubling" if point.period == 1:
            return f"2/f″: settles no more {rate}"
        case "doubling":
            return f"doubles to {2 * point.period}: {rate}"


def label_exactly(point: BifurcationPoint) -> str:
    """The same with all digits, and the multiplier of the cycle."""
    what = {"birth": "is born", "superstable": "is superstable", "doubling": "doubles"}[point.kind]
    return (
        f"period {point.period} {what} at {Symbol.ALPHA} = {exact(point.rate)}, multiplier "
        f"{_MULTIPLIERS[point.kind]}"
    )


def told_points(windows: tuple[CycleWindow, ...], low: float, high: float) -> tuple[BifurcationPoint, ...]:
    """The births and doublings in a range of rates, those of the widest windows first, each rate once."""
    told: list[BifurcationPoint] = []
    for window in windows:
        for point in (window.birth, window.doubling):
            if point is None or not low <= point.rate <= high:
                continue
            if all(abs(point.rate - other.rate) > 1e-9 * (high - low) for other in told):
                told.append(point)
    return tuple(told)
