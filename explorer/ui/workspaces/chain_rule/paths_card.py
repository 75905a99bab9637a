"""Along which paths does the input reach the output, and what do they add up to? A card with their list."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.ui.theme.theme import Theme, give_role
from explorer.ui.widgets.elided_label import ElidedLabel
from explorer.ui.workspaces.chain_rule.path_list import PathList, PathRow


class PathsCard(QFrame):
    """The paths, their sum, and what finite differences say of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "card")
        self.title, self.paths, self.note = ElidedLabel(), PathList(), QLabel()
        self.sum_name, self.sum, self.check = QLabel(), QLabel(), ElidedLabel()
        for label in (self.title, self.sum_name, self.sum):
            give_role(label, "title")
        self.sum.setAccessibleName("Sum of the paths")
        self.check.setAccessibleName("Check by finite differences")
        give_role(self.note, "muted")
        self.note.setWordWrap(True)
        for label in (self.note, self.sum_name, self.sum):
            label.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(3)
        column.addWidget(self.title)
        column.addWidget(self.paths, 1)
        column.addWidget(self.note, 1)
        row = QHBoxLayout()
        row.addWidget(self.sum_name)
        row.addStretch()
        row.addWidget(self.sum)
        column.addLayout(row)
        column.addWidget(self.check)

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self.paths.set_theme(theme)
        self.setMinimumHeight(theme.pixels(130))

    def show_paths(self, title: str, rows: Sequence[PathRow], note: str = "") -> None:
        """List these; where there are none to list, say why."""
        self.title.set_text(title)
        self.paths.show_rows(rows)
        self.paths.setVisible(bool(rows))
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def show_sum(self, name: str, value: str, check: str, is_right: bool) -> None:
        """What they add up to, and what finite differences say."""
        self.sum_name.setText(name)
        self.sum.setText(value)
        self.check.set_text(check)
        give_role(self.check, "agrees" if is_right else "muted")
