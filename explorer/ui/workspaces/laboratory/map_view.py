"""How does a trainability map become colours and a legend? One plot with what is computed for it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.drawing.map_colours import (
    LAST_BIT,
    Colours,
    LegendScale,
    hue_colours,
    hue_legend,
    step_colours,
    step_legend,
    verdict_colours,
    verdict_legend,
)
from explorer.training.laboratory_settings import MapColour
from explorer.training.many.map_so_far import MapSoFar, most_reached
from explorer.training.many.training_map import PixelClass
from explorer.ui.workspaces.laboratory.map_legend import MapLegend

if TYPE_CHECKING:
    from explorer.ui.workspaces.laboratory.map_plot import MapPlot

_MOST_SOLUTIONS = 5
"""In the legend."""


def map_colours(so_far: MapSoFar, colour: MapColour, last_bit: NDArray[np.bool_] | None = None) -> Colours:
    """RGBA of each pixel, (height, width, 4); those of `last_bit` are white."""
    picture = so_far.picture
    if colour == "solution":
        colours = hue_colours(so_far.solutions)
    elif colour == "verdict":
        classes = picture.classes
        colours = verdict_colours(classes == PixelClass.CONVERGING, classes == PixelClass.DIVERGING)
    else:
        colours = step_colours(picture.low_at, picture.diverged_at)
    if last_bit is not None:
        colours[last_bit] = np.array(QColor(LAST_BIT).getRgb(), dtype=np.uint8)
    return colours


def map_legend(so_far: MapSoFar, colour: MapColour, has_last_bit: bool) -> Sequence[LegendScale]:
    """What these colours mean."""
    if colour == "solution":
        scales = hue_legend(most_reached(so_far, _MOST_SOLUTIONS))
    else:
        scales = verdict_legend() if colour == "verdict" else step_legend()
    return (*scales, LegendScale("last bit", (LAST_BIT,))) if has_last_bit else scales


class MapViews(QWidget):
    """Maps beside each other, over the legend that they share."""

    def __init__(self, plots: Sequence["MapPlot"], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.legend = MapLegend()
        row = QHBoxLayout()
        row.setSpacing(4)
        for plot in plots:
            row.addWidget(plot, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row, 1)
        column.addWidget(self.legend)
