"""How are numbers and names written where room is short? The text alone."""

import re

from explorer.number import is_rounded, rounded

_NAME = re.compile(r"(.*?\D)_?(\d+)", re.DOTALL)
_LONGEST_NAME = 16
_MOST_DIGITS = 8  # a smaller change is told by hovering


def split_name(name: str) -> tuple[str, str]:
    """“i0” -> (“i”, “0”): the stem, cut where it is too long, and the subscript, the last digits."""
    found = _NAME.fullmatch(name)
    stem, subscript = (found[1], found[2]) if found else (name, "")
    return (stem if len(stem) <= _LONGEST_NAME else f"{stem[: _LONGEST_NAME - 1]}…", subscript)


def brief(value: float) -> str:
    """`value` exactly where four digits do (1.025), else to three: room is short; hovering gives all."""
    return rounded(value, 3) if is_rounded(value, 4) else rounded(value, 4)


def brief_change(before: float, after: float) -> tuple[str, str]:
    """Both numbers as briefly as still shows that they differ."""
    texts = brief(before), brief(after)
    for digits in range(4, _MOST_DIGITS + 1):
        if texts[0] != texts[1] or before == after:
            break
        texts = rounded(before, digits), rounded(after, digits)
    return texts
