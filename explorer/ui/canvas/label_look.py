"""What does one connection's label say, and how much room does it take?"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from explorer.backprop.notation import Notation, load_notation
from explorer.drawing.box_overlap import Boxes
from explorer.drawing.highlights import Highlights
from explorer.drawing.label_place import HEIGHT, PILL_HEIGHT, SIZES, Detail, LabelPlace
from explorer.drawing.level_of_detail import TEXT, is_far
from explorer.drawing.number_text import brief, brief_change
from explorer.drawing.rect import NOWHERE, Rect
from explorer.network.model import Connection, Ends, Network, Parameter, Position
from explorer.ui.canvas.lettering import plain_font, text_width

if TYPE_CHECKING:
    from explorer.backprop.state import State

WEIGHT_SIZE = 13.0
GRADIENT_SIZE = 12.0
"""Of the letters, before magnification."""

_PADDING = 4.0
_NO_WALLS: Boxes = np.empty((0, 4))
_MOST_GROWN = 12
"""Labels: more that are marked cover one another wherever they grow."""


class LabelLook(Struct, frozen=True, dict=True):
    """What is written on one connection, centred at (`x`, `y`). Numbers not reached yet are None."""

    ends: Ends
    x: float
    y: float
    weight: float
    next_weight: float | None = None
    gradient: float | None = None
    is_marked: bool = False
    """Selected, pointed at or explained."""
    detail: Detail = Detail.FULL
    """How much there is room for."""
    thread: Position | None = None
    """The point of the curve to which a thread leads."""
    magnification: float = 1.0
    """How many scene units a unit of the letters is."""
    is_fixed: bool = False
    """Whether training leaves the weight as it is."""
    weight_symbol: str = ""
    gradient_symbol: str = ""
    """As the notation has them."""

    @cached_property
    def weight_text(self) -> str:
        """“w 0.5”, in the update “0.5 → 0.55”; where there is less room “0.5” and “→ 0.55”."""
        is_full = self.detail is Detail.FULL
        if self.next_weight is None:
            return f"{f'{self.weight_symbol} ' if is_full else ''}{brief(self.weight)}"
        before, after = brief_change(self.weight, self.next_weight)
        return f"{before if is_full else ''} → {after}".strip()

    @cached_property
    def gradient_text(self) -> str:
        """“∂E/∂w −0.25”, “−0.25” where there is less room, or nothing yet."""
        if self.gradient is None:
            return ""
        return f"{f'{self.gradient_symbol} ' if self.detail is Detail.FULL else ''}{brief(self.gradient)}"

    @cached_property
    def weight_box(self) -> Rect:
        """What the weight covers, from the label's place, before magnification."""
        width = self._width(self.weight_text, WEIGHT_SIZE, _PADDING)
        return Rect(-width / 2, -HEIGHT / 2, width, HEIGHT)

    @cached_property
    def gradient_box(self) -> Rect:
        """The same of the gradient; `NOWHERE` while there is none."""
        if self.gradient is None:
            return NOWHERE
        width = self._width(self.gradient_text, GRADIENT_SIZE, 2 * _PADDING)
        return Rect(-width / 2, HEIGHT / 2, width, PILL_HEIGHT - 1)

    @property
    def weight_rect(self) -> Rect:
        """What the weight covers, in scene units."""
        return self._magnified(self.weight_box)

    @property
    def gradient_rect(self) -> Rect:
        """What the gradient covers, in scene units; `NOWHERE` while there is none."""
        return self._magnified(self.gradient_box)

    def _width(self, text: str, size: float, padding: float) -> float:
        """As wide as the text, but no wider than the room that was kept: there letters are made narrower."""
        width = text_width(text, plain_font(size, True)) + 2 * padding
        return width if self.is_marked else min(width, SIZES[self.detail][0])

    def _magnified(self, box: Rect) -> Rect:
        if box.is_empty:
            return NOWHERE
        large = self.magnification
        return Rect(
            self.x + large * box.left, self.y + large * box.top, large * box.width, large * box.height
        )


def label_looks(
    network: Network,
    places: Mapping[Ends, LabelPlace],
    state: "State | None",
    highlights: Highlights,
    scale: float = 1.0,
    walls: Boxes = _NO_WALLS,
    notation: Notation | None = None,
) -> list[LabelLook]:
    """The labels that are written: those with room, and on top of them those that are marked.

    From afar, where a scene unit is few pixels, these alone, and large enough to be read. `walls`: what
    neurons and E write, from which those that are marked grow away, (boxes, 4). `notation`: of their symbols;
    None for that of the program.
    """
    marks = {highlights.hovered_ends, highlights.explained_ends} | highlights.selected_ends
    marked = [ends for ends in places if ends in marks]
    written = () if is_far(scale) else places.items()
    plain = [ends for ends, place in written if ends not in marks and place.detail is not Detail.NOTHING]
    looks = [label_look(network.by_ends[ends], places[ends], state, notation=notation) for ends in plain]
    return (
        looks + _marked_looks(network, places, state, marked, plain, scale, walls, notation)
        if marked
        else looks
    )


def _marked_looks(
    network: Network,
    places: Mapping[Ends, LabelPlace],
    state: "State | None",
    marked: Sequence[Ends],
    plain: Sequence[Ends],
    scale: float,
    walls: Boxes,
    notation: Notation | None,
) -> list[LabelLook]:
    """Those that are marked, grown to where neurons, E and the `plain` labels leave room."""
    from explorer.drawing.label_growth import box_of_label, grown_place  # which the first frame does without

    boxes = [box_of_label(places[ends]) for ends in plain]
    labels = np.concatenate(boxes) if boxes else _NO_WALLS
    looks: list[LabelLook] = []
    for ends in marked:
        place, magnification = places[ends], max(places[ends].magnification, TEXT / scale)
        if len(marked) <= _MOST_GROWN:
            place = grown_place(place, magnification, walls, labels)
        look = label_look(network.by_ends[ends], place, state, True, notation)
        looks.append(replace(look, magnification=magnification))
    return looks


def label_look(
    connection: Connection,
    place: LabelPlace,
    state: "State | None",
    is_marked: bool = False,
    notation: Notation | None = None,
) -> LabelLook:
    """What is written on one connection."""
    symbols = (notation or load_notation()).symbols
    parameter = Parameter(*connection.ends)
    detail = Detail.FULL if is_marked else max(place.detail, Detail.WEIGHT)
    return LabelLook(
        connection.ends,
        place.x,
        place.y,
        connection.weight,
        None if state is None else state.updates.get(parameter),
        None if state is None or detail < Detail.PAIR else state.gradients.get(parameter),
        is_marked,
        detail,
        place.thread,
        place.magnification,
        connection.is_fixed,
        symbols["weight"],
        symbols["weight_gradient"],
    )
