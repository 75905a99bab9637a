"""Which network is it, told in a few words: the sizes of its levels, its activations?"""

from explorer.network.activation import ACTIVATIONS
from explorer.network.model import Kind, Network


def sizes_in_words(network: Network) -> str:
    """“2-4-1”: how many neurons each level has, constants apart."""
    levels = [network.level[neuron.name] for neuron in network.neurons if neuron.kind is not Kind.CONSTANT]
    return "-".join(str(levels.count(level)) for level in sorted(set(levels)))


def activations_in_words(network: Network, with_outputs: bool = False) -> str:
    """“ReLU” of the hidden neurons; “ReLU, identity” with the outputs."""
    hidden = [neuron for neuron in network.neurons if neuron.kind is Kind.HIDDEN]
    neurons = [*hidden, *(network.outputs if with_outputs else ())]
    return ", ".join(
        dict.fromkeys(ACTIVATIONS[neuron.activation].label for neuron in neurons if neuron.activation)
    )
