"""What is in the window beside what its first frame shows, and who hears whom?

The player, the runner, the panels, and what every action does. The furniture makes them known to each other
and keeps no state of its own. Importing it imports most of the program: `main_window` does so after the first
frame.
"""

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from explorer.files.example import read_examples
from explorer.network.model import Experiment
from explorer.resources import resource
from explorer.ui.commands.action_states import ActionStates
from explorer.ui.commands.command import ShortcutScope
from explorer.ui.commands.command_table import COMMANDS
from explorer.ui.commands.training_verbs import choose_loss
from explorer.ui.panels.divergence_banner import DivergenceBanner
from explorer.ui.panels.explanation_panel import ExplanationPanel
from explorer.ui.panels.gradients_panel import GradientsPanel
from explorer.ui.panels.inspector.panel import InspectorPanel
from explorer.ui.panels.loss.panel import LossPanel
from explorer.ui.panels.network_table import NetworkTable
from explorer.ui.panels.prediction_panel import PredictionPanel
from explorer.ui.panels.samples_panel import SamplesPanel
from explorer.ui.panels.timeline_panel import TimelinePanel
from explorer.ui.theme.theme import Themed
from explorer.ui.window.canvas_presenter import CanvasPresenter
from explorer.ui.window.main_window import MainWindow
from explorer.ui.window.menus import CONTEXT_MENU, fill_menu
from explorer.ui.workspaces.one_variable.panel import DescentPanel


class Furniture:
    """All that a window gets after its first frame."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._document = document = window.document
        self.session = window.session
        self.runner, self.player = self.session.training, self.session.player
        self.files = window.context.files
        self.timeline = TimelinePanel(self.session)
        self.explanation = ExplanationPanel(self.session)
        self.loss = LossPanel(self.session)
        self.gradients = GradientsPanel(self.session)
        self.inspector = InspectorPanel(self.session)
        self.samples = SamplesPanel(self.session)
        self.prediction = PredictionPanel(self.session)
        self.descent = DescentPanel(self.session)
        self.table = NetworkTable(self.session)
        self.stage = CanvasPresenter(self.session, window.scene)
        self.action_states = ActionStates(COMMANDS, window.named_actions, window.context)
        self._put_in_place()
        self._connect_parts()
        self._bind_actions()
        self._on_experiment_changed(document.experiment)

    @property
    def panels(self) -> dict[str, QWidget]:
        """Every panel that stands in a dock, under its title."""
        return {
            "Loss": self.loss,
            "Gradients": self.gradients,
            "Inspector": self.inspector,
            "Samples": self.samples,
            "Prediction": self.prediction,
            "Learning rate": self.descent,
            "Network table": self.table,
        }

    def _put_in_place(self) -> None:
        window = self._window
        window.column.furnish(DivergenceBanner(self.session), self.timeline, self.explanation)
        window.docks.furnish(self.panels)
        self._context_menu = QMenu(window)
        fill_menu(self._context_menu, CONTEXT_MENU, window.named_actions, {})
        themed: tuple[Themed, ...] = (
            *(self.timeline, self.explanation, self.loss, self.prediction, self.descent),
            *(self.gradients, self.samples, self.table),
        )
        for part in themed:
            part.set_theme(window.scene.theme)
            window.theme_changed.connect(part.set_theme)

    def _connect_parts(self) -> None:
        window, toolbar = self._window, self._window.toolbar
        self._document.experiment_changed.connect(self._on_experiment_changed)
        self._document.replaced.connect(self._on_replaced)
        self._document.refused.connect(self._on_refused)
        self.runner.divergence_cleared.connect(lambda: window.show_status(""))
        self.files.recent_changed.connect(self._fill_recent)
        self.runner.running_changed.connect(self._on_running_changed)
        self.runner.diverged.connect(self._show_trainable)
        self.runner.divergence_cleared.connect(self._show_trainable)
        gestures = window.scene.gestures
        gestures.context_menu_requested.connect(lambda where, _spot: self._context_menu.popup(where))
        self.player.playing_changed.connect(toolbar.set_playing)
        self.player.speed_changed.connect(toolbar.set_speed)
        self.player.set_reduced_motion(window.has_reduced_motion)
        toolbar.speed_chosen.connect(self.player.set_speed)
        toolbar.loss_chosen.connect(partial(choose_loss, self._document))
        toolbar.learning_rate_chosen.connect(self.runner.set_learning_rate)
        self.samples.command_asked.connect(lambda name: window.named_actions[name].trigger())

    def _bind_actions(self) -> None:
        window, actions = self._window, self._window.named_actions
        for row in COMMANDS:
            for widget in (window.canvas, self.timeline) if row.scope is ShortcutScope.CANVAS else (window,):
                widget.addAction(actions[row.name])
        self._fill_recent()
        for example in read_examples(resource("examples")):
            action = window.menus["examples"].addAction(example.title)
            action.setStatusTip(example.hint)
            action.triggered.connect(partial(self.files.open_example, example))

    def _on_experiment_changed(self, experiment: Experiment) -> None:
        if not self.runner.is_running:
            self._show_trainable()

    def _on_replaced(self) -> None:
        self._window.canvas.setFocus()
        self._window.canvas.fit()

    def _on_refused(self, reason: str) -> None:
        experiment = self._document.experiment
        self._window.toolbar.set_loss(experiment.loss.name)  # it may be what was refused
        self._window.toolbar.learning_rate.set_value(experiment.training.learning_rate)
        self._window.show_status(reason)

    def _show_trainable(self) -> None:
        self._window.toolbar.set_training(self.runner.is_running, self.runner.why_not())

    def _on_running_changed(self, is_running: bool) -> None:
        self._show_trainable()

    def _fill_recent(self) -> None:
        menu = self._window.menus["recent"]
        menu.clear()
        for path in self.files.recent:
            menu.addAction(path.name).triggered.connect(partial(self.files.open_path, path))
        menu.setEnabled(not menu.isEmpty())
