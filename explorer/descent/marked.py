"""What is marked on the curve of f? Minima, maxima and inflections, poles and edges of the domain."""

from dataclasses import dataclass

from explorer.descent.barrier import Barrier, barriers
from explorer.descent.function import Function
from explorer.descent.landmark import CriticalPoint, PlotRange, critical_points, inflections


@dataclass(frozen=True, slots=True)
class Marked:
    """All of them from left to right; `points` are the critical ones, `inflections` the x of the others."""

    points: tuple[CriticalPoint, ...] = ()
    inflections: tuple[float, ...] = ()
    barriers: tuple[Barrier, ...] = ()


def marked_around(f: Function, frame: PlotRange) -> Marked:
    """Those in the frame, and one frame farther to either side."""
    width = frame.x_high - frame.x_low
    low, high = frame.x_low - width, frame.x_high + width
    return Marked(critical_points(f, low, high), inflections(f, low, high), barriers(f, low, high))
