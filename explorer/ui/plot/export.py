"""What can be taken away from a plot? Its numbers with all their digits, and its picture as SVG or PNG."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

if TYPE_CHECKING:
    from explorer.ui.plot.widget import Plot

Table = list[tuple[str, Iterable[float]]]
"""Columns of numbers under their headings."""


def table_of(plot: Plot) -> Table:
    """Two columns, x and y, for each visible curve of the plot."""
    table: Table = []
    for item in plot.plotItem.listDataItems():
        x, y = item.getOriginalDataset()
        if x is not None and item.isVisible():
            name = item.name() or ""
            table += [(f"{name} {plot.x_label}".strip(), x), (f"{name} {plot.y_label}".strip(), y)]
    return table


def write_csv(path: Path, table: Table) -> None:
    """Write `table` so that reading gives back the same doubles; shorter columns end in empty cells."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow([heading for heading, _ in table])
        for row in zip_longest(*(column for _, column in table)):
            rows.writerow(["" if value is None else _cell(float(value)) for value in row])


def write_svg(path: Path, plot: Plot) -> None:
    """Write the plot as a vector drawing."""
    from pyqtgraph.exporters import SVGExporter

    SVGExporter(plot.plotItem).export(str(path))


def save_csv(plot: Plot) -> None:
    """Ask for a file and write the plot's numbers."""
    _save(plot, "Save numbers", "CSV (*.csv)", ".csv", lambda path: write_csv(path, plot.table()))


def save_svg(plot: Plot) -> None:
    """Ask for a file and write the plot as a vector drawing."""
    _save(plot, "Save picture", "SVG (*.svg)", ".svg", lambda path: write_svg(path, plot))


def save_png(plot: Plot) -> None:
    """Ask for a file and write the plot as it stands on the screen."""

    def write(path: Path) -> None:
        if not plot.grab().save(str(path), "PNG"):
            raise OSError(f"{path} could not be written")

    _save(plot, "Save picture", "PNG (*.png)", ".png", write)


def copy_picture(plot: Plot) -> None:
    """Put the plot as it stands on the screen on the clipboard."""
    QGuiApplication.clipboard().setPixmap(plot.grab())


def _cell(value: float) -> str:
    """Every digit; steps and other whole numbers without a point."""
    return str(int(value)) if value.is_integer() and abs(value) <= 1e15 else repr(value)


def _save(plot: Plot, title: str, kind: str, suffix: str, write: Callable[[Path], None]) -> None:
    plot.crosshair.hide()
    chosen, _ = QFileDialog.getSaveFileName(plot, title, "", kind)
    if not chosen:
        return
    path = Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(suffix)
    try:
        write(path)
    except OSError as broken:
        QMessageBox.warning(plot, title, f"{path.name} could not be written: {broken.strerror or broken}")
