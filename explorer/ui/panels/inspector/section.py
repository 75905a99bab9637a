"""How does a long form become a short one? What is seldom asked for is folded away."""

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLabel, QPushButton, QWidget

from explorer.resources import resource
from explorer.ui.widgets.written import WritingLabel

INDENT = 16
"""Pixels: what is folded away stands below the title, not below the arrow before it."""
SPACING = 8
"""Pixels between a label and its field, and from the edge of a field to what is written in it."""


class Section(QWidget):
    """A heading beside the choice that matters most; the heading opens and closes what else can be set.

    While it is closed, a grey line says what is set there. Whether it is open is remembered under its title.
    """

    def __init__(self, title: str, main: QWidget, body: QWidget, is_open: bool) -> None:
        """`is_open`: where nobody has opened or closed it yet."""
        super().__init__()
        self._key, self._title, self._body = f"inspector/{title}", title, body
        self.heading = _Heading(title)
        self._summary = muted()
        self._summary.setContentsMargins(SPACING, 0, 0, 0)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACING)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.heading, 0, 0)
        grid.addWidget(main, 0, 1)
        grid.addWidget(self._summary, 1, 1)
        grid.addWidget(body, 2, 0, 1, 2)
        self.heading.toggled.connect(self._show_parts)
        self.heading.clicked.connect(lambda is_now_open: QSettings().setValue(self._key, is_now_open))
        self.heading.setChecked(bool(QSettings().value(self._key, is_open, type=bool)))
        self._show_parts()

    @property
    def is_open(self) -> bool:
        """Whether all that can be set is seen."""
        return self.heading.isChecked()

    def set_summary(self, summary: str) -> None:
        """What is set besides the main choice, in a few words; nothing if that is not worth a line."""
        self._summary.setText(summary)
        self.heading.setAccessibleDescription(summary)
        self._show_parts()

    def _show_parts(self) -> None:
        self._body.setVisible(self.is_open)
        self._summary.setVisible(not self.is_open and bool(self._summary.text()))


class _Heading(QPushButton):
    """Checked while its section is open; Enter, Space and the left and right arrow change that."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setProperty("role", "section")
        self.setCheckable(True)
        self.setToolTip("Show all settings, or hide them")
        arrow = QIcon()
        for name, state in (("chevron-right", QIcon.State.Off), ("chevron", QIcon.State.On)):
            arrow.addFile(str(resource(f"icons/{name}.svg")), state=state)
        self.setIcon(arrow)
        self.setIconSize(QSize(10, 10))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (
            wanted is not None and wanted != self.isChecked()
        ):
            self.click()
        elif wanted is None:
            super().keyPressEvent(event)


def folded(body: QWidget) -> QFormLayout:
    """The layout of what stands below a heading."""
    form = QFormLayout(body)
    form.setContentsMargins(INDENT, 4, 0, 8)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    form.setHorizontalSpacing(SPACING)
    form.setVerticalSpacing(4)
    return form


def muted(text: str = "") -> QLabel:
    """A grey line or two below a field: a formula, or where it comes from."""
    label = WritingLabel(text)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label
