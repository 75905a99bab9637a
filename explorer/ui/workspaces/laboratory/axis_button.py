"""What goes along one side of a trainability map, and from where to where? A button with a menu."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget, QWidgetAction

from explorer.number import rounded
from explorer.training.laboratory_settings import MapAxis
from explorer.training.many.axis_offer import AxisOffer
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.number_field import NumberField
from explorer.ui.widgets.plain_text import plain, without_mnemonic
from explorer.ui.widgets.written import Write, usual_write

_FIELD = 86
"""Pixels of width of a number, at the usual type size."""


class AxisButton(QToolButton):
    """“→” or “↑”: its name stands at the plot. What a person chooses is checked by whoever hears of it."""

    named = Signal(str)
    """The axis that is typed so was chosen."""
    ranged = Signal(float, float, bool)
    """Its least and its largest value, and whether by equal ratios."""

    def __init__(self, arrow: str, side: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arrow, self._side = arrow, side
        self._axis = MapAxis("scale", 0.1, 10.0, is_log=True)
        self.low, self.high = NumberField(f"Least value {side}", 4), NumberField(f"Largest value {side}", 4)
        self.by_ratios = QCheckBox("by ratios")
        self.by_ratios.setToolTip("Equal ratios from one pixel to the next: a logarithmic axis")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._single = QMenu("one weight's start", self._menu)
        self._single.setToolTipsVisible(True)
        self._shown: tuple[MapAxis, str, tuple[AxisOffer, ...]] | None = None
        self._write: Write = usual_write
        self._offered: list[QAction] = []
        self._range = QWidgetAction(self._menu)
        self._range.setDefaultWidget(self._fields())
        self._menu.addAction(self._range)
        self._menu.addSeparator()
        self._menu.addMenu(self._single)
        self.setMenu(self._menu)
        self.low.typed.connect(lambda low: self.ranged.emit(low, self._axis.high, self._axis.is_log))
        self.high.typed.connect(lambda high: self.ranged.emit(self._axis.low, high, self._axis.is_log))
        self.by_ratios.clicked.connect(
            lambda is_log: self.ranged.emit(self._axis.low, self._axis.high, is_log)
        )

    def set_theme(self, theme: Theme) -> None:
        """Take the room that type of the size of `theme` needs."""
        for field in (self.low, self.high):
            field.setFixedWidth(theme.pixels(_FIELD))

    def set_write(self, write: Write) -> None:
        """Write the symbols in its axes so from now on."""
        self._write = write
        shown, self._shown = self._shown, None
        if shown is not None:
            self.show_axis(*shown)

    def show_axis(self, axis: MapAxis, label: str, offers: Sequence[AxisOffer]) -> None:
        """Say which axis it is, and offer the others; tells nobody."""
        if (axis, label, tuple(offers)) == self._shown:
            return
        self._shown, self._axis = (axis, label, tuple(offers)), axis
        label = self._write(label)
        ends = f"{rounded(axis.low, 4)} to {rounded(axis.high, 4)}"
        self.setText(self._arrow)
        self.setToolTip(plain(f"{label}, {ends}: what goes {self._side}, and from where to where"))
        self.setAccessibleName(f"{self._side.capitalize()}: {label}, {ends}")
        self.low.set_value(axis.low)
        self.high.set_value(axis.high)
        self.by_ratios.setChecked(axis.is_log)
        self._offer(offers)

    def _offer(self, offers: Sequence[AxisOffer]) -> None:
        """Put these into the menus in place of those before."""
        for action in self._offered:
            self._menu.removeAction(action)
            self._single.removeAction(action)
            action.deleteLater()  # later, for it may be the one that was just chosen
        self._offered = []
        for offer in offers:
            action = QAction(without_mnemonic(self._write(offer.text)), self)
            action.setToolTip(plain(self._write(offer.tip)))
            action.setCheckable(True)
            action.setChecked(offer.name == self._axis.name)
            action.setEnabled(offer.name is not None)
            action.triggered.connect(lambda _, name=offer.name: self.named.emit(name))
            if offer.is_single:
                self._single.addAction(action)
            else:
                self._menu.insertAction(self._single.menuAction(), action)
            self._offered.append(action)
        self._single.menuAction().setVisible(any(offer.is_single for offer in offers))

    def _fields(self) -> QWidget:
        fields = QWidget()
        line = QHBoxLayout(fields)
        line.setContentsMargins(10, 6, 10, 6)
        for widget in (QLabel("From"), self.low, QLabel("to"), self.high, self.by_ratios):
            line.addWidget(widget)
        return fields
