"""Do labels show what the animation has reached, in the room that was kept for them?"""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from msgspec import structs

from explorer.backprop.state import State
from explorer.drawing.highlights import Highlights
from explorer.drawing.label_place import HEIGHT, Detail, LabelPlace
from explorer.drawing.network_geometry import compute_geometry
from explorer.network.builder import new_experiment
from explorer.ui.canvas.label_look import label_look, label_looks
from explorer.ui.canvas.qt_shapes import to_rect
from tests.drawing.networks import worked_example
from tests.played_pass import played

HERE = LabelPlace(10.0, 20.0, 0.5)
PAIR = LabelPlace(10.0, 20.0, 0.5, Detail.PAIR)
NARROW = LabelPlace(10.0, 20.0, 0.5, Detail.WEIGHT)
NOWHERE = LabelPlace(10.0, 20.0, 0.5, Detail.NOTHING)


@pytest.mark.parametrize("sizes", [(3, 1, 2), (2, 4, 1), (6, 2, 1), (3, 4, 3), (1, 12, 1)])
def test_the_weights_of_a_layered_network_are_all_written_and_none_covers_another(
    sizes: tuple[int, ...],
) -> None:
    experiment = new_experiment(sizes)
    geometry = compute_geometry(experiment)
    labels = label_looks(experiment.network, geometry.label_places, None, Highlights())
    assert len(labels) == len(experiment.network.connections)
    for one, other in combinations(labels, 2):
        shared = to_rect(one.weight_rect).intersected(to_rect(other.weight_rect))
        assert shared.height() < HEIGHT / 4 or shared.width() < 12


@pytest.fixture
def at_the_end() -> State:
    return played(worked_example()).end


def test_a_label_with_room_shows_weight_gradient_and_next_weight(at_the_end: State) -> None:
    connection = worked_example().network.by_ends["a0", "c1"]
    look = label_look(connection, HERE, at_the_end)
    assert (look.weight_text, look.gradient_text) == ("1 → 1.025", "∂E/∂w −0.25")
    assert look.weight_rect.centre == (10, 20)
    assert look.gradient_rect.top >= look.weight_rect.bottom


def test_a_label_without_room_shows_one_number_until_it_is_marked(at_the_end: State) -> None:
    connection = worked_example().network.by_ends["a0", "c1"]
    look = label_look(connection, NARROW, at_the_end)
    assert (look.weight_text, look.gradient_text) == ("→ 1.025", "")
    assert look.gradient_rect.is_empty
    marked = label_look(connection, NARROW, at_the_end, is_marked=True)
    assert (marked.weight_text, marked.gradient_text) == ("1 → 1.025", "∂E/∂w −0.25")


def test_a_label_with_less_room_shows_weight_and_gradient_as_numbers_alone(at_the_end: State) -> None:
    look = label_look(worked_example().network.by_ends["a0", "c1"], PAIR, at_the_end)
    assert (look.weight_text, look.gradient_text) == ("→ 1.025", "−0.25")


def test_a_label_is_never_wider_than_the_room_that_was_kept(at_the_end: State) -> None:
    connection = replace(worked_example().network.by_ends["a0", "c1"], weight=-1.234e-100)
    for detail, width in ((Detail.WEIGHT, 72), (Detail.PAIR, 72), (Detail.FULL, 118)):
        look = label_look(connection, structs.replace(PAIR, detail=detail, magnification=2.0), at_the_end)
        assert look.weight_rect.width <= 2 * width
        assert look.weight_rect.height == 36
        assert look.gradient_rect.width <= 2 * width


def test_from_afar_only_what_is_marked_is_written_and_can_be_pointed_at_as_large_as_it_is_read() -> None:
    experiment = worked_example()
    places = dict.fromkeys(experiment.network.by_ends, HERE)
    hovered = Highlights(hovered_ends=("i0", "a0"))
    (look,) = label_looks(experiment.network, places, None, hovered, scale=0.17)
    assert look.ends == ("i0", "a0")
    assert look.weight_rect.height == pytest.approx(5 * HEIGHT)


def test_a_label_that_is_not_clear_is_written_on_demand_and_on_top() -> None:
    experiment = worked_example()
    label_places = dict.fromkeys(experiment.network.by_ends, HERE) | {("i0", "a0"): NOWHERE}
    plain = label_looks(experiment.network, label_places, None, Highlights())
    assert ("i0", "a0") not in [look.ends for look in plain]
    hovered = label_looks(experiment.network, label_places, None, Highlights(hovered_ends=("i0", "a0")))
    assert hovered[-1].ends == ("i0", "a0")


def test_a_label_that_is_explained_grows_away_from_what_a_neuron_writes(at_the_end: State) -> None:
    experiment = worked_example()
    places = dict.fromkeys(experiment.network.by_ends, NOWHERE) | {("a0", "c1"): NARROW}
    hovered = Highlights(hovered_ends=("a0", "c1"))
    beside = np.array([[48.0, 0.0, 90.0, 60.0]])
    free = label_looks(experiment.network, places, at_the_end, hovered)[-1]
    assert free.gradient_rect.right > 48
    look = label_looks(experiment.network, places, at_the_end, hovered, walls=beside)[-1]
    assert max(look.weight_rect.right, look.gradient_rect.right) <= 48
    assert look.weight_text == free.weight_text
