"""What does a picture of a race show? The plot of the laboratory, and who is who."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from explorer.number import exact
from explorer.picture_subject import PicturedRace
from explorer.race.landscape import Landscape
from explorer.race.racer import RaceSoFar
from explorer.ui.plot.sheet import Figure
from explorer.ui.theme.theme import Theme, give_role
from explorer.ui.widgets.colour_menu import disc

_DISC = 12
_ON_NETWORK = "Which optimiser is down first?"


def race_figure(subject: PicturedRace, colours: Theme) -> Figure:
    """The paths on the landscape or, without one, E of all racers."""
    race, landscape = subject.race, subject.landscape
    plot = _curves(race, colours) if landscape is None else _plane(race, landscape, colours)
    heading = _ON_NETWORK if landscape is None else _heading(landscape)
    return Figure(heading, plot, race.sentence, _racers(race, colours))


def _heading(landscape: Landscape) -> str:
    x, y = (exact(number) for number in landscape.start)
    return f"f(x, y) = {landscape.function.formula}, from ({x}, {y})"


def _curves(race: RaceSoFar, colours: Theme) -> QWidget:
    from explorer.ui.workspaces.laboratory.race_curves import RaceCurves

    curves = RaceCurves()
    curves.set_theme(colours)
    curves.show_race(race)
    return curves.plot


def _plane(race: RaceSoFar, landscape: Landscape, colours: Theme) -> QWidget:
    from explorer.ui.workspaces.laboratory.race_plane import RacePlane

    plane = RacePlane()
    plane.has_x_title = True  # here is room
    plane.set_colours(colours)
    plane.show_landscape(landscape, True)
    plane.show_racers(race.racers, "")
    return plane


def _racers(race: RaceSoFar, colours: Theme) -> QWidget:
    """Each in its colour, with its verdict and where its α comes from."""
    from explorer.ui.workspaces.laboratory.race_colour import racer_colour

    legend = QWidget()
    grid = QGridLayout(legend)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setColumnStretch(3, 1)
    side = colours.pixels(_DISC)
    for row, racer in enumerate(race.racers):
        colour = racer_colour(racer.optimiser.name, colours)
        mark = QLabel()
        smooth = Qt.TransformationMode.SmoothTransformation
        mark.setPixmap(disc(colour, colour).scaledToWidth(side, smooth))
        grid.addWidget(mark, row, 0)
        for column, text in enumerate((racer.label, racer.verdict, racer.rate_words), start=1):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            if column > 1:
                give_role(label, "muted")
            grid.addWidget(label, row, column)
    return legend
