"""Which parameter of a network does a text of the command line name?

A weight is written as its ends, SOURCE>DEST, a bias by the name of its neuron; and both as they are labelled
everywhere else, “a → b” and “bias of b”.
"""

from collections.abc import Iterator

from explorer.network.model import Network, Parameter
from explorer.network.rules import RuleBroken

_MOST_NAMED = 6


class NoSuchParameter(RuleBroken):
    """A text names no weight and no bias of the network."""


def parameter_named(network: Network, text: str) -> Parameter:
    """The parameter of that name. Raises NoSuchParameter."""
    for parameter in network.parameters:
        if text in _names(parameter):
            return parameter
    some = ", ".join(next(_names(parameter)) for parameter in network.parameters[:_MOST_NAMED])
    more = ", …" if len(network.parameters) > _MOST_NAMED else ""
    there_are = f"there are {some}{more}" if some else "there are none"
    raise NoSuchParameter(f"no weight and no bias is named {text}: {there_are}")


def two_parameters_named(network: Network, text: str) -> tuple[Parameter, Parameter]:
    """Those of the names A,B; a comma in a name parts nothing. Raises NoSuchParameter."""
    pieces = text.split(",")
    for place in range(1, len(pieces)):
        names = ",".join(pieces[:place]), ",".join(pieces[place:])
        if all(any(name in _names(each) for each in network.parameters) for name in names):
            return parameter_named(network, names[0]), parameter_named(network, names[1])
    first, _, second = text.partition(",")
    if not second:
        raise NoSuchParameter(f"{text} names no plane: write sharpest, run, or two parameters like i0>a0,a0")
    return parameter_named(network, first), parameter_named(network, second)


def _names(parameter: Parameter) -> Iterator[str]:
    yield parameter.dest if parameter.source is None else f"{parameter.source}>{parameter.dest}"
    yield parameter.label
