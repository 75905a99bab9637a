"""Do connections go round neurons that stand in their way?"""

from collections.abc import Mapping
from random import Random

import numpy as np
import pytest

from explorer.drawing.curve import Curve, curve_between
from explorer.drawing.geometry import dest_anchor, source_anchor
from explorer.drawing.route import routes
from explorer.network.layout.sizes import RADIUS
from explorer.network.model import Connection, Kind, Network, Neuron, Position

DETOURS = [0.0] + [sign * step for step in (14.0, 28, 45, 70, 95, 120, 180, 250) for sign in (1, -1)]


def network_of(*positions: tuple[float, float]) -> tuple[Network, dict[str, tuple[float, float]]]:
    """Neurons n0, n1, … at `positions`; n0 feeds the last."""
    neurons = [Neuron("n0", Kind.INPUT, position=positions[0])]
    neurons += [
        Neuron(f"n{n}", Kind.HIDDEN, "relu", position=place) for n, place in enumerate(positions[1:], 1)
    ]
    last = neurons[-1].name
    return Network(tuple(neurons), (Connection("n0", last, 1.0),)), {n.name: n.position for n in neurons}


def test_a_connection_goes_round_the_neuron_that_stands_in_its_way() -> None:
    network, positions = network_of((0.0, 0.0), (240.0, 0.0), (480.0, 0.0))
    curve = routes(network, positions)["n0", "n2"]
    nearest = np.hypot(*(curve.polyline - (240, 0)).T).min()
    assert nearest > RADIUS


def test_a_connection_runs_straight_where_nothing_is_in_its_way() -> None:
    network, positions = network_of((0.0, 0.0), (240.0, 200.0), (480.0, 0.0))
    assert len(routes(network, positions)["n0", "n2"].points) == 4


def test_a_connection_to_a_neuron_on_the_left_still_leaves_to_the_right() -> None:
    network, positions = network_of((400.0, 0.0), (0.0, 100.0))
    curve = routes(network, positions)["n0", "n1"]
    assert curve.points[1][0] > curve.points[0][0]


def cost(curve: Curve, obstacles: list[Position]) -> float:
    """One for every circle that the curve passes behind, a quarter for every name or badge alone."""
    total = 0.0
    for x, y in obstacles:
        across, down = (curve.polyline - (x, y)).T
        if (np.hypot(across, down) < RADIUS + 6).any():
            total += 1
        elif ((np.abs(across) < RADIUS) & (down > -RADIUS - 20) & (down < RADIUS + 42)).any():
            total += 0.25
    return total


def weighed_one_by_one(network: Network, positions: Mapping[str, Position]) -> list[tuple[Position, ...]]:
    """The control points of every connection's cheapest curve, each detour tried in turn."""
    found = []
    for connection in network.connections:
        start = source_anchor(network.by_name[connection.source].kind, positions[connection.source])
        stop = dest_anchor(positions[connection.dest])
        low, high = sorted((start[0], stop[0]))
        others = [place for name, place in positions.items() if name not in connection.ends]
        between = [place for place in others if low < place[0] < high]
        curves = [curve_between(start, stop, detour) for detour in DETOURS]
        costs = [
            0.003 * abs(detour) + cost(curve, between) for detour, curve in zip(DETOURS, curves, strict=True)
        ]
        found.append(curves[int(np.argmin(costs))].points)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_every_curve_is_the_cheapest_of_its_detours(seed: int) -> None:
    random = Random(seed)
    neurons = tuple(
        Neuron(f"n{n}", Kind.HIDDEN, "relu", position=(random.uniform(0, 900), random.uniform(0, 500)))
        for n in range(14)
    )
    connections = tuple(
        Connection(neurons[a].name, neurons[b].name, 1.0) for b in range(14) for a in range(b)
    )
    network = Network(neurons, connections)
    positions = {neuron.name: neuron.position for neuron in neurons}
    found = [curve.points for curve in routes(network, positions).values()]
    assert found == weighed_one_by_one(network, positions)


def test_in_a_thicket_no_connection_makes_a_detour() -> None:
    neurons = tuple(Neuron(f"n{n}", Kind.HIDDEN, "relu", position=(100.0 * n, 0.0)) for n in range(120))
    connections = tuple(
        Connection(neurons[a].name, neurons[b].name, 1.0) for b in range(120) for a in range(b)
    )
    curves = routes(Network(neurons, connections), {n.name: n.position for n in neurons})
    assert len(curves) == 7140
    assert all(len(curve.points) == 4 for curve in curves.values())


def test_a_network_without_connections_has_no_routes() -> None:
    assert routes(Network((Neuron("i", Kind.INPUT),)), {"i": (0.0, 0.0)}) == {}
