"""Where does each neuron stand, and what do notations call it by that?"""

from explorer.backprop.neuron_place import NeuronPlace, place_of, places_in
from explorer.network.builder import new_experiment
from tests.training.small_experiment import article_e


def test_a_neuron_stands_in_its_level_with_its_number_there_and_its_index_among_all() -> None:
    network = new_experiment((2, 3, 1)).network
    found = {place.name: (place.level, place.number, place.index) for place in places_in(network).values()}
    assert list(found.values()) == [(0, 0, 1), (0, 1, 2), (1, 0, 3), (1, 1, 4), (1, 2, 5), (2, 0, 6)]


def test_each_half_layer_has_a_letter_of_its_own_as_in_the_worked_iteration() -> None:
    places = places_in(article_e().network)
    letters = [(place.before, place.after, place.number) for place in places.values()]
    assert letters == [
        ("i", "i", 0),
        ("i", "i", 1),
        ("i", "i", 2),
        ("a", "b", 0),
        ("c", "o", 0),
        ("c", "o", 1),
    ]
    assert places["a0"].words("dest_")["dest_half"] == "b₀"


def test_layers_are_x_y_z_and_then_numbered() -> None:
    assert [NeuronPlace("n", level).layer for level in range(5)] == ["x", "y", "z", "l₃", "l₄"]


def test_of_a_hundred_layers_each_half_is_told_apart() -> None:
    halves = [
        (place.before, place.after) for place in (NeuronPlace("n", n, last_level=101) for n in range(1, 101))
    ]
    letters = [letter for pair in halves for letter in pair]
    assert len(set(letters)) == 200
    assert not {"i", "o", "w", "x", "y"} & set(letters)


def test_a_neuron_that_nobody_placed_is_called_by_its_name() -> None:
    assert place_of("a\nb", {}).words()["name"] == "a⏎b"
