"""What is drawn of a trainability map? A button with a menu: colours, the bowl, the last bit, size."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explorer.symbol import Symbol
from explorer.training.laboratory_settings import LaboratorySettings

SIZES = (64, 128, 256, 512)
"""Pixels of each side."""

_COLOURS = {
    "steps": f"Steps until a tenth of {Symbol.LOSS}, or until it diverges",
    "verdict": "What became of the run",
    "solution": "Which solution was reached",
}
_MAPS = {
    "network": "The network",
    "bowl": "The bowl with the same Hessian instead",
    "both": "The bowl with the same Hessian beside it",
}
_BOWL_TIP = "A quadratic bowl has straight borders, at 2/λ: what is not straight is due to the network alone"


class MapShowButton(QToolButton):
    """All that is chosen but the axes."""

    chosen = Signal(str, str, object)
    """The words of the choice, the field of LaboratorySettings, and its value."""
    dimension_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText("Show")
        self.setAccessibleName("What is drawn of the map")
        self.setToolTip("What is drawn of the map")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._actions: dict[tuple[str, object], QAction] = {}
        menu.addSection("Colour")
        self._add_choices(menu, "map_colour", _COLOURS)
        menu.addSection("Of what")
        self._add_choices(menu, "map_of", _MAPS)
        menu.addSeparator()
        self.last_bit = menu.addAction("Last bit: what hangs on it, in white")
        self.last_bit.setToolTip(
            "Pixels that change when the first weight starts one unit in its last place larger"
        )
        self.last_bit.setCheckable(True)
        self.last_bit.triggered.connect(lambda is_on: self.chosen.emit("Last bit", "map_has_last_bit", is_on))
        self.dimension = menu.addAction("Dimension of the border", self.dimension_asked.emit)
        self.dimension.setToolTip("How fractal the border is, by the uncertainty exponent, with its error")
        sizes = menu.addMenu("Pixels")
        self._add_choices(sizes, "map_size", {size: f"{size} × {size}" for size in SIZES})
        for kind in ("bowl", "both"):
            self._actions["map_of", kind].setToolTip(_BOWL_TIP)
        self.setMenu(menu)

    def action_of(self, field: str, value: object) -> QAction:
        """The entry that chooses this value. Raises KeyError."""
        return self._actions[field, value]

    def show_settings(self, settings: LaboratorySettings) -> None:
        """Check what is chosen; tells nobody."""
        for (field, value), action in self._actions.items():
            action.setChecked(getattr(settings, field) == value)
        self.last_bit.setChecked(settings.map_has_last_bit)

    def _add_choices(self, menu: QMenu, field: str, choices: Mapping[str, str] | Mapping[int, str]) -> None:
        """One of several."""
        group = QActionGroup(menu)
        for value, text in choices.items():
            action = self._actions[field, value] = menu.addAction(text)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _, text=text, value=value: self.chosen.emit(text, field, value))
