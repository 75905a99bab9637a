"""How large is a network, in words? Its counts of neurons and parameters."""

from collections import Counter

from explorer.network.model import Kind, Network
from explorer.number import counted


def size_in_words(network: Network) -> str:
    """ "2 inputs · 4 hidden · 1 output · 17 parameters"; constants are told where there are some."""
    kinds = Counter(neuron.kind for neuron in network.neurons)
    counts = [
        counted(kinds[Kind.INPUT], "input"),
        f"{kinds[Kind.HIDDEN]} hidden",
        counted(kinds[Kind.OUTPUT], "output"),
        *([counted(kinds[Kind.CONSTANT], "constant")] if kinds[Kind.CONSTANT] else []),
        counted(len(network.parameters), "parameter"),
    ]
    return " · ".join(counts)
