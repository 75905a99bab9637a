"""Are derivatives carried forward and back in the right order, each step with its numbers, and counted?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.chain.accumulation import Cost, cost, forward, reverse
from explorer.chain.graph import graph_of
from tests.chain.systems import CHAIN_OF_FOUR, DIAMOND, graph, random_system


def test_reverse_through_the_diamond_step_by_step() -> None:
    found = reverse(graph(*DIAMOND), "d")
    steps = [(s.leaves, s.arrives, s.carried, s.product, s.total, s.is_last) for s in found.steps]
    assert steps == [
        ("d", "c", 1.0, 4.0, 4.0, True),
        ("d", "b", 1.0, -14.0, -14.0, True),
        ("b", "a", -14.0, -56.0, -56.0, False),
        ("c", "a", 4.0, -28.0, -84.0, True),
    ]
    assert found.derivatives == {"d": 1.0, "c": 4.0, "b": -14.0, "a": -84.0}
    assert (found.start, found.is_forward, found.multiplications) == ("d", False, 4)


def test_forward_through_the_diamond_step_by_step() -> None:
    found = forward(graph(*DIAMOND), "a")
    steps = [(s.leaves, s.arrives, s.carried, s.product, s.total, s.is_last) for s in found.steps]
    assert steps == [
        ("a", "b", 1.0, 4.0, 4.0, True),
        ("a", "c", 1.0, -7.0, -7.0, True),
        ("b", "d", 4.0, -56.0, -56.0, False),
        ("c", "d", -7.0, -28.0, -84.0, True),
    ]
    assert found.derivatives == {"a": 1.0, "b": 4.0, "c": -7.0, "d": -84.0}


def test_a_derivative_is_there_when_its_last_product_has_arrived() -> None:
    found = reverse(graph(*DIAMOND), "d")
    assert found.after(0) == {"d": 1.0}
    assert found.after(3) == {"d": 1.0, "c": 4.0, "b": -14.0}
    assert found.after(4)["a"] == -84.0


def test_what_is_not_reached_has_no_step() -> None:
    found = graph(*DIAMOND, "other = 3a", "alone = 1")
    assert "other" not in reverse(found, "d").derivatives
    assert forward(found, "alone").steps == ()
    assert reverse(found, "b").derivatives == {"b": 1.0, "a": 4.0}


HAND_COUNTS: tuple[tuple[str, tuple[str, ...], str, Cost], ...] = (
    ("no edge", ("a = 1",), "a", Cost(0, 0, 1)),
    ("one edge", ("a = 1", "b = 2a"), "b", Cost(1, 1, 1)),
    ("the chain of four", CHAIN_OF_FOUR, "d", Cost(3, 3, 1)),
    ("the diamond", DIAMOND, "d", Cost(4, 4, 1)),
    ("two inputs, one sum", ("a = 1", "b = 2", "s = a + b"), "s", Cost(2, 2, 2)),
    # z = wx + b, y = σ(z), E = ½(y − t)²: w, x and b pass 3 edges each, t one; back there are 6 in all.
    (
        "a neuron with its loss",
        ("w = 0.5", "x = 2", "b = 1", "t = 0", "z = w*x + b", "y = σ(z)", "E = ½(y − t)²"),
        "E",
        Cost(10, 6, 4),
    ),
    # Each of the four passes its own edge into s, and then three edges to d.
    (
        "four into a chain",
        ("p = 1", "q = 2", "r = 3", "s = 4", "u = p*q*r*s", "a = sin(u)", "b = a^2", "c = 3b"),
        "c",
        Cost(16, 7, 4),
    ),
    # x → u, v; u → p, q; v → p, q; p, q → y: eight edges, all of them passed either way.
    (
        "two layers of two",
        ("x = 1", "u = 2x", "v = 3x", "p = u*v", "q = u + v", "y = p*q"),
        "y",
        Cost(8, 8, 1),
    ),
    # Two inputs into two sums, two activations, one loss: each input passes 2 + 2 + 2, back there are 8.
    (
        "a layer",
        ("x = 1", "y = 2", "u = x + y", "v = x - y", "a = tanh(u)", "b = tanh(v)", "E = a*b"),
        "E",
        Cost(12, 8, 2),
    ),
    # Forward passes x → other as well, which says nothing of y; back does not.
    ("one that leads elsewhere", ("x = 1", "y = x^2", "other = 3x"), "y", Cost(2, 1, 1)),
)


@pytest.mark.parametrize(("lines", "of", "expected"), [case[1:] for case in HAND_COUNTS], ids=lambda case: "")
def test_multiplications_are_those_of_a_count_by_hand(
    lines: tuple[str, ...], of: str, expected: Cost
) -> None:
    found = graph(*lines)
    assert cost(found, of) == expected
    assert sum(forward(found, name).multiplications for name in found.system.inputs) == expected.forward
    assert reverse(found, of).multiplications == expected.reverse


@given(st.integers(0, 10_000))
def test_both_modes_agree(seed: int) -> None:
    found = graph_of(random_system(seed))
    back = reverse(found, "y").derivatives
    scale = 1 + max(map(abs, back.values()))
    for name in found.system.inputs:
        there = forward(found, name).derivatives.get("y", 0.0)
        assert there == pytest.approx(back.get(name, 0.0), rel=1e-10, abs=1e-13 * scale)
