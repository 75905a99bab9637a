"""How are formulas and sentences written?

A notation is a table of templates, one file of `resources/notations/` each: symbols, and for every kind of
message its formula, the formula with numbers and a sentence. `explorer.backprop.explain` says what goes into
them.
"""

import math
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Literal

from explorer.backprop.neuron_place import NeuronPlace, along
from explorer.number import MINUS, is_rounded, rounded
from explorer.refusal import Refusal
from explorer.resources import resource
from explorer.symbol import Symbol

Role = Literal["plain", "weight", "activation", "delta", "target", "loss", "operator", "symbol"]
_SIGNS = ("+", MINUS, "·", "/", "½")
Position = Literal["normal", "sub", "sup"]

_NOISE = 4
"""So many units in the last place a few sums and products may be off."""

_PIECE = re.compile(r"(\{\w+(?::\w+)?\}|</?su[bp]>)")


@dataclass(frozen=True)
class Span:
    """A piece of a formula: its colour, how high it stands, and the exact number behind a rounded text."""

    text: str
    role: Role = "plain"
    position: Position = "normal"
    value: float | None = None


Spans = tuple[Span, ...]
LINE_BREAK = Span("\n", "operator")
"""Between the lines of a formula that has several."""

Path = tuple[str, ...]
"""Which table of a notation: kind of message, case, special situation."""


class NotationCircle(Refusal):
    """A notation inherits from one that inherits from it."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"notations inherit in a circle: {' from '.join(names)}")


class NotationIncomplete(Refusal):
    """A notation has no template where one is needed."""

    def __init__(self, notation: str, path: Path, entry: str) -> None:
        super().__init__(f"the notation “{notation}” says no {entry} for {'.'.join(path)}")


NOTATIONS = {
    "explorer": "Backprop Explorer",
    "drummyfish": "A: drummyfish",
    "mechanism": "B: The mechanism",
    "simply-explained": "C: Simply explained",
    "bishop": "D: Bishop",
    "simple-derivatives": "E: Simple derivatives",
}
"""What one calls each notation, in the order of the menu; its file in `resources/notations/` is so named."""

USUAL_NOTATION = "explorer"


@dataclass(frozen=True)
class Notation:
    """The templates of one notation, and its name on screen.

    `symbols`: its letters; `tables`: everything else, by kind of message, and `indexed`, how a symbol is
    written that belongs to a neuron or a connection. `has_halves`: whether each layer is two, one that adds
    up and one behind the activation, each with errors of its own.
    """

    name: str
    label: str
    symbols: Mapping[str, str]
    tables: Mapping[str, Any]
    has_halves: bool = False

    @cached_property
    def has_names(self) -> bool:
        """Whether it calls neurons by the names that people gave them."""
        return "{name}" in self.entry(("neuron",), "is")

    @cached_property
    def _written(self) -> dict[int, str]:
        return {ord(symbol): self.symbols[symbol.key] for symbol in Symbol if symbol.key in self.symbols}

    def write(self, text: str) -> str:
        """`text` with this notation's letters for its symbols."""
        return text.translate(self._written)

    def indexed(self, symbol: str, place: NeuronPlace, dest: NeuronPlace | None = None) -> Spans:
        """The symbol with that key as it is written of the neuron at `place`.

        Of the connection from there to `dest`, where one is given. A table may have others in it, for neurons
        of a kind and of an activation, and for connections that skip a level. Raises NotationIncomplete.
        """
        words = place.words() if dest is None else along(place, dest)
        path: Path = ("indexed", symbol, place.kind, place.activation)
        if dest is not None:
            path = ("indexed", symbol, "skipping" if dest.level - place.level != 1 else "")

        def found(name: str) -> Spans:
            return (Span(words.get(name) or self.symbols[name], "symbol"),)

        spans = fill(self.entry(path, "is"), found)
        return tuple(replace(span, role="symbol") if span.role == "plain" else span for span in spans)

    def levelled(self, symbol: str, place: NeuronPlace, dest: NeuronPlace | None = None) -> Spans:
        """The symbol with that key as it is written of all neurons of the level at `place` together.

        Of all connections from there to the level at `dest`, where one is given. A table may have another in
        it, for levels of neurons of a kind, and for connections that skip a level. Raises NotationIncomplete.
        """
        words = place.words() if dest is None else along(place, dest)
        special = place.kind
        if dest is not None:
            special = "skipping" if dest.level - place.level != 1 else ""
        template = self.entry(("levelled", symbol, special), "is")
        spans = fill(template, lambda name: (Span(words.get(name) or self.symbols[name], "symbol"),))
        return tuple(replace(span, role="symbol") if span.role == "plain" else span for span in spans)

    def badge(self, symbol: str, place: NeuronPlace) -> str:
        """What stands before a number that is written at its neuron: “δ”, or “∂E/∂a₀” with an index."""
        template = self.entry(("badge", symbol, place.kind), "is")
        return template if "{" not in template else template.format_map({**self.symbols, **place.words()})

    def name_of(self, place: NeuronPlace, is_title: bool = False) -> str:
        """What a sentence, or a title, calls the neuron at `place`."""
        return self.entry(("neuron",), "titled" if is_title else "is").format_map(place.words())

    def entry(self, path: Path, entry: str) -> str:
        """The template `entry` of the table at `path`, or of the nearest table around it that has one.

        Raises NotationIncomplete where none has.
        """
        table: Any = self.tables
        found: str | None = None
        for step in path:
            table = table.get(step, {})
            found = table.get(entry, found)
        if found is None:
            raise NotationIncomplete(self.name, path, entry)
        return found


