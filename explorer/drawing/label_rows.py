"""Where do labels of vertical lines stand so that none overlaps another? Rows at the top of a plot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineLabel:
    """The label of line number `line` stands in `row`, the top one is 0, from `left` on."""

    line: int
    row: int
    left: float


def label_rows(
    places: Sequence[float],
    widths: Sequence[float],
    room: float,
    rows: int,
    is_clear: Callable[[int, float, float], bool] | None = None,
    gap: float = 4.0,
) -> list[LineLabel]:
    """Labels beside lines at `places`, in pixels from the left, the more important ones first.

    Each stands right or left of its line, where it crosses the fewest other lines, then in the highest row
    in which it covers no other label. Where more labels find room if they cross lines, the row alone counts.
    One for which there is no room within `room` pixels and so many rows is left out. `is_clear` says whether
    a row is free of what else is drawn from one place to another; None: everywhere.
    """
    arranged = []
    for lines in (places, ()):
        taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
        found: list[LineLabel] = []
        for line, (place, width) in enumerate(zip(places, widths, strict=True)):
            free = [
                (_crossed(lines, left, width), row, side, left)
                for row in range(rows)
                for side, left in enumerate((place - gap - width, place + gap))
                if _is_free(left, left + width, room, taken[row], gap)
                and (is_clear is None or is_clear(row, left, left + width))
            ]
            if free:
                _, row, _, left = min(free)
                taken[row].append((left, left + width))
                found.append(LineLabel(line, row, left))
        arranged.append(found)
    return max(arranged, key=len)


def _crossed(lines: Sequence[float], left: float, width: float) -> int:
    """How many of `lines` a label crosses that stands there."""
    return sum(left <= line <= left + width for line in lines)


def _is_free(left: float, right: float, room: float, taken: list[tuple[float, float]], gap: float) -> bool:
    return left >= 0 and right <= room and all(right + gap <= a or b + gap <= left for a, b in taken)
