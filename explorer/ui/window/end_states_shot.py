"""How is a picture of end states taken without a display? The views over the learning rate, and no window."""

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QAbstractButton

from explorer.descent.landmark import critical_points
from explorer.descent.settings import DescentSettings
from explorer.descent.shown_descent import Descent
from explorer.number import rounded
from explorer.project import Project
from explorer.ui.session.document import Document
from explorer.ui.session.job_runner import Jobs
from explorer.ui.theme.theme import Appearance, apply, theme_for
from explorer.ui.window.picture_sheet import save_picture, sheet_of
from explorer.ui.window.start import application

if TYPE_CHECKING:
    from explorer.ui.workspaces.one_variable.rate_views import RateViews

_SETTLING = 250
"""Milliseconds that the layout is given, and in which nothing may be left to compute."""
_PATIENCE = 120.0
"""Seconds after which a picture that is not finished is one that never will be."""


def save_end_states(out: Path, settings: DescentSettings, size: tuple[int, int], theme: str) -> int:
    """Draw where the iterates of this descent end in the range that is seen; the exit status.

    `size` is (width, height) in pixels, `theme` "light" or "dark".
    """
    application()
    from explorer.ui.workspaces.one_variable.model import DescentModel
    from explorer.ui.workspaces.one_variable.rate_views import RateViews

    colours = theme_for(Appearance(theme))
    apply(colours)
    document = Document()
    document.edit_project("", Project(document.project.experiment, one_variable=settings), None)
    model = DescentModel(document)
    views = RateViews(model, Jobs())
    for part in (*(plot.rate_line for plot in views.plots), *views.findChildren(QAbstractButton)):
        part.hide()  # there is nobody to move it, or to press it
    views.set_theme(colours)
    sheet = sheet_of(_heading(model.descent), views)
    sheet.resize(*size)
    sheet.show()
    sheet.setFocus()  # or a plot would have the frame of what is in focus
    home = max(6.0, 3.0 * abs(settings.start))
    views.show_descent(critical_points(model.f, settings.start - home, settings.start + home))
    _wait_until_drawn(views)
    return save_picture(sheet, out)


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
