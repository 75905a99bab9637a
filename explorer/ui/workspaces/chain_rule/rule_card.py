"""What happens at the variable that is looked at? A card: the rule in symbols, in numbers, in a sentence."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from explorer.chain.sum_rule import Piece
from explorer.ui.theme.theme import LIGHT, Theme, give_role
from explorer.ui.widgets.line_column import LineColumn
from explorer.ui.workspaces.chain_rule.path_colour import as_text, path_colour

_POINTS = 15


class RuleCard(QFrame):
    """Title, two formulas and a sentence, which scroll where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._shown: tuple[Sequence[Piece], Sequence[Piece]] = ((), ())
        self.title, self.symbols, self.numbers, self.sentence = (
            _line(name) for name in ("title", "symbols", "numbers", "sentence")
        )
        give_role(self.title, "title")
        give_role(self.sentence, "muted")
        give_role(self, "card")
        self._column = LineColumn((self.title, self.symbols, self.numbers, self.sentence))
        self._column.setObjectName("explanation")
        area = QScrollArea()
        area.setWidget(self._column)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("What the chain rule says at the variable that is looked at")
        row = QVBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.addWidget(area)
        self.setMinimumHeight(90)

    def set_theme(self, theme: Theme) -> None:
        """Colour the numbers as `theme` colours the paths."""
        self._theme = theme
        self._write()

    def show_rule(
        self, title: str, symbols: Sequence[Piece], numbers: Sequence[Piece], sentence: str
    ) -> None:
        """Say this."""
        self._shown = (symbols, numbers)
        self.title.setText(title)
        self.sentence.setText(sentence)
        for label, pieces in ((self.symbols, symbols), (self.numbers, numbers)):
            label.setVisible(bool(pieces))
        self._write()

    def _write(self) -> None:
        for label, pieces in zip((self.symbols, self.numbers), self._shown, strict=True):
            label.setText(self._html(pieces))
        self._column.arrange()

    def _html(self, pieces: Sequence[Piece]) -> str:
        size = _POINTS * self._theme.scale
        written = "".join(self._piece(piece) for piece in pieces)
        return f"<div style='font-family: serif; font-size: {size:g}pt'>{written}</div>"

    def _piece(self, piece: Piece) -> str:
        text = escape(piece.text).replace("· ", "·&nbsp;").replace(" ·", "&nbsp;·")
        if piece.is_symbol:
            text = f"<i>{text}</i>"
        if piece.path is None:
            return text
        return (
            f"<span style='color: {as_text(path_colour(piece.path, self._theme), self._theme)}'>{text}</span>"
        )


def _line(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    is_formula = name in ("symbols", "numbers")
    label.setTextFormat(Qt.TextFormat.RichText if is_formula else Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
