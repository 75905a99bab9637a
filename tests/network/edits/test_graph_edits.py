"""Does each edit of neurons and connections do what it says, and leave the old experiment alone?"""

import math

import pytest

from explorer.network import rules
from explorer.network.edits import graph_edits
from explorer.network.edits.consistency import UnknownConnection
from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.experiment_rules import check_experiment
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Parameter, Sample
from tests.network.drawn import chain, classifier


def names(network: Network) -> list[str]:
    return [neuron.name for neuron in network.neurons]


def ends(network: Network) -> list[tuple[str, str]]:
    return [connection.ends for connection in network.connections]


def test_the_first_neurons_are_named_by_their_kind() -> None:
    experiment = Experiment()
    for kind in (Kind.INPUT, Kind.INPUT, Kind.HIDDEN, Kind.OUTPUT, Kind.CONSTANT, Kind.CONSTANT, Kind.HIDDEN):
        experiment = graph_edits.add_neuron(experiment, kind, (1.0, 2.0))
    assert names(experiment.network) == ["i0", "i1", "h0", "y0", "one", "one1", "h1"]
    assert experiment.network.by_name["h0"] == Neuron("h0", Kind.HIDDEN, "tanh", 0.0, position=(1.0, 2.0))
    assert experiment.network.by_name["y0"] == Neuron("y0", Kind.OUTPUT, "identity", 0.0, position=(1.0, 2.0))
    assert experiment.network.by_name["i0"] == Neuron("i0", Kind.INPUT, position=(1.0, 2.0))
    check_experiment(experiment)


def test_a_free_name_fills_the_gap() -> None:
    experiment = graph_edits.delete(graph_edits.add_neuron(chain(), Kind.HIDDEN, (0.0, 0.0)), ["h1"])
    assert names(graph_edits.add_neuron(experiment, Kind.HIDDEN, (0.0, 0.0)).network)[-1] == "h1"


def test_a_new_neuron_has_the_activation_of_its_last_fellow() -> None:
    experiment = chain()
    assert (
        graph_edits.add_neuron(experiment, Kind.HIDDEN, (0.0, 0.0)).network.neurons[-1].activation == "relu"
    )
    assert (
        graph_edits.add_neuron(experiment, Kind.OUTPUT, (0.0, 0.0)).network.neurons[-1].activation
        == "identity"
    )


@pytest.mark.parametrize(
    ("loss", "activation"),
    [
        ("binary-cross-entropy", "logistic"),
        ("negative-log-likelihood", "softmax"),
        ("squared-error", "softmax"),
        ("squared-error", "relu"),
    ],
)
def test_a_new_output_has_the_activation_that_suits_the_others(loss: str, activation: str) -> None:
    added = graph_edits.add_neuron(classifier(loss, activation), Kind.OUTPUT, (0.0, 0.0))
    assert added.network.neurons[-1].activation == activation
    check_experiment(added)


def test_what_is_given_is_taken() -> None:
    added = graph_edits.add_neuron(chain(), Kind.HIDDEN, (3.0, 4.0), "c", "sine", None)
    assert added.network.neurons[-1] == Neuron("c", Kind.HIDDEN, "sine", None, position=(3.0, 4.0))


def test_a_new_input_or_output_is_0_in_every_sample() -> None:
    before = chain()
    added = graph_edits.add_neuron(
        graph_edits.add_neuron(before, Kind.INPUT, (0.0, 0.0)), Kind.OUTPUT, (0.0, 0.0)
    )
    assert added.samples == (
        Sample({"i0": 0.5, "i1": 0.0}, {"y0": 1.0, "y1": 0.0}),
        Sample({"i0": -0.5, "i1": 0.0}, {"y0": 0.0, "y1": 0.0}, held_out=True),
    )
    assert before == chain()


def test_a_new_hidden_neuron_leaves_the_samples_alone() -> None:
    before = chain()
    assert graph_edits.add_neuron(before, Kind.HIDDEN, (0.0, 0.0)).samples is before.samples


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        ((Kind.HIDDEN, (0.0, 0.0), "h0"), rules.NameTaken),
        ((Kind.HIDDEN, (0.0, 0.0), ""), rules.EmptyName),
        ((Kind.HIDDEN, (0.0, 0.0), "a", "step"), rules.UnknownActivation),
        ((Kind.HIDDEN, (0.0, 0.0), "a", "softmax"), rules.SoftmaxInside),
        ((Kind.INPUT, (0.0, 0.0), "a", "tanh"), rules.NotComputed),
        ((Kind.OUTPUT, (0.0, 0.0), "a", "softmax"), rules.SoftmaxMixed),
        ((Kind.HIDDEN, (0.0, 0.0), "a", "tanh", math.inf), rules.NotFinite),
        ((Kind.HIDDEN, (math.nan, 0.0)), rules.NotFinite),
    ],
)
def test_a_neuron_that_breaks_a_rule_is_not_added(
    arguments: tuple[Kind, tuple[float, float]], rule: type[rules.RuleBroken]
) -> None:
    with pytest.raises(rule):
        graph_edits.add_neuron(chain(), *arguments)


