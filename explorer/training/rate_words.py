"""At which learning rate does a network learn, in words? At one α, or at one of its own for each level."""

from collections.abc import Callable

from explorer.network.model import Network
from explorer.number import short
from explorer.symbol import Symbol


def rate_in_words(network: Network, learning_rate: float, write: Callable[[float], str] = short) -> str:
    """“α = 0.3”, or where levels have multipliers of their own “α of level 1 = 0.3, of level 2 = 2”.

    A level that learns at α itself is not named: “α = 0.3, of level 2 = 2”. Where the parameters of a level
    do not learn alike, none is.
    """
    found: dict[int, set[float]] = {}
    for parameter, multiplier in zip(network.parameters, network.rate_multipliers, strict=True):
        found.setdefault(network.level[parameter.dest], set()).add(multiplier)
    alike = {level: min(each) for level, each in sorted(found.items()) if len(each) == 1}
    own = {level: each for level, each in alike.items() if each != 1.0 and len(alike) == len(found)}
    words = [f"of level {level} = {write(each * learning_rate)}" for level, each in own.items()]
    if own and len(own) == len(found):
        return f"{Symbol.ALPHA} {', '.join(words)}"
    return ", ".join([f"{Symbol.ALPHA} = {write(learning_rate)}", *words])
