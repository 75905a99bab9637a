"""Do neurons and labels show what the animation has reached, in words that fit?"""

import math
from dataclasses import replace

import pytest

from explorer.backprop.state import State
from explorer.drawing.label_place import LabelPlace
from explorer.network.model import Kind, Network, Neuron
from explorer.ui.canvas.highlights import Highlights
from explorer.ui.canvas.looks import label_look, label_looks, neuron_look
from explorer.ui.canvas.neuron_look import NeuronLook
from tests.played_pass import played
from tests.ui.canvas.drawn import worked_example

HERE = LabelPlace(10.0, 20.0, 0.5)
NARROW = LabelPlace(10.0, 20.0, 0.5, has_room=False)
NOWHERE = LabelPlace(10.0, 20.0, 0.5, is_clear=False, has_room=False)


@pytest.fixture
def at_the_end() -> State:
    return played(worked_example()).end


@pytest.mark.parametrize(
    ("look", "bias", "error"),
    [
        (NeuronLook("a", Kind.HIDDEN, "relu"), "", ""),
        (NeuronLook("a", Kind.HIDDEN, "relu", is_hovered=True), "+ b", ""),
        (NeuronLook("a", Kind.HIDDEN, "relu", bias=0.5, dE_da=-2.0), "b 0.5", "∂E/∂a −2"),
        (NeuronLook("a", Kind.HIDDEN, "relu", bias=0.5, next_bias=0.55, delta=0.1), "b 0.5 → 0.55", "δ 0.1"),
        (NeuronLook("i", Kind.INPUT, value=1.0, is_selected=True), "", ""),
    ],
)
def test_texts_below_a_neuron(look: NeuronLook, bias: str, error: str) -> None:
    assert (look.bias_text, look.error_text) == (bias, error)


def test_a_number_that_is_not_finite_is_noticed() -> None:
    assert NeuronLook("a", Kind.HIDDEN, "relu", z=1e300).is_finite
    assert not NeuronLook("a", Kind.HIDDEN, "relu", z=math.nan).is_finite
    assert not NeuronLook("a", Kind.HIDDEN, "relu", delta=-math.inf).is_finite


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


def test_a_label_that_is_not_clear_is_written_on_demand_and_on_top() -> None:
    experiment = worked_example()
    label_places = dict.fromkeys(experiment.network.by_ends, HERE) | {("i0", "a0"): NOWHERE}
    plain = label_looks(experiment, label_places, None, Highlights())
    assert ("i0", "a0") not in [look.ends for look in plain]
    hovered = label_looks(experiment, label_places, None, Highlights(hovered_ends=("i0", "a0")))
    assert hovered[-1].ends == ("i0", "a0")


def test_a_constant_shows_its_value_without_any_sample() -> None:
    on = Neuron("on", Kind.CONSTANT, value=2.5)
    experiment = replace(worked_example(), network=Network((on,)), samples=())
    assert neuron_look(experiment, 0, None, on, Highlights()).value == 2.5
