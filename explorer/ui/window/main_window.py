"""What does the window show at its first frame, and what can be asked of the window itself?

The drawn network, the menus, the toolbar and the places of the panels: as little as a person needs to see
that the program is there. All the rest is `furniture`, which comes right after that frame, and the plots,
which come last (`start` has the whole order).
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLabel, QMainWindow

from explorer.backprop.frame import Frame
from explorer.network.model import Experiment
from explorer.number import counted
from explorer.ui.canvas.scene import NetworkScene
from explorer.ui.canvas.view import NetworkView
from explorer.ui.commands.action_states import show_states
from explorer.ui.commands.actions import bind_actions, build_actions, undo_actions
from explorer.ui.commands.command_table import COMMANDS
from explorer.ui.commands.context import Context
from explorer.ui.commands.gesture_commands import follow_gestures
from explorer.ui.commands.view_commands import VIEW_COMMANDS
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session
from explorer.ui.theme import theme as themes
from explorer.ui.widgets.job_progress import JobProgress
from explorer.ui.window.central_splitter import CentralSplitter
from explorer.ui.window.docks import Docks
from explorer.ui.window.help_dialog import HelpDialog, help_text
from explorer.ui.window.menus import build_menus
from explorer.ui.window.new_network_dialog import NewNetworkDialog
from explorer.ui.window.toolbar import Toolbar

if TYPE_CHECKING:
    from explorer.ui.session.player import Player
    from explorer.ui.session.training_controller import TrainingController
    from explorer.ui.window.furniture import Furniture

TOLD_FOR = 6000
"""Milliseconds for which the status bar shows a sentence."""

FRAME = QSize(16, 56)
"""Room for what the system draws around a window, in pixels."""

FIRST_SIZE = QSize(1440, 900)
"""What the window takes of the screen at its first start, if there is as much."""

PANELS = ("Loss", "Gradients", "Inspector", "Samples", "Prediction", "Learning rate", "Network table")
"""The titles of the docks."""

PLOTS_AFTER = 50
"""Milliseconds from the panels to their plots, in which what can be read of them is painted."""

_HIDDEN = frozenset({"Network table"})


class MainWindow(QMainWindow):
    """The window on one document."""

    theme_changed = Signal(object)
    """The Theme in whose colours everything is drawn from now on."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self.session = Session(document)
        self.is_built = False
        themes.apply(themes.theme_for(self.appearance))  # before there is anything to style anew
        self.scene = NetworkScene(self.session.jobs.budget, self)
        self.canvas = NetworkView(self.scene)
        self.context = Context(self.session, self.canvas, self)
        undo = undo_actions(document.undo_stack, self)
        self.named_actions = build_actions(COMMANDS, self) | undo
        self.addActions(list(undo.values()))
        bind_actions(COMMANDS, self.named_actions, self.context)
        self.toolbar = Toolbar(self.named_actions)
        self._lay_out()
        self._connect_parts()
        self._show_appearance()
        self._on_experiment_changed(document.experiment)
        self.scene.show(Frame(document.experiment))
        self.canvas.setFocus()
        self._refresh_title()

    @cached_property
    def furniture(self) -> "Furniture":
        """Everything that the first frame does without, made when it is first asked for."""
        from explorer.ui.window.furniture import Furniture  # late: most of the program hangs on it

        return Furniture(self)

    @property
    def player(self) -> "Player":
        """What owns the time of the animation."""
        return self.session.player

    @property
    def runner(self) -> "TrainingController":
        """What owns the training."""
        return self.session.training

    def _lay_out(self) -> None:
        self.setMinimumSize(760, 520)
        self.resize((self.screen().availableSize() - FRAME).boundedTo(FIRST_SIZE))
        self.setAcceptDrops(True)
        self.addToolBar(self.toolbar)
        self.column = CentralSplitter(self.canvas)
        self.setCentralWidget(self.column)
        self.docks = Docks(self, PANELS, hidden=_HIDDEN)
        self._counts = QLabel()
        self.statusBar().addPermanentWidget(JobProgress(self.session.jobs))
        self.statusBar().addPermanentWidget(self._counts)
        self.menus = build_menus(self.menuBar(), self.named_actions)
        self.docks.fill_menu(self.menus["panels"])

    def _connect_parts(self) -> None:
        self.document.experiment_changed.connect(self._on_experiment_changed)
        self.document.path_changed.connect(self._refresh_title)
        self.document.saved_changed.connect(self._refresh_title)
        follow_gestures(self.scene.gestures, self.session)
        self.session.selection.changed.connect(self._show_selection)
        self.session.status_message.connect(self.show_status)
        self.theme_changed.connect(self.canvas.set_theme)
        self.theme_changed.connect(self.toolbar.set_theme)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_theme_changed)

    def build(self) -> None:
        """Make the plots, and whatever they stand in."""
        self.is_built = True
        assert self.furniture is not None

    def restore(self) -> None:
        """Put the panels where they were left."""
        self.docks.restore()
        self.canvas.set_reduced_motion(self.has_reduced_motion)

    @property
    def has_reduced_motion(self) -> bool:
        """Whether what would glide jumps."""
        return bool(QSettings().value("window/reduce-motion", False, type=bool))

    def set_reduced_motion(self, is_reduced: bool) -> None:
        """Glide or jump, from now on and at the next start."""
        QSettings().setValue("window/reduce-motion", is_reduced)
        self.session.player.set_reduced_motion(is_reduced)
        self.canvas.set_reduced_motion(is_reduced)

    def set_appearance(self, appearance: themes.Appearance) -> None:
        """Light, dark or like the system, from now on and at the next start."""
        QSettings().setValue("window/appearance", appearance.value)
        self._show_appearance()

    @property
    def appearance(self) -> themes.Appearance:
        """What the person chose for light and dark."""
        stored = str(QSettings().value("window/appearance", "system", type=str))
        return themes.Appearance(stored) if stored in set(themes.Appearance) else themes.Appearance.SYSTEM

    def show_status(self, text: str) -> None:
        """Show a sentence in the status bar for a while."""
        self.statusBar().showMessage(text, TOLD_FOR)

    def reset_panels(self) -> None:
        """Put every panel back in its first place."""
        self.docks.reset()

    def show_panel(self, name: str) -> None:
        """Bring a panel to the front."""
        self.docks.show(name)

    def show_help(self, topic: str) -> None:
        """Show “first-things”, “shortcuts” or “about” beside the work."""
        title, html = help_text(topic, self.named_actions)
        HelpDialog(title, html, self).show()

    def ask_for_network(self, then: Callable[[Experiment], object]) -> None:
        """Ask for layer sizes, and go on with the network that is built from them."""
        dialog = NewNetworkDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: then(dialog.experiment()))
        dialog.open()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.docks.come_up()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_built:
            self.is_built = True
            QTimer.singleShot(0, self._furnish)

    def closeEvent(self, event: QCloseEvent) -> None:
        files = self.context.files
        if files.may_let_go:
            self.docks.save()
            event.accept()
        else:
            event.ignore()
            files.let_go(self.close)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            self.context.files.open_path(path)

    def _furnish(self) -> None:
        """After the first frame: first all that can be painted at once, and once it is, the plots."""
        assert self.furniture is not None

    def _on_experiment_changed(self, experiment: Experiment) -> None:
        network = experiment.network
        self.toolbar.learning_rate.set_value(experiment.training.learning_rate)
        self.toolbar.set_loss(experiment.loss.name)
        hidden = len(network.neurons) - len(network.inputs) - len(network.outputs)
        self._counts.setText(
            f"{counted(len(network.inputs), 'input')} · {hidden} hidden · "
            f"{counted(len(network.outputs), 'output')} · {counted(len(network.parameters), 'parameter')}"
        )

    def _show_selection(self) -> None:
        selection = self.session.selection
        self.scene.show_selection(selection.neurons, selection.connections)

    def _refresh_title(self) -> None:
        self.setWindowTitle(f"{self.document.name}[*] — Backprop Explorer")
        self.setWindowModified(not self.document.is_saved)

    def _show_appearance(self) -> None:
        show_states(VIEW_COMMANDS, self.named_actions, self.context)
        theme = themes.theme_for(self.appearance)
        themes.apply(theme)
        self.theme_changed.emit(theme)

    def _on_system_theme_changed(self) -> None:
        if self.appearance is themes.Appearance.SYSTEM:
            self._show_appearance()


def _dropped(event: QDropEvent) -> Path | None:
    """The first file that is dropped, or None."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if paths else None
