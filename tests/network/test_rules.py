"""Is every rule of drawing held, and does its message say what happened and what to do?"""

from itertools import pairwise

import pytest

from explorer.network import rules
from explorer.network.model import Connection, Kind, Network, Neuron
from explorer.network.rules import RuleBroken, can_connect, check_connect, check_loss, check_name
from explorer.refusal import Refusal
from tests.network.drawn import chain, classifier


def refusal(rule: type[RuleBroken], network: Network, source: str, dest: str) -> str:
    assert not can_connect(network, source, dest)
    with pytest.raises(rule) as caught:
        check_connect(network, source, dest)
    assert caught.value.place is None
    return str(caught.value)


def test_a_connection_that_breaks_no_rule_passes() -> None:
    network = chain().network
    check_connect(network, "i0", "y0")
    assert can_connect(network, "i0", "y0")


def test_a_connection_from_a_neuron_to_itself_is_refused() -> None:
    text = refusal(rules.SelfConnection, chain().network, "h0", "h0")
    assert text == "h0 cannot feed itself: connect it to another neuron"


def test_a_second_connection_between_two_neurons_is_refused() -> None:
    text = refusal(rules.DoubledConnection, chain().network, "i0", "h0")
    assert text == "i0 → h0 is there already: change its weight instead"


@pytest.mark.parametrize(("dest", "what"), [("i0", "an input"), ("one", "a constant")])
def test_a_connection_into_a_given_neuron_is_refused(dest: str, what: str) -> None:
    text = refusal(rules.ConnectionIntoGiven, chain().network, "h0", dest)
    assert text == (
        f"h0 → {dest} cannot be: {dest} is {what}, whose value is given; connect to a hidden or output neuron"
    )


@pytest.mark.parametrize("ends", [("x", "h0"), ("h0", "x")])
def test_a_connection_without_an_end_is_refused(ends: tuple[str, str]) -> None:
    text = refusal(rules.UnknownNeuron, chain().network, *ends)
    assert text == f"{ends[0]} → {ends[1]} cannot be: there is no neuron x"


def test_a_connection_that_closes_a_cycle_is_refused() -> None:
    text = refusal(rules.CycleClosed, chain().network, "h1", "h0")
    assert text == "h1 → h0 would close a cycle: h0 already feeds h1"


def test_a_longer_cycle_is_named_neuron_by_neuron() -> None:
    text = refusal(rules.CycleClosed, chain().network, "y0", "h0")
    assert text == "y0 → h0 would close a cycle: h0 feeds h1 feeds y0"


def test_a_very_long_cycle_is_named_by_its_ends() -> None:
    names = [f"h{index}" for index in range(9)]
    network = Network(
        tuple(Neuron(name, Kind.HIDDEN, "tanh") for name in names),
        tuple(Connection(source, dest, 1.0) for source, dest in pairwise(names)),
    )
    text = refusal(rules.CycleClosed, network, "h8", "h0")
    assert text == "h8 → h0 would close a cycle: h0 feeds h1 feeds h2 feeds h3 feeds … feeds h8"


def test_the_shortest_of_several_cycles_is_named() -> None:
    network = chain().network
    network = Network(network.neurons, (*network.connections, Connection("h0", "y0", 1.0)))
    assert refusal(rules.CycleClosed, network, "y0", "h0").endswith("h0 already feeds y0")


def test_a_connection_out_of_a_softmax_output_is_refused() -> None:
    network = classifier("squared-error", "softmax").network
    network = Network((*network.neurons, Neuron("h0", Kind.HIDDEN, "tanh")), network.connections)
    assert refusal(rules.SoftmaxFeeds, network, "y0", "h0") == (
        "y0 → h0 cannot be: y0 is a softmax output, which feeds nothing; "
        "choose another activation for the outputs first"
    )


def test_an_output_may_feed_another_neuron() -> None:
    network = chain().network
    network = Network((*network.neurons, Neuron("h2", Kind.HIDDEN, "tanh")), network.connections)
    assert can_connect(network, "y0", "h2")


def test_a_name_that_is_free_passes() -> None:
    check_name(chain().network, "h2")


@pytest.mark.parametrize(
    ("name", "rule", "text"),
    [
        ("", rules.EmptyName, "a neuron without a name: give it one"),
        ("h0", rules.NameTaken, "there is a neuron h0 already: choose another name"),
        ("x\ud800", rules.UnwritableName, "'x\\ud800' holds half a character: type the name anew"),
    ],
)
def test_a_name_that_cannot_be_is_refused(name: str, rule: type[RuleBroken], text: str) -> None:
    with pytest.raises(rule) as caught:
        check_name(chain().network, name)
    assert str(caught.value) == text


@pytest.mark.parametrize("name", ["α₁", "two words", "0", "<b>", "😀"])
def test_any_other_name_passes(name: str) -> None:
    check_name(chain().network, name)


LOSS_AND_ACTIVATION = {
    "half-squared-error": None,
    "squared-error": None,
    "mean-squared-error": None,
    "binary-cross-entropy": "logistic",
    "negative-log-likelihood": "softmax",
}


@pytest.mark.parametrize(("loss", "needed"), LOSS_AND_ACTIVATION.items())
@pytest.mark.parametrize("activation", ["identity", "logistic", "tanh", "relu", "softmax"])
def test_cross_entropies_go_with_their_activation_only(
    loss: str, needed: str | None, activation: str
) -> None:
    network = classifier(loss, activation).network
    if needed in (None, activation):
        check_loss(network, loss)
    else:
        with pytest.raises(rules.LossNeedsActivation) as caught:
            check_loss(network, loss)
        assert f"needs {needed} outputs, but y0 is {activation}: make every output {needed}" in str(
            caught.value
        )


@pytest.mark.parametrize("loss", LOSS_AND_ACTIVATION)
def test_any_loss_goes_with_a_network_that_has_no_outputs_yet(loss: str) -> None:
    check_loss(Network(), loss)


def test_an_unknown_loss_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(rules.UnknownLoss) as caught:
        check_loss(Network(), "hinge")
    assert str(caught.value) == (
        "there is no loss “hinge”: choose one of half-squared-error, squared-error, mean-squared-error, "
        "binary-cross-entropy, negative-log-likelihood"
    )


def test_every_rule_says_what_must_hold() -> None:
    broken = [
        rule for rule in vars(rules).values() if isinstance(rule, type) and issubclass(rule, RuleBroken)
    ]
    assert len(broken) > 15
    assert all(rule.__doc__ for rule in broken)
    assert issubclass(RuleBroken, Refusal)
