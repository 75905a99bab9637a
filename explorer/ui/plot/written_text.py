"""How are texts inside a plot written, in the notation of the program? Words and legends.

Imports pyqtgraph.
"""

from typing import Any

import pyqtgraph as pg

from explorer.ui.widgets.written import Write, usual_write


class WrittenText(pg.TextItem):
    """Words in a plot. `write`: the plot's; without it they are so written when the plot is next told how."""

    def __init__(self, *what: Any, write: Write = usual_write, **look: Any) -> None:
        self._said, self._write = "", write
        super().__init__(*what, **look)

    def setText(self, text: str, color: Any = None) -> None:
        """Say this."""
        self._said = text
        super().setText(self._write(text), color)

    def set_write(self, write: Write) -> None:
        """Write the symbols in it so from now on."""
        self._write = write
        self.setText(self._said)


class WrittenLineLabel(WrittenText, pg.InfLineLabel):
    """Words on a line across a plot."""


class WrittenLegend(pg.LegendItem):
    """The names of curves, beside their colours."""

    def __init__(self, write: Write, **look: Any) -> None:
        super().__init__(**look)
        self._write = write

    def addItem(self, item: Any, name: str) -> None:
        """One more curve."""
        super().addItem(item, self._write(name))

    def set_write(self, write: Write) -> None:
        """Write the symbols in it so from now on."""
        self._write = write
        for sample, label in self.items:
            label.setText(write(sample.item.name()))
        self.updateSize()
