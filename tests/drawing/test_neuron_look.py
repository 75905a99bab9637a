"""Does a neuron show what the animation has reached, in words that fit?"""

import math
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from explorer.backprop.frame import Frame
from explorer.backprop.notation import load_notation
from explorer.drawing.highlights import Highlights
from explorer.drawing.neuron_look import NeuronLook, neuron_look
from explorer.network.model import Kind, Network, Neuron
from tests.drawing.networks import worked_example
from tests.played_pass import played


def hidden_look(**numbers: Any) -> NeuronLook:
    """A ReLU's, in the program's own notation."""
    symbols = {"bias_symbol": "b", "delta_symbol": "δ", "gradient_symbol": "∂E/∂a"}
    return NeuronLook("a", Kind.HIDDEN, "relu", **symbols, **numbers)


@pytest.mark.parametrize(
    ("look", "bias", "error"),
    [
        (hidden_look(), "", ""),
        (hidden_look(is_hovered=True), "+ b", ""),
        (hidden_look(bias=0.5, dE_da=-2.0), "b 0.5", "∂E/∂a −2"),
        (hidden_look(bias=0.5, next_bias=0.55, delta=0.1), "b 0.5 → 0.55", "δ 0.1"),
        (NeuronLook("i", Kind.INPUT, value=1.0, is_selected=True), "", ""),
    ],
)
def test_texts_below_a_neuron(look: NeuronLook, bias: str, error: str) -> None:
    assert (look.bias_text, look.error_text) == (bias, error)


def test_where_room_is_short_an_update_is_told_without_the_number_before() -> None:
    look = hidden_look(bias=0.5, next_bias=0.50001)
    assert look.short_bias_text == "b → 0.50001"
    assert hidden_look(bias=0.5).short_bias_text == "b 0.5"
    assert hidden_look(is_hovered=True).short_bias_text == "+ b"


def test_where_each_half_has_errors_of_its_own_it_has_a_letter_of_its_own() -> None:
    pass_ = played(worked_example())
    frame = replace(pass_.frame(pass_.timeline.duration), notation=load_notation("simple-derivatives"))
    look = neuron_look(frame, frame.experiment.network.by_name["a0"], Highlights())
    assert look.halves == ("a₀", "b₀")
    assert (look.delta_text, look.gradient_text) == ("∂E/∂a₀ −0.5", "∂E/∂b₀ −0.5")
    given = neuron_look(frame, frame.experiment.network.by_name["i0"], Highlights())
    assert given.halves is None


def test_a_number_that_is_not_finite_is_noticed() -> None:
    assert NeuronLook("a", Kind.HIDDEN, "relu", z=1e300).is_finite
    assert not NeuronLook("a", Kind.HIDDEN, "relu", z=math.nan).is_finite
    assert not NeuronLook("a", Kind.HIDDEN, "relu", delta=-math.inf).is_finite


def test_from_afar_only_signs_and_what_is_not_finite_make_a_difference() -> None:
    look = NeuronLook("a", Kind.OUTPUT, "relu", bias=0.5, z=2.0, a=2.0, delta=-0.1, target=1.0)
    same = structs.replace(look, name="b", bias=-1.0, next_bias=0.25, z=3.0, a=3.0, delta=-0.2, target=-4.0)
    assert look.from_afar == same.from_afar
    others = (
        structs.replace(look, a=0.0),
        structs.replace(look, a=None),
        structs.replace(look, delta=0.1),
        structs.replace(look, a=math.inf),
        structs.replace(look, z=math.nan),
        structs.replace(look, next_bias=math.inf, bias=math.inf),
        structs.replace(look, target=None),
        structs.replace(look, is_selected=True),
        structs.replace(look, kind=Kind.HIDDEN),
    )
    assert all(other.from_afar != look.from_afar for other in others)


def test_a_constant_shows_its_value_without_any_sample() -> None:
    on = Neuron("on", Kind.CONSTANT, value=2.5)
    experiment = replace(worked_example(), network=Network((on,)), samples=())
    assert neuron_look(Frame(experiment), on, Highlights()).value == 2.5


def test_a_neuron_shows_what_is_known_at_the_time_of_the_frame() -> None:
    pass_ = played(worked_example())
    neuron = worked_example().network.by_name["c1"]
    early = neuron_look(pass_.frame(0.0), neuron, Highlights())
    assert (early.z, early.a, early.dE_da, early.delta, early.next_bias) == (None,) * 5
    late = neuron_look(pass_.frame(pass_.timeline.duration), neuron, Highlights())
    assert (late.z, late.a, late.dE_da, late.delta, late.next_bias) == (0.5, 0.5, -0.5, -0.5, 0.05)
    assert (late.target, late.bias) == (1.0, 0.0)
