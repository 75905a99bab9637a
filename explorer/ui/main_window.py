"""What is in the window, and who hears whom?

The window makes the document, the player, the runner, the canvas and the panels known to each other, and
binds every action to what it does. It keeps no state of its own.
"""

from collections.abc import Hashable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QSplitter, QVBoxLayout, QWidget

from explorer.backprop.batch import batch_gradient
from explorer.backprop.notation import in_words
from explorer.files.example import read_examples
from explorer.network.model import Experiment, Kind
from explorer.network.number import counted
from explorer.resources import resource
from explorer.ui import theme as themes
from explorer.ui.action_states import ActionStates
from explorer.ui.actions import ROWS, Reach, build_actions, describe
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.canvas.tool import Tool
from explorer.ui.canvas.view import NetworkView
from explorer.ui.canvas_commands import CanvasCommands
from explorer.ui.commands import commands_of
from explorer.ui.docks import Docks
from explorer.ui.document import Document
from explorer.ui.file_commands import FileCommands
from explorer.ui.menus import CONTEXT_MENU, build_menus, fill_menu
from explorer.ui.panels.descent.panel import DescentPanel
from explorer.ui.panels.divergence_banner import DivergenceBanner
from explorer.ui.panels.explanation_panel import ExplanationPanel
from explorer.ui.panels.gradients_panel import GradientsPanel
from explorer.ui.panels.inspector.panel import InspectorPanel
from explorer.ui.panels.loss.panel import LossPanel
from explorer.ui.panels.network_table import NetworkTable
from explorer.ui.panels.prediction_panel import PredictionPanel
from explorer.ui.panels.samples_panel import SamplesPanel
from explorer.ui.panels.timeline_panel import TimelinePanel
from explorer.ui.player import Player
from explorer.ui.runner import Runner
from explorer.ui.stage import Stage
from explorer.ui.toolbar import Toolbar

TOLD_FOR = 6000
"""Milliseconds for which the status bar shows a sentence."""

FRAME = QSize(16, 56)
"""Room for what the system draws around a window, in pixels."""

FIRST_SIZE = QSize(1440, 900)
"""What the window takes of the screen at its first start, if there is as much."""


