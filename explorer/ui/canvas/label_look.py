"""What does one connection's label say, and how much room does it take?"""

from dataclasses import dataclass
from functools import cached_property

from explorer.drawing.label_place import HEIGHT, PILL_HEIGHT
from explorer.drawing.number_text import brief, brief_change
from explorer.drawing.rect import NOWHERE, Rect
from explorer.network.model import Ends
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
