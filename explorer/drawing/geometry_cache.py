"""Which geometries are kept, so that undo finds them again? A cache that is bounded by what they hold."""

from collections import OrderedDict
from collections.abc import Hashable

from explorer.drawing.network_geometry import (
    NetworkGeometry,
    compute_geometry,
    geometry_key,
    magnified_labels,
)
from explorer.network.model import Experiment

MOST_BYTES = 32_000_000
_BYTES_EACH = 2_300  # of a connection with curve, polyline and label, measured with tracemalloc


class GeometryCache:
    """The geometries that were asked for last, by all that they follow from."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Hashable, NetworkGeometry] = OrderedDict()

    @property
    def size(self) -> int:
        """About how many bytes are kept."""
        return sum(_size(geometry) for geometry in self._kept.values())

    def geometry_of(self, experiment: Experiment, magnification: float = 1.0) -> NetworkGeometry:
        """The experiment's geometry with labels so much larger than at 100 %: the same object as before where
        only numbers have changed."""
        key = geometry_key(experiment)
        geometry = self._kept.get(key)
        if geometry is None:
            geometry = self._kept[key] = compute_geometry(experiment, magnification)
            while self.size > self._most_bytes and len(self._kept) > 1:
                self._kept.popitem(last=False)
        geometry = self._kept[key] = magnified_labels(geometry, magnification)
        self._kept.move_to_end(key)
        return geometry


def _size(geometry: NetworkGeometry) -> int:
    return _BYTES_EACH * (len(geometry.positions) + len(geometry.curves))
