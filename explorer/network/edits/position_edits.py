"""How does an experiment become another one, when neurons are put somewhere else?

Pure functions as in `explorer.network.edits.graph_edits`. Positions are the neurons' centres, in scene units.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from explorer.network.edits.consistency import check_neurons, with_positions
from explorer.network.model import Experiment, Network, Position
from explorer.network.rules import check_position


class Edge(StrEnum):
    """Along which line neurons are aligned."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Direction(StrEnum):
    """Along which axis neurons are distributed."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


def move(experiment: Experiment, positions: Mapping[str, Position]) -> Experiment:
    """Puts the neurons named at these positions. Raises UnknownNeuron, NotFinite or TooFarOut."""
    check_neurons(experiment.network, positions)
    for name, position in positions.items():
        for coordinate in position:
            check_position(coordinate, name)
    return with_positions(experiment, positions)


def nudge(experiment: Experiment, names: Iterable[str], dx: float, dy: float) -> Experiment:
    """Moves neurons by dx to the right and dy downwards. Raises UnknownNeuron or NotFinite."""
    positions = _positions(experiment.network, names)
    return move(experiment, {name: (x + dx, y + dy) for name, (x, y) in positions.items()})


def align(experiment: Experiment, names: Iterable[str], edge: Edge) -> Experiment:
    """Puts neurons on one line: of the outermost among them, or half-way between the outermost.

    Raises UnknownNeuron.
    """
    positions = _positions(experiment.network, names)
    if not positions:
        return experiment
    xs = [x for x, _ in positions.values()]
    ys = [y for _, y in positions.values()]
    line: dict[Edge, Callable[[Position], Position]] = {
        Edge.LEFT: lambda p: (min(xs), p[1]),
        Edge.CENTRE: lambda p: (_half_way(xs), p[1]),
        Edge.RIGHT: lambda p: (max(xs), p[1]),
        Edge.TOP: lambda p: (p[0], min(ys)),
        Edge.MIDDLE: lambda p: (p[0], _half_way(ys)),
        Edge.BOTTOM: lambda p: (p[0], max(ys)),
    }
    return move(experiment, {name: line[edge](position) for name, position in positions.items()})


def distribute(experiment: Experiment, names: Iterable[str], direction: Direction) -> Experiment:
    """Spaces neurons evenly between the outermost among them, in the order in which they stand.

    Raises UnknownNeuron.
    """
    positions = _positions(experiment.network, names)
    axis = 0 if direction is Direction.HORIZONTAL else 1
    ordered = sorted(positions, key=lambda name: positions[name][axis])
    if len(ordered) < 3:
        return experiment
    first, last = positions[ordered[0]][axis], positions[ordered[-1]][axis]
    moved = {}
    for index, name in enumerate(ordered[1:-1], start=1):
        share = index / (len(ordered) - 1)
        place = first * (1.0 - share) + last * share
        x, y = positions[name]
        moved[name] = (place, y) if axis == 0 else (x, place)
    return move(experiment, moved)


def _positions(network: Network, names: Iterable[str]) -> dict[str, Position]:
    chosen = list(names)
    check_neurons(network, chosen)
    return {name: network.by_name[name].position for name in chosen}


def _half_way(numbers: list[float]) -> float:
    return min(numbers) / 2 + max(numbers) / 2
