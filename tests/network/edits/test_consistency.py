"""Are the parts that edits are made of right by themselves?"""

import pytest

from explorer.network import rules
from explorer.network.edits import consistency
from explorer.network.model import Connection, Experiment, Kind, Neuron
from tests.network.drawn import chain, classifier


@pytest.mark.parametrize(
    ("taken", "name", "expected"),
    [
        ([], "a0", "a0"),
        (["a0"], "a0", "a1"),
        (["a0", "a1", "a3"], "a0", "a2"),
        (["a5"], "a5", "a0"),
        (["one"], "one", "one1"),
        (["one", "one1"], "one", "one2"),
        (["7"], "7", "0"),
    ],
)
def test_a_name_that_is_taken_gets_another_number(taken: list[str], name: str, expected: str) -> None:
    assert consistency.free_name(taken, name) == expected


def test_without_fellows_there_is_a_first_activation() -> None:
    assert consistency.suitable_activation(Experiment(), Kind.HIDDEN) == "tanh"
    assert consistency.suitable_activation(Experiment(), Kind.OUTPUT) == "identity"


@pytest.mark.parametrize(
    ("loss", "activation", "expected"),
    [
        ("squared-error", "tanh", None),
        ("squared-error", "softmax", "softmax"),
        ("binary-cross-entropy", "logistic", "logistic"),
        ("negative-log-likelihood", "softmax", "softmax"),
    ],
)
def test_loss_and_softmax_say_what_an_output_must_have(
    loss: str, activation: str, expected: str | None
) -> None:
    assert consistency.required_activation(classifier(loss, activation)) == expected


def test_the_same_neurons_make_the_same_experiment() -> None:
    experiment = chain()
    assert (
        consistency.with_neurons(
            experiment, {"h0": Neuron("h0", Kind.HIDDEN, "tanh", 0.1, 1.0, (100.0, 0.0))}
        )
        is experiment
    )


def test_outputs_that_do_not_suit_each_other_are_not_put_in() -> None:
    experiment = classifier("squared-error", "softmax")
    with pytest.raises(rules.SoftmaxMixed):
        consistency.with_neurons(experiment, {"y0": Neuron("y0", Kind.OUTPUT, "tanh")})


def test_a_softmax_output_that_feeds_is_not_put_in() -> None:
    experiment = classifier("squared-error", "softmax")
    neurons = (*experiment.network.neurons, Neuron("h0", Kind.HIDDEN, "tanh"))
    with pytest.raises(rules.SoftmaxFeeds):
        consistency.with_graph(experiment, neurons, (Connection("y0", "h0", 1.0),))