def test_an_output_that_does_not_suit_the_loss_is_not_added() -> None:
    with pytest.raises(rules.LossNeedsActivation):
        graph_edits.add_neuron(
            classifier("binary-cross-entropy", "logistic"), Kind.OUTPUT, (0.0, 0.0), activation="tanh"
        )


def test_connecting_adds_a_connection_at_the_end() -> None:
    connected = graph_edits.connect(chain(), "i0", "y0", -0.5)
    assert connected.network.connections[-1] == Connection("i0", "y0", -0.5)
    assert connected.network.connections[:-1] == chain().network.connections


@pytest.mark.parametrize(
    ("source", "dest", "rule"),
    [
        ("y0", "h0", rules.CycleClosed),
        ("h0", "h0", rules.SelfConnection),
        ("h0", "i0", rules.ConnectionIntoGiven),
    ],
)
def test_a_connection_that_breaks_a_rule_is_not_added(
    source: str, dest: str, rule: type[rules.RuleBroken]
) -> None:
    with pytest.raises(rule):
        graph_edits.connect(chain(), source, dest)


def test_a_weight_that_is_not_finite_is_not_connected() -> None:
    with pytest.raises(rules.NotFinite, match="the weight of i0 → y0 is NaN: give it a finite number"):
        graph_edits.connect(chain(), "i0", "y0", math.nan)


def test_a_neuron_can_be_added_and_connected_at_once() -> None:
    added = graph_edits.add_connected(chain(), "h0", Kind.OUTPUT, (5.0, 5.0), 0.25)
    assert names(added.network)[-1] == "y1"
    assert added.network.connections[-1] == Connection("h0", "y1", 0.25)
    check_experiment(added)


def test_nothing_is_added_that_could_not_be_connected() -> None:
    with pytest.raises(rules.SoftmaxFeeds):
        graph_edits.add_connected(classifier("squared-error", "softmax"), "y0", Kind.HIDDEN, (0.0, 0.0))


def test_disconnecting_removes_one_connection() -> None:
    assert ends(graph_edits.disconnect(chain(), "h0", "h1").network) == [
        ("i0", "h0"),
        ("h1", "y0"),
        ("one", "y0"),
    ]


def test_what_is_not_connected_cannot_be_disconnected() -> None:
    with pytest.raises(UnknownConnection, match="i0 → y0 is not there: connect them first"):
        graph_edits.disconnect(chain(), "i0", "y0")


def test_deleting_takes_connections_and_numbers_of_samples_along() -> None:
    before = chain()
    deleted = graph_edits.delete(before, ["i0", "h1"], [("one", "y0")])
    assert names(deleted.network) == ["one", "h0", "y0"]
    assert deleted.network.connections == ()
    assert deleted.samples == (Sample({}, {"y0": 1.0}), Sample({}, {"y0": 0.0}, held_out=True))
    check_experiment(deleted)
    assert before == chain()


def test_deleting_nothing_changes_nothing() -> None:
    experiment = chain()
    assert graph_edits.delete(experiment, []) is experiment


def test_what_is_not_there_cannot_be_deleted() -> None:
    with pytest.raises(rules.UnknownNeuron, match="there is no neuron x"):
        graph_edits.delete(chain(), ["h0", "x"])
    with pytest.raises(UnknownConnection):
        graph_edits.delete(chain(), [], [("h0", "i0")])


def test_connections_and_samples_follow_a_new_name() -> None:
    before = chain()
    renamed = graph_edits.rename(graph_edits.rename(before, "i0", " x "), "y0", "out")
    assert names(renamed.network) == ["x", "one", "h0", "h1", "out"]
    assert ends(renamed.network) == [("x", "h0"), ("h0", "h1"), ("h1", "out"), ("one", "out")]
    assert renamed.samples[0] == Sample({"x": 0.5}, {"out": 1.0})
    check_experiment(renamed)
    assert before == chain()


def test_a_neuron_may_be_called_what_it_is_called() -> None:
    experiment = chain()
    assert graph_edits.rename(experiment, "h0", "h0 ") is experiment


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [("h0", "h1", rules.NameTaken), ("h0", "  ", rules.EmptyName), ("x", "z", rules.UnknownNeuron)],
)
def test_a_name_that_breaks_a_rule_is_not_given(old: str, new: str, rule: type[rules.RuleBroken]) -> None:
    with pytest.raises(rule):
        graph_edits.rename(chain(), old, new)


def test_a_hidden_neuron_that_becomes_an_output_gets_targets() -> None:
    changed = graph_edits.set_kind(chain(), ["h0"], Kind.OUTPUT)
    assert changed.network.by_name["h0"] == Neuron("h0", Kind.OUTPUT, "tanh", 0.1, position=(100.0, 0.0))
    assert changed.samples[0].targets == {"h0": 0.0, "y0": 1.0}
    check_experiment(changed)


