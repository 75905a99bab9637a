"""Where are the equations typed? A card: their list, and examples as links beneath."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.chain.example import SystemExample, read_systems
from explorer.chain.shown_chain import ShownChain
from explorer.number import rounded
from explorer.ui.theme.theme import Theme, give_role
from explorer.ui.widgets.elided_label import ElidedLabel
from explorer.ui.workspaces.chain_rule.equation_list import EquationList
from explorer.ui.workspaces.chain_rule.equation_rows import EquationRow

_LEAST_LIST = 96
"""Pixels of height of the list at the usual type size: three lines."""
_HOW = "one a line; a name, =, a formula"


class EquationsCard(QFrame):
    """The list of equations, and the examples."""

    example_chosen = Signal(object)
    """The SystemExample that is to be looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "card")
        self._examples = read_systems()
        self.list = EquationList()
        title, how, self.examples = QLabel("Equations"), ElidedLabel(), QLabel()
        give_role(title, "title")
        give_role(how, "muted")
        how.set_text(_HOW)
        how.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.examples.setWordWrap(True)
        self.examples.setTextFormat(Qt.TextFormat.RichText)
        self.examples.setAccessibleName("Examples")
        self.examples.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.examples.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.examples.linkActivated.connect(lambda number: self._choose(int(number)))
        self.examples.linkHovered.connect(self._hover)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addWidget(how, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.examples)

    @property
    def offered(self) -> tuple[SystemExample, ...]:
        """The examples, in the order of their links."""
        return self._examples

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self.list.set_theme(theme)
        self.list.setMinimumHeight(theme.pixels(_LEAST_LIST))
        links = " · ".join(
            f"<a href='{number}' style='color: {theme.accent}; text-decoration: none'>{example.title}</a>"
            for number, example in enumerate(self._examples)
        )
        self.examples.setText(f"<span style='color: {theme.muted}'>Examples: </span>{links}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The examples take as many lines as they need at this width."""
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.minimumHeightForWidth(self.width()))

    def show_chain(self, chain: ShownChain) -> None:
        """List the lines, each with its value or with what is wrong with it."""
        values = {
            equation.line: chain.reading.system.values[equation.name]
            for equation in chain.reading.system.equations
        }
        problems = chain.reading.problems
        self.list.show_rows(
            [
                EquationRow(
                    line,
                    f"= {rounded(values[number])}" if number in values else "",
                    problems[number].reason if number in problems else "",
                )
                for number, line in enumerate(chain.settings.lines)
            ]
        )

    def _choose(self, number: int) -> None:
        self.example_chosen.emit(self._examples[number])

    def _hover(self, link: str) -> None:
        self.examples.setToolTip(self._examples[int(link)].sentence if link else "")
