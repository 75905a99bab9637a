"""What stands in the toolbar of the workspace Chain rule? The transport, the direction, what it costs."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolBar, QToolButton, QWidget

from explorer.chain.rule_words import cost_in_words
from explorer.ui.theme.theme import Theme, give_role
from explorer.ui.widgets.elided_label import ElidedLabel
from explorer.ui.workspaces.chain_rule.centre import ChainRuleCentre


class ChainRuleToolbar(QToolBar):
    """First, back, play, next, last; forward or reverse; and how many multiplications each takes."""

    def __init__(self, centre: ChainRuleCentre, actions: Mapping[str, QAction]) -> None:
        super().__init__("Chain rule")
        self.setObjectName("chain rule toolbar")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._model = centre.model
        self.forward, self.reverse = self._direction("forward", True), self._direction("backward", False)
        group = QButtonGroup(self)
        self.cost = ElidedLabel()
        give_role(self.cost, "muted")
        self.cost.setAccessibleName("Multiplications of each direction")
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(centre.transport)
        for button in (self.forward, self.reverse):
            group.addButton(button)
            row.addWidget(button)
        row.addWidget(self.cost, 1)
        self.addWidget(whole)
        self._model.changed.connect(self._refresh)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """The colours of the directions are those of the passes, by the style sheet."""
        self._refresh()

    def _direction(self, phase: str, is_forward: bool) -> QToolButton:
        button = QToolButton()
        button.setProperty("phase", phase)
        button.setCheckable(True)
        button.clicked.connect(lambda: self._model.choose_direction(is_forward))
        return button

    def _refresh(self) -> None:
        chain = self._model.chain
        self.forward.setText(f"Forward: from {chain.by}" if chain.by else "Forward")
        self.reverse.setText(f"Reverse: from {chain.of}" if chain.of else "Reverse")
        self.forward.setToolTip("Derivatives of every variable by one input: one pass for each input")
        self.reverse.setToolTip("Derivatives of one output by every variable: one pass for all of them")
        self.forward.setChecked(chain.is_forward)
        self.reverse.setChecked(not chain.is_forward)
        for button in (self.forward, self.reverse):
            button.setEnabled(not chain.is_empty)
        self.cost.set_text(*cost_in_words(chain))
