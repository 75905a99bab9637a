"""Is the derivative that was chosen looked at, and without a choice that of the last output?"""

import pytest

from explorer.chain.chosen_pair import chosen_pair, inputs_of
from explorer.chain.settings import ChainSettings
from explorer.chain.system import parse_system
from tests.chain.systems import DIAMOND

SYSTEM = parse_system(("k = 3", *DIAMOND, "s = 5", "e = d + s"))


@pytest.mark.parametrize(
    ("of", "by", "pair"),
    [
        (None, None, ("e", "a")),
        ("d", None, ("d", "a")),
        (None, "s", ("e", "s")),
        ("b", "c", ("b", "c")),
        ("gone", "gone", ("e", "a")),
        ("k", None, ("k", "k")),
    ],
)
def test_what_is_chosen_holds_while_it_is_there(
    of: str | None, by: str | None, pair: tuple[str, str]
) -> None:
    assert chosen_pair(ChainSettings(of=of, by=by), SYSTEM) == pair


def test_without_equations_there_is_no_pair() -> None:
    assert chosen_pair(ChainSettings(), parse_system(())) is None


def test_the_inputs_of_a_variable_are_those_that_it_depends_on() -> None:
    assert inputs_of(SYSTEM, "e") == ("a", "s")
    assert inputs_of(SYSTEM, "k") == ("k",)
