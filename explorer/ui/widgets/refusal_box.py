"""How does a person learn that something was refused? From a QMessageBox that nobody waits for."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from explorer.refusal import Refusal
from explorer.ui.widgets.plain_text import plain


def succeeds(parent: QWidget, act: Callable[[], object]) -> bool:
    """Whether `act` goes well; where it is refused, the reason is shown over `parent`."""
    try:
        act()
    except Refusal as refused:
        show_refusal(parent, str(refused))
        return False
    return True


def show_refusal(parent: QWidget, reason: str) -> None:
    """Show `reason` over the window of `parent` until it is read; returns at once."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Backprop Explorer", plain(reason), parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
