"""How is a picture of a trainability map taken without a display? Its plot, and its legend."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from explorer.drawing.map_colours import step_colours, step_legend
from explorer.training.laboratory_settings import MapAxis
from explorer.training.many.axis import Axis
from explorer.training.many.map_so_far import KnownMap
from explorer.training.many.training_map import MapPicture, TrainingMap
from explorer.ui.theme.theme import Appearance, Theme, apply, theme_for
from explorer.ui.window.picture_sheet import save_picture, sheet_of
from explorer.ui.window.start import application


def save_map(
    out: Path, training_map: TrainingMap, picture: MapPicture, size: tuple[int, int], theme: str
) -> int:
    """Draw the steps of all runs of this map; the exit status.

    `size` is (width, height) in pixels, `theme` "light" or "dark".
    """
    application()
    colours = theme_for(Appearance(theme))
    apply(colours)
    sentence = training_map.present_sentence(picture.classes)
    answer = QLabel(f"{sentence[0].upper()}{sentence[1:]}")
    answer.setTextFormat(Qt.TextFormat.PlainText)
    answer.setWordWrap(True)
    plot, legend = _plot_and_legend(training_map, picture, colours)
    sheet = sheet_of("Where can it be trained?", plot, answer, legend)
    sheet.resize(*size)
    sheet.show()
    sheet.setFocus()  # or the plot would have the frame of what is in focus
    return save_picture(sheet, out)


def _plot_and_legend(
    training_map: TrainingMap, picture: MapPicture, colours: Theme
) -> tuple[QWidget, QWidget]:
    from explorer.ui.workspaces.laboratory.map_legend import MapLegend
    from explorer.ui.workspaces.laboratory.map_plot import MapPlot

    plot, legend = MapPlot("Trainability map"), MapLegend()
    plot.set_colours(colours)
    legend.set_theme(colours)
    legend.show_scales(step_legend())
    plot.ranges.show_axes(_whole(training_map.x), _whole(training_map.y), training_map.width, None)
    plot.show_axes_of(training_map)
    plot.show_map(KnownMap(training_map, picture), step_colours(picture.low_at, picture.diverged_at))
    return plot, legend


def _whole(axis: Axis) -> MapAxis:
    """All of it, from its least value to its largest."""
    low, high = sorted((float(axis.values[0]), float(axis.values[-1])))
    return MapAxis(axis.name, low, high, axis.is_log)
