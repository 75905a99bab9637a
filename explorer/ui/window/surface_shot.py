"""How is a picture of a loss surface taken without a display? That of the laboratory, in words too."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from explorer.drawing.map_colours import loss_legend
from explorer.training.surface.surface_picture import SurfacePicture
from explorer.ui.theme.theme import Appearance, apply, theme_for
from explorer.ui.window.picture_sheet import save_picture, sheet_of
from explorer.ui.window.start import application


def save_surface(out: Path, surface: SurfacePicture, size: tuple[int, int], theme: str) -> int:
    """Draw the contours, with the path where there is one, and the legend; the exit status.

    `size` is (width, height) in pixels, `theme` "light" or "dark".
    """
    application()
    from explorer.ui.workspaces.laboratory.map_legend import MapLegend
    from explorer.ui.workspaces.laboratory.surface_card import answer
    from explorer.ui.workspaces.laboratory.surface_plot import SurfacePlot

    colours = theme_for(Appearance(theme))
    apply(colours)
    plot, legend, told = SurfacePlot(), MapLegend(), QLabel(f"{answer(surface)}.")
    plot.set_colours(colours)
    legend.set_theme(colours)
    legend.show_scales(loss_legend())
    told.setTextFormat(Qt.TextFormat.PlainText)
    told.setWordWrap(True)
    sheet = sheet_of("E on a plane through the weights", plot, legend, told)
    sheet.resize(*size)
    sheet.show()
    sheet.setFocus()  # or the plot would have the frame of what is in focus
    plot.show_picture(surface)
    return save_picture(sheet, out)
