"""How do derivatives run through typed equations? The middle of the workspace Chain rule: its cards.

At the left the equations, the paths and the derivatives, at the right the graph, the rule at the variable
that is looked at, and the output against the input.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from explorer.chain.difference import values_along
from explorer.chain.graph_look import NOTHING
from explorer.chain.nudge import nudge_in_words
from explorer.chain.pass_moment import look_at
from explorer.chain.rule_words import nothing_to_say, rule_at
from explorer.chain.shown_chain import ShownChain
from explorer.drawing.graph_layout import lay_out_graph
from explorer.number import rounded
from explorer.ui.session.session import Session
from explorer.ui.session.throttle import Throttle
from explorer.ui.theme.theme import Theme
from explorer.ui.widgets.question_card import QuestionCard
from explorer.ui.workspaces.chain_rule.dependence_plot import Dependence, DependencePlot
from explorer.ui.workspaces.chain_rule.derivatives_card import DerivativesCard
from explorer.ui.workspaces.chain_rule.equations_card import EquationsCard
from explorer.ui.workspaces.chain_rule.graph_card import GraphCard
from explorer.ui.workspaces.chain_rule.graph_menu import graph_menu
from explorer.ui.workspaces.chain_rule.model import ChainModel
from explorer.ui.workspaces.chain_rule.pass_player import PassPlayer
from explorer.ui.workspaces.chain_rule.path_words import show_paths
from explorer.ui.workspaces.chain_rule.paths_card import PathsCard
from explorer.ui.workspaces.chain_rule.rule_card import RuleCard
from explorer.ui.workspaces.chain_rule.transport import PassTransport
from explorer.ui.workspaces.one_variable.card_scroller import CardScroller

_GAP = 8


class ChainRuleCentre(QWidget):
    """The cards around one model and one player."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ChainModel(session.document, self)
        self.player = PassPlayer(lambda: session.player.has_reduced_motion, self)
        self.transport = PassTransport(self.player)
        self.shown: ShownChain | None = None
        self._session = session
        self._present: str | None = None
        self.equations, self.paths, self.derivatives = EquationsCard(), PathsCard(), DerivativesCard()
        self.graph, self.rule, self.plot = GraphCard(), RuleCard(), DependencePlot()
        self.plot_card = QuestionCard("Output against input", self.plot)
        self._throttle = Throttle(self, self._refresh, interval=6, share=1.0, budget=session.jobs.budget)
        self._lay_out()
        self._connect_parts()
        self._refresh()

    @property
    def chain(self) -> ShownChain:
        """The system that is looked at."""
        return self.model.chain

    @property
    def present(self) -> str | None:
        """The variable that is looked at."""
        return self._present

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        for part in (self.equations, self.paths, self.derivatives, self.graph, self.rule, self.transport):
            part.set_theme(theme)
        self.plot.set_colours(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the transport, and O, where nothing else takes them."""
        present = self._present
        is_opening = event.key() == Qt.Key.Key_O and not event.modifiers()
        if is_opening and present is not None and self.model.can_open(present):
            self.model.toggle_opened(present)
        else:
            self.transport.keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What there is to type is what one comes for."""
        super().focusInEvent(event)
        self.equations.list.setFocus(event.reason())

    def _lay_out(self) -> None:
        left = _split(Qt.Orientation.Vertical, (self.equations, self.paths, self.derivatives), (38, 25, 37))
        right = _split(Qt.Orientation.Vertical, (self.graph, self.rule, self.plot_card), (56, 21, 23))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.addWidget(_split(Qt.Orientation.Horizontal, (CardScroller(left), right), (27, 73)))

    def _connect_parts(self) -> None:
        model, graph = self.model, self.graph.graph
        model.changed.connect(self._throttle.request)
        self.equations.list.changed.connect(model.set_lines)
        self.equations.list.looked_at.connect(self._on_line_looked_at)
        self.equations.example_chosen.connect(model.open_example)
        self.graph.pair_chosen.connect(model.choose_pair)
        graph.chosen.connect(self._look_at)
        graph.nudged.connect(model.drag_value)
        graph.stepped.connect(model.step_value)
        graph.released.connect(model.release)
        graph.typed.connect(model.type_value)
        graph.menu_asked.connect(self._open_menu)
        self.paths.paths.path_chosen.connect(lambda _: self._show_moment())
        self.player.moved.connect(self._on_moved)

    def _refresh(self) -> None:
        before, chain = self.shown, self.chain
        self.shown = chain
        is_other = before is None or _subject(before) != _subject(chain)
        steps = 0 if chain.is_empty else len(chain.passed.steps)
        if is_other:
            self.player.show_all(steps)
            self._present = None
            self.paths.paths.clearSelection()
        else:
            self.player.follow(steps)
        if before is None or before.shape != chain.shape:
            graph = lay_out_graph(dict(chain.shape))
            if chain.is_empty:
                self.graph.graph.show_graph(graph, NOTHING, None)
            else:
                self.graph.graph.show_graph(graph, look_at(chain, steps, None), self._looked_at(chain))
        nudge = self.model.nudge
        is_told = nudge is not None and not chain.is_empty and chain.of in nudge.graph.by_name
        self.graph.show_chain(chain, nudge_in_words(nudge, chain.of) if is_told and nudge else "")
        self.equations.show_chain(chain)
        show_paths(self.paths, chain)
        self.derivatives.show_chain(chain)
        self._show_dependence()
        self._show_moment()
        self.transport.refresh()

    def _show_moment(self) -> None:
        """What is known at the present time of the pass."""
        chain = self.shown
        if chain is None or chain.is_empty:
            self.graph.graph.show_look(NOTHING, None)
            words = nothing_to_say()
        else:
            present = self._looked_at(chain)
            path = self.paths.paths.chosen_path
            self.graph.graph.show_look(look_at(chain, self.player.time, path), present)
            words = rule_at(chain, present, self.player.time)
        self.rule.show_rule(words.title, words.symbols, words.numbers, words.sentence)

    def _looked_at(self, chain: ShownChain) -> str:
        """The variable that was chosen, else where the pass ends."""
        if self._present is not None and self._present in chain.graph.by_name:
            return self._present
        return chain.of if chain.is_forward else chain.by

    def _look_at(self, name: str) -> None:
        self._present = name
        self._show_moment()

    def _on_line_looked_at(self, number: int) -> None:
        """The variable of the line that a person goes to is looked at."""
        if self.equations.list.hasFocus() and self.shown is not None:
            for equation in self.shown.reading.system.equations:
                if equation.line == number:
                    self._look_at(equation.name)

    def _on_moved(self) -> None:
        """Where the pass goes, one looks."""
        chain = self.shown
        if chain is not None and not chain.is_empty:
            steps = chain.passed.steps
            at = min(int(self.player.time - 1e-9) if self.player.time else -1, len(steps) - 1)
            self._present = chain.passed.start if at < 0 else steps[at].arrives
            if self.player.time >= len(steps):
                self._present = None
            self._show_moment()

    def _show_dependence(self) -> None:
        chain = self.chain
        if chain.is_empty:
            self.plot.show_dependence(None, False)
            self.plot_card.question.set_text("Output against input")
            return
        system, of, by = chain.system, chain.of, chain.by
        shown = Dependence(
            by,
            of,
            system.values[by],
            system.values[of],
            chain.paths.total,
            lambda x: values_along(system, of, by, x),
        )
        self.plot_card.question.set_text(f"{of} as a function of {by}")
        self.plot_card.say(f"slope {rounded(chain.paths.total)} at {by} = {rounded(system.values[by])}")
        self.plot.show_dependence(shown, self.model.is_held)

    def _open_menu(self, name: str, where: QPoint) -> None:
        if name:
            self._look_at(name)
        graph_menu(self.graph.graph, self.model, name).popup(where)


def _subject(chain: ShownChain) -> tuple[object, ...]:
    """What makes it another pass: it is then shown to its end."""
    return chain.shape, chain.of, chain.by, chain.is_forward


def _split(orientation: Qt.Orientation, parts: Sequence[QWidget], shares: Sequence[int]) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(_GAP)
    splitter.setStyleSheet("QSplitter::handle { background: transparent; }")  # the gap is enough
    for part, share in zip(parts, shares, strict=True):
        splitter.addWidget(part)
        splitter.setStretchFactor(splitter.count() - 1, share)
    splitter.setSizes([100 * share for share in shares])
    return splitter
