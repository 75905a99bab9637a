"""Which of several named places does an arrow key go to? The nearest one on that side."""

from collections.abc import Mapping

from explorer.drawing.graph_layout import Point

_ASIDE = 2.0
"""How many times as far as ahead counts what lies aside."""


def nearest_towards(places: Mapping[str, Point], start: str | None, way: tuple[int, int]) -> str | None:
    """The one nearest to `start` in the direction `way`; without a start the first; None: there is none."""
    if start is None or start not in places:
        return next(iter(places), None)
    x0, y0 = places[start]
    found: tuple[float, str] | None = None
    for name, (x, y) in places.items():
        ahead = (x - x0) * way[0] + (y - y0) * way[1]
        aside = abs((x - x0) * way[1]) + abs((y - y0) * way[0])
        if ahead > 1e-6 and (found is None or ahead + _ASIDE * aside < found[0]):
            found = ahead + _ASIDE * aside, name
    return None if found is None else found[1]