@cache
def load_notation(name: str = USUAL_NOTATION) -> Notation:
    """The notation `name`, from its file and from those that it inherits from.

    Raises FileNotFoundError where there is none of that name, and NotationCircle.
    """
    tables = _tables(name, ())
    symbols, has_halves = tables.pop("symbols"), tables.pop("has_halves", False)
    return Notation(name, NOTATIONS.get(name, name), symbols, tables, has_halves)


def _tables(name: str, heirs: tuple[str, ...]) -> dict[str, Any]:
    """What the file of the notation `name` says, and all that it does not say of that which it inherits."""
    if name in heirs:
        raise NotationCircle((*heirs, name))
    own = tomllib.loads(resource(f"notations/{name}.toml").read_text(encoding="utf-8"))
    inherited = own.pop("inherits", None)
    return own if inherited is None else _merged(_tables(inherited, (*heirs, name)), own)


def _merged(inherited: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    merged = dict(inherited)
    for key, value in own.items():
        below = merged.get(key)
        merged[key] = _merged(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return merged


def number(value: float, role: Role) -> Span:
    """A rounded number that knows all its digits."""
    return Span(rounded(value), role, value=value)


def is_shortened(value: float) -> bool:
    """Whether `rounded` shows less of the number than there is to it.

    What a double cannot hold is not more of it: 0.15 · 0.05 + 0.2 · 0.1 is 0.0275, and 0.027500000000000004
    to the computer.
    """
    if not is_rounded(value):
        return False
    shown = float(rounded(value).replace(MINUS, "-"))
    return abs(shown - value) > _NOISE * math.ulp(value)


def in_words(value: float) -> str:
    """A number for a sentence, where nothing can be hovered: ≈ 0.3333, but 0.5."""
    return f"≈ {rounded(value)}" if is_shortened(value) else rounded(value)


def fill(template: str, found: Callable[[str], Spans]) -> Spans:
    """The pieces of `template`, with what is `found` under each {name} in its place."""
    spans: list[Span] = []
    for piece in _pieces_of(template):
        if isinstance(piece, Span):
            spans.append(piece)
        elif piece.position == "normal":
            spans += found(piece.name)
        else:
            spans += [Span(span.text, span.role, piece.position, span.value) for span in found(piece.name)]
    return tuple(spans)


@dataclass(frozen=True)
class _Gap:
    """Where a template has a {name}, and how high it stands."""

    name: str
    position: Position


@cache
def _pieces_of(template: str) -> tuple[Span | _Gap, ...]:
    """What a template always says, and its gaps. There are as many templates as lines in the notations."""
    pieces: list[Span | _Gap] = []
    position: Position = "normal"
    for piece in _PIECE.split(template):
        if piece in ("<sub>", "<sup>"):
            position = "sub" if piece == "<sub>" else "sup"
        elif piece in ("</sub>", "</sup>"):
            position = "normal"
        elif piece.startswith("{"):
            pieces.append(_Gap(piece[1:-1], position))
        elif piece:
            role: Role = "plain" if any(letter.isalnum() for letter in piece) else "operator"
            pieces.append(Span(piece, role, position))
    return tuple(pieces)


def with_brackets(spans: Iterable[Span]) -> Spans:
    """The formula with brackets around the negative numbers that follow a sign or are raised: 0.5·(−0.3)."""
    line = tuple(spans)
    before, after = (None, *line), (*line[1:], None)
    return tuple(
        piece
        for left, span, right in zip(before, line, after, strict=False)
        for piece in (_bracketed(span) if _needs_brackets(left, span, right) else (span,))
    )


def _bracketed(span: Span) -> Spans:
    return Span("(", "operator", span.position), span, Span(")", "operator", span.position)


def _needs_brackets(left: Span | None, span: Span, right: Span | None) -> bool:
    if span.value is None:
        return False
    if right is not None and right.text.startswith(("²", "³")) and not span.text.replace(".", "").isdigit():
        return True
    if left is None or left.position != span.position:
        return False
    return span.text.startswith(MINUS) and left.text.rstrip().endswith(_SIGNS)


def plain_text(spans: Iterable[Span]) -> str:
    """The formula for a terminal: what is lowered follows _, what is raised follows ^."""
    text, before = "", "normal"
    for span in spans:
        if span.position != before:
            text += {"normal": "", "sub": "_", "sup": "^"}[span.position]
        text += span.text
        before = span.position
    return text
