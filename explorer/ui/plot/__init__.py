"""How does every panel make a plot?

This file is cheap to import: pyqtgraph touches every class of Qt, which takes half a second. The first plot
that is made imports it, after the window's first paint.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from explorer.ui.plot.widget import Plot

PlotItem = Any
"""A curve or marker of pyqtgraph, which carries no types."""


def make_plot(parent: QWidget | None, x_label: str, y_label: str) -> "Plot":
    """An empty plot with named axes, a crosshair, keys and its own context menu."""
    from explorer.ui.plot.widget import Plot

    return Plot(parent, x_label, y_label)


def curve(plot: "Plot", colour: str, name: str, dashed: bool = False) -> PlotItem:
    """A line through points to be given with `setData(x, y)`; the crosshair calls it `name`.

    Points that are not finite leave a gap. Every point is drawn: a curve of very many is a `LongCurve`.
    """
    from explorer.ui.plot.data_item import PlotData

    line = PlotData(name=name, connect="finite", antialias=True)
    plot.addItem(line)
    # Given to the constructor, or before the item is added, it is silently overridden.
    line.setClipToView(True)
    recolour(line, colour, dashed)
    return line


def markers(plot: "Plot", colour: str, name: str, symbol: str = "o", size: int = 7) -> PlotItem:
    """Symbols at points to be given with `setData(x, y)`: `o` discs, `x` crosses, `d` diamonds …"""
    from explorer.ui.plot.data_item import PlotData

    item = PlotData(name=name, pen=None, symbol=symbol, symbolSize=size)
    plot.addItem(item)
    recolour(item, colour)
    return item


def recolour(item: PlotItem, colour: str, dashed: bool = False) -> None:
    """Draw what `curve` or `markers` made in another colour."""
    import pyqtgraph

    if item.opts["pen"] is not None:
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        item.setPen(pyqtgraph.mkPen(colour, width=1, style=style))  # wider pens are five times as slow
    item.setSymbolBrush(colour)
    item.setSymbolPen(colour)
