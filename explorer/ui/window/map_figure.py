"""What does a picture of a trainability map show? Its plot, the bowl's where it is asked for, a legend."""

import numpy as np

from explorer.drawing.map_colours import step_legend
from explorer.picture_subject import PicturedMap
from explorer.training.laboratory_settings import MapAxis
from explorer.training.many.axis import Axis
from explorer.training.many.map_layers import MapLayers
from explorer.training.many.map_so_far import KnownMap, fate_words, last_bit_words
from explorer.ui.plot.sheet import Figure
from explorer.ui.theme.theme import Theme


def map_figure(subject: PicturedMap, colours: Theme) -> Figure:
    """The maps beside each other; of the bowl, which has no solutions, the steps stand for these."""
    from explorer.ui.workspaces.laboratory.map_plot import MapPlot
    from explorer.ui.workspaces.laboratory.map_view import MapViews, map_colours, map_legend

    layers, colour = subject.layers, subject.colour
    bowl = None
    if layers.bowl is not None:
        bowl = KnownMap(layers.training_map, layers.bowl, np.full_like(layers.solutions, -1))
    plot, bowl_plot = MapPlot("Trainability map"), MapPlot("Map of the bowl")
    views = MapViews({"the network": plot, "the bowl": bowl_plot})
    views.show_plots((plot,) if bowl is None else (plot, bowl_plot))
    views.legend.set_theme(colours)
    scales = map_legend(layers, colour, layers.last_bit is not None)
    has_both = bowl is not None and colour == "solution"
    views.legend.show_scales((*scales, *step_legend()) if has_both else scales)
    x, y = _whole(layers.training_map.x), _whole(layers.training_map.y)
    for each in (plot, bowl_plot):
        each.set_colours(colours)
        each.ranges.show_axes(x, y, layers.training_map.width, None)
        each.show_axes_of(layers.training_map)
    plot.show_map(layers, map_colours(layers, colour, layers.last_bit))
    if bowl is not None:
        bowl_plot.show_map(bowl, map_colours(bowl, "steps" if colour == "solution" else colour))
    return Figure("Where can it be trained?", views, _answer(layers))


def _answer(layers: MapLayers) -> str:
    words = [fate_words(layers)]
    if (bits := layers.last_bit) is not None:
        words.append(last_bit_words(float(bits.mean())))
    if layers.made < layers.asked:
        words.append(f"interrupted after {layers.made:,} of {layers.asked:,} runs")
    return "; ".join(words)


def _whole(axis: Axis) -> MapAxis:
    """All of it, from its least value to its largest."""
    low, high = sorted((float(axis.values[0]), float(axis.values[-1])))
    return MapAxis(axis.name, low, high, axis.is_log)
