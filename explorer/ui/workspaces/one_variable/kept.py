"""Which runs were kept beside the present one, and how are they told apart, brought back and removed?"""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QWidget

from explorer.descent.shown_descent import Descent
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.flow_layout import FlowLayout

_HIGHEST = 62
"""Pixels: two lines of chips, the others by scrolling."""
_SWATCH = 20


@dataclass(frozen=True)
class KeptDescent:
    """A run that stays, and the number of its colour."""

    descent: Descent
    colour: int

    def colour_in(self, theme: Theme) -> str:
        """One of the curves' colours; never the orange of the present run."""
        others = [colour for colour in theme.curves if colour != theme.negative]
        return others[self.colour % len(others)]

    def name_beside(self, present: Descent) -> str:
        """Its α and start, and its f where that is not the present one."""
        is_same = self.descent.f.formula == present.f.formula
        return self.descent.name if is_same else f"{self.descent.f.formula}: {self.descent.name}"


class KeptDescents(QScrollArea):
    """One chip for each kept run: pressing it brings the run back, its cross removes it."""

    changed = Signal()
    chosen = Signal(object)
    """The Descent that is to be shown again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._present: Descent | None = None
        self.runs: tuple[KeptDescent, ...] = ()
        self.chips: list[QWidget] = []
        self._body = QWidget()
        self._flow = FlowLayout(self._body)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Kept runs")
        self.hide()

    def keep(self, descent: Descent) -> None:
        """Add `descent`, in the first colour that is free; once only."""
        if any(run.descent == descent for run in self.runs):
            return
        taken = {run.colour for run in self.runs}
        free = next(number for number in range(len(taken) + 1) if number not in taken)
        self.runs = (*self.runs, KeptDescent(descent, free))
        self._refresh()
        self.changed.emit()

    def remove(self, run: KeptDescent) -> None:
        """Forget `run`."""
        self.runs = tuple(other for other in self.runs if other is not run)
        self._refresh()
        self.changed.emit()

    def set_present(self, present: Descent) -> None:
        """Name the kept runs by what sets them apart from `present`."""
        is_other_function = self._present is None or self._present.f is not present.f
        self._present = present
        if is_other_function:
            self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _refresh(self) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(run) for run in self.runs]
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(bool(self.chips))
        self._fit_height()

    def _fit_height(self) -> None:
        self.setFixedHeight(min(_HIGHEST, max(self._flow.heightForWidth(self.width()), 20)))

    def _chip(self, run: KeptDescent) -> QWidget:
        name = run.name_beside(self._present or run.descent)
        chip = QWidget()
        chip.setStyleSheet("QToolButton { padding: 3px 4px; }")
        row = QHBoxLayout(chip)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(0)
        show, cross = QToolButton(), QToolButton()
        show.setText(name)
        show.setIcon(_swatch(run.colour_in(self._theme)))
        show.setIconSize(QSize(12, 12))
        show.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        show.setAccessibleName(f"Bring back the run {name}")
        show.setToolTip(f"Bring back f(x) = {run.descent.f.formula}, {run.descent.name_in_full}")
        show.clicked.connect(lambda: self.chosen.emit(run.descent))
        cross.setText("×")
        cross.setAccessibleName(f"Remove the run {name}")
        cross.setToolTip("Remove this run")
        cross.clicked.connect(lambda: self.remove(run))
        row.addWidget(show)
        row.addWidget(cross)
        return chip


def _swatch(colour: str) -> QIcon:
    """A short thick line of this colour."""
    pixmap = QPixmap(_SWATCH, _SWATCH)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.fillRect(0, _SWATCH // 2 - 3, _SWATCH, 6, QColor(colour))
    painter.end()
    return QIcon(pixmap)
