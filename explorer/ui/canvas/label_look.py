"""What does one connection's label say, and how much room does it take?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from explorer.backprop.state import State
from explorer.drawing.highlights import Highlights
from explorer.drawing.label_place import HEIGHT, PILL_HEIGHT, LabelPlace
from explorer.drawing.number_text import brief, brief_change
from explorer.drawing.rect import NOWHERE, Rect
from explorer.network.model import Connection, Ends, Network, Parameter
from explorer.ui.canvas.lettering import plain_font, text_width

WEIGHT_SIZE = 12.5
GRADIENT_SIZE = 11.0
"""Of the letters, in scene units."""

_PADDING = 4.0


@dataclass(frozen=True)
class LabelLook:
    """What is written on one connection, centred at (`x`, `y`). Numbers not reached yet are None."""

    ends: Ends
    x: float
    y: float
    weight: float
    next_weight: float | None = None
    gradient: float | None = None
    is_marked: bool = False
    """Selected, pointed at or explained."""
    is_short: bool = False
    """Whether there is room for one number only."""

    @cached_property
    def weight_text(self) -> str:
        """“w 0.5”, in the update “0.5 → 0.55”, or “→ 0.55” where there is no room."""
        if self.next_weight is None:
            return f"w {brief(self.weight)}"
        before, after = brief_change(self.weight, self.next_weight)
        return f"{'' if self.is_short else before} → {after}".strip()

    @cached_property
    def gradient_text(self) -> str:
        """“∂E/∂w −0.25”, or nothing yet."""
        return "" if self.gradient is None else f"∂E/∂w {brief(self.gradient)}"

    @cached_property
    def weight_rect(self) -> Rect:
        """What the weight covers, in scene units."""
        width = text_width(self.weight_text, plain_font(WEIGHT_SIZE, True)) + 2 * _PADDING
        return Rect(self.x - width / 2, self.y - HEIGHT / 2, width, HEIGHT)

    @cached_property
    def gradient_rect(self) -> Rect:
        """What the gradient covers, in scene units; `NOWHERE` while there is none."""
        if self.gradient is None:
            return NOWHERE
        width = text_width(self.gradient_text, plain_font(GRADIENT_SIZE, True)) + 4 * _PADDING
        return Rect(self.x - width / 2, self.y + HEIGHT / 2, width, PILL_HEIGHT - 1)


def label_looks(
    network: Network, places: Mapping[Ends, LabelPlace], state: State | None, highlights: Highlights
) -> list[LabelLook]:
    """The labels that are written: those with room, and on top of them those that are marked."""
    plain: list[LabelLook] = []
    marked: list[LabelLook] = []
    marks = {highlights.hovered_ends, highlights.explained_ends} | highlights.selected_ends
    for ends, place in places.items():
        if place.is_clear or ends in marks:
            look = label_look(network.by_ends[ends], place, state, ends in marks)
            (marked if look.is_marked else plain).append(look)
    return plain + marked


def label_look(
    connection: Connection, place: LabelPlace, state: State | None, is_marked: bool = False
) -> LabelLook:
    """What is written on one connection."""
    parameter = Parameter(*connection.ends)
    is_short = not place.has_room and not is_marked
    return LabelLook(
        connection.ends,
        place.x,
        place.y,
        connection.weight,
        None if state is None else state.updates.get(parameter),
        None if state is None or is_short else state.gradients.get(parameter),
        is_marked,
        is_short,
    )
