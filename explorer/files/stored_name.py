"""How does the name of a kept run stand in a file? With α for the learning rate, in any notation."""

from collections.abc import Callable

from explorer.symbol import Symbol

_ALPHA = "α"


def stored_name(name: str) -> str:
    """`name` as a file has it."""
    return name.replace(Symbol.ALPHA, _ALPHA)


def name_read(name: str, is_automatic: Callable[[str], bool]) -> str:
    """The name that a file has, with the token for α where the program gave it; what a person typed stays."""
    told = name.replace(_ALPHA, Symbol.ALPHA)
    return told if is_automatic(told) else name
