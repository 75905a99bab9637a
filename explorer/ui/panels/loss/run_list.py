"""Which runs does the plot show, and what can be done with each of them?

One chip for each run: its colour, its name and what became of it. A click hides or shows its curve; a kept
run can be loaded (the arrow, a double click or Enter), renamed (F2) and dropped (the cross or Delete).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from explorer.network.training_summary import training_in_words
from explorer.training.history import Columns
from explorer.training.kept_network_run import KeptNetworkRun
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.colour_menu import ColourMenu, disc
from explorer.ui.widgets.flow_layout import FlowLayout
from explorer.ui.widgets.name_editor import NameEditor
from explorer.ui.widgets.plain_text import plain

_ENGINES = {"kernels": "computed by the compiled kernels", "numpy": "computed by numpy"}


@dataclass(frozen=True)
class Entry:
    """One row of the legend: a kept run, or (`run` None) the present one with the number of its snapshots."""

    run: KeptNetworkRun | None
    name: str
    colour: int
    number: int | None = None

    @property
    def label(self) -> str:
        """“α = 0.1 (now)” or “α = 1.5 diverged at step 19”."""
        if self.run is None:
            return f"{self.name} (now)"
        return f"{self.name} {self.run.outcome}".strip()

    @property
    def tip(self) -> str:
        """How the run was trained, what became of it, and what a click does."""
        click = "Click to hide the curve, or show it"
        if self.run is None:
            return click
        engine = _ENGINES.get(self.run.engine, self.run.engine)
        lines = [*training_in_words(self.run.start.training), self.run.sentence, engine]
        return plain("\n".join([*lines, f"{click}. Double-click to load its weights and α"]))


class RunList(QWidget):
    """A legend whose entries can be pressed."""

    hidden_changed = Signal()
    """Another curve is hidden, or shown again."""
    loaded = Signal(object)
    start_loaded = Signal(object)
    dropped = Signal(object)
    renamed = Signal(object, str)
    recoloured = Signal(object, int)
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._entries: tuple[Entry, ...] = ()
        self._hidden: set[Columns | None] = set()  # by their histories: a name and a colour may change
        self.chips: list[Chip] = []
        self._flow = FlowLayout(self)
        self.setAccessibleName("Runs")

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for chip in self.chips:
            chip.set_theme(theme)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these runs, in this order."""
        if tuple(entries) == self._entries:
            return
        self._entries = tuple(entries)
        self._hidden &= {_identity(entry.run) for entry in entries}
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self.chips = [self._chip(entry) for entry in entries]
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.show()
        self.updateGeometry()

    def is_hidden(self, run: KeptNetworkRun | None) -> bool:
        """Whether the curve of `run` (None: the present one) is hidden."""
        return _identity(run) in self._hidden

    def _chip(self, entry: Entry) -> "Chip":
        chip = Chip(entry, not self.is_hidden(entry.run), self)
        chip.set_theme(self._theme)
        chip.button.toggled.connect(lambda is_shown: self._on_toggled(entry.run, is_shown))
        chip.loaded.connect(lambda: self.loaded.emit(entry.run))
        chip.start_loaded.connect(lambda: self.start_loaded.emit(entry.run))
        chip.dropped.connect(lambda: self.dropped.emit(entry.run))
        chip.renamed.connect(lambda name: self.renamed.emit(entry.run, name))
        chip.recoloured.connect(lambda colour: self.recoloured.emit(entry.run, colour))
        chip.kept.connect(self.kept)
        return chip

    def _on_toggled(self, run: KeptNetworkRun | None, is_shown: bool) -> None:
        if is_shown:
            self._hidden.discard(_identity(run))
        else:
            self._hidden.add(_identity(run))
        self.hidden_changed.emit()


class Chip(QFrame):
    """One run: its curve's button, and what can be done with it."""

    loaded = Signal()
    start_loaded = Signal()
    dropped = Signal()
    renamed = Signal(str)
    recoloured = Signal(int)
    kept = Signal()

    def __init__(self, entry: Entry, is_shown: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.entry = entry
        self._theme = LIGHT
        self.button = _RunButton(entry.label, self)
        self.button.setChecked(is_shown)
        self.button.setToolTip(entry.tip)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 1, 2, 1)
        row.setSpacing(0)
        row.addWidget(self.button)
        if entry.run is None:
            self.keep_button = self._small(
                "Keep", f"End the run {entry.name} here and keep its curve", self.kept
            )
            row.addWidget(self.keep_button)
            return
        self.load_button = self._small("↩", f"Load the weights and α of the run {entry.name}", self.loaded)
        self.drop_button = self._small("×", f"Drop the run {entry.name}", self.dropped)
        for button in (self.load_button, self.drop_button):
            button.setFixedWidth(22)
            row.addWidget(button)
        self.name_editor = NameEditor(entry.name, self)
        row.insertWidget(1, self.name_editor)
        self.name_editor.named.connect(self.renamed)
        self.name_editor.ended.connect(self.button.show)
        self.button.renaming.connect(self.rename)
        self.button.loaded.connect(self.loaded)
        self.button.dropped.connect(self.dropped)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self.button.setIcon(_swatch(theme.curves[self.entry.colour % len(theme.curves)], theme))
        self.setStyleSheet(
            "QToolButton { padding: 1px 3px; background: transparent; border-color: transparent; }"
            f"QToolButton {{ color: {theme.text}; }}"
            f"QToolButton[role='legend']:!checked {{ color: {theme.muted}; }}"
            f"QToolButton:hover {{ background: {theme.accent_soft}; }}"
            f"QToolButton:focus {{ border-color: {theme.accent}; }}"
        )

    def menu(self) -> QMenu:
        """What can be done with a kept run."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Load its last weights and α", self.loaded.emit)
        menu.addAction("Load its start", self.start_loaded.emit)
        menu.addAction("Hide" if self.button.isChecked() else "Show", self.button.toggle)
        menu.addAction("Rename (F2)", self.rename)
        colours = ColourMenu(self._theme.curves, self.entry.colour, menu)
        colours.chosen.connect(self.recoloured)
        menu.addMenu(colours)
        menu.addSeparator()
        menu.addAction("Drop", self.dropped.emit)
        return menu

    def rename(self) -> None:
        """Let the name be typed anew where it stands."""
        self.button.hide()
        self.name_editor.begin()

    def _on_menu_requested(self, position: QPoint) -> None:
        self.menu().popup(self.mapToGlobal(position))

    def _small(self, text: str, tip: str, pressed: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(plain(tip))
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.clicked.connect(pressed)
        return button


class _RunButton(QToolButton):
    """Checked while its curve is shown."""

    loaded = Signal()
    dropped = Signal()
    renaming = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "legend")
        self.setText(text)
        self.setAccessibleName(f"Curve of the run {text}")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(14, 14))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.loaded.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.loaded.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dropped.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.renaming.emit()
        else:
            super().keyPressEvent(event)


def _identity(run: KeptNetworkRun | None) -> Columns | None:
    return None if run is None else run.history


def _swatch(colour: str, theme: Theme) -> QIcon:
    """A disc of `colour`; a ring while the curve is hidden."""
    icon = QIcon()
    for state, inside in ((QIcon.State.On, colour), (QIcon.State.Off, theme.surface)):
        icon.addPixmap(disc(colour, inside), QIcon.Mode.Normal, state)
    return icon
