"""Where does each variable stand in the drawn graph, and which way does each edge run? A layered layout.

Columns by level from left to right with few crossings, as networks are drawn; an edge that passes columns
runs through a gap that is kept for it there, so that it crosses no variable.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from explorer.drawing.rect import Rect, united
from explorer.job import last_result
from explorer.network.layout.crossing_reduction import LayoutNode, Line, untangle
from explorer.network.layout.node_heights import node_heights

Point = tuple[float, float]
Edge = tuple[str, str]
"""The names of its two ends, in the direction in which values flow."""

COLUMN = 330.0
"""Scene units between the middles of neighbouring columns: a variable and the derivative on an edge."""
LABEL_WIDTH, LABEL_HEIGHT = 132.0, 42.0
"""Scene units of the box on an edge."""

ABOVE, BENEATH = 72.0, 74.0
"""Scene units from the middle of a variable to the top of its formula, and to the foot of its derivative."""

RADIUS, BREADTH = 42.0, 148.0
"""Scene units of a variable's circle, and of the width that all of it takes."""

_HALF_ROW, _HALF_INPUT_ROW, _HALF_GAP = 92.0, 62.0, 28.0
"""Half of what a variable takes in its column, what is given without a formula, and an edge that passes."""
_MOST_PASSED = 1500
"""More edges that pass a column than these make a thicket in any case: they are drawn straight."""
_TRIED = (0.5, 0.4, 0.6, 0.32, 0.68)
"""Parts of an edge, at which its box is put where the others leave room."""


class GraphLayout(Struct, frozen=True):
    """Places in scene units. A route goes from middle to middle, through gaps where it passes columns.

    `labels`: the middle of the box on an edge; no box where it would lie over others.
    """

    places: dict[str, Point]
    routes: dict[Edge, tuple[Point, ...]]
    labels: dict[Edge, Point]
    bounds: Rect


def lay_out_graph(needs: Mapping[str, Sequence[str]]) -> GraphLayout:
    """The layout of the variables, each with those that it `needs`, which come before it in the mapping.

    The same for the same graph.
    """
    column = _column_of(needs)
    number = {name: node for node, name in enumerate(needs)}
    columns: list[list[LayoutNode]] = [[] for _ in range(max(column.values(), default=0) + 1)]
    for name, node in number.items():
        columns[column[name]].append(node)
    edges = [(source, dest) for dest, sources in needs.items() for source in dict.fromkeys(sources)]
    are_routed = sum(column[dest] - column[source] - 1 for source, dest in edges) <= _MOST_PASSED
    chains: dict[Edge, list[LayoutNode]] = {}
    lines: list[Line] = []
    count = len(number)
    for source, dest in edges:
        passed = range(column[source] + 1, column[dest]) if are_routed else range(0)
        chain = [number[source], *range(count, count + len(passed)), number[dest]]
        for index, node in zip(passed, chain[1:], strict=False):
            columns[index].append(node)
        count += len(passed)
        chains[source, dest] = chain
        if are_routed or column[dest] == column[source] + 1:
            lines.extend(pairwise(chain))
    sizes = {number[name]: _HALF_ROW if sources else _HALF_INPUT_ROW for name, sources in needs.items()}
    return _placed(columns, lines, chains, number, sizes)


def _placed(
    columns: list[list[LayoutNode]],
    lines: list[Line],
    chains: Mapping[Edge, Sequence[LayoutNode]],
    number: Mapping[str, LayoutNode],
    sizes: dict[LayoutNode, float],
) -> GraphLayout:
    columns = last_result(untangle(columns, lines))
    size = {node: _HALF_GAP for column in columns for node in column} | sizes
    heights = node_heights(columns, lines, size)
    x = {node: index * COLUMN for index, column in enumerate(columns) for node in column}
    at = {node: (x[node], heights[node]) for node in x}
    places = {name: at[node] for name, node in number.items()}
    routes = {edge: tuple(at[node] for node in chain) for edge, chain in chains.items()}
    rooms = [room_of(place) for place in places.values()]
    return GraphLayout(places, routes, _labels(routes, rooms), united(rooms))


def _column_of(needs: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The longest way from what needs nothing; that itself stands just before what first needs it."""
    level: dict[str, int] = {}
    for name, sources in needs.items():
        level[name] = 1 + max((level[source] for source in sources), default=-1)
    first: dict[str, int] = {}
    for name, sources in needs.items():
        for source in sources:
            first[source] = min(first.get(source, level[name]), level[name])
    return {name: first.get(name, 1) - 1 if not needs[name] else level[name] for name in needs}


def point_on(route: Sequence[Point], part: float) -> Point:
    """The point of a route at `part` of it, 0 at its start and 1 at its end.

    Between two of its points it is the cubic curve that is level at both, its control points half-way.
    """
    pieces = len(route) - 1
    index = min(int(part * pieces), pieces - 1)
    (x0, y0), (x1, y1) = route[index], route[index + 1]
    t = part * pieces - index
    return x0 + (x1 - x0) * (1.5 * t * (1 - t) + t**3), y0 + (y1 - y0) * t * t * (3 - 2 * t)


def room_of(place: Point) -> Rect:
    """What a variable takes: its circle, its formula above and its derivative beneath."""
    x, y = place
    return Rect(x - BREADTH / 2, y - ABOVE, BREADTH, ABOVE + BENEATH)


def _labels(routes: Mapping[Edge, Sequence[Point]], variables: Sequence[Rect]) -> dict[Edge, Point]:
    """A place for the box of each edge that leaves those of the variables and of the edges before it free."""
    labels: dict[Edge, Point] = {}
    taken = _Taken(variables)
    for edge, route in routes.items():
        for part in _TRIED:
            x, y = point_on(route, part)
            if taken.take(Rect(x - LABEL_WIDTH / 2, y - LABEL_HEIGHT / 2, LABEL_WIDTH, LABEL_HEIGHT)):
                labels[edge] = x, y
                break
    return labels


class _Taken:
    """Boxes by the cells of a coarse grid that they touch."""

    def __init__(self, boxes: Sequence[Rect]) -> None:
        self._cells: dict[tuple[int, int], list[Rect]] = {}
        for box in boxes:
            self._add(box)

    def take(self, box: Rect) -> bool:
        """Whether nothing else is there; then this is."""
        if any(box.intersects(other) for cell in _cells(box) for other in self._cells.get(cell, ())):
            return False
        self._add(box)
        return True

    def _add(self, box: Rect) -> None:
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)


def _cells(box: Rect) -> list[tuple[int, int]]:
    across = range(int(box.left // COLUMN), int(box.right // COLUMN) + 1)
    down = range(int(box.top // COLUMN), int(box.bottom // COLUMN) + 1)
    return [(column, row) for column in across for row in down]