def test_an_output_that_becomes_hidden_loses_its_targets() -> None:
    changed = graph_edits.set_kind(chain(), ["y0"], Kind.HIDDEN)
    assert [sample.targets for sample in changed.samples] == [{}, {}]
    assert changed.network.by_name["y0"].activation == "identity"
    check_experiment(changed)


@pytest.mark.parametrize(
    ("loss", "activation"), [("binary-cross-entropy", "logistic"), ("squared-error", "softmax")]
)
def test_a_new_output_takes_the_activation_of_the_others(loss: str, activation: str) -> None:
    experiment = graph_edits.add_neuron(classifier(loss, activation), Kind.HIDDEN, (0.0, 0.0))
    changed = graph_edits.set_kind(experiment, ["h0"], Kind.OUTPUT)
    assert changed.network.by_name["h0"].activation == activation
    check_experiment(changed)


def test_a_softmax_output_that_becomes_hidden_takes_another_activation() -> None:
    changed = graph_edits.set_kind(classifier("squared-error", "softmax"), ["y1"], Kind.HIDDEN)
    assert changed.network.by_name["y1"].activation == "tanh"
    check_experiment(changed)


def test_a_hidden_neuron_that_feeds_cannot_become_a_softmax_output() -> None:
    experiment = graph_edits.add_connected(
        classifier("squared-error", "softmax"), "i0", Kind.HIDDEN, (0.0, 0.0)
    )
    experiment = graph_edits.connect(experiment, "h0", "y0")
    with pytest.raises(rules.SoftmaxFeeds) as caught:
        graph_edits.set_kind(experiment, ["h0"], Kind.OUTPUT)
    assert str(caught.value) == "h0 cannot have softmax: it feeds y0; delete h0 → y0 first"


def test_an_input_that_becomes_hidden_has_an_activation_and_a_bias() -> None:
    changed = graph_edits.set_kind(chain(), ["i0", "one"], Kind.HIDDEN)
    assert changed.network.by_name["i0"] == Neuron("i0", Kind.HIDDEN, "relu", 0.0)
    assert changed.samples[0].inputs == {}
    check_experiment(changed)


def test_a_neuron_that_nothing_feeds_may_become_an_input() -> None:
    experiment = graph_edits.disconnect(chain(), "i0", "h0")
    changed = graph_edits.set_kind(experiment, ["h0"], Kind.INPUT)
    assert changed.network.by_name["h0"] == Neuron("h0", Kind.INPUT, position=(100.0, 0.0))
    assert changed.samples[0].inputs == {"i0": 0.5, "h0": 0.0}
    check_experiment(changed)


def test_a_neuron_that_is_fed_cannot_become_an_input() -> None:
    with pytest.raises(rules.ConnectionIntoGiven):
        graph_edits.set_kind(chain(), ["h0"], Kind.INPUT)


def test_a_neuron_may_be_of_the_kind_that_it_is() -> None:
    experiment = chain()
    assert graph_edits.set_kind(experiment, ["h0", "h1"], Kind.HIDDEN) is experiment


def test_a_new_name_is_told_from_a_neuron_that_came_and_one_that_went() -> None:
    before = chain().network
    after = graph_edits.rename(chain(), "h0", "hidden").network
    assert graph_edits.renamed(before, after) == {"h0": "hidden"}
    assert graph_edits.renamed(before, before) == {}
    assert graph_edits.renamed(before, graph_edits.delete(chain(), ["h0"]).network) == {}


def test_several_new_names_are_told_at_once_and_names_that_changed_places_are_not() -> None:
    a, b, c, d = (Neuron(name, Kind.HIDDEN, "tanh") for name in "abcd")
    assert graph_edits.renamed(Network((a, b)), Network((c, d))) == {"a": "c", "b": "d"}
    assert graph_edits.renamed(Network((a, b)), Network((b, a))) == {}
    assert graph_edits.renamed(Network((a, b)), Network((b, c))) == {}
    assert graph_edits.renamed(Network((a,)), Network((Neuron("x", Kind.INPUT),))) == {}


def test_what_is_fixed_stays_so_under_another_name_and_of_another_kind() -> None:
    fixed = set_fixed(chain(), [Parameter("h0", "h1"), Parameter(None, "h0")], True)
    renamed = graph_edits.rename(fixed, "h0", "a")
    assert renamed.network.by_name["a"].is_fixed
    assert renamed.network.by_ends["a", "h1"].is_fixed
    assert graph_edits.set_kind(fixed, ["h0"], Kind.OUTPUT).network.by_name["h0"].is_fixed
    given = graph_edits.set_kind(graph_edits.disconnect(fixed, "i0", "h0"), ["h0"], Kind.CONSTANT)
    assert not given.network.by_name["h0"].is_fixed
    assert given.network.by_ends["h0", "h1"].is_fixed
    check_experiment(given)