class MainWindow(QMainWindow):
    """The window on one document."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.player = Player(document, self)
        self.runner = Runner(document, self)
        self.files = FileCommands(self, document, self.runner)
        self.scene = NetworkScene(self)
        self.canvas = NetworkView(self.scene)
        gestures = self.scene.gestures
        self.timeline = TimelinePanel(self.player)
        self.explanation = ExplanationPanel(self.player)
        self.loss = LossPanel(document, self.runner)
        self.gradients = GradientsPanel(document)
        self.inspector = InspectorPanel(document)
        self.samples = SamplesPanel(document, self.player)
        self.prediction = PredictionPanel(document, self.player)
        self.descent = DescentPanel()
        self.table = NetworkTable(document, self.player)
        self.named_actions = build_actions(self) | self._undo_actions()
        self.toolbar = Toolbar(self.named_actions)
        self.stage = Stage(document, self.player, self.runner, self.scene)
        self.canvas_commands = CanvasCommands(
            document,
            self.player,
            gestures,
            self.scene.select,
            self.canvas.centre_position,
            self.canvas.show_position,
        )
        self.action_states = ActionStates(self.named_actions, document, self.runner, gestures)
        self.is_built = False
        self._lay_out()
        self._connect_parts()
        self._bind_actions()
        self.set_appearance(self.appearance)
        self._on_experiment_changed(document.experiment)
        self._on_replaced()
        self._refresh_title()

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

    def _lay_out(self) -> None:
        self.setMinimumSize(760, 520)
        self.resize((self.screen().availableSize() - FRAME).boundedTo(FIRST_SIZE))
        self.setAcceptDrops(True)
        self.addToolBar(self.toolbar)
        column = QSplitter(Qt.Orientation.Vertical)
        above = QWidget()
        stage = QVBoxLayout(above)
        stage.setContentsMargins(0, 0, 0, 0)
        stage.setSpacing(0)
        stage.addWidget(DivergenceBanner(self.runner))
        stage.addWidget(self.canvas)
        for part, stretch in ((above, 1), (self.timeline, 0), (self.explanation, 0)):
            column.addWidget(part)
            column.setStretchFactor(column.count() - 1, stretch)
            column.setCollapsible(column.count() - 1, part is self.explanation)
        column.setSizes([560, 84, 150])
        self.setCentralWidget(column)
        self.docks = Docks(self, self.panels, hidden=frozenset({"Network table"}))
        self._counts = QLabel()
        self.statusBar().addPermanentWidget(self._counts)
        self.menus = build_menus(self.menuBar(), self.named_actions)
        self.docks.fill_menu(self.menus["panels"])
        self._context_menu = QMenu(self)
        fill_menu(self._context_menu, CONTEXT_MENU, self.named_actions, {})

    def build(self) -> None:
        """Make the plots: pyqtgraph touches every class of Qt, which is not for before the first paint."""
        self.is_built = True
        for panel in (self.loss, self.prediction, self.descent):
            panel.build()

    def restore(self) -> None:
        """Put the panels where they were left."""
        self.docks.restore()
        if QSettings().value("window/reduce-motion", False, type=bool):
            self.named_actions["reduce-motion"].trigger()

    def set_appearance(self, appearance: themes.Appearance) -> None:
        """Light, dark or like the system, from now on and at the next start."""
        QSettings().setValue("window/appearance", appearance.value)
        self.named_actions[f"theme:{appearance.value}"].setChecked(True)
        theme = themes.theme_for(appearance)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            themes.apply(application, theme)
        for part in self._themed:
            part.set_theme(theme)

    @property
    def appearance(self) -> themes.Appearance:
        """What the person chose for light and dark."""
        stored = str(QSettings().value("window/appearance", "system", type=str))
        return themes.Appearance(stored) if stored in set(themes.Appearance) else themes.Appearance.SYSTEM

    @property
    def _themed(self) -> tuple[themes.Themed, ...]:
        around = (self.canvas, self.timeline, self.explanation, self.toolbar)
        plots = (self.loss, self.prediction, self.descent)
        return (*around, *plots, self.gradients, self.samples, self.table)

    def tell(self, text: str) -> None:
        """Show a sentence in the status bar for a while."""
        self.statusBar().showMessage(text, TOLD_FOR)

    def _connect_parts(self) -> None:
        self.document.experiment_changed.connect(self._on_experiment_changed)
        self.document.path_changed.connect(self._refresh_title)
        self.document.saved_changed.connect(self._refresh_title)
        self.document.refused.connect(self._on_refused)
        self.runner.told.connect(self.tell)
        self.runner.divergence_cleared.connect(lambda: self.tell(""))
        self.files.told.connect(self.tell)
        self.files.recent_changed.connect(self._fill_recent)
        self.runner.running_changed.connect(self._on_running_changed)
        self.runner.diverged.connect(self._show_trainable)
        self.runner.divergence_cleared.connect(self._show_trainable)
        self.stage.told.connect(self.tell)
        gestures = self.scene.gestures
        gestures.refused.connect(self.tell)
        gestures.selection_changed.connect(self.inspector.set_selection)
        gestures.tool_changed.connect(lambda tool: self._check(f"tool-{tool.value}"))
        gestures.context_menu_requested.connect(lambda where, _spot: self._context_menu.popup(where))
        self.player.playing_changed.connect(self.toolbar.set_playing)
        self.player.speed_changed.connect(self.toolbar.set_speed)
        self.player.grain_changed.connect(lambda grain: self._check(f"grain:{grain.value}"))
        self.toolbar.speed_chosen.connect(self.player.set_speed)
        self.toolbar.loss_chosen.connect(self.canvas_commands.set_loss)
        self.toolbar.learning_rate_chosen.connect(self._set_learning_rate)
        self.gradients.parameter_hovered.connect(self.stage.light)
        self.samples.import_asked.connect(self.files.import_samples)
        self.samples.export_asked.connect(self.files.export_samples)
        self.table.selected.connect(self.scene.select)
        self.document.replaced.connect(self._on_replaced)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_theme_changed)

    def _undo_actions(self) -> dict[str, QAction]:
        """Undo and Redo, which Qt keeps named after the step that they would take."""
        stack = self.document.undo_stack
        undo, redo = stack.createUndoAction(self, "&Undo"), stack.createRedoAction(self, "&Redo")
        undo.setShortcuts(QKeySequence.StandardKey.Undo)
        redo.setShortcuts(QKeySequence.StandardKey.Redo)
        describe(undo, "Undo the last step")
        describe(redo, "Redo the last step that was undone")
        self.addActions([undo, redo])
        return {"undo": undo, "redo": redo}

    def _bind_actions(self) -> None:
        for name, act in commands_of(self).items():
            self.named_actions[name].triggered.connect(act)
        for row in ROWS:
            action = self.named_actions[row.name]
            for widget in (self.canvas, self.timeline) if row.reach is Reach.CANVAS else (self,):
                widget.addAction(action)
        self._check("tool-select")
        self._check("grain:message")
        self._check("add-kind:hidden")
        self._fill_recent()
        for example in read_examples(resource("examples")):
            action = self.menus["examples"].addAction(example.title)
            action.setStatusTip(example.hint)
            action.triggered.connect(partial(self.files.open_example, example))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_built:
            self.is_built = True
            QTimer.singleShot(0, self.build)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.files.may_let_go:
            self.docks.save()
            event.accept()
        else:
            event.ignore()
            self.files.let_go(self.close)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            self.files.open_path(path)

    def _on_experiment_changed(self, experiment: Experiment) -> None:
        network = experiment.network
        self.toolbar.learning_rate.set_value(experiment.training.learning_rate)
        self.toolbar.set_loss(experiment.loss.name)
        hidden = len(network.neurons) - len(network.inputs) - len(network.outputs)
        self._counts.setText(
            f"{counted(len(network.inputs), 'input')} · {hidden} hidden · "
            f"{counted(len(network.outputs), 'output')} · {counted(len(network.parameters), 'parameter')}"
        )
        if not self.runner.is_running:
            self._show_trainable()

    def _on_replaced(self) -> None:
        self.explanation.set_hint(self.document.hint)
        self.canvas.setFocus()
        self.canvas.fit()

    def _on_refused(self, reason: str) -> None:
        self.toolbar.set_loss(self.document.experiment.loss.name)  # it may be what was refused
        self.tell(reason)

    def _show_trainable(self) -> None:
        self.toolbar.set_training(self.runner.is_running, self.runner.why_not())

    def _on_running_changed(self, is_running: bool) -> None:
        if is_running:
            self.player.reveal()
        self.player.set_live(is_running)
        self._show_trainable()

    def _set_learning_rate(self, learning_rate: float, merge_key: Hashable | None) -> None:
        if not self.runner.set_learning_rate(learning_rate, merge_key):
            self.toolbar.learning_rate.set_value(self.document.experiment.training.learning_rate)

    def add_with_tool(self, kind: Kind) -> None:
        """Let clicks with the Neuron tool add this kind."""
        self.canvas.set_kind(kind)
        self.canvas.set_tool(Tool.NEURON)

    def scale_learning_rate(self, factor: float) -> None:
        """α becomes `factor` times as large."""
        self._set_learning_rate(self.document.experiment.training.learning_rate * factor, None)

    def _refresh_title(self) -> None:
        self.setWindowTitle(f"{self.document.name}[*] — Backprop Explorer")
        self.setWindowModified(not self.document.is_saved)

    def _fill_recent(self) -> None:
        menu = self.menus["recent"]
        menu.clear()
        for path in self.files.recent:
            menu.addAction(path.name).triggered.connect(partial(self.files.open_path, path))
        menu.setEnabled(not menu.isEmpty())

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def apply_update(self) -> None:
        """Make the update of the pass, and say what became of E."""
        before, *_ = batch_gradient(self.document.experiment)
        self.player.apply_update()
        after, *_ = batch_gradient(self.document.experiment)
        if before is not None and after is not None:
            self.tell(f"Update applied: E went from {in_words(before)} to {in_words(after)}")

    def reduce_motion(self) -> None:
        """Glide or jump, from now on and at the next start."""
        is_reduced = self.named_actions["reduce-motion"].isChecked()
        QSettings().setValue("window/reduce-motion", is_reduced)
        self.player.set_reduced_motion(is_reduced)
        self.canvas.set_reduced_motion(is_reduced)

    def _check(self, name: str) -> None:
        self.named_actions[name].setChecked(True)

    def _on_system_theme_changed(self) -> None:
        if self.appearance is themes.Appearance.SYSTEM:
            self.set_appearance(self.appearance)


def _dropped(event: QDropEvent) -> Path | None:
    """The first file that is dropped, or None."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if paths else None
