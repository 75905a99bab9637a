"""From which α to which is swept? A button that says it, with a menu in which it is typed or chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget, QWidgetAction

from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.number_field import NumberField

_FIELD = 86
"""Pixels of width of a number, at the usual type size."""


class RangeButton(QToolButton):
    """“0.0004 to 20”. The person's choice is checked by whoever hears of it."""

    chosen = Signal(object, object)
    """The least and the largest α; None and None: what fits the network."""
    seen_asked = Signal()
    """What is seen of the plot is to be swept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._range = (0.0, 0.0)
        self.low, self.high = (
            NumberField("Least learning rate of the sweep", 3),
            NumberField("Largest learning rate of the sweep", 3),
        )
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(f"From which {Symbol.ALPHA} to which is swept")
        menu = QMenu(self)
        fields, row = QWidget(), QWidgetAction(menu)
        line = QHBoxLayout(fields)
        line.setContentsMargins(10, 6, 10, 6)
        for widget in (QLabel("From"), self.low, QLabel("to"), self.high):
            line.addWidget(widget)
        row.setDefaultWidget(fields)
        menu.addAction(row)
        self.seen = menu.addAction("What is seen of the plot", self.seen_asked.emit)
        self.fitting = menu.addAction("What fits the network", lambda: self.chosen.emit(None, None))
        self.fitting.setCheckable(True)
        self.setMenu(menu)
        self.low.typed.connect(lambda low: self.chosen.emit(low, self._range[1]))
        self.high.typed.connect(lambda high: self.chosen.emit(self._range[0], high))

    def set_theme(self, theme: Theme) -> None:
        """Take the room that type of the size of `theme` needs."""
        for field in (self.low, self.high):
            field.setFixedWidth(theme.pixels(_FIELD))

    def show_range(self, low: float, high: float, is_fitting: bool) -> None:
        """Say this range, and whether it was found for the network; tells nobody."""
        self._range = low, high
        text = f"{rounded(low, 3)} to {rounded(high, 3)}"
        self.setText(text)
        self.setAccessibleName(f"Range of the sweep: learning rates from {text}")
        self.low.set_value(low)
        self.high.set_value(high)
        self.fitting.setChecked(is_fitting)
