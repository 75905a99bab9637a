"""Which part of the trainability map is looked at? The zoom over two axes, each linear or by ratios.

Imports pyqtgraph: make it after the first paint of the window.
"""

from explorer.drawing.zoom_history import ZoomHistory
from explorer.training.laboratory_settings import MapAxis, MapRange
from explorer.training.many.axis import kind_of
from explorer.training.many.map_question import is_resolved, seen_axis, whole_range, within_axis
from explorer.ui.plot.range_zoom import Edges, RangeZoom
from explorer.ui.plot.widget import Plot

_UNIT = MapAxis("scale", 0.1, 10.0, is_log=True)
_BETWEEN_SEEDS = "Between two seeds there is none: the zoom ends here. Backspace goes back"


class MapZoom(RangeZoom[MapRange]):
    """Owns the range that the plot of a map shows, and those that were looked at before."""

    def __init__(self, plot: Plot) -> None:
        self.axes = (_UNIT, _UNIT)
        """All that there is to see."""
        self.size = 2
        """Pixels of each side."""
        super().__init__(plot, whole_range(*self.axes))

    def show_axes(self, x: MapAxis, y: MapAxis, size: int, seen: MapRange | None) -> None:
        """Look at this part of these axes, None: at all of it, as the document says; tells nobody."""
        is_other = (x, y) != self.axes
        self.axes, self.size, self.whole = (x, y), size, whole_range(x, y)
        if is_other:
            self.history = ZoomHistory(seen)
            self._look_at(seen or self.whole)
        else:
            self.show_place(seen)

    def _edges_of(self, place: MapRange) -> Edges:
        return place.x_low, place.x_high, place.y_low, place.y_high

    def _range_of(self, edges: Edges) -> MapRange:
        return MapRange(*edges)

    def _kept(self, place: MapRange, whole: MapRange) -> MapRange:
        x, y = self.axes
        return MapRange(
            *within_axis(x, place.x_low, place.x_high), *within_axis(y, place.y_low, place.y_high)
        )

    def _is_resolved(self, place: MapRange) -> bool:
        x, y = self.axes
        return is_resolved(x, place.x_low, place.x_high, self.size) and is_resolved(
            y, place.y_low, place.y_high, self.size
        )

    def _end_in_words(self, place: MapRange) -> str:
        x, y = self.axes
        ends = ((x, place.x_low, place.x_high), (y, place.y_low, place.y_high))
        is_of_seeds = any(
            kind_of(axis.name)[0].is_whole and not is_resolved(axis, low, high, self.size)
            for axis, low, high in ends
        )
        return _BETWEEN_SEEDS if is_of_seeds else super()._end_in_words(place)

    def _logs_of(self, place: MapRange) -> tuple[bool, bool]:
        x, y = self.axes
        return (
            seen_axis(x, place.x_low, place.x_high).is_log,
            seen_axis(y, place.y_low, place.y_high).is_log,
        )
