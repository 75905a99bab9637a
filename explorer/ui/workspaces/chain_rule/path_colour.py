"""Which colour has a path, in the list and on the graph? One of the curves', none that derivatives have."""

from explorer.ui.theme.theme import Theme

_ORDER = (4, 6, 5, 0, 1, 14, 16, 12, 13, 15, 9, 18, 19, 20, 10, 8)


def path_colour(number: int, theme: Theme) -> str:
    """The colour of the path with this number, from 0; they come round again."""
    return theme.curves[_ORDER[number % len(_ORDER)]]
