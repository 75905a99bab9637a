"""Where should the neurons of a network stand so that it reads well?

Columns by level, from left to right, with few crossings (`crossing_reduction`), and neurons kept clear of the
connections that pass their column on the way to a farther one (`obstacle_avoidance`). Connections
are taken to be drawn from rim to rim, as cubic curves that leave and arrive horizontally, with both control
points half-way between their ends.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from explorer.job import Job, JobStep, last_result, part
from explorer.network.layout.crossing_reduction import LayoutNode, Line, untangle
from explorer.network.layout.node_heights import node_heights
from explorer.network.layout.obstacle_avoidance import AvoidanceProblem, Passage, keep_clear, passage
from explorer.network.layout.sizes import CLEARANCE, COLUMN_SPACING, RADIUS, ROW_SPACING, WIDEST_SPACING
from explorer.network.model import Kind, Network, Position

_MOST_PASSAGES = 1500  # beyond that a drawing is a thicket in any case, and only its columns are put in order
_UNTANGLED = 0.2  # about what part of the work untangling is
_BREADTH = 0.8  # of the whole drawing, in parts of its height


@dataclass(frozen=True)
class _Drawing:
    """Nodes by column: neurons are numbered in the order of the file, passages after them."""

    columns: list[list[LayoutNode]]
    lines: list[Line]
    passages: list[Passage]


def tidy(network: Network) -> dict[str, Position]:
    """A position for every neuron, in scene units, centred on y = 0; the same for the same network."""
    return last_result(lay_out(network))


def lay_out(network: Network) -> Job[dict[str, Position]]:
    """`tidy` as a job: a network of hundreds of neurons takes seconds."""
    if not network.neurons:
        yield JobStep(1.0, {})
        return
    drawing = _drawing(network)
    neurons = range(len(network.neurons))
    columns = yield from part(untangle(drawing.columns, drawing.lines), 0.0, _UNTANGLED)
    size = {node: ROW_SPACING / 2 if node in neurons else 0.0 for column in columns for node in column}
    heights = node_heights(columns, drawing.lines, size)
    columns = [[node for node in column if node in neurons] for column in columns]
    problem = AvoidanceProblem(columns, _neighbours(network), drawing.passages, ROW_SPACING, CLEARANCE)
    first = np.array([heights[node] for node in neurons])
    y = yield from part(keep_clear(problem, first), _UNTANGLED, 1.0)
    y = np.round(y - (y.min() + y.max()) / 2) + 0.0  # not −0
    spacing = _column_spacing(len(columns), float(y.max() - y.min()))
    x = {node: index * spacing for index, column in enumerate(columns) for node in column}
    found = {neuron.name: (x[node], float(y[node])) for node, neuron in enumerate(network.neurons)}
    yield JobStep(1.0, found)


def _column_spacing(columns: int, height: float) -> float:
    """Wider than `COLUMN_SPACING` where columns are tall, so that connections run less steeply."""
    return float(round(min(max(COLUMN_SPACING, _BREADTH * height / max(1, columns - 1)), WIDEST_SPACING)))


def place_missing(network: Network, known: Mapping[str, Position]) -> dict[str, Position]:
    """`known` with a position for every other neuron of the network, clear of those that are known."""
    ideal = tidy(network)
    placed = {name: known[name] for name in ideal if name in known}
    dx = _mean([x - ideal[name][0] for name, (x, _) in placed.items()])
    dy = _mean([y - ideal[name][1] for name, (_, y) in placed.items()])
    taken = _TakenPositions(placed.values())
    for name, (x, y) in ideal.items():
        if name not in placed:
            placed[name] = taken.take((x + dx, y + dy))
    return {name: placed[name] for name in ideal}


def place_for(network: Network, kind: Kind, middle: Position) -> Position:
    """Where one more neuron of this kind may stand: below its like, or else about `middle`.

    The first input or constant stands a column to the left of it, the first output a column to the right.
    """
    side = {Kind.HIDDEN: 0, Kind.OUTPUT: 1}.get(kind, -1)
    alike = [neuron.position for neuron in network.neurons if neuron.kind is kind]
    wish = alike[-1] if alike else (middle[0] + side * COLUMN_SPACING, middle[1])
    return _TakenPositions(neuron.position for neuron in network.neurons).take(wish)


class _TakenPositions:
    """Where neurons stand, by cells as large as the room that each needs."""

    _WIDTH, _HEIGHT = COLUMN_SPACING / 2, 0.9 * ROW_SPACING

    def __init__(self, positions: Iterable[Position]) -> None:
        self._cells: dict[tuple[int, int], list[Position]] = {}
        for position in positions:
            self._add(position)

    def take(self, wish: Position) -> Position:
        """The first position at `wish` or in rows below it that is clear of every other; it is taken now."""
        x, y = wish
        while not self._is_clear((x, y)):
            y += ROW_SPACING
        self._add((x, y))
        return (x, y)

    def _add(self, position: Position) -> None:
        self._cells.setdefault(self._cell(position), []).append(position)

    def _is_clear(self, position: Position) -> bool:
        (x, y), (across, down) = position, self._cell(position)
        return not any(
            abs(x - px) < self._WIDTH and abs(y - py) < self._HEIGHT
            for column in (across - 1, across, across + 1)
            for row in (down - 1, down, down + 1)
            for px, py in self._cells.get((column, row), ())
        )

    def _cell(self, position: Position) -> tuple[int, int]:
        return (math.floor(position[0] / self._WIDTH), math.floor(position[1] / self._HEIGHT))


def _drawing(network: Network) -> _Drawing:
    column = _column_of(network)
    number = {neuron.name: node for node, neuron in enumerate(network.neurons)}
    columns: list[list[LayoutNode]] = [[] for _ in range(max(column.values()) + 1)]
    for name, node in number.items():
        columns[column[name]].append(node)
    ends = [(number[c.source], number[c.dest], column[c.source], column[c.dest]) for c in network.connections]
    if sum(right - left - 1 for _, _, left, right in ends) > _MOST_PASSAGES:
        return _Drawing(
            columns, [(source, dest) for source, dest, left, right in ends if right == left + 1], []
        )
    lines: list[Line] = []
    passages: list[Passage] = []
    for source, dest, left, right in ends:
        chain = [source]
        for index in range(left + 1, right):
            chain.append(len(number) + len(passages))
            columns[index].append(chain[-1])
            width = (right - left) * COLUMN_SPACING - 2 * RADIUS
            covered = ((index - left) * COLUMN_SPACING - RADIUS) / width
            passages.append(passage(source, dest, index, covered, width))
        lines.extend(pairwise((*chain, dest)))
    return _Drawing(columns, lines, passages)


def _neighbours(network: Network) -> list[list[LayoutNode]]:
    number = {neuron.name: node for node, neuron in enumerate(network.neurons)}
    return [
        [number[c.source] for c in network.incoming[name]] + [number[c.dest] for c in network.outgoing[name]]
        for name in number
    ]


def _column_of(network: Network) -> dict[str, int]:
    """Every neuron's column: its level, but constants stand beside what they feed, final outputs last."""
    column = dict(network.level)
    last = max(column.values(), default=0)
    for neuron in network.outputs:
        if not network.outgoing[neuron.name]:
            column[neuron.name] = max(last, 1)
    for neuron in network.neurons:
        if neuron.kind is not Kind.INPUT and not network.incoming[neuron.name]:
            fed = [column[connection.dest] for connection in network.outgoing[neuron.name]]
            if fed:
                column[neuron.name] = min(fed) - 1
            elif neuron.kind is Kind.HIDDEN:
                column[neuron.name] = 1
    used = {old: new for new, old in enumerate(sorted(set(column.values())))}
    return {name: used[old] for name, old in column.items()}


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0
