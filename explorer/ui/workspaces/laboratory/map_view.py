"""How does a trainability map become colours and a legend? One plot with what is computed for it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.drawing.map_colours import (
    LAST_BIT,
    Colours,
    LegendScale,
    fate_colours,
    fate_legend,
    hue_colours,
    hue_legend,
    step_colours,
    step_legend,
)
from explorer.training.laboratory_settings import MapColour
from explorer.training.many.map_so_far import KnownMap, most_reached
from explorer.training.many.pixel_run import PixelClass
from explorer.ui.theme.theme import give_role
from explorer.ui.workspaces.laboratory.map_legend import MapLegend

if TYPE_CHECKING:
    from explorer.ui.workspaces.laboratory.map_plot import MapPlot

_MOST_SOLUTIONS = 5
"""In the legend."""


def map_colours(known: KnownMap, colour: MapColour, last_bit: NDArray[np.bool_] | None = None) -> Colours:
    """RGBA of each pixel, (height, width, 4); those of `last_bit` are white."""
    picture = known.picture
    if colour == "solution":
        colours = hue_colours(known.solutions)
    elif colour == "verdict":
        classes = picture.classes
        colours = fate_colours(classes == PixelClass.CONVERGING, classes == PixelClass.DIVERGING)
    else:
        colours = step_colours(picture.low_at, picture.diverged_at)
    if last_bit is not None:
        colours[last_bit] = np.array(QColor(LAST_BIT).getRgb(), dtype=np.uint8)
    colours[~picture.is_filled, 3] = 0  # where nothing is known nothing is drawn
    return colours


def map_legend(known: KnownMap, colour: MapColour, has_last_bit: bool) -> Sequence[LegendScale]:
    """What these colours mean."""
    if colour == "solution":
        scales = hue_legend(most_reached(known, _MOST_SOLUTIONS))
    else:
        scales = fate_legend() if colour == "verdict" else step_legend()
    return (*scales, LegendScale("last bit", (LAST_BIT,))) if has_last_bit else scales


class MapViews(QWidget):
    """Maps beside each other, under their names where there are several, over the legend that they share."""

    def __init__(self, plots: Mapping[str, "MapPlot"], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plots = tuple(plots.values())
        self._views: list[QWidget] = []
        self.captions = tuple(QLabel(name) for name in plots)
        self.legend = MapLegend()
        row = QHBoxLayout()
        row.setSpacing(4)
        for caption, plot in zip(self.captions, self._plots, strict=True):
            caption.setTextFormat(Qt.TextFormat.PlainText)
            caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
            caption.setMinimumWidth(0)
            give_role(caption, "muted")
            view = QWidget()
            inside = QVBoxLayout(view)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(0)
            inside.addWidget(caption)
            inside.addWidget(plot, 1)
            row.addWidget(view, 1)
            self._views.append(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row, 1)
        column.addWidget(self.legend)

    def show_plots(self, shown: Sequence["MapPlot"]) -> None:
        """Show these of the maps; their names only where there are several."""
        for caption, plot, view in zip(self.captions, self._plots, self._views, strict=True):
            view.setVisible(plot in shown)
            caption.setVisible(len(shown) > 1)
