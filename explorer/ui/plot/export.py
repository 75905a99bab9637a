"""What can be exported from a plot? Its numbers with all their digits, and its picture as SVG or PNG."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from explorer.files.atomic import write_whole
from explorer.files.table import TableColumns
from explorer.ui.widgets.file_dialog import ask_to_save
from explorer.ui.widgets.refusal_box import succeeds

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
"""What a file's name may not hold, on one system or another."""


def columns_of(items: Iterable[Any], x_label: str, y_label: str) -> TableColumns:
    """Two columns, x and y, for each visible curve of `items`, pyqtgraph's PlotDataItems."""
    columns: TableColumns = []
    for item in items:
        x, y = item.getOriginalDataset()
        if x is not None and item.isVisible():
            name = item.name() or ""
            columns += [(f"{name} {x_label}".strip(), x), (f"{name} {y_label}".strip(), y)]
    return columns


def svg_of(plot_item: Any) -> bytes:
    """pyqtgraph's PlotItem `plot_item` as a vector drawing."""
    from pyqtgraph.exporters import SVGExporter

    drawing: bytes = SVGExporter(plot_item).export(toBytes=True)
    return drawing


def png_of(picture: QPixmap) -> bytes:
    """`picture` as a PNG file, pixel by pixel."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ask_and_write(
    parent: QWidget, title: str, name: str, suffix: str, kind: str, content: Callable[[], bytes]
) -> None:
    """Ask for a file, suggesting `name` with `suffix`, and let it hold what `content` then gives.

    Returns at once. Where the file cannot be written, the reason is shown over `parent`.
    """
    suggested = _NOT_IN_NAMES.sub(" ", name).strip() + suffix
    ask_to_save(
        parent,
        title,
        suggested,
        f"{kind} (*{suffix})",
        lambda path: succeeds(parent, lambda: write_whole(path, content())),
    )
