"""Where is a person told that something was refused? In a tooltip below the field, or beside the pointer."""

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.ui.widgets.number_field import NumberField
from explorer.ui.widgets.plain_text import plain


def show_refusal_tip(window: QWidget, reason: str) -> None:
    """Show `reason` where it happened: below the field of `window` that is just telling what was typed.

    Where none is, it was done with the mouse, or chosen from a menu: then beside the pointer. Shown once the
    focus has gone where it goes, which would take the tooltip away.
    """
    field = next((each for each in window.findChildren(NumberField) if each.is_telling), None)
    where = QCursor.pos() if field is None else field.mapToGlobal(QPoint(0, field.height() // 2))
    QTimer.singleShot(0, window, lambda: QToolTip.showText(where, plain(reason), window))
