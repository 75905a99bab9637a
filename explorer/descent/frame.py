"""Which part of the plane shows a descent best, and where does an orbit that diverges leave it?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.array import Array
from explorer.descent.landmark import PlotRange, critical_points, plot_range
from explorer.descent.orbit import is_bounded
from explorer.descent.shown_descent import Descent

# Above and below what is marked, as parts of its height: room for the curve to be seen rising, and for words.
_MARGIN = 0.3
# How far out, as a part of the frame, the first steps of a diverging orbit are still followed.
_FOLLOWED = 0.4
# Points farther out than so many frames are pulled in, for no painter draws a line of 10²⁴ pixels.
_FAR = 20.0
# Values of f beyond this are not framed: axes compute with the squares of their ends.
_HIGHEST = 1e100
LEAST_RANGE = 1e-60
"""What differs by less is drawn as one value."""


@dataclass(frozen=True, slots=True)
class FrameExit:
    """The first step from which on an orbit is out of view, and where on the border it passed."""

    step: int
    x: float
    y: float


def framed(descent: Descent) -> PlotRange:
    """A frame around the start, the orbit, and the minima and maxima near it.

    Of an orbit that diverges only what stays near is framed: the rest would shrink f to a line.
    """
    if not descent.has_diverged:
        return _around(descent, descent.iterates)
    tight = _around(descent, descent.iterates[:0])
    wide = _enlarged(tight, _FOLLOWED)
    return _around(descent, descent.iterates[is_inside(descent.iterates, descent.heights, wide)])


def framed_together(descents: Sequence[Descent]) -> PlotRange:
    """The frame around those of all descents of one f, of which there is at least one."""
    frames = [framed(each) for each in descents]
    return PlotRange(
        min(frame.x_low for frame in frames),
        max(frame.x_high for frame in frames),
        min(frame.y_low for frame in frames),
        max(frame.y_high for frame in frames),
    )


def is_inside(x: Array, y: Array, frame: PlotRange) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which of the points (x, y) lie in the frame."""
    with np.errstate(invalid="ignore"):
        inside = (x >= frame.x_low) & (x <= frame.x_high) & (y >= frame.y_low) & (y <= frame.y_high)
    return np.asarray(inside, dtype=np.bool_)


def exit_of(x: Array, y: Array, frame: PlotRange) -> FrameExit | None:
    """Where the path through these points leaves the frame for good; None if it ends inside, or never was."""
    visible = np.flatnonzero(is_inside(x, y, frame))
    if not len(visible) or visible[-1] == len(x) - 1:
        return None
    last = int(visible[-1])
    x0, y0 = float(x[last]), float(y[last])
    dx, dy = _direction(x0, y0, float(x[last + 1]), float(y[last + 1]))
    shares = [
        (edge - place) / change
        for place, change, edges in (
            (x0, dx, (frame.x_low, frame.x_high)),
            (y0, dy, (frame.y_low, frame.y_high)),
        )
        for edge in edges
        if change and (edge - place) / change >= 0
    ]
    share = min(shares, default=0.0)
    return FrameExit(last + 1, x0 + share * dx, y0 + share * dy)


def drawable(x: Array, y: Array, frame: PlotRange) -> tuple[Array, Array]:
    """The path up to its first point far outside the frame, which is pulled in along its line."""
    reach_x, reach_y = _FAR * (frame.x_high - frame.x_low), _FAR * (frame.y_high - frame.y_low)
    with np.errstate(invalid="ignore", over="ignore"):
        is_near = (np.abs(x - frame.x_low) <= reach_x) & (np.abs(y - frame.y_low) <= reach_y)
    far = np.flatnonzero(~is_near & ~np.isnan(y))
    if not len(far):
        return x, y
    first = int(far[0])
    if first == 0:
        return x[:0], y[:0]
    dx, dy = _direction(float(x[first - 1]), float(y[first - 1]), float(x[first]), float(y[first]))
    share = min([1.0, *(reach / abs(d) for reach, d in ((reach_x, dx), (reach_y, dy)) if d)])
    end_x, end_y = x[first - 1] + share * dx, y[first - 1] + share * dy
    return np.append(x[:first], end_x), np.append(y[:first], end_y)


def _around(descent: Descent, iterates: Array) -> PlotRange:
    """A frame around the start, these iterates, and the critical points near them."""
    f = descent.f
    iterates = iterates[np.isfinite(iterates)]
    start = descent.start if is_bounded(descent.start) else 0.0
    wide = _finite(plot_range(f, start, iterates))
    critical = [point.x for point in critical_points(f, wide.x_low, wide.x_high)]
    marked = np.concatenate([[start], iterates, critical])
    heights = f.values(marked)
    heights = heights[np.abs(heights) < _HIGHEST]
    height = float(np.ptp(heights)) if heights.size else 0.0
    if height <= max(1e-9 * float(np.abs(heights).max(initial=0.0)), LEAST_RANGE):
        return wide
    y_low, y_high = float(heights.min()) - _MARGIN * height, float(heights.max()) + _MARGIN * height
    grid = np.linspace(wide.x_low, wide.x_high, 801)
    curve = f.values(grid)
    with np.errstate(invalid="ignore"):
        shown = np.concatenate([grid[(curve >= y_low) & (curve <= y_high)], marked])
    margin = 0.03 * float(np.ptp(shown))
    return PlotRange(float(shown.min()) - margin, float(shown.max()) + margin, y_low, y_high)


def _finite(frame: PlotRange) -> PlotRange:
    """The frame, or an arbitrary height where f is too large to be drawn."""
    is_drawable = -_HIGHEST < frame.y_low < frame.y_high < _HIGHEST
    return frame if is_drawable else replace(frame, y_low=-1.0, y_high=1.0)


def _enlarged(frame: PlotRange, by: float) -> PlotRange:
    width, height = frame.x_high - frame.x_low, frame.y_high - frame.y_low
    return PlotRange(
        frame.x_low - by * width,
        frame.x_high + by * width,
        frame.y_low - by * height,
        frame.y_high + by * height,
    )


def _direction(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float]:
    """From one point towards the next; what is no number does not move."""
    dx, dy = (
        float(np.nan_to_num(change, nan=0.0, posinf=1e300, neginf=-1e300)) for change in (x1 - x0, y1 - y0)
    )
    return dx, dy
