"""Does a tidied network read well?"""

from collections.abc import Mapping
from random import Random

import numpy as np
import pytest

from explorer.job import last_result, results_of
from explorer.network.builder import layered
from explorer.network.layout.layered_layout import lay_out, place_for, place_missing, tidy
from explorer.network.layout.sizes import COLUMN_SPACING, RADIUS, ROW_SPACING
from explorer.network.model import Connection, Kind, Network, Neuron, Position
from tests.random_experiment import random_experiment

KINDS = {"i": Kind.INPUT, "k": Kind.CONSTANT, "h": Kind.HIDDEN, "y": Kind.OUTPUT}


def drawn(names: str, arrows: str = "") -> Network:
    """“i0 h0 y0”, “i0>h0 h0>y0” -> the network."""
    neurons = tuple(Neuron(name, KINDS[name[0]]) for name in names.split())
    return Network(neurons, tuple(Connection(*arrow.split(">"), 1.0) for arrow in arrows.split()))


def random_graph(seed: int, size: int, density: float) -> Network:
    """Two inputs and two outputs; every neuron may be fed by any before it."""
    random = Random(seed)
    kinds = [Kind.INPUT] * 2 + [Kind.HIDDEN] * (size - 4) + [Kind.OUTPUT] * 2
    neurons = tuple(Neuron(f"n{index}", kind) for index, kind in enumerate(kinds))
    connections = []
    for index in range(2, size):
        sources = range(min(index, size - 2))
        fed_by = [fed for fed in sources if random.random() < density]
        fed_by = fed_by or [random.choice(sources)]
        connections += [Connection(f"n{source}", f"n{index}", 1.0) for source in fed_by]
    return Network(neurons, tuple(connections))


def neurons_met(network: Network, positions: Mapping[str, Position]) -> int:
    """How often a connection, drawn as a cubic curve from rim to rim, runs through a neuron not its own."""
    t, met = np.linspace(0, 1, 101), 0
    for connection in network.connections:
        (x0, y0), (x1, y1) = positions[connection.source], positions[connection.dest]
        left, right = x0 + RADIUS, x1 - RADIUS
        middle = (left + right) / 2
        x = left * (1 - t) ** 3 + 3 * middle * t * (1 - t) + right * t**3
        y = y0 * ((1 - t) ** 3 + 3 * t * (1 - t) ** 2) + y1 * (3 * t**2 * (1 - t) + t**3)
        others = [place for name, place in positions.items() if name not in connection.ends]
        met += sum(np.hypot(x - px, y - py).min() < RADIUS for px, py in others)
    return met


def columns(positions: Mapping[str, Position]) -> list[list[str]]:
    """The names in each column, from top to bottom."""
    xs = sorted({x for x, _ in positions.values()})
    return [sorted((n for n in positions if positions[n][0] == x), key=lambda n: positions[n][1]) for x in xs]


def test_layers_stand_in_columns_in_their_order() -> None:
    assert columns(tidy(layered((2, 3, 1)))) == [["i0", "i1"], ["h0", "h1", "h2"], ["y0"]]


def test_nothing_has_no_positions_and_one_neuron_stands_in_the_middle() -> None:
    assert tidy(Network()) == {}
    assert tidy(drawn("y0")) == {"y0": (0.0, 0.0)}


def test_inputs_that_feed_nothing_stand_with_the_inputs() -> None:
    first, *others = columns(tidy(drawn("i0 i1 h0 y0", "i1>h0 h0>y0")))
    assert sorted(first) == ["i0", "i1"]
    assert others == [["h0"], ["y0"]]


def test_outputs_that_feed_nothing_stand_in_the_last_column() -> None:
    positions = tidy(drawn("i0 h0 h1 y0 y1", "i0>h0 h0>h1 h1>y0 i0>y1"))
    assert positions["y0"][0] == positions["y1"][0] == max(x for x, _ in positions.values())


def test_an_output_that_feeds_stands_at_its_level() -> None:
    positions = tidy(drawn("i0 y0 h0 y1", "i0>y0 y0>h0 h0>y1"))
    assert columns(positions) == [["i0"], ["y0"], ["h0"], ["y1"]]


def test_a_constant_stands_beside_what_it_feeds() -> None:
    positions = tidy(drawn("i0 k0 h0 h1 y0", "i0>h0 h0>h1 h1>y0 k0>y0"))
    assert positions["k0"][0] == positions["h1"][0]


def test_neurons_that_are_not_connected_yet_find_a_place() -> None:
    positions = tidy(drawn("i0 h0 y0 k0"))
    assert len(set(positions.values())) == 4
    assert positions["i0"][0] < positions["h0"][0]


def test_crossed_pairs_are_uncrossed() -> None:
    positions = tidy(drawn("i0 i1 h0 h1 y0", "i0>h1 i1>h0 h0>y0 h1>y0"))
    top_first = (positions["i0"][1] - positions["i1"][1]) * (positions["h1"][1] - positions["h0"][1])
    assert top_first > 0


