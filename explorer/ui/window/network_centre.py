"""What stands in the middle of the Network workspace? A QSplitter: canvas, timeline and explanation.

The canvas is there at the first frame; the banner of a divergence, the timeline and the explanation come into
places that are kept for them, so that nothing moves.
"""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from explorer.backprop.frame import Frame
from explorer.network.model import Experiment
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.canvas.view import NetworkView
from explorer.ui.commands.gesture_commands import follow_gestures
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import Theme, Themed
from explorer.ui.widgets.written import WrittenTexts

_TIMELINE, _EXPLANATION = 1, 2
_HEIGHTS = (560, 92, 150)
"""Of canvas, timeline and explanation at first, in pixels; the canvas takes what more there is."""


class NetworkCentre(QSplitter):
    """The canvas above the places for the timeline and the explanation."""

    def __init__(self, session: Session) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.session = session
        self.scene = NetworkScene(session.jobs.budget, self)
        self.canvas = NetworkView(self.scene)
        self.setFocusProxy(self.canvas)
        self._theme = self.scene.theme
        self._parts: tuple[QWidget, ...] = ()
        self._actions: tuple[QAction, ...] = ()
        above = QWidget()
        self._above = QVBoxLayout(above)
        self._above.setContentsMargins(0, 0, 0, 0)
        self._above.setSpacing(0)
        self._above.addWidget(self.canvas)
        for part, stretch in ((above, 1), (_place(_TIMELINE), 0), (_place(_EXPLANATION), 0)):
            self.addWidget(part)
            self.setStretchFactor(self.count() - 1, stretch)
            self.setCollapsible(self.count() - 1, self.count() - 1 == _EXPLANATION)
        self.setSizes(_HEIGHTS)
        follow_gestures(self.scene.gestures, session)
        session.selection.changed.connect(self._show_selection)
        session.document.replaced.connect(self._on_replaced)
        session.document.experiment_changed.connect(self._show_drawing)
        self._show_drawing(session.document.experiment)

    def complete(self) -> None:
        """Make the banner, the timeline, the explanation, and what presents the pass on the canvas."""
        from explorer.ui.panels.divergence_banner import DivergenceBanner
        from explorer.ui.panels.explanation_panel import ExplanationPanel
        from explorer.ui.panels.timeline_panel import TimelinePanel
        from explorer.ui.window.canvas_presenter import CanvasPresenter

        session = self.session
        session.document.experiment_changed.disconnect(self._show_drawing)
        self.timeline, self.explanation = TimelinePanel(session), ExplanationPanel(session)
        self.presenter = CanvasPresenter(session, self.scene)
        banner = DivergenceBanner(session)
        self._above.insertWidget(0, banner)
        WrittenTexts(banner, session.notation)
        for place, part in ((_TIMELINE, self.timeline), (_EXPLANATION, self.explanation)):
            empty = self.replaceWidget(place, part)
            if empty is not None:
                empty.deleteLater()
        self._parts = (self.timeline, self.explanation)
        self.timeline.addActions(self._actions)
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw everything in the colours of `theme`."""
        self._theme = theme
        self.canvas.set_theme(theme)
        for part in self._parts:
            if isinstance(part, Themed):
                part.set_theme(theme)

    def take_actions(self, actions: Iterable[QAction]) -> None:
        """Let the keys of these actions work while the canvas or the timeline has the focus."""
        self._actions = tuple(actions)
        self.canvas.addActions(self._actions)

    def _show_drawing(self, experiment: Experiment) -> None:
        """Until there is what presents the pass, show without one what was edited meanwhile."""
        self.scene.show(Frame(experiment, notation=self.session.notation.notation))

    def _show_selection(self) -> None:
        selection = self.session.selection
        self.scene.show_selection(selection.neurons, selection.connections)

    def _on_replaced(self) -> None:
        self.canvas.setFocus()
        self.canvas.fit()


def _place(index: int) -> QWidget:
    """An empty surface as high as what will stand there."""
    place = QWidget()
    place.setProperty("role", "place")
    place.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    place.setMinimumHeight(_HEIGHTS[index] if index == _TIMELINE else 0)
    place.setMaximumHeight(_HEIGHTS[index] if index == _TIMELINE else 16777215)
    return place
