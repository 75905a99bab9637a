"""Where should the neurons of a network stand so that it reads well?

Columns by level, from left to right, with few crossings.
"""

from collections.abc import Mapping

from explorer.network.model import Kind, Network, Position

COLUMN_SPACING = 240.0
"""Between neighbouring columns, in scene units: room for a weight and its gradient on the connection."""

ROW_SPACING = 140.0
"""Between neighbours in a column, in scene units: a neuron with its name above and its bias and δ below."""

_SWEEPS = 8


def tidy(network: Network) -> dict[str, Position]:
    """A position for every neuron, in scene units, centred on y = 0; the same for the same network."""
    columns = _columns(network)
    neighbours = {
        name: [c.source for c in network.incoming[name]] + [c.dest for c in network.outgoing[name]]
        for name in network.by_name
    }
    for _ in range(_SWEEPS):
        rank = {name: row - (len(column) - 1) / 2 for column in columns for row, name in enumerate(column)}
        for column in columns:
            column.sort(key=lambda name: _mean([rank[other] for other in neighbours[name]], rank[name]))
            rank.update({name: row - (len(column) - 1) / 2 for row, name in enumerate(column)})
    return {
        name: (index * COLUMN_SPACING, (row - (len(column) - 1) / 2) * ROW_SPACING)
        for index, column in enumerate(columns)
        for row, name in enumerate(column)
    }


def place_missing(network: Network, known: Mapping[str, Position]) -> dict[str, Position]:
    """`known` with a position for every other neuron of the network, clear of those that are known."""
    ideal = tidy(network)
    anchors = [name for name in ideal if name in known]
    shift = (0.0, 0.0)
    if anchors:
        shift = (
            _mean([known[name][0] - ideal[name][0] for name in anchors], 0.0),
            _mean([known[name][1] - ideal[name][1] for name in anchors], 0.0),
        )
    placed = {name: known[name] for name in anchors}
    for name, (x, y) in ideal.items():
        if name not in placed:
            placed[name] = _free(placed, (x + shift[0], y + shift[1]))
    return {name: placed[name] for name in network.by_name}


def _free(placed: Mapping[str, Position], wish: Position) -> Position:
    """The first position at `wish` or rows below it that is clear of every placed neuron."""
    x, y = wish
    while any(
        abs(x - px) < COLUMN_SPACING / 2 and abs(y - py) < 0.9 * ROW_SPACING for px, py in placed.values()
    ):
        y += ROW_SPACING
    return (x, y)


def _columns(network: Network) -> list[list[str]]:
    """The names in each column: by level, but constants beside what they feed, final outputs in the last."""
    column = dict(network.level)
    for neuron in reversed(network.order):
        fed = [column[connection.dest] for connection in network.outgoing[neuron.name]]
        if neuron.kind is not Kind.INPUT and not network.incoming[neuron.name]:
            column[neuron.name] = min(fed) - 1 if fed else int(neuron.kind.is_computed)
    last = max(column.values(), default=0)
    for neuron in network.outputs:
        if not network.outgoing[neuron.name]:
            column[neuron.name] = last
    columns: list[list[str]] = [[] for _ in range(last + 1)]
    for neuron in network.neurons:
        columns[column[neuron.name]].append(neuron.name)
    return columns


def _mean(numbers: list[float], otherwise: float) -> float:
    return sum(numbers) / len(numbers) if numbers else otherwise