def test_a_skip_connection_goes_round_the_neuron_between_its_ends() -> None:
    network = drawn("i0 h0 y0", "i0>h0 h0>y0 i0>y0")
    assert neurons_met(network, {"i0": (0, 0), "h0": (240, 0), "y0": (480, 0)}) == 1
    assert neurons_met(network, tidy(network)) == 0


@pytest.mark.parametrize(("size", "density"), [(6, 0.3), (10, 0.25), (15, 0.15), (20, 0.12), (30, 0.08)])
def test_no_connection_runs_through_a_neuron(size: int, density: float) -> None:
    for seed in range(12):
        network = random_graph(seed, size, density)
        assert neurons_met(network, tidy(network)) == 0, seed


@pytest.mark.parametrize("seed", range(30))
def test_every_drawn_network_has_room_for_every_neuron(seed: int) -> None:
    network = random_experiment(seed).network
    positions = tidy(network)
    assert list(positions) == [neuron.name for neuron in network.neurons]
    assert tidy(network) == positions
    for column in columns(positions):
        heights = np.array([positions[name][1] for name in column])
        assert (np.diff(heights) >= ROW_SPACING - 1).all()  # positions are whole numbers
    ys = [y for _, y in positions.values()]
    assert abs(min(ys) + max(ys)) <= 1
    for connection in network.connections:
        assert positions[connection.source][0] <= positions[connection.dest][0] - COLUMN_SPACING


def test_sixty_neurons_are_tidied_with_hardly_a_hit() -> None:
    network = random_graph(1, 60, 0.04)
    assert neurons_met(network, tidy(network)) <= 1


def test_a_thicket_is_at_least_put_in_columns() -> None:
    network = random_graph(1, 150, 0.2)
    positions = tidy(network)
    assert len(set(positions.values())) == 150
    assert all(positions[c.source][0] < positions[c.dest][0] for c in network.connections)


def test_known_positions_stay_and_others_are_found() -> None:
    network = layered((2, 2, 1))
    known = {"i0": (1000.0, 500.0), "h1": (1320.0, 640.0)}
    positions = place_missing(network, known)
    assert list(positions) == ["i0", "i1", "h0", "h1", "y0"]
    assert positions["i0"] == (1000.0, 500.0)
    assert positions["h1"] == (1320.0, 640.0)
    assert positions["i1"] == (1000.0, 640.0)
    assert positions["h0"] == (1320.0, 500.0)
    assert positions["y0"] == (1640.0, 570.0)


def test_found_positions_are_clear_of_known_ones() -> None:
    network = layered((1, 4, 1))
    positions = place_missing(network, {"h0": (0.0, 0.0), "h1": (0.0, 10.0)})
    places = list(positions.values())
    assert len(set(places)) == 6
    for name in ("i0", "h2", "h3", "y0"):
        x, y = positions[name]
        others = [place for other, place in positions.items() if other != name]
        assert all(abs(x - px) >= 120 or abs(y - py) >= 126 for px, py in others)


def test_without_known_positions_all_are_tidy() -> None:
    network = layered((2, 2, 1))
    assert place_missing(network, {}) == tidy(network)
    assert place_missing(network, {"elsewhere": (9.0, 9.0)}) == tidy(network)


def test_with_all_positions_known_none_is_changed() -> None:
    network = drawn("i0 y0", "i0>y0")
    known = {"y0": (0.0, 0.0), "i0": (0.0, 0.0)}
    assert place_missing(network, known) == known


def test_one_more_neuron_stands_below_its_like() -> None:
    network = layered((2, 3, 1))
    assert place_for(network, Kind.INPUT, (0.0, 0.0)) == (0.0, 210.0)
    assert place_for(network, Kind.OUTPUT, (0.0, 0.0)) == (2 * COLUMN_SPACING, 140.0)


def test_the_first_of_a_kind_stands_on_its_side_of_the_middle() -> None:
    middle = (500.0, 40.0)
    assert place_for(Network(), Kind.INPUT, middle) == (500.0 - COLUMN_SPACING, 40.0)
    assert place_for(Network(), Kind.CONSTANT, middle) == (500.0 - COLUMN_SPACING, 40.0)
    assert place_for(Network(), Kind.HIDDEN, middle) == middle
    assert place_for(Network(), Kind.OUTPUT, middle) == (500.0 + COLUMN_SPACING, 40.0)


def test_laying_out_goes_in_small_pieces_with_its_progress() -> None:
    told: list[float] = []
    network = drawn("i0 h0 h1 y0 y1", "i0>h0 h0>h1 h1>y0 i0>y1 i0>y0")
    assert list(results_of(lay_out(network), told.append)) == [tidy(network)]
    assert told == sorted(told)
    assert len(told) > len(network.neurons)
    assert told[-1] == 1.0


def test_laying_nothing_out_is_soon_done() -> None:
    assert last_result(lay_out(Network())) == {}
