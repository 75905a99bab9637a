"""Which colour has a path, in the list and on the graph? One of the curves', none that derivatives have."""

from PySide6.QtGui import QColor

from explorer.ui.theme.theme import Theme

_DARKER = 130
"""Per cent, as Qt has it."""
_ORDER = (4, 6, 5, 0, 1, 14, 16, 12, 13, 15, 9, 18, 19, 20, 10, 8)


def path_colour(number: int, theme: Theme) -> str:
    """The colour of the path with this number, from 0; they come round again."""
    return theme.curves[_ORDER[number % len(_ORDER)]]


def as_text(colour: str, theme: Theme) -> str:
    """The same colour for letters, which on a light ground must be darker than a line to be read."""
    return colour if theme.is_dark else QColor(colour).darker(_DARKER).name()
