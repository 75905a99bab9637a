"""What does a picture of a trainability map show? Its plot, and its legend."""

from explorer.drawing.map_colours import step_colours, step_legend
from explorer.picture_subject import PicturedMap
from explorer.training.laboratory_settings import MapAxis
from explorer.training.many.axis import Axis
from explorer.training.many.map_so_far import KnownMap
from explorer.ui.plot.sheet import Figure
from explorer.ui.theme.theme import Theme


def map_figure(subject: PicturedMap, colours: Theme) -> Figure:
    """The steps of all runs of this map."""
    from explorer.ui.workspaces.laboratory.map_legend import MapLegend
    from explorer.ui.workspaces.laboratory.map_plot import MapPlot

    training_map, picture = subject.training_map, subject.picture
    plot, legend = MapPlot("Trainability map"), MapLegend()
    plot.set_colours(colours)
    legend.set_theme(colours)
    legend.show_scales(step_legend())
    plot.ranges.show_axes(_whole(training_map.x), _whole(training_map.y), training_map.width, None)
    plot.show_axes_of(training_map)
    plot.show_map(KnownMap(training_map, picture), step_colours(picture.low_at, picture.diverged_at))
    answer = training_map.present_sentence(picture.classes)
    return Figure("Where can it be trained?", plot, answer, legend)


def _whole(axis: Axis) -> MapAxis:
    """All of it, from its least value to its largest."""
    low, high = sorted((float(axis.values[0]), float(axis.values[-1])))
    return MapAxis(axis.name, low, high, axis.is_log)
