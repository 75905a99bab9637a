"""Where do neurons stand of which a file does not say it? They are laid out."""

from collections.abc import Collection
from dataclasses import replace

from explorer.network.layout.layered_layout import place_missing
from explorer.network.model import Network


def with_places(network: Network, unplaced: Collection[str]) -> Network:
    """The network with positions for the neurons named, near those that have one."""
    if not unplaced:
        return network
    known = {neuron.name: neuron.position for neuron in network.neurons if neuron.name not in unplaced}
    positions = place_missing(network, known)
    neurons = tuple(
        replace(neuron, position=positions[neuron.name]) if neuron.name in unplaced else neuron
        for neuron in network.neurons
    )
    return replace(network, neurons=neurons)
