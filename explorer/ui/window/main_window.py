"""What is the main window? A QMainWindow with menus, toolbar, workspaces and status bar around one session.

Its first frame shows the drawn network, the menus, the toolbar and the places of the panels: as little as a
person needs to see that the program is there. The rest is made right after that frame, part by part.
"""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QToolBar, QWidget

from explorer.network.model import Experiment, Parameter
from explorer.network.size_in_words import size_in_words
from explorer.ui.commands.action_states import ActionStates, show_states
from explorer.ui.commands.actions import bind_actions, build_actions, undo_actions
from explorer.ui.commands.command import ShortcutScope
from explorer.ui.commands.command_table import COMMANDS
from explorer.ui.commands.context import Context
from explorer.ui.commands.view_commands import VIEW_COMMANDS
from explorer.ui.session.document import Document
from explorer.ui.session.session import Session, TableOffer
from explorer.ui.theme.theme import Appearance, Themed
from explorer.ui.widgets.job_progress import JobProgress
from explorer.ui.widgets.written import WrittenActions
from explorer.ui.window.dock_table import DOCKS, DockRow
from explorer.ui.window.docks import Docks
from explorer.ui.window.dropped_file import accept_copy, dropped_file
from explorer.ui.window.menus import CONTEXT_MENU, build_menus, fill_menu
from explorer.ui.window.network_centre import NetworkCentre
from explorer.ui.window.part import CommandAsking, Completable, GrowthShowing
from explorer.ui.window.presentation import Presentation
from explorer.ui.window.refusal_tip import show_refusal_tip
from explorer.ui.window.theme_setting import ThemeSetting
from explorer.ui.window.workspace_stack import WorkspaceStack
from explorer.ui.window.workspace_switch import WorkspaceSwitch
from explorer.ui.window.workspace_table import WORKSPACES, WorkspaceRow, workspace_commands

MESSAGE_TIME = 6000
"""Milliseconds for which the status bar shows a sentence."""

FRAME = QSize(16, 56)
"""Room for what the system draws around a window, in pixels."""

FIRST_SIZE = QSize(1440, 900)
"""What the window takes of the screen at its first start, if there is as much."""

_ROOMY = 1560
"""Pixels of width from which the switch has the workspaces' titles, at the usual type size."""


