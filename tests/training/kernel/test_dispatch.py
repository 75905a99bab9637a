"""`explorer.training.kernel.dispatch`"""

import pytest

from explorer.compiling.compiled import kernel, piece
from explorer.training.kernel.dispatch import by_code, codes_of, distinct_in


def test_names_that_share_their_entry_share_a_code() -> None:
    table = {"one": "a", "two": "b", "one too": "a", "three": "c"}
    assert codes_of(table) == {"one": 0, "two": 1, "one too": 0, "three": 2}
    assert distinct_in(table) == ["a", "b", "c"]


def multiples(count: int) -> list:
    """Pieces x, y → n · x + y for n = 0, 1, …"""

    def multiple(n: int):
        return piece(lambda x, y: n * x + y)

    return [multiple(n) for n in range(count)]


@pytest.mark.parametrize("count", [1, 3, 4, 9])
def test_each_code_calls_its_piece_and_a_larger_one_the_last(count: int) -> None:
    chosen = by_code(multiples(count))

    @kernel
    def compute(code, x, y):
        return chosen(code, x, y)

    assert [compute(code, 10.0, 1.0) for code in range(count)] == [10.0 * n + 1.0 for n in range(count)]
    assert compute(count, 10.0, 1.0) == 10.0 * (count - 1) + 1.0
