"""What else can be asked of the pixels of a trainability map? Solutions, the last bit, and the bowl's map."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.training.many.map_picture import MapPicture, differs
from explorer.training.many.map_so_far import KnownMap


@dataclass(frozen=True, eq=False)
class MapLayers(KnownMap):
    """A map of a network, and what else was asked of its pixels.

    `has_solutions`: whether that was which solutions they reached; `nudged`: the picture of the same runs
    from starts that differ in one last bit, `bowl`: that of the bowl with the same Hessian; None: not asked.
    """

    has_solutions: bool = False
    nudged: MapPicture | None = None
    bowl: MapPicture | None = None

    @property
    def last_bit(self) -> NDArray[np.bool_] | None:
        """The pixels that are known to hang on the last bit of the start, (height, width); or None."""
        if self.nudged is None:
            return None
        found: NDArray[np.bool_] = (
            differs(self.picture, self.nudged) & self.picture.is_known & self.nudged.is_known
        )
        return found

    @property
    def made(self) -> int:
        """How many runs are known, of all the maps."""
        maps = (self.picture, self.nudged, self.bowl)
        return sum(int(each.is_known.sum()) for each in maps if each is not None)

    @property
    def asked(self) -> int:
        """How many runs were asked for, of all the maps."""
        maps = (self.picture, self.nudged, self.bowl)
        return len(self.training_map) * sum(each is not None for each in maps)
