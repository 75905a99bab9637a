"""What does a picture of end states show? The three views over the learning rate, and no window."""

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QAbstractButton

from explorer.descent.landmark import critical_points
from explorer.descent.settings import DescentSettings
from explorer.descent.shown_descent import Descent
from explorer.number import rounded
from explorer.project import Project
from explorer.ui.plot.sheet import Figure
from explorer.ui.session.document import Document
from explorer.ui.session.job_runner import Jobs
from explorer.ui.theme.theme import Theme

if TYPE_CHECKING:
    from explorer.ui.workspaces.one_variable.rate_views import RateViews

_SETTLING = 250
"""Milliseconds that the layout is given, and in which nothing may be left to compute."""
_PATIENCE = 120.0
"""Seconds after which a picture that is not finished is one that never will be."""


def end_states_figure(settings: DescentSettings, colours: Theme) -> Figure:
    """Where the iterates of this descent end in the range that is seen; it computes that once it is shown."""
    from explorer.ui.workspaces.one_variable.model import DescentModel
    from explorer.ui.workspaces.one_variable.rate_views import RateViews

    document = Document()
    document.edit_project("", Project(document.project.experiment, one_variable=settings), None)
    model = DescentModel(document)
    views = RateViews(model, Jobs())
    views.set_theme(colours)

    def finish() -> None:
        home = max(6.0, 3.0 * abs(settings.start))
        views.show_descent(critical_points(model.f, settings.start - home, settings.start + home))
        _wait_until_drawn(views)
        for part in (*(plot.rate_line for plot in views.plots), *views.findChildren(QAbstractButton)):
            part.hide()  # there is nobody to move it, or to press it

    return Figure(_heading(model.descent), views, finish=finish)


def _heading(descent: Descent) -> str:
    momentum = f", momentum β = {rounded(descent.momentum)}" if descent.momentum else ""
    return f"f(x) = {descent.f.formula}, from x₀ = {rounded(descent.start)}{momentum}"


def _wait_until_drawn(views: "RateViews") -> None:
    """Let the layout settle, until the finest picture is there and nothing finer is asked for."""
    end = perf_counter() + _PATIENCE
    is_done = False
    while not is_done and perf_counter() < end:
        before = views.end_states.states
        loop = QEventLoop()
        QTimer.singleShot(_SETTLING, loop.quit)
        loop.exec()
        states = views.end_states.states
        is_finest = states is not None and states is before and states.spacing == 1
        is_done = is_finest and not views.end_states.is_due
