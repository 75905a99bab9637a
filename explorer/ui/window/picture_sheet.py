"""How is a picture of views laid out and saved, where there is no window? On a sheet under a heading."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QVBoxLayout, QWidget

from explorer.ui.theme.theme import give_role


def sheet_of(heading: str, *parts: QWidget) -> QWidget:
    """The parts one below the other under a heading, the first of them as high as it can be."""
    sheet, label = QWidget(), QLabel(heading)
    label.setTextFormat(Qt.TextFormat.PlainText)
    give_role(label, "title")
    column = QVBoxLayout(sheet)
    column.setContentsMargins(10, 8, 10, 10)
    column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it is as large as it shall be
    column.addWidget(label)
    for number, part in enumerate(parts):
        column.addWidget(part, 0 if number else 1)
    return sheet


def save_picture(sheet: QWidget, out: Path) -> int:
    """Save what `sheet` shows as `out` and close it; the exit status."""
    picture = sheet.grab()
    sheet.close()
    if not picture.save(str(out)):
        print(f"backprop-explorer: {out} could not be written", file=sys.stderr)
        return 1
    return 0
