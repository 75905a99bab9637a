"""A network in a few words."""

from explorer.network.builder import new_experiment
from explorer.network.model import Network
from explorer.network.network_summary import activations_in_words, sizes_in_words

NETWORK = new_experiment((2, 4, 1), "tanh", "identity").network


def test_the_sizes_of_its_levels_stand_in_their_order() -> None:
    assert sizes_in_words(NETWORK) == "2-4-1"
    assert sizes_in_words(Network()) == ""


def test_each_activation_of_the_hidden_neurons_is_named_once_and_on_request_those_of_outputs() -> None:
    assert activations_in_words(NETWORK) == "tanh"
    assert activations_in_words(NETWORK, with_outputs=True) == "tanh, identity"
    assert activations_in_words(Network()) == ""
