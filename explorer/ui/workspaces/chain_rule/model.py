"""Which equations are looked at, and how are they changed? The model that every view follows."""

from PySide6.QtCore import QObject

from explorer.chain.example import SystemExample
from explorer.chain.nudge import Nudge, nudged
from explorer.chain.settings import ChainSettings
from explorer.chain.shown_chain import ShownChain
from explorer.chain.system import read_system
from explorer.number import parse_number, rounded
from explorer.refusal import Refusal
from explorer.ui.session.document import Document
from explorer.ui.session.settings_model import SettingsModel


class ChainModel(SettingsModel[ChainSettings]):
    """The typed equations; every edit is one undo step of the document."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(document, "chain", parent)
        self.chain = ShownChain(self.settings)
        self._moved: ShownChain | None = None
        self.nudge: Nudge | None = None
        """What a drag, or keys, have made of a value; None after any other edit."""
        document.chain_changed.connect(self._on_changed)

    def set_lines(self, text: str, lines: tuple[str, ...]) -> None:
        """Type other lines; one undo step called `text`."""
        try:
            read_system(lines)
        except Refusal as refusal:
            self._document.refused.emit(str(refusal))
            return
        self.nudge = None
        self.choose(text, lines=lines)

    def choose_pair(self, of: str, by: str) -> None:
        """Look at the derivative of one variable by another."""
        self.choose(f"Look at {of} by {by}", of=of, by=by)

    def choose_direction(self, is_forward: bool) -> None:
        """Carry derivatives from the input on, or back from the output."""
        self.choose("Go forward" if is_forward else "Go in reverse", is_forward=is_forward)

    def is_given(self, name: str) -> bool:
        """Whether it has a value of its own; what is drawn may be of a moment ago, when it still had."""
        equations = self.chain.reading.system.by_name
        return name in equations and equations[name].is_input

    def can_open(self, name: str) -> bool:
        """Whether the line of that variable can be opened up, or closed again."""
        equations = self.chain.reading.system.by_name
        return name in equations and not equations[name].is_input

    def toggle_opened(self, name: str) -> None:
        """Open a line up into its elementary operations, or close it again."""
        names = self.settings.opened
        if name in names:
            self.choose(f"Close {name}", opened=tuple(each for each in names if each != name))
        else:
            self.choose(f"Open {name} up", opened=(*names, name))

    def open_example(self, example: SystemExample) -> None:
        """Look at one of the examples."""
        self.nudge = None
        self.choose(
            f"Open {example.title}", lines=example.lines, of=example.of, by=example.by, opened=()
        )  # the direction stays

    def drag_value(self, name: str, pixels: int) -> None:
        """Move the value of an input by so many pixels from where the drag began."""
        if not self.is_given(name):
            return
        before = self._nudge_of(name, is_new=not self.is_held)
        self._set_value(before, nudged(before.base, pixels), is_held=True)

    def step_value(self, name: str, steps: int) -> None:
        """Move the value of an input by a key's press."""
        if not self.is_given(name):
            return
        before = self._nudge_of(name, is_new=False)
        self._set_value(before, nudged(self.chain.system.values[name], 10 * steps), is_held=False)

    def type_value(self, name: str, text: str) -> None:
        """Give an input the number that was typed."""
        try:
            value = parse_number(text)
        except Refusal as refusal:
            self._document.refused.emit(str(refusal))
            return
        if not self.is_given(name):
            return
        before = self._nudge_of(name, is_new=True)
        self._gesture += 1
        self._set_value(before, value, is_held=False)
        self._gesture += 1

    def _nudge_of(self, name: str, is_new: bool) -> Nudge:
        """What the value was before it is moved; the same as long as the same one is moved."""
        now = self.nudge
        if is_new or now is None or now.name != name:
            self._gesture += 1
            now = Nudge(name, self.chain.system.values[name], 0.0, self.chain.graph)
        return now

    def _set_value(self, before: Nudge, value: float, is_held: bool) -> None:
        self._moved = self.chain.with_input(before.name, value)
        self.nudge = Nudge(before.name, before.base, value - before.base, before.graph)
        self.turn(f"Set {before.name} to {rounded(value)}", is_held, lines=self._moved.settings.lines)

    def _on_changed(self, settings: ChainSettings) -> None:
        self.settings = settings
        is_moved = self._moved is not None and self._moved.settings == settings
        self.chain = self._moved if is_moved and self._moved is not None else ShownChain(settings)
        if self.nudge is not None and not self._is_nudged:
            self.nudge = None
        self.changed.emit()

    @property
    def _is_nudged(self) -> bool:
        """Whether the value is still where it was moved to: Undo takes it elsewhere."""
        nudge = self.nudge
        present = self.chain.system.values.get(nudge.name) if nudge is not None else None
        return nudge is not None and present == nudge.base + nudge.epsilon