class MainWindow(QMainWindow):
    """The window on one document. It is what commands ask for what only a window can do."""

    def __init__(
        self,
        document: Document,
        workspaces: Iterable[WorkspaceRow] = WORKSPACES,
        docks: Iterable[DockRow] = DOCKS,
    ) -> None:
        super().__init__()
        document.setParent(self)  # all that is open goes with the window, in the thread that draws
        self.document = document
        self.session = Session(document)
        self.is_complete = False
        self._completion = self._completing()
        self._completing_next = QTimer(self, singleShot=True, interval=0)
        self._completing_next.timeout.connect(self._complete_next)
        self.theme = ThemeSetting(self)
        self._workspaces = tuple(workspaces)
        self.workspaces = WorkspaceStack(self._workspaces, docks, self.session, self._adopt)
        self.centre = self._make_network()
        self.canvas, self.scene = self.centre.canvas, self.centre.scene
        self.context = Context(self.session, self.canvas, self)
        self._commands = (*COMMANDS, *workspace_commands(self._workspaces))
        undo = undo_actions(document.undo_stack, self.session.notation, self)
        self.named_actions = build_actions(self._commands, self) | undo
        bind_actions(self._commands, self.named_actions, self.context)
        WrittenActions(self.named_actions.values(), self.session.notation, self)
        self.toolbars: dict[str, QToolBar] = {}
        self._lay_out()
        self._bind_keys()
        self._connect_parts()
        self.show_workspace(self._workspaces[0].name)
        self._show_view_states()
        self._count(document.experiment)
        self._refresh_title()
        self.canvas.setFocus()

    @property
    def docks(self) -> Docks:
        """Those of the workspace that is shown."""
        return self.workspaces.present.docks

    def complete(self) -> None:
        """Make at once all that the first frame did without. Later calls do nothing."""
        for _ in self._completion:
            pass

    def _complete_next(self) -> None:
        """Make a part of it, and the next once the window has answered to what came meanwhile."""
        if next(self._completion, False):
            self._completing_next.start()

    def _completing(self) -> Iterator[bool]:
        """What the first frame did without, in parts: most of each is importing. True: there is more."""
        self.session.training.growth_asked.connect(self._show_growth)
        self.session.training.divergence_cleared.connect(lambda: self.show_status(""))
        yield True
        from explorer.ui.widgets.training_progress import TrainingProgress

        self.session.player.set_reduced_motion(self.has_reduced_motion)
        progress = TrainingProgress(self.session.training, self.session.frames)
        self.statusBar().insertPermanentWidget(0, progress)
        yield True
        self.is_complete = True
        self.workspaces.complete()
        for toolbar in self.toolbars.values():
            _complete(toolbar)
        self._states = ActionStates(self._commands, self.named_actions, self.context)
        self.workspaces.changed.connect(self._states.refresh)
        self.theme.changed.connect(self._states.refresh)
        self.presentation.changed.connect(self._states.refresh)
        yield True
        from explorer.ui.window.file_menus import fill_examples, follow_recent

        follow_recent(self.menus["recent"], self.context.files)
        fill_examples(self.menus["examples"], self.context.files, self.session.notation)

    @property
    def workspace(self) -> str:
        """The name of the workspace that is shown."""
        return self.workspaces.present.row.name

    def show_workspace(self, name: str) -> None:
        """Go to a workspace, which is made where it was never shown. Raises KeyError."""
        self.workspaces.show_workspace(name)
        self._show_toolbar(self.workspaces.present.row)
        self.menus["panels"].clear()
        self.docks.fill_menu(self.menus["panels"])
        self.menus["panels"].setEnabled(not self.menus["panels"].isEmpty())
        self._counts.setVisible(self.workspaces.present.centre is self.centre)

    def restore(self) -> None:
        """Put the window where it was left."""
        geometry = QSettings().value("window/geometry", QByteArray(), type=QByteArray)
        if isinstance(geometry, QByteArray) and not geometry.isEmpty():
            self.restoreGeometry(geometry)
        self.canvas.set_reduced_motion(self.has_reduced_motion)

    @property
    def appearance(self) -> Appearance:
        """What the person chose for light and dark."""
        return self.theme.appearance

    def set_appearance(self, appearance: Appearance) -> None:
        """Light, dark or like the system, from now on and at the next start."""
        self.theme.set_appearance(appearance)

    @property
    def has_reduced_motion(self) -> bool:
        """Whether what would glide jumps."""
        return bool(QSettings().value("window/reduce-motion", False, type=bool))

    def set_reduced_motion(self, is_reduced: bool) -> None:
        """Glide or jump, from now on and at the next start."""
        QSettings().setValue("window/reduce-motion", is_reduced)
        self.session.player.set_reduced_motion(is_reduced)
        self.canvas.set_reduced_motion(is_reduced)

    def show_status(self, text: str) -> None:
        """Show a sentence in the status bar for a while."""
        self.statusBar().showMessage(self.session.notation.write(text), MESSAGE_TIME)

    def reset_panels(self) -> None:
        """Put every panel back in its first place."""
        self.docks.reset()

    def show_help(self, topic: str) -> None:
        """Show one of the topics of `help_text` beside the work."""
        from explorer.ui.window.help_dialog import HelpDialog, help_text

        title, html = help_text(topic, self.named_actions, self.document.example)
        HelpDialog(title, self.session.notation.write(html), self).show()

    def open_log_folder(self) -> None:
        """Show where mistakes of the program are written down."""
        from explorer.ui.window.log_folder import open_log_folder

        self.show_status(open_log_folder())

    def ask_for_network(self, then: Callable[[Experiment], object]) -> None:
        """Ask for layer sizes, and go on with the network that is built from them."""
        from explorer.ui.window.new_network_dialog import NewNetworkDialog

        dialog = NewNetworkDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: then(dialog.experiment()))
        dialog.open()

    def ask_for_goal(self, then: Callable[[int | None, float | None], object]) -> None:
        """Ask for how many steps, and until which E, training is to go on; then go on with these."""
        from explorer.ui.window.train_dialog import TrainDialog

        dialog = TrainDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: then(dialog.steps, dialog.loss_below))
        dialog.open()

    def ask_about_table(self, offer: TableOffer) -> None:
        """Show the first rows of a table and ask how samples come from it; then take them."""
        from explorer.ui.commands.sample_verbs import take_table
        from explorer.ui.window.import_dialog import ImportDialog

        self.session.training.pause()
        dialog = ImportDialog(self.session, offer, self)
        dialog.set_theme(self.theme.theme)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def take() -> None:
            assert dialog.taken is not None
            take_table(self.session, offer, dialog.taken)
            if dialog.taken.imported.made is not None:
                self.canvas.fit()

        dialog.accepted.connect(take)
        dialog.open()

    @property
    def type_size(self) -> int:
        """How large the person wants letters, in per cent of what the system has."""
        return self.theme.type_size

    def set_type_size(self, per_cent: int) -> None:
        """Write in letters of this size, from now on and at the next start."""
        self.theme.set_type_size(per_cent)

    @property
    def is_presenting(self) -> bool:
        """Whether it presents to an audience."""
        return self.presentation.is_on

    def toggle_presenting(self) -> None:
        """Present to an audience, or be a window again."""
        self.presentation.toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where nothing in the window has a use for it, ends the presentation."""
        if event.key() == Qt.Key.Key_Escape and self.is_presenting:
            self.presentation.end()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_complete:
            self._completing_next.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_titles()
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        files = self.context.files
        if files.may_let_go:
            self.presentation.end()  # what is remembered is the window as it was before
            QSettings().setValue("window/geometry", self.saveGeometry())
            self.workspaces.save_layouts()
            event.accept()
        else:
            event.ignore()
            files.let_go(self.close)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            accept_copy(event)
            self.context.files.open_path(path)

    def _make_network(self) -> NetworkCentre:
        """The centre of the first workspace, whose canvas the commands are about."""
        centre = self.workspaces.area(self._workspaces[0].name).centre
        assert isinstance(centre, NetworkCentre)
        return centre

    def _lay_out(self) -> None:
        self.setMinimumSize(760, 520)
        self.resize((self.screen().availableSize() - FRAME).boundedTo(FIRST_SIZE))
        self.setAcceptDrops(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.switch = WorkspaceSwitch(self._workspaces, self.named_actions)
        self._adopt(self.switch)
        self.addToolBar(self.switch)
        self.switch.toggleViewAction().setVisible(False)
        self.setCentralWidget(self.workspaces)
        self._counts = QLabel()
        self.statusBar().addPermanentWidget(JobProgress(self.session.jobs))
        self.statusBar().addPermanentWidget(self._counts)
        self.menus = build_menus(self.menuBar(), self.named_actions)
        self.menus["workspaces"].addActions(
            [self.named_actions[f"workspace:{row.name}"] for row in self._workspaces]
        )
        self.presentation = Presentation(self, self.workspaces, self.theme)
        self._context_menu = QMenu(self)
        fill_menu(self._context_menu, CONTEXT_MENU, self.named_actions, {})

    def _bind_keys(self) -> None:
        """Let keys work in the whole window, or where the canvas has the focus."""
        by_scope: dict[ShortcutScope, list[QAction]] = {scope: [] for scope in ShortcutScope}
        for command in self._commands:
            by_scope[command.scope].append(self.named_actions[command.name])
        self.addActions(
            [*by_scope[ShortcutScope.WINDOW], self.named_actions["undo"], self.named_actions["redo"]]
        )
        self.centre.take_actions(by_scope[ShortcutScope.CANVAS])

    def _connect_parts(self) -> None:
        self.theme.changed.connect(self._show_titles)
        self.document.experiment_changed.connect(self._count)
        self.document.experiment_changed.connect(self._refresh_title)
        self.document.path_changed.connect(self._refresh_title)
        self.document.saved_changed.connect(self._refresh_title)
        self.document.refused.connect(self._refuse)
        self.document.noted.connect(self.show_status)
        self.session.status_message.connect(self.show_status)
        self.session.table_offered.connect(self.ask_about_table)
        gestures = self.centre.scene.gestures
        gestures.refused.connect(self._refuse)
        gestures.response_opened.connect(lambda _name: self.docks.show("prediction"))
        gestures.context_menu_requested.connect(lambda where, _hit: self._context_menu.popup(where))

    def _refuse(self, reason: str) -> None:
        """Say it where it happened, and at the foot of the window for those who look there."""
        self.show_status(reason)
        show_refusal_tip(self, reason)

    def _adopt(self, part: QWidget) -> None:
        """Make a part at home: it has the colours of the theme, and its buttons do what they stand for."""
        if isinstance(part, Themed):
            part.set_theme(self.theme.theme)
            self.theme.changed.connect(part.set_theme)
        if isinstance(part, CommandAsking):
            part.command_asked.connect(lambda name: self.named_actions[name].trigger())

    def _show_toolbar(self, row: WorkspaceRow) -> None:
        """Show the workspace's part of the toolbar, and no other's."""
        if row.toolbar is not None and row.name not in self.toolbars:
            toolbar = self.toolbars[row.name] = row.toolbar(
                self.workspaces.present.centre, self.named_actions
            )
            self._adopt(toolbar)
            self.addToolBar(toolbar)
            self.switch.lead_to(toolbar)
            toolbar.toggleViewAction().setVisible(False)  # the menu of a dock's title would hide it for good
            if self.is_complete:
                _complete(toolbar)
        for name, toolbar in self.toolbars.items():
            toolbar.setVisible(name == row.name)

    def _show_titles(self) -> None:
        """Write the titles of the workspaces where there is room for them."""
        self.switch.show_titles(self.width() >= self.theme.theme.pixels(_ROOMY))

    def _show_growth(self, parameter: Parameter | None) -> None:
        """Bring the loss panel to the front, with the weights over the steps."""
        self.docks.show("loss")
        if isinstance(panel := self.docks.panel("loss"), GrowthShowing):
            panel.show_growth(parameter)

    def _show_view_states(self) -> None:
        """Before the session has all its parts, check what only canvas and window know."""
        show_states(VIEW_COMMANDS, self.named_actions, self.context)
        show_states(workspace_commands(self._workspaces), self.named_actions, self.context)

    def _count(self, experiment: Experiment) -> None:
        """Say in the status bar how large the network is."""
        self._counts.setText(size_in_words(experiment.network))

    def _refresh_title(self) -> None:
        self.setWindowTitle(f"{self.document.name}[*] — Backprop Explorer")
        self.setWindowModified(not self.document.is_saved)


def _complete(part: QWidget) -> None:
    if isinstance(part, Completable):
        part.complete()
