"""How does a verb draw its picture without a display? The view of the window, on a sheet without a window."""

import sys
from pathlib import Path
from typing import assert_never

from explorer.backprop.notation import load_notation
from explorer.descent.settings import DescentSettings
from explorer.picture_subject import (
    PicturedMap,
    PicturedRace,
    PicturedSharpness,
    PicturedSweep,
    PictureSubject,
)
from explorer.training.curvature.flow_comparison import FlowComparison
from explorer.training.surface.surface_picture import SurfacePicture
from explorer.ui.plot.sheet import Figure, sheet_of
from explorer.ui.theme.theme import Appearance, Theme, apply, theme_for
from explorer.ui.widgets.written import write_texts
from explorer.ui.window.start import application


def save_picture(
    out: Path, subject: PictureSubject, size: tuple[int, int], theme: str, notation: str | None = None
) -> int:
    """Draw `subject` as the window shows it, and save that as `out`; the exit status.

    `size` is (width, height) in pixels, `theme` "light" or "dark", `notation` that in which its words are.
    """
    application()
    colours = theme_for(Appearance(theme))
    apply(colours)
    figure = _figure(subject, colours)
    sheet = sheet_of(figure)
    write_texts(sheet, load_notation(*filter(None, [notation])).write)
    sheet.resize(*size)
    sheet.show()
    sheet.setFocus()  # or the plot would have the frame of what is in focus
    figure.finish()
    sheet.grab()  # axes fit themselves as they are painted, and those that follow them only then
    picture = sheet.grab()
    sheet.close()
    if not picture.save(str(out)):
        print(f"backprop-explorer: {out} could not be written", file=sys.stderr)
        return 1
    return 0


def _figure(subject: PictureSubject, colours: Theme) -> Figure:
    from explorer.ui.window import (
        curvature_figure,
        end_states_figure,
        map_figure,
        race_figure,
        surface_figure,
        sweep_figure,
    )

    match subject:
        case DescentSettings():
            return end_states_figure.end_states_figure(subject, colours)
        case FlowComparison():
            return curvature_figure.flow_figure(subject, colours)
        case PicturedMap():
            return map_figure.map_figure(subject, colours)
        case PicturedRace():
            return race_figure.race_figure(subject, colours)
        case PicturedSharpness():
            return curvature_figure.sharpness_figure(subject, colours)
        case PicturedSweep():
            return sweep_figure.sweep_figure(subject, colours)
        case SurfacePicture():
            return surface_figure.surface_figure(subject, colours)
        case _:
            assert_never(subject)
