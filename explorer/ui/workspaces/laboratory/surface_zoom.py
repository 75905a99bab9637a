"""Which part of the loss surface is looked at? The zoom over a plane through the weights.

Imports pyqtgraph: make it after the first paint of the window.
"""

from explorer.training.laboratory_settings import MapRange
from explorer.ui.plot.range_zoom import Edges, RangeZoom
from explorer.ui.plot.widget import Plot

_UNIT = MapRange(-1.0, 1.0, -1.0, 1.0)
_FARTHEST = 1e9
"""Times as wide as all there is to see: there nothing more can be seen."""
_FINEST = 2.0**-44
"""Of the numbers on an axis: the width of a range whose 200 points are told apart."""


class SurfaceZoom(RangeZoom[MapRange]):
    """Owns the range that the plot of a surface shows, and those that were looked at before."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot, _UNIT)

    def _edges_of(self, place: MapRange) -> Edges:
        return place.x_low, place.x_high, place.y_low, place.y_high

    def _range_of(self, edges: Edges) -> MapRange:
        return MapRange(*edges)

    def _kept(self, place: MapRange, whole: MapRange) -> MapRange:
        x = _within(place.x_low, place.x_high, whole.x_low, whole.x_high)
        y = _within(place.y_low, place.y_high, whole.y_low, whole.y_high)
        return MapRange(*x, *y)

    def _is_resolved(self, place: MapRange) -> bool:
        ends = (place.x_low, place.x_high), (place.y_low, place.y_high)
        return all(high - low > _FINEST * max(1.0, abs(low), abs(high)) for low, high in ends)


def _within(low: float, high: float, least: float, most: float) -> tuple[float, float]:
    """As much of the range as is not too far away to be drawn."""
    middle, reach = (least + most) / 2, _FARTHEST * (most - least)
    ends = max(low, middle - reach), min(high, middle + reach)
    return ends if ends[0] < ends[1] else (least, most)
