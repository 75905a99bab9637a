"""What does the legend say of one run, and what can be done with it? A chip.

A click hides or shows its curve; a kept run can be loaded (the arrow, a double click or Enter), renamed (F2)
and dropped (the cross or Delete).
"""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from explorer.network.training_summary import training_in_words
from explorer.training.kept_network_run import KeptNetworkRun
from explorer.training.run_maker import engine_in_words, why_it_may_differ
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.colour_menu import ColourMenu, disc
from explorer.ui.widgets.name_editor import NameEditor
from explorer.ui.widgets.plain_text import plain, without_mnemonic
from explorer.ui.widgets.written import Write, usual_write

_WIDEST = 250
"""Pixels of a label: longer ones end in …, and hovering shows the whole."""


@dataclass(frozen=True)
class Entry:
    """One row of the legend: a kept run, or (`run` None) the present one with the number of its snapshots.

    `is_of_another`: the present one trained another network than the one that is open.
    """

    run: KeptNetworkRun | None
    name: str
    colour: int
    number: int | None = None
    is_of_another: bool = False

    @property
    def label(self) -> str:
        """“α = 0.1 (now)”, “α = 1.5 (another network)” or “α = 1.5 diverged at step 19”."""
        if self.run is None:
            return f"{self.name} ({'another network' if self.is_of_another else 'now'})"
        return f"{self.name} {self.run.outcome}".strip()

    @property
    def tip(self) -> str:
        """How the run was trained, what became of it, and what a click does."""
        click = "Click to hide the curve, or show it"
        if self.run is None:
            return click
        engine = engine_in_words(self.run.engine)
        lines = [*training_in_words(self.run.start.training), self.run.sentence, f"computed by {engine}"]
        if doubt := why_it_may_differ(self.run):
            lines.append(doubt)
        return plain("\n".join([*lines, f"{click}. Double-click to load its weights and learning rate"]))


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
        self._write: Write = usual_write
        self.button = _RunButton(self)
        self.button.setChecked(is_shown)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 1, 2, 1)
        row.setSpacing(0)
        row.addWidget(self.button)
        self.keep_button = self._small("Keep", self.kept)
        self.load_button = self._small("↩", self.loaded)
        self.drop_button = self._small("×", self.dropped)
        for small in (self.keep_button, self.load_button, self.drop_button):
            small.setVisible((entry.run is None) is (small is self.keep_button))
            row.addWidget(small)
        self.name_editor = NameEditor(entry.name, self)
        row.insertWidget(1, self.name_editor)
        self.set_entry(entry)
        if entry.run is None:
            return
        self.name_editor.named.connect(self.renamed)
        self.name_editor.ended.connect(self.button.show)
        self.button.renaming.connect(self.rename)
        self.button.loaded.connect(self.loaded)
        self.button.dropped.connect(self.dropped)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)

    def set_entry(self, entry: Entry) -> None:
        """Show what the same run is called by now, and its colour; focus and a name being typed stay."""
        self.entry = entry
        metrics = self.button.fontMetrics()
        widest = self._theme.pixels(_WIDEST)
        label = metrics.elidedText(self._write(entry.label), Qt.TextElideMode.ElideRight, widest)
        name = self._write(entry.name)
        self.button.setText(without_mnemonic(label))
        self.button.setAccessibleName(f"Curve of the run {self._write(entry.label)}")
        self.button.setToolTip(self._write(entry.tip))
        self.button.setIcon(_swatch(self._theme.curves[entry.colour % len(self._theme.curves)], self._theme))
        self.name_editor.set_name(entry.name if entry.run is None else entry.run.name)
        _say(self.keep_button, f"End the run {name} here and keep its curve")
        _say(self.load_button, f"Load the weights and learning rate of the run {name}")
        _say(self.drop_button, f"Drop the run {name}")

    def set_write(self, write: Write) -> None:
        """Write the symbols in it so from now on."""
        self._write = write
        self.set_entry(self.entry)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for small in (self.load_button, self.drop_button):
            small.setFixedWidth(theme.pixels(22))
        self.button.setIconSize(QSize(theme.pixels(14), theme.pixels(14)))
        self.set_entry(self.entry)
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
        menu.addAction("Load its last weights and learning rate", self.loaded.emit)
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

    def _small(self, text: str, pressed: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setAutoRaise(True)
        button.clicked.connect(pressed)
        return button


class _RunButton(QToolButton):
    """Checked while its curve is shown."""

    loaded = Signal()
    dropped = Signal()
    renaming = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "legend")
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


def _say(button: QToolButton, tip: str) -> None:
    button.setToolTip(plain(tip))
    button.setAccessibleName(tip)


def _swatch(colour: str, theme: Theme) -> QIcon:
    """A disc of `colour`; a ring while the curve is hidden."""
    icon = QIcon()
    for state, inside in ((QIcon.State.On, colour), (QIcon.State.Off, theme.surface)):
        icon.addPixmap(disc(colour, inside), QIcon.Mode.Normal, state)
    return icon
