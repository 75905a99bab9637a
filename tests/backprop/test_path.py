"""Are all paths from a parameter to E found, and counted without walking them?"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.backprop.path import Paths, paths_to_loss
from explorer.network.model import Connection, Kind, Network, Neuron, Parameter
from tests.random_experiment import random_experiment
from tests.worked_examples import article_a, article_d, article_e


def test_a_weight_into_article_es_hidden_neuron_has_two_paths() -> None:
    assert paths_to_loss(article_e().network, Parameter("i0", "a0")) == Paths(
        connections=frozenset({("i0", "a0"), ("a0", "c0"), ("a0", "c1")}),
        neurons=frozenset({"a0", "c0", "c1"}),
        count=2,
        first=(("i0", "a0", "c0"), ("i0", "a0", "c1")),
    )


def test_a_bias_and_a_neuron_have_the_paths_that_begin_there() -> None:
    bias = paths_to_loss(article_e().network, Parameter(None, "a0"))
    assert bias.first == (("a0", "c0"), ("a0", "c1"))
    assert bias.connections == {("a0", "c0"), ("a0", "c1")}
    assert paths_to_loss(article_e().network, "a0") == bias


def test_a_weight_into_an_output_has_one_path() -> None:
    assert paths_to_loss(article_a().network, Parameter("y0", "z1")).first == (("y0", "z1"),)


def test_skip_connections_and_outputs_that_feed_others_add_paths() -> None:
    found = paths_to_loss(article_d().network, Parameter("x0", "h0"))
    assert found.count == 5
    assert set(found.first) == {
        ("x0", "h0", "h1", "y0"),
        ("x0", "h0", "h1", "y0", "y1"),
        ("x0", "h0", "h1", "y1"),
        ("x0", "h0", "y0"),
        ("x0", "h0", "y0", "y1"),
    }


def test_a_neuron_that_leads_nowhere_has_no_path() -> None:
    network = Network(
        (Neuron("x", Kind.INPUT), Neuron("h", Kind.HIDDEN, "relu"), Neuron("y", Kind.OUTPUT, "relu")),
        (Connection("x", "h", 1.0), Connection("x", "y", 1.0)),
    )
    assert paths_to_loss(network, Parameter("x", "h")) == Paths(frozenset(), frozenset(), 0, ())
    assert paths_to_loss(network, "x").connections == {("x", "y")}


def test_more_paths_than_anybody_could_walk_are_counted_and_the_first_shown() -> None:
    levels = [[Neuron(f"n{level}.{n}", Kind.HIDDEN, "tanh") for n in range(4)] for level in range(40)]
    levels.append([Neuron("y", Kind.OUTPUT, "tanh")])
    connections = [
        Connection(source.name, dest.name, 1.0)
        for before, after in pairwise(levels)
        for source in before
        for dest in after
    ]
    network = Network(tuple(neuron for level in levels for neuron in level), tuple(connections))
    found = paths_to_loss(network, "n0.0", shown=3)
    assert found.count == 4**39
    assert len(found.first) == 3
    assert all(path[0] == "n0.0" and path[-1] == "y" and len(path) == 41 for path in found.first)


@given(seed=st.integers(0, 10**6))
def test_paths_agree_with_walking_all_of_them(seed: int) -> None:
    network = random_experiment(seed).network

    def walk(path: tuple[str, ...]) -> list[tuple[str, ...]]:
        here = [path] if network.by_name[path[-1]].kind is Kind.OUTPUT else []
        return here + [found for c in network.outgoing[path[-1]] for found in walk((*path, c.dest))]

    for parameter in network.parameters:
        lead = () if parameter.source is None else (parameter.source,)
        expected = [(*lead, *path) for path in walk((parameter.dest,))]
        found = paths_to_loss(network, parameter, shown=10**6)
        assert found.count == len(expected)
        assert sorted(found.first) == sorted(expected)
        assert found.connections == {ends for path in expected for ends in pairwise(path)}
        assert found.neurons == {name for path in expected for name in path[len(lead) :]}


def test_an_unknown_neuron_is_no_place_to_start() -> None:
    with pytest.raises(KeyError):
        paths_to_loss(article_e().network, "nobody")
