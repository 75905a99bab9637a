"""What does a picture of a sweep show? E after all steps for every α, as the laboratory draws it."""

from explorer.picture_subject import PicturedSweep
from explorer.symbol import Symbol
from explorer.training.many.sweep_words import sweep_words
from explorer.ui.plot.sheet import Figure
from explorer.ui.theme.theme import Theme


def sweep_figure(subject: PicturedSweep, colours: Theme) -> Figure:
    """The dots of all runs, and what they advise."""
    from explorer.ui.workspaces.laboratory.sweep_plot import SweepPlot

    plot = SweepPlot()
    plot.set_colours(colours)
    plot.line.item.hide()  # there is nobody to move it
    plot.show_picture(subject.sweep)
    plot.show_default(subject.training.learning_rate)
    return Figure(
        f"Which {Symbol.ALPHA} trains?", plot, "; ".join(sweep_words(subject.sweep, subject.training))
    )
