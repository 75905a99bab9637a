"""Which part of the plane does something cover? A rectangle, in scene units; y grows downwards."""

from collections.abc import Iterable

from msgspec import Struct

from explorer.network.model import Position


class Rect(Struct, frozen=True):
    """An upright rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """left + width."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """top + height."""
        return self.top + self.height

    @property
    def centre(self) -> Position:
        """The point halfway between the corners."""
        return (self.left + self.width / 2, self.top + self.height / 2)

    @property
    def is_empty(self) -> bool:
        """Whether it covers nothing."""
        return self.width <= 0 or self.height <= 0

    def translated(self, x: float, y: float) -> "Rect":
        """Moved by (x, y)."""
        return Rect(self.left + x, self.top + y, self.width, self.height)

    def adjusted(self, left: float, top: float, right: float, bottom: float) -> "Rect":
        """Each side moved by so much; negative left and top, positive right and bottom make it larger."""
        return Rect(self.left + left, self.top + top, self.width + right - left, self.height + bottom - top)

    def united(self, other: "Rect") -> "Rect":
        """The smallest rectangle around both; an empty one adds nothing."""
        return united((self, other))

    def intersects(self, other: "Rect") -> bool:
        """Whether they share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def contains(self, point: Position) -> bool:
        """Whether `point` lies inside or on an edge; an empty rectangle contains nothing."""
        x, y = point
        return not self.is_empty and self.left <= x <= self.right and self.top <= y <= self.bottom

    def covers(self, other: "Rect") -> bool:
        """Whether all of `other` lies inside; edges may touch."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


NOWHERE = Rect(0.0, 0.0, 0.0, 0.0)
"""Covers nothing."""


def united(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around all of them; `NOWHERE` around none. Empty ones add nothing."""
    full = [rect for rect in rects if not rect.is_empty]
    if not full:
        return NOWHERE
    left, top = min(rect.left for rect in full), min(rect.top for rect in full)
    right, bottom = max(rect.right for rect in full), max(rect.bottom for rect in full)
    return Rect(left, top, right - left, bottom - top)
