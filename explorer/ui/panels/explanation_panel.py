"""What is happening right now?

The card below the timeline: the formula of the present message, the same formula with this network's numbers
coloured as on the canvas, and one plain sentence.
"""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QToolTip, QVBoxLayout, QWidget

from explorer.backprop.explain import Explanation, explain
from explorer.backprop.message import Message
from explorer.backprop.notation import LINE_BREAK, Span, Spans, load_notation
from explorer.network.number import exact
from explorer.ui.player import Player
from explorer.ui.theme import LIGHT, Theme

_FORMULA_POINTS, _POINTS_OF_SEVERAL_LINES = 15, 12


class ExplanationPanel(QScrollArea):
    """Explains the message at which the animation stands."""

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._theme = LIGHT
        self._notation = load_notation()
        self._shown: Message | None = None
        self._hint = ""
        self._title = _line("title")
        self._formula = _line("formula")
        self._numbers = _line("numbers")
        self._sentence = _line("sentence")
        self._sentence.setProperty("role", "muted")
        self._title.setProperty("role", "title")
        for label in (self._formula, self._numbers):
            label.linkHovered.connect(self._on_number_hovered)
        body = QWidget()
        body.setObjectName("explanation")
        column = QVBoxLayout(body)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(6)
        for label in (self._title, self._formula, self._numbers, self._sentence):
            column.addWidget(label)
        column.addStretch()
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Explanation of the present message")
        player.time_changed.connect(self._refresh)
        self._show_rest()

    def set_theme(self, theme: Theme) -> None:
        """Colour the numbers as `theme` colours them on the canvas."""
        self._theme = theme
        self._shown = None
        self._refresh()

    def set_hint(self, hint: str) -> None:
        """What the experiment says is worth trying, to be read before the animation begins."""
        self._hint = hint
        self._refresh()

    def _refresh(self) -> None:
        message = self._player.message
        if message is None:
            self._shown = None
            self._show_rest()
        elif message != self._shown:
            self._shown = message
            self._show(explain(message, self._notation))

    def _show(self, explanation: Explanation) -> None:
        self._title.setText(explanation.title)
        self._formula.setText(self._html(explanation.formula))
        self._numbers.setText(self._html(explanation.numbers))
        self._sentence.setText(explanation.sentence)
        self._formula.show()
        self._numbers.show()

    def _show_rest(self) -> None:
        self._formula.hide()
        self._numbers.hide()
        if self._player.trace is None:
            self._title.setText("No sample yet")
            self._sentence.setText(
                "A sample gives every input a number and every output a target. Add one in the Samples panel."
            )
        elif not self._player.trace.messages:
            self._title.setText("Nothing to compute yet")
            self._sentence.setText(
                "Double-click the canvas to add a neuron; drag from a neuron's rim to another to connect."
            )
        else:
            self._title.setText("Ready")
            self._sentence.setText(
                "Press Space to play the forward pass, the loss, the backward pass and the update, or the "
                "full stop to go one step at a time. Click a neuron or a connection to have it explained.\n\n"
                + self._hint
            )

    def _html(self, spans: Spans) -> str:
        points = _POINTS_OF_SEVERAL_LINES if LINE_BREAK in spans else _FORMULA_POINTS
        return (
            f"<div style='font-family: serif; font-size: {points}pt'>"
            f"{''.join(self._span(span) for span in spans)}</div>"
        )

    def _span(self, span: Span) -> str:
        """One piece as HTML; a number becomes a link to all its digits, which hovering shows."""
        if span is LINE_BREAK:
            return "<br>"
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


def _line(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText if name in ("formula", "numbers") else Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
    )
    return label
