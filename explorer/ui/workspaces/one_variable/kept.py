"""Which descents are kept beside the present one, and how are they told apart, brought back and removed?

The document has them, so that undo takes back what is done here, and saving takes them along.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QToolButton, QWidget

from explorer.descent.kept_descent import KeptDescent
from explorer.descent.shown_descent import Descent
from explorer.descent.verdict import OrbitVerdict
from explorer.kept_run import free_colour
from explorer.ui.session import kept_runs
from explorer.ui.session.document import Document
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.colour_menu import ColourMenu
from explorer.ui.widgets.flow_layout import FlowLayout
from explorer.ui.widgets.name_editor import NameEditor
from explorer.ui.widgets.plain_text import plain, without_mnemonic
from explorer.ui.widgets.written import Write, usual_write, write_texts

_HIGHEST = 62
"""Pixels: two lines of chips, the others by scrolling."""
_SWATCH = 20


def colours_of(theme: Theme) -> list[str]:
    """The colours of kept runs: never the orange of the present one."""
    return [colour for colour in theme.curves if colour != theme.negative]


def colour_of(run: KeptDescent, theme: Theme) -> str:
    """The colour in which `run` is drawn."""
    colours = colours_of(theme)
    return colours[run.colour % len(colours)]


class KeptDescents(QScrollArea):
    """One chip for each kept run: pressing it brings the run back, its cross removes it."""

    changed = Signal()
    """Other descents are kept than before."""
    chosen = Signal(object)
    """The Descent that is to be shown again."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._theme = LIGHT
        self._write: Write = usual_write
        self._present: Descent | None = None
        self._shown: tuple[KeptDescent, ...] = ()
        self.chips: list[DescentChip] = []
        self._body = QWidget()
        self._flow = FlowLayout(self._body)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Kept runs")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the chips, which have the focus
        self.hide()
        document.runs_changed.connect(self._on_runs_changed)
        self._refresh()

    @property
    def runs(self) -> tuple[KeptDescent, ...]:
        """The descents that are kept, the oldest first."""
        return self._document.project.runs_of(KeptDescent)

    def keep(self, descent: Descent, verdict: OrbitVerdict | None) -> None:
        """Add `descent` with what was found of its fate, in the first colour that is free; once only."""
        if all(run.descent != descent for run in self.runs):
            run = KeptDescent(descent.name, free_colour(self.runs), descent, verdict)
            kept_runs.keep(self._document, run)

    def set_present(self, present: Descent) -> None:
        """Name the kept runs by what sets them apart from `present`."""
        is_other_function = self._present is None or self._present.f is not present.f
        self._present = present
        if is_other_function:
            self._refresh()

    def set_write(self, write: Write) -> None:
        """Write the symbols in what is kept from now on, as the present ones, so from now on."""
        self._write = write

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _on_runs_changed(self) -> None:
        if self.runs != self._shown:  # it may be others that changed
            self._refresh()
            self.changed.emit()

    def _refresh(self) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._shown = self.runs
        self.chips = [self._chip(run) for run in self.runs]
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(bool(self.chips))
        self._fit_height()

    def _fit_height(self) -> None:
        self.setFixedHeight(
            min(self._theme.pixels(_HIGHEST), max(self._flow.heightForWidth(self.width()), 20))
        )

    def _chip(self, run: KeptDescent) -> "DescentChip":
        chip = DescentChip(run, run.name_beside(self._present or run.descent), self._theme)
        chip.show_button.clicked.connect(lambda: self.chosen.emit(run.descent))
        chip.cross.clicked.connect(lambda: kept_runs.drop(self._document, run))
        chip.renamed.connect(lambda name: kept_runs.rename(self._document, run, name))
        chip.recoloured.connect(lambda colour: kept_runs.recolour(self._document, run, colour))
        write_texts(chip, self._write)
        return chip


class DescentChip(QWidget):
    """One kept descent: a button that brings it back, a cross that removes it, a menu for the rest."""

    renamed = Signal(str)
    recoloured = Signal(int)

    def __init__(self, run: KeptDescent, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run, self._theme = run, theme
        self.setStyleSheet("QToolButton { padding: 3px 4px; }")
        self.show_button, self.cross = QToolButton(), QToolButton()
        self.show_button.setText(without_mnemonic(name))
        self.show_button.setIcon(_swatch(colour_of(run, theme)))
        self.show_button.setIconSize(QSize(theme.pixels(12), theme.pixels(12)))
        self.show_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.show_button.setAccessibleName(f"Bring back the run {name}")
        self.show_button.setToolTip(plain(_tip(run)))
        self.cross.setText("×")
        self.cross.setAccessibleName(f"Remove the run {name}")
        self.cross.setToolTip("Remove this run")
        self.name_editor = NameEditor(run.name, self)
        self.name_editor.named.connect(self.renamed)
        self.name_editor.ended.connect(self.show_button.show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(0)
        for part in (self.show_button, self.name_editor, self.cross):
            row.addWidget(part)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """What else can be done with the run."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Bring back", self.show_button.click)
        menu.addAction("Rename", self.rename)
        colours = ColourMenu(colours_of(self._theme), self._run.colour, menu)
        colours.chosen.connect(self.recoloured)
        menu.addMenu(colours)
        menu.addSeparator()
        menu.addAction("Remove", self.cross.click)
        return menu

    def rename(self) -> None:
        """Let the name be typed anew where it stands."""
        self.show_button.hide()
        self.name_editor.begin()


def _tip(run: KeptDescent) -> str:
    descent = run.descent
    tip = f"Bring back f(x) = {descent.f.formula}, {descent.name_in_full}"
    return tip if run.verdict is None else f"{tip}\n{run.verdict.sentence}"


def _swatch(colour: str) -> QIcon:
    """A short thick line of this colour."""
    pixmap = QPixmap(_SWATCH, _SWATCH)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.fillRect(0, _SWATCH // 2 - 3, _SWATCH, 6, QColor(colour))
    painter.end()
    return QIcon(pixmap)
