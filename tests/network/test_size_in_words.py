"""Is the size of a network said rightly?"""

import pytest

from explorer.network.builder import new_experiment
from explorer.network.model import Kind, Network, Neuron
from explorer.network.size_in_words import size_in_words


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ((2, 4, 1), "2 inputs · 4 hidden · 1 output · 17 parameters"),
        ((1, 2), "1 input · 0 hidden · 2 outputs · 4 parameters"),
    ],
)
def test_neurons_and_parameters_are_counted(sizes: tuple[int, ...], words: str) -> None:
    assert size_in_words(new_experiment(sizes).network) == words


def test_constants_are_told_where_there_are_some() -> None:
    network = Network(neurons=(Neuron("one", Kind.CONSTANT, value=1.0),))
    assert size_in_words(network) == "0 inputs · 0 hidden · 0 outputs · 1 constant · 0 parameters"
