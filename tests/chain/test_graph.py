"""Are nodes and edges those of the equations, with local derivatives as formulas and numbers?"""

import pytest

from explorer.chain.system import UnknownVariable
from explorer.formula.kink import Kink
from tests.chain.systems import DIAMOND, graph


def test_a_node_is_a_variable_with_its_formula_value_line_and_level() -> None:
    nodes = graph(*DIAMOND).nodes
    assert [(n.name, n.formula, n.value, n.line, n.level, n.is_input) for n in nodes] == [
        ("a", "2", 2.0, 0, 0, True),
        ("b", "a²", 4.0, 1, 1, False),
        ("c", "−7a", -14.0, 2, 1, False),
        ("d", "b·c", -56.0, 3, 2, False),
    ]
    assert nodes[1].latex == "a^{2}"


def test_an_edge_is_a_local_derivative() -> None:
    edges = graph(*DIAMOND).edges
    assert [(e.ends, e.formula, e.value) for e in edges] == [
        (("a", "b"), "2a", 4.0),
        (("a", "c"), "−7", -7.0),
        (("b", "d"), "c", -14.0),
        (("c", "d"), "b", 4.0),
    ]
    assert edges[0].latex == "2 a"


def test_a_variable_that_stands_twice_in_a_formula_has_one_edge() -> None:
    (edge,) = graph("x = 3", "y = x*x + sin(0) + x").edges
    assert (edge.ends, edge.value) == (("x", "y"), 7.0)


def test_a_node_on_a_kink_says_so_with_the_slope_that_is_taken() -> None:
    found = graph("x = 0", "r = relu(x)", "l = leaky_relu(x) + |x|", "e = elu(x)", "m = max(r, x)", "s = x^2")
    assert {node.name: node.kinks for node in found.nodes if node.kinks} == {
        "r": (Kink("relu", 0.0),),
        "l": (Kink("leaky_relu", 0.01), Kink("abs", 0.0)),
        "m": (Kink("max", 0.0),),
    }
    slopes = {edge.dest: edge.value for edge in found.edges if edge.source == "x"}
    assert slopes == {"r": 0.0, "l": 0.01, "e": 1.0, "m": 0.0, "s": 0.0}


def test_away_from_its_kink_a_node_says_nothing() -> None:
    assert all(not node.kinks for node in graph("x = 0.5", "r = relu(x) + floor(x) + max(0, x)").nodes)


def test_what_depends_on_a_variable_and_what_it_depends_on() -> None:
    found = graph(*DIAMOND, "other = 3a", "alone = 1")
    assert found.below("b") == {"b", "d"}
    assert found.above("d") == {"a", "b", "c", "d"}
    assert found.below("alone") == found.above("alone") == {"alone"}
    with pytest.raises(UnknownVariable):
        found.below("q")
