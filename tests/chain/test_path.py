"""Are all paths found, each with its product, and is their sum the derivative?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.chain.graph import graph_of
from explorer.chain.path import MOST_LISTED_PATHS, ProductPath, paths
from explorer.chain.system import UnknownVariable
from tests.chain.systems import DIAMOND, graph, random_system


def test_the_two_paths_of_the_diamond() -> None:
    found = paths(graph(*DIAMOND), "d", "a")
    assert found.listed == (
        ProductPath(("a", "b", "d"), (4.0, -14.0)),
        ProductPath(("a", "c", "d"), (-7.0, 4.0)),
    )
    assert [path.product for path in found.listed] == [-56, -28]
    assert (found.count, found.total) == (2, -84)


def test_a_variable_reaches_itself_on_one_path_without_an_edge() -> None:
    found = paths(graph(*DIAMOND), "b", "b")
    assert (found.count, found.total, found.listed[0].product) == (1, 1.0, 1)


def test_where_nothing_leads_there_is_no_path_and_the_derivative_is_0() -> None:
    found = paths(graph(*DIAMOND, "alone = 1"), "d", "alone")
    assert (found.count, found.listed, found.total) == (0, (), 0.0)
    assert paths(graph(*DIAMOND), "b", "c").count == 0


def doublings(levels: int) -> list[str]:
    """Each level has two variables, both of both before: 2^levels paths to y."""
    lines = ["x = 1", "p0 = x", "q0 = x"]
    for level in range(1, levels):
        lines += [f"{name}{level} = 0.5p{level - 1} + 0.5q{level - 1}" for name in "pq"]
    return [*lines, f"y = 0.5p{levels - 1} + 0.5q{levels - 1}"]


def test_up_to_two_hundred_are_listed_and_more_are_counted() -> None:
    few, more = paths(graph(*doublings(7)), "y", "x"), paths(graph(*doublings(8)), "y", "x")
    assert (few.count, len(few.listed)) == (128, 128)
    assert (more.count, more.listed) == (256, ())
    assert more.total == 1


def test_more_paths_than_atoms_are_counted_at_once() -> None:
    assert paths(graph(*doublings(240)), "y", "x").count == 2**240


def test_a_name_that_nobody_declared_is_refused() -> None:
    with pytest.raises(UnknownVariable):
        paths(graph(*DIAMOND), "d", "q")
    with pytest.raises(UnknownVariable):
        paths(graph(*DIAMOND), "q", "a")


@given(st.integers(0, 10_000))
def test_the_sum_over_all_paths_is_the_derivative(seed: int) -> None:
    found = graph_of(random_system(seed))
    for name in found.system.inputs:
        of_pair = paths(found, "y", name)
        if of_pair.count > MOST_LISTED_PATHS:
            continue
        products = [path.product for path in of_pair.listed]
        assert len(products) == of_pair.count
        scale = 1 + sum(map(abs, products))
        assert sum(products) == pytest.approx(of_pair.total, rel=1e-12, abs=1e-13 * scale)
