"""What is happening right now?

The card below the timeline: the formula of the present message, the same formula with this network's numbers
coloured as on the canvas, and one plain sentence.
"""

from html import escape
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QScrollArea, QToolTip, QWidget

from explorer.backprop.explain import Explanation, explain
from explorer.backprop.message import Message
from explorer.backprop.notation import LINE_BREAK, NOTATIONS, Notation, Span, Spans
from explorer.number import exact
from explorer.ui.panels.formula_table import FormulaTable
from explorer.ui.session.session import Session
from explorer.ui.theme.theme import LIGHT, Theme
from explorer.ui.widgets.line_column import LineColumn

_FORMULA_POINTS, _TABLE_POINTS = 15, 12
_CHOICE_LETTERS = 16
"""Of the name of the notation."""


class ExplanationPanel(QScrollArea):
    """Explains the message at which the animation stands."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = session.document
        self._frames = session.frames
        self._theme = LIGHT
        self._shown: tuple[Message, Notation] | None = None
        self._title = _line("title")
        self._formula = _line("formula")
        self._numbers = _line("numbers")
        self._table = FormulaTable()
        self._sentence = _line("sentence")
        self._sentence.setProperty("role", "muted")
        self._title.setProperty("role", "title")
        for label in (self._formula, self._numbers):
            label.linkHovered.connect(self._on_number_hovered)
        self._table.number_hovered.connect(self._on_number_hovered)
        parts = (self._title, self._formula, self._numbers, self._table, self._sentence)
        self._notation = session.notation
        self._choice = self._notation_choice()
        body = self._column = LineColumn(parts, self._choice)
        body.setObjectName("explanation")
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Explanation of the present message")
        session.frames.changed.connect(self._refresh)
        session.notation.changed.connect(self._show_choice)
        self._document.replaced.connect(self._refresh)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Colour the numbers as `theme` colours them on the canvas."""
        self._theme = theme
        self._shown = None
        self._refresh()

    def _notation_choice(self) -> QComboBox:
        """In which notation all is written: the switch of the View menu again, where formulas are read."""
        choice = QComboBox()
        choice.setAccessibleName("Notation")
        choice.setToolTip("How every symbol is written, here and everywhere else")
        for name, label in NOTATIONS.items():
            choice.addItem(label, name)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(_CHOICE_LETTERS)
        choice.view().setMinimumWidth(choice.view().sizeHintForColumn(0) + 24)
        choice.setCurrentIndex(choice.findData(self._notation.notation.name))
        choice.activated.connect(lambda row: self._notation.choose(choice.itemData(row)))
        return choice

    def _show_choice(self) -> None:
        self._choice.setCurrentIndex(self._choice.findData(self._notation.notation.name))

    def _refresh(self) -> None:
        message, notation = self._frames.frame.message, self._frames.frame.notation
        if message is None:
            self._shown = None
            self._show_rest()
        elif (message, notation) != self._shown:
            self._shown = message, notation
            self._show(explain(message, notation, self._frames.frame.places))

    def _show(self, explanation: Explanation) -> None:
        self._title.setText(explanation.title)
        self._sentence.setText(explanation.sentence)
        has_table = LINE_BREAK in explanation.formula
        self._show_formulas(is_one=not has_table, are_several=has_table)
        if has_table:
            pairs = zip(_lines(explanation.formula), _lines(explanation.numbers), strict=True)
            self._table.show_lines(
                [
                    (self._html(line, _TABLE_POINTS), self._html(numbers, _TABLE_POINTS))
                    for line, numbers in pairs
                ]
            )
        else:
            self._formula.setText(self._html(explanation.formula, _FORMULA_POINTS))
            self._numbers.setText(self._html(explanation.numbers, _FORMULA_POINTS))
        self._column.arrange()

    def _show_formulas(self, is_one: bool = False, are_several: bool = False) -> None:
        """Make room for one line above its numbers, for several in a table, or for none."""
        self._formula.setVisible(is_one)
        self._numbers.setVisible(is_one)
        self._table.setVisible(are_several)

    def _show_rest(self) -> None:
        self._show_formulas()
        if self._frames.frame.shown is None:
            self._title.setText("No sample yet")
            self._sentence.setText(
                "A sample gives every input a number and every output a target. Add one in the Samples panel."
            )
        elif not self._frames.frame.shown.messages:
            self._title.setText("Nothing to compute yet")
            self._sentence.setText(
                "Double-click the canvas to add a neuron; drag from a neuron's rim to another to connect."
            )
        else:
            self._title.setText("Ready")
            example = self._document.example
            self._sentence.setText(
                "Press Space to play the forward pass, the loss, the backward pass and the update, or the "
                "full stop to go one step at a time. Click a neuron or a connection to have it explained."
                + ("" if example is None else f"\n\n{self._frames.frame.notation.write(example.note)}")
            )
        self._column.arrange()

    def _html(self, spans: Spans, points: int) -> str:
        pieces = "".join(self._span(span) for span in spans)
        size = points * self._theme.scale
        return f"<div style='font-family: serif; font-size: {size:g}pt'>{pieces}</div>"

    def _span(self, span: Span) -> str:
        """One piece as HTML; a number becomes a link to all its digits, which hovering shows."""
        text = escape(span.text).replace(" ", "&nbsp;" if span.text.strip() == "" else " ")
        colour = self._colour(span)
        if span.value is not None:
            style = f"color: {colour}; text-decoration: none"
            text = f"<a href='{span.value!r}' style='{style}'>{text}</a>"
        elif span.role == "symbol":
            text = f"<i>{text}</i>"
        return text if span.position == "normal" else f"<{span.position}>{text}</{span.position}>"

    def _colour(self, span: Span) -> str:
        value = 0.0 if span.value is None else span.value
        if span.role in ("weight", "activation"):
            return self._theme.forward_colour(value)
        if span.role == "delta":
            return self._theme.backward_colour(value)
        if span.role == "target":
            return self._theme.target
        return self._theme.text

    def _on_number_hovered(self, link: str) -> None:
        if link:
            QToolTip.showText(QCursor.pos(), exact(float(link)), self)
        else:
            QToolTip.hideText()


def _lines(spans: Spans) -> list[Spans]:
    """The lines of a formula."""
    breaks = [index for index, span in enumerate(spans) if span is LINE_BREAK]
    return [spans[start + 1 : end] for start, end in pairwise([-1, *breaks, len(spans)])]


def _line(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText if name in ("formula", "numbers") else Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
    )
    return label
