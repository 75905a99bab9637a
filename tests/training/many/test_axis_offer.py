"""`explorer.training.many.axis_offer`: which axes can be chosen for a network?"""

from dataclasses import replace

from explorer.network.model import OptimiserChoice, Parameter, Training
from explorer.symbol import Symbol
from explorer.training.many.axis_offer import axis_offers
from explorer.training.many.map_question import MapQuestion, usual_axis
from tests.training.small_experiment import xor

XOR = replace(xor(), training=Training(optimiser=OptimiserChoice("momentum")))
BOTH = [Parameter("i0", "h0"), Parameter("h0", "y0")]


def test_every_offer_is_an_axis_of_the_network() -> None:
    offers = axis_offers(XOR, ["h1"], BOTH)
    names = [offer.name for offer in offers if offer.name is not None]
    assert len(names) == len(offers)
    assert names[:7] == [
        "learning-rate",
        "learning-rate@1",
        "learning-rate@2",
        "learning-rate@i0>h0,h0>y0,h1",
        "momentum",
        "scale",
        "seed",
    ]
    assert len([offer for offer in offers if offer.is_single]) == len(XOR.network.parameters)
    for name in names:
        other = "scale" if name != "scale" else "seed"
        axes = usual_axis(XOR, name), usual_axis(XOR, other)
        assert MapQuestion(XOR, *axes, size=2, steps=1).training_map().x.name == name


def test_what_cannot_be_chosen_now_is_there_without_a_name_and_says_what_to_do() -> None:
    offers = {offer.text: offer for offer in axis_offers(xor(), [], [])}
    selected = offers[f"{Symbol.ALPHA} of what is selected on the canvas"]
    assert (selected.name, selected.tip) == (None, "Select connections, or neurons, on the canvas first")
    assert offers["momentum β"].name is None
