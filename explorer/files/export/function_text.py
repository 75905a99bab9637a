"""How is each activation function written in Python, for a module that has only numpy?

As its row in `explorer.network.activation.ACTIVATIONS` says; a test holds that text to the function itself.
"""

from collections.abc import Iterable

from explorer.network.activation import ACTIVATIONS


def function_name(activation: str) -> str:
    """What the function of that activation is called in Python."""
    return activation.replace("-", "_")


def function_sources(activations: Iterable[str]) -> list[str]:
    """The source of each of these functions and of those they call, every one once."""
    wanted = set(activations)
    wanted |= {needed for name in wanted for needed in ACTIVATIONS[name].numpy_needs}
    return [row.numpy_source.strip("\n") + "\n" for row in ACTIVATIONS.values() if row.name in wanted]
