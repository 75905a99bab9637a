"""Are the examples of systems understood, and do they show what they say?"""

import pytest

from explorer.chain.accumulation import cost, reverse
from explorer.chain.example import SystemExample, read_systems
from explorer.chain.graph import graph_of
from explorer.chain.inverse import read_the_other_way
from explorer.chain.path import paths
from explorer.chain.system import parse_system

EXAMPLES = {example.title: example for example in read_systems()}


def test_there_is_one_for_each_thing_to_see() -> None:
    assert list(EXAMPLES) == [
        "the diamond",
        "a chain of four",
        "sin(3a⁴)",
        "y = x³ both ways",
        "a neuron with its loss",
        "the 2-2-2 of article A",
        "softmax of two",
        "125 weights",
    ]


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())
def test_each_is_understood_and_its_output_depends_on_its_input(example: SystemExample) -> None:
    graph = graph_of(parse_system(example.lines))
    assert graph.system.outputs[-1] == example.of
    assert paths(graph, example.of, example.by).count >= 1


def test_of_the_diamond_both_paths_add_up() -> None:
    diamond = EXAMPLES["the diamond"]
    assert paths(graph_of(parse_system(diamond.lines)), "d", "a").total == -84.0


def test_the_cube_has_no_inverse_derivative_at_0() -> None:
    graph = graph_of(parse_system(EXAMPLES["y = x³ both ways"].lines))
    assert read_the_other_way(graph, "y", "x").value is None


def test_article_a_by_its_own_formula() -> None:
    graph = graph_of(parse_system(EXAMPLES["the 2-2-2 of article A"].lines))
    at = graph.system.values
    back = sum((at[f"z{k}"] - at[f"d{k}"]) * at[f"z{k}"] * (1 - at[f"z{k}"]) * at[f"v0{k}"] for k in (0, 1))
    expected = back * at["y0"] * (1 - at["y0"]) * at["x0"]
    assert reverse(graph, "E").derivatives["w00"] == pytest.approx(expected, rel=1e-14)


def test_softmax_and_cross_entropy_leave_p_minus_t() -> None:
    graph = graph_of(parse_system(EXAMPLES["softmax of two"].lines))
    found, at = reverse(graph, "E").derivatives, graph.system.values
    assert found["z1"] == pytest.approx(at["p1"] - 1, rel=1e-13)
    assert found["z2"] == pytest.approx(at["p2"], rel=1e-13)


def test_of_many_weights_reverse_takes_20_times_fewer_products_than_forward() -> None:
    found = cost(graph_of(parse_system(EXAMPLES["125 weights"].lines)), "E")
    assert found.inputs == 130
    assert found.forward > 20 * found.reverse


def test_what_is_said_of_the_cost_of_article_a_is_so() -> None:
    example = EXAMPLES["the 2-2-2 of article A"]
    found = cost(graph_of(parse_system(example.lines)), "E")
    assert f"{found.forward} products forward, {found.reverse} in reverse" in example.sentence
