"""Is every rule of a whole experiment held, and is the place of the first that is broken the right one?"""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from explorer.network import experiment_rules, rules, training_rules
from explorer.network.experiment_rules import check_experiment, check_neuron
from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    LossChoice,
    Network,
    Neuron,
    Sample,
    Training,
)
from explorer.network.rules import NothingToFix, RuleBroken
from tests.network.drawn import chain, classifier
from tests.random_experiment import random_experiment

Change = Callable[[Experiment], Experiment]


def neuron(index: int, **changes: object) -> Change:
    def change(experiment: Experiment) -> Experiment:
        neurons = list(experiment.network.neurons)
        neurons[index] = replace(neurons[index], **changes)  # type: ignore[arg-type]
        return replace(experiment, network=Network(tuple(neurons), experiment.network.connections))

    return change


def connection(index: int, **changes: object) -> Change:
    def change(experiment: Experiment) -> Experiment:
        connections = list(experiment.network.connections)
        connections[index] = replace(connections[index], **changes)  # type: ignore[arg-type]
        return replace(experiment, network=Network(experiment.network.neurons, tuple(connections)))

    return change


def connected(source: str, dest: str) -> Change:
    def change(experiment: Experiment) -> Experiment:
        network = experiment.network
        added = (*network.connections, Connection(source, dest, 1.0))
        return replace(experiment, network=Network(network.neurons, added))

    return change


def sample(index: int, **changes: object) -> Change:
    def change(experiment: Experiment) -> Experiment:
        samples = list(experiment.samples)
        samples[index] = replace(samples[index], **changes)  # type: ignore[arg-type]
        return replace(experiment, samples=tuple(samples))

    return change


def training(**changes: object) -> Change:
    return lambda experiment: replace(experiment, training=replace(Training(), **changes))  # type: ignore[arg-type]


NEURON, CONNECTION = "$.network.neurons", "$.network.connections"

BROKEN: list[tuple[Change, type[RuleBroken], str]] = [
    (neuron(1, name=""), rules.EmptyName, f"{NEURON}[1].name"),
    (neuron(3, name="h0"), rules.NameTaken, f"{NEURON}[3].name"),
    (neuron(3, name="\udc00"), rules.UnwritableName, f"{NEURON}[3].name"),
    (neuron(2, activation=None), rules.MissingActivation, f"{NEURON}[2].activation"),
    (neuron(2, activation="step"), rules.UnknownActivation, f"{NEURON}[2].activation"),
    (neuron(2, activation="softmax"), rules.SoftmaxInside, f"{NEURON}[2].activation"),
    (neuron(0, activation="tanh"), rules.NotComputed, f"{NEURON}[0].activation"),
    (neuron(1, bias=0.0), rules.NotComputed, f"{NEURON}[1].bias"),
    (neuron(2, bias=math.nan), rules.NotFinite, f"{NEURON}[2].bias"),
    (neuron(1, value=math.inf), rules.NotFinite, f"{NEURON}[1].value"),
    (neuron(0, value=2.0), rules.NotComputed, f"{NEURON}[0].value"),
    (neuron(4, value=0.0), rules.NotComputed, f"{NEURON}[4].value"),
    (neuron(3, position=(0.0, -math.inf)), rules.NotFinite, f"{NEURON}[3].position[1]"),
    (neuron(3, position=(1e308, 0.0)), rules.TooFarOut, f"{NEURON}[3].position[0]"),
    (connection(1, source="x"), rules.UnknownNeuron, f"{CONNECTION}[1].source"),
    (connection(1, dest="x"), rules.UnknownNeuron, f"{CONNECTION}[1].dest"),
    (connection(1, dest="h0"), rules.SelfConnection, f"{CONNECTION}[1]"),
    (connected("h0", "h1"), rules.DoubledConnection, f"{CONNECTION}[4]"),
    (connected("h0", "one"), rules.ConnectionIntoGiven, f"{CONNECTION}[4]"),
    (connected("y0", "h0"), rules.CycleClosed, f"{CONNECTION}[4]"),
    (connection(0, weight=math.nan), rules.NotFinite, f"{CONNECTION}[0].weight"),
    (sample(1, inputs={}), experiment_rules.MissingNumber, "$.samples[1].inputs"),
    (sample(0, targets={}), experiment_rules.MissingNumber, "$.samples[0].targets"),
    (sample(0, targets={"y0": 1.0, "h0": 1.0}), experiment_rules.SurplusNumber, "$.samples[0].targets.h0"),
    (sample(1, inputs={"i0": 1.0, "a b": 1.0}), experiment_rules.SurplusNumber, '$.samples[1].inputs["a b"]'),
    (sample(1, inputs={"i0": -math.inf}), rules.NotFinite, "$.samples[1].inputs.i0"),
    (lambda e: replace(e, loss=LossChoice("hinge")), rules.UnknownLoss, "$.loss.name"),
    (lambda e: replace(e, loss=LossChoice("binary-cross-entropy")), rules.LossNeedsActivation, "$.loss.name"),
    (training(seed=-1), training_rules.NegativeSeed, "$.training.seed"),
]


