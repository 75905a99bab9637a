"""What does a picture of a loss surface show? That of the laboratory, in words too."""

from explorer.drawing.map_colours import loss_legend
from explorer.symbol import Symbol
from explorer.training.surface.surface_picture import SurfacePicture
from explorer.ui.plot.sheet import Figure
from explorer.ui.theme.theme import Theme


def surface_figure(surface: SurfacePicture, colours: Theme) -> Figure:
    """The contours, with the path where there is one, and the legend."""
    from explorer.ui.workspaces.laboratory.map_legend import MapLegend
    from explorer.ui.workspaces.laboratory.surface_card import answer
    from explorer.ui.workspaces.laboratory.surface_plot import SurfacePlot

    plot, legend = SurfacePlot(), MapLegend()
    plot.set_colours(colours)
    legend.set_theme(colours)
    legend.show_scales(loss_legend())
    heading = f"{Symbol.LOSS} on a plane through the weights"
    return Figure(heading, plot, answer(surface), legend, lambda: plot.show_picture(surface))
