"""Are crossings counted right, and are there few of them afterwards?"""

from itertools import combinations, permutations, product
from random import Random

import pytest

from explorer.job import last_result
from explorer.network.layout.crossing_reduction import Line, crossings, untangle


def counted_one_by_one(columns: list[list[int]], lines: list[Line]) -> int:
    row = {node: index for column in columns for index, node in enumerate(column)}
    column_of = {node: index for index, column in enumerate(columns) for node in column}
    return sum(
        column_of[a] == column_of[c] and (row[a] - row[c]) * (row[b] - row[d]) < 0
        for (a, b), (c, d) in combinations(lines, 2)
    )


def drawn(seed: int, most: int = 5) -> tuple[list[list[int]], list[Line]]:
    random = Random(seed)
    columns = [[10 * column + row for row in range(random.randint(1, most))] for column in range(3)]
    lines = [
        (left, right)
        for index in range(2)
        for left in columns[index]
        for right in columns[index + 1]
        if random.random() < 0.5
    ]
    return columns, lines


def test_two_lines_cross_once() -> None:
    assert crossings([[0, 1], [2, 3]], [(0, 3), (1, 2)]) == 1
    assert crossings([[0, 1], [2, 3]], [(0, 2), (1, 3)]) == 0


def test_lines_from_or_to_the_same_thing_do_not_cross() -> None:
    assert crossings([[0, 1], [2, 3]], [(0, 2), (0, 3), (1, 3)]) == 0


def test_a_full_layer_of_3_and_3_has_9_crossings() -> None:
    lines = [(left, right) for left in (0, 1, 2) for right in (3, 4, 5)]
    assert crossings([[0, 1, 2], [3, 4, 5]], lines) == 9


@pytest.mark.parametrize("seed", range(40))
def test_the_count_is_the_one_made_pair_by_pair(seed: int) -> None:
    columns, lines = drawn(seed)
    assert crossings(columns, lines) == counted_one_by_one(columns, lines)


def test_a_twisted_ladder_is_untangled() -> None:
    columns = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    lines = [(0, 5), (1, 4), (2, 3), (3, 7), (4, 6), (5, 8)]
    assert crossings(columns, lines) > 0
    assert crossings(last_result(untangle(columns, lines)), lines) == 0


def test_a_full_layer_keeps_its_order() -> None:
    columns = [[0, 1, 2], [3, 4, 5]]
    lines = [(left, right) for left in (0, 1, 2) for right in (3, 4, 5)]
    assert last_result(untangle(columns, lines)) == columns


@pytest.mark.parametrize("seed", range(40))
def test_untangling_keeps_the_columns_and_never_adds_crossings(seed: int) -> None:
    columns, lines = drawn(seed)
    after = last_result(untangle(columns, lines))
    assert [sorted(column) for column in after] == columns
    assert crossings(after, lines) <= crossings(columns, lines)


def test_hardly_more_crossings_are_left_than_must_be() -> None:
    left, least = 0, 0
    for seed in range(40):
        columns, lines = drawn(seed, most=3)
        left += crossings(last_result(untangle(columns, lines)), lines)
        orders = product(*(permutations(column) for column in columns))
        least += min(crossings(order, lines) for order in orders)
    assert left <= 1.2 * least