@pytest.mark.parametrize(("change", "rule", "place"), BROKEN)
def test_a_broken_rule_is_found_in_its_place(change: Change, rule: type[RuleBroken], place: str) -> None:
    with pytest.raises(rule) as caught:
        check_experiment(change(chain()))
    assert type(caught.value) is rule
    assert caught.value.place == place
    assert ": " in str(caught.value)  # what happened, and what to do


@pytest.mark.parametrize(
    "change",
    [
        neuron(1, value=-2.0),
        neuron(4, bias=None),
        lambda e: replace(e, samples=()),
        lambda e: replace(e, network=Network(e.network.neurons)),
    ],
)
def test_what_stands_at_the_edge_of_a_rule_passes(change: Change) -> None:
    check_experiment(change(chain()))


@pytest.mark.parametrize(
    "experiment", [Experiment(), chain(), classifier("negative-log-likelihood", "softmax")]
)
def test_valid_experiments_pass(experiment: Experiment) -> None:
    check_experiment(experiment)


@pytest.mark.parametrize("seed", range(60))
def test_drawn_experiments_pass(seed: int) -> None:
    check_experiment(random_experiment(seed))


def test_softmax_for_some_outputs_is_refused_at_the_one_that_differs() -> None:
    with pytest.raises(rules.SoftmaxMixed) as caught:
        check_experiment(neuron(2, activation="tanh")(classifier("squared-error", "softmax")))
    assert caught.value.place == f"{NEURON}[2].activation"
    assert str(caught.value) == ("y0 is a softmax output but y1 is not: softmax is for all outputs together")


def test_a_softmax_output_that_feeds_is_refused_at_its_connection() -> None:
    experiment = classifier("squared-error", "softmax")
    network = Network(
        (*experiment.network.neurons, Neuron("h0", Kind.HIDDEN, "tanh")),
        (Connection("y1", "h0", 1.0), *experiment.network.connections),
    )
    with pytest.raises(rules.SoftmaxFeeds) as caught:
        check_experiment(replace(experiment, network=network))
    assert caught.value.place == f"{CONNECTION}[0]"


def test_the_first_connection_that_closes_a_cycle_is_named_with_its_path() -> None:
    experiment = chain()
    ends = [("h0", "h1"), ("h1", "y0"), ("i0", "h0"), ("y0", "h0"), ("i0", "y0"), ("h1", "h0")]
    network = Network(experiment.network.neurons, tuple(Connection(*end, 1.0) for end in ends))
    with pytest.raises(rules.CycleClosed) as caught:
        check_experiment(replace(experiment, network=network))
    assert caught.value.place == f"{CONNECTION}[3]"
    assert str(caught.value) == "y0 → h0 closes a cycle: h0 feeds h1 feeds y0"


def test_a_sample_can_be_checked_by_itself() -> None:
    with pytest.raises(experiment_rules.MissingNumber) as caught:
        experiment_rules.check_sample(chain().network, Sample({}, {"y0": 0.0}))
    assert caught.value.place is None
    assert str(caught.value) == "the sample has no number for the input i0: give it one"


@pytest.mark.parametrize(("kind", "activation"), [(Kind.INPUT, None), (Kind.HIDDEN, "tanh")])
def test_a_bias_that_is_not_there_cannot_be_fixed(kind: Kind, activation: str | None) -> None:
    with pytest.raises(NothingToFix, match="a has no bias, so there is nothing to fix") as caught:
        check_neuron(Neuron("a", kind, activation, is_fixed=True), "$.network.neurons[3]")
    assert caught.value.place == "$.network.neurons[3].fixed"
    check_neuron(Neuron("a", Kind.HIDDEN, "tanh", 0.0, is_fixed=True))
