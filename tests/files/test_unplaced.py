"""`explorer.files.unplaced`"""

from explorer.files.unplaced import with_places
from tests.network.drawn import chain

NETWORK = chain().network


def test_where_every_position_is_given_nothing_is_moved() -> None:
    assert with_places(NETWORK, set()) is NETWORK


def test_only_the_neurons_that_are_named_are_laid_out() -> None:
    *others, last = (neuron.name for neuron in NETWORK.neurons)
    found = with_places(NETWORK, {last})
    assert [found.by_name[name].position for name in others] == [NETWORK.by_name[n].position for n in others]
    assert len({neuron.position for neuron in found.neurons}) == len(found.neurons)
