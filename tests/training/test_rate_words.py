"""The learning rate in words, with multipliers of levels and without."""

from collections.abc import Mapping

from explorer.network.builder import new_experiment
from explorer.network.edits.parameter_edits import with_rate_multipliers
from explorer.network.model import Network
from explorer.number import rounded
from explorer.symbol import Symbol
from explorer.training.rate_words import rate_in_words

NETWORK = new_experiment((2, 3, 1)).network


def learning(multipliers: Mapping[int, float]) -> Network:
    """NETWORK, whose levels learn at these multiples of α."""
    levels = [NETWORK.level[parameter.dest] for parameter in NETWORK.parameters]
    return with_rate_multipliers(NETWORK, [multipliers[level] for level in levels])


def test_one_rate_of_all_is_alpha() -> None:
    assert rate_in_words(NETWORK, 0.3) == f"{Symbol.ALPHA} = 0.3"


def test_levels_with_rates_of_their_own_are_named_by_these() -> None:
    assert rate_in_words(learning({1: 3.0, 2: 20.0}), 0.1) == (
        f"{Symbol.ALPHA} of level 1 = 0.3, of level 2 = 2"
    )
    assert rate_in_words(learning({1: 1.0, 2: 20.0}), 0.1) == f"{Symbol.ALPHA} = 0.1, of level 2 = 2"


def test_numbers_are_written_as_they_are_wanted() -> None:
    assert rate_in_words(learning({1: 1.2345678, 2: 2.0}), 1.0) == (
        f"{Symbol.ALPHA} of level 1 = 1.23457, of level 2 = 2"
    )
    assert rate_in_words(learning({1: 1.2345678, 2: 2.0}), 1.0, rounded) == (
        f"{Symbol.ALPHA} of level 1 = 1.235, of level 2 = 2"
    )


def test_where_the_parameters_of_a_level_differ_no_level_is_named() -> None:
    multipliers = [2.0] * len(NETWORK.parameters)
    multipliers[0] = 3.0
    assert rate_in_words(with_rate_multipliers(NETWORK, multipliers), 0.3) == f"{Symbol.ALPHA} = 0.3"
