"""Which runs does the plot show? A legend: one chip for each run, as many as there are in the same room."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from explorer.training.history import Columns
from explorer.training.kept_network_run import KeptNetworkRun
from explorer.ui.panels.loss.run_chip import Chip, Entry
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.flow_layout import FlowLayout
from explorer.ui.widgets.written import Write, usual_write, write_texts

_HEIGHTS = (25, 54)
"""Pixels of one line of chips, and of two; the others by scrolling."""


class RunList(QWidget):
    """A legend whose entries can be pressed. The kept runs scroll; the present one is always in sight."""

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
        self._write: Write = usual_write
        self._hidden: set[Columns | None] = set()  # by their histories: a name and a colour may change
        self._chips: dict[Columns | None, Chip] = {}
        self._body = QWidget()
        self._flow = FlowLayout(self._body)
        self._kept = QScrollArea()
        self._kept.setWidget(self._body)
        self._kept.setWidgetResizable(True)
        self._kept.setFrameShape(QFrame.Shape.NoFrame)
        self._kept.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._kept.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._kept.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._is_at_end, self._has_room = True, True
        bar = self._kept.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range_changed)
        bar.valueChanged.connect(self._on_scrolled)
        self.held_out = QLabel("╌╌ held out")
        self.held_out.setProperty("role", "muted")
        self.held_out.setToolTip("The dashed curve of a run is the loss of the samples that are held out")
        self.held_out.hide()
        self._now = QHBoxLayout()
        self._now.addStretch(1)
        self._now.addWidget(self.held_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._kept)
        column.addLayout(self._now)
        self.setAccessibleName("Runs")
        self._fit_height()

    @property
    def chips(self) -> list[Chip]:
        """One for each run, the present one last."""
        return list(self._chips.values())

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        for chip in self.chips:
            chip.set_theme(theme)
        self._fit_height()

    def set_write(self, write: Write) -> None:
        """Write the symbols in what is said of runs that are yet to come as in that of the present ones."""
        self._write = write

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these runs, in this order; one that was shown keeps its chip, with the focus and all."""
        if list(entries) == [chip.entry for chip in self.chips]:
            return
        before, self._chips = self._chips, {}
        self._is_at_end |= len(entries) > len(before)  # bring the run that was kept last into sight
        for entry in entries:
            chip = before.pop(_identity(entry.run), None)
            if chip is None:
                chip = self._chip(entry)
            else:
                chip.set_entry(entry)
            self._chips[_identity(entry.run)] = chip
        for chip in before.values():
            chip.hide()
            chip.deleteLater()
        self._hidden &= set(self._chips)
        self._arrange()

    def set_room(self, has_room: bool) -> None:
        """Show two lines of kept runs at once, or only one."""
        if has_room != self._has_room:
            self._has_room = has_room
            self._fit_height()

    def show_held_out(self, is_shown: bool) -> None:
        """Say what a dashed curve is, or not."""
        self.held_out.setVisible(is_shown)

    def is_hidden(self, run: KeptNetworkRun | None) -> bool:
        """Whether the curve of `run` (None: the present one) is hidden."""
        return _identity(run) in self._hidden

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _on_range_changed(self, low: int, high: int) -> None:
        """Stay at the end, however often the chips are laid out anew."""
        if self._is_at_end:
            self._kept.verticalScrollBar().setValue(high)

    def _on_scrolled(self, value: int) -> None:
        self._is_at_end = value == self._kept.verticalScrollBar().maximum()

    def _arrange(self) -> None:
        """The kept runs in their order, the present one below them."""
        while self._flow.takeAt(0) is not None:
            pass
        for identity, chip in self._chips.items():
            if identity is None:
                self._now.insertWidget(0, chip)
            else:
                self._flow.addWidget(chip)
            chip.show()
        self._fit_height()

    def _fit_height(self) -> None:
        """As high as its runs are, up to one line, or two where there is room."""
        has_kept = self._flow.count() > 0
        self._kept.setVisible(has_kept)
        if has_kept:
            highest = self._theme.pixels(_HEIGHTS[self._has_room])
            self._kept.setFixedHeight(min(highest, self._flow.heightForWidth(self.width())))

    def _chip(self, entry: Entry) -> Chip:
        chip = Chip(entry, not self.is_hidden(entry.run), self)
        chip.set_theme(self._theme)
        write_texts(chip, self._write)
        chip.button.toggled.connect(lambda is_shown: self._on_toggled(chip.entry.run, is_shown))
        chip.loaded.connect(lambda: self.loaded.emit(chip.entry.run))
        chip.start_loaded.connect(lambda: self.start_loaded.emit(chip.entry.run))
        chip.dropped.connect(lambda: self.dropped.emit(chip.entry.run))
        chip.renamed.connect(lambda name: self.renamed.emit(chip.entry.run, name))
        chip.recoloured.connect(lambda colour: self.recoloured.emit(chip.entry.run, colour))
        chip.kept.connect(self.kept)
        return chip

    def _on_toggled(self, run: KeptNetworkRun | None, is_shown: bool) -> None:
        if is_shown:
            self._hidden.discard(_identity(run))
        else:
            self._hidden.add(_identity(run))
        self.hidden_changed.emit()


def _identity(run: KeptNetworkRun | None) -> Columns | None:
    return None if run is None else run.history
