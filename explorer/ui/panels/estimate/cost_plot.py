"""How is the cost of a gradient drawn as networks grow? A curve for each way, and the drawn network on it.

Imports pyqtgraph: make it after the window's first paint.
"""

from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QWidget

from explorer.backprop.gradient_cost import GradientCost, growing_costs
from explorer.files.table import TableColumns
from explorer.network.model import Network
from explorer.ui.plot import curve, markers, recolour
from explorer.ui.plot.widget import Plot
from explorer.ui.theme.theme import Theme

_WAYS: dict[str, Callable[[GradientCost], int]] = {
    "central differences": lambda cost: cost.central_differences,
    "forward differences": lambda cost: cost.forward_differences,
    "forward mode": lambda cost: cost.forward_mode,
    "reverse mode": lambda cost: cost.reverse_mode,
    "one pass forward": lambda cost: cost.one_pass,
}


class CostPlot(Plot):
    """Multiplications against parameters, both logarithmic; discs where the drawn network stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "parameters", "multiplications")
        self.scale_axes(is_x_log=True, is_log=True)
        self.add_legend(at_left=True)
        black = "#000000"  # until a theme comes
        self._curves = {name: curve(self, black, name) for name in _WAYS}
        self._here = {name: markers(self, black, f"{name} here") for name in _WAYS}
        for item in self._here.values():
            self.plotItem.legend.removeItem(item)
        self.plotItem.legend.anchor((0, 0), (0, 0), (8, 2))  # nothing costs much on the left
        costs = growing_costs()
        parameters = np.array([cost.parameters for cost in costs], dtype=np.float64)
        for name, of in _WAYS.items():
            self._curves[name].setData(parameters, np.array([of(cost) for cost in costs], dtype=np.float64))
        self.table = self._table
        self.setAccessibleName("Multiplications for one gradient, by each way, against parameters")
        self.show_all()

    def set_colours(self, theme: Theme) -> None:
        """Take the colours of `theme`, all that is drawn included."""
        self.set_theme(theme)
        for number, name in enumerate(_WAYS):
            recolour(self._curves[name], theme.curves[number], dashed=name == "one pass forward")
            recolour(self._here[name], theme.curves[number])

    def show_network(self, cost: GradientCost) -> None:
        """Put the discs where a network of this cost stands; nowhere where nothing is connected."""
        for name, of in _WAYS.items():
            at = [float(cost.parameters)] if cost.one_pass else []
            self._here[name].setData(at, [float(of(cost))] if cost.one_pass else [])

    def _table(self) -> TableColumns:
        costs = growing_costs()
        return [
            ("parameters", np.array([cost.parameters for cost in costs])),
            *((name, np.array([of(cost) for cost in costs])) for name, of in _WAYS.items()),
        ]


def cost_in_words(network: Network, cost: GradientCost) -> str:
    """How many multiplications the drawn network takes by each way."""
    if not cost.one_pass:
        return "Nothing is connected yet: there is no gradient to compute."
    ways = ", ".join(f"{of(cost):,} by {name}" for name, of in _WAYS.items() if name != "one pass forward")
    return (
        f"The drawn network, {cost.parameters} parameters: {ways}. One pass forward takes {cost.one_pass:,}; "
        "reverse mode, which is backpropagation, never takes more than three times that, however many "
        "parameters there are."
    )
