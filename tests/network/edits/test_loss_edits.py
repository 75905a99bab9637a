"""Do losses and output activations change together where they must?"""

import pytest

from explorer.network import rules
from explorer.network.edits import graph_edits, loss_edits
from explorer.network.experiment_rules import check_experiment
from explorer.network.model import Experiment, Kind, Reduction
from tests.network.drawn import chain, classifier


def activations(experiment: Experiment) -> list[str | None]:
    return [neuron.activation for neuron in experiment.network.outputs]


def test_several_neurons_get_an_activation() -> None:
    before = chain()
    after = loss_edits.set_activation(before, ["h0", "y0"], "sine")
    assert [neuron.activation for neuron in after.network.neurons] == [None, None, "sine", "relu", "sine"]
    assert before == chain()


def test_the_activation_that_is_there_changes_nothing() -> None:
    experiment = chain()
    assert loss_edits.set_activation(experiment, ["h0"], "tanh") is experiment
    assert loss_edits.set_activation(experiment, [], "relu") is experiment
    assert loss_edits.set_output_activation(experiment, "identity") is experiment


def test_one_output_takes_all_outputs_to_softmax_and_back() -> None:
    softmax = loss_edits.set_activation(classifier("squared-error", "tanh"), ["y1"], "softmax")
    assert activations(softmax) == ["softmax", "softmax"]
    assert activations(loss_edits.set_activation(softmax, ["y0"], "relu")) == ["relu", "relu"]


def test_without_softmax_each_output_has_its_own_activation() -> None:
    changed = loss_edits.set_activation(classifier("squared-error", "tanh"), ["y1"], "relu")
    assert activations(changed) == ["tanh", "relu"]


@pytest.mark.parametrize(
    ("names", "activation", "rule"),
    [
        (["h0"], "softmax", rules.SoftmaxInside),
        (["h0"], "step", rules.UnknownActivation),
        (["i0"], "tanh", rules.NotComputed),
        (["x"], "tanh", rules.UnknownNeuron),
    ],
)
def test_an_activation_that_breaks_a_rule_is_refused(
    names: list[str], activation: str, rule: type[rules.RuleBroken]
) -> None:
    with pytest.raises(rule):
        loss_edits.set_activation(chain(), names, activation)


def test_the_loss_refuses_an_activation_that_it_cannot_judge() -> None:
    with pytest.raises(rules.LossNeedsActivation, match="needs logistic outputs, but y1 is tanh"):
        loss_edits.set_activation(classifier("binary-cross-entropy", "logistic"), ["y1"], "tanh")


def test_an_output_that_feeds_cannot_have_softmax() -> None:
    experiment = graph_edits.add_connected(chain(), "y0", Kind.HIDDEN, (0.0, 0.0))
    with pytest.raises(rules.SoftmaxFeeds):
        loss_edits.set_activation(experiment, ["y0"], "softmax")
    with pytest.raises(rules.SoftmaxFeeds):
        loss_edits.set_loss(experiment, "negative-log-likelihood")


@pytest.mark.parametrize(
    ("start", "loss", "expected"),
    [
        (("squared-error", "tanh"), "negative-log-likelihood", "softmax"),
        (("squared-error", "tanh"), "binary-cross-entropy", "logistic"),
        (("squared-error", "tanh"), "mean-squared-error", "tanh"),
        (("binary-cross-entropy", "logistic"), "negative-log-likelihood", "softmax"),
        (("negative-log-likelihood", "softmax"), "binary-cross-entropy", "logistic"),
        (("negative-log-likelihood", "softmax"), "half-squared-error", "softmax"),
    ],
)
def test_a_loss_gives_the_outputs_the_activation_that_it_needs(
    start: tuple[str, str], loss: str, expected: str
) -> None:
    before = loss_edits.set_over_samples(classifier(*start), Reduction.SUM)
    after = loss_edits.set_loss(before, loss)
    assert (after.loss.name, after.loss.over_samples) == (loss, Reduction.SUM)
    assert activations(after) == [expected, expected]
    check_experiment(after)


def test_the_loss_that_is_there_changes_nothing() -> None:
    experiment = chain()
    assert loss_edits.set_loss(experiment, "half-squared-error") is experiment
    assert loss_edits.set_over_samples(experiment, Reduction.MEAN) is experiment


def test_an_unknown_loss_is_refused() -> None:
    with pytest.raises(rules.UnknownLoss):
        loss_edits.set_loss(chain(), "hinge")


@pytest.mark.parametrize(
    ("start", "activation", "expected"),
    [
        (("squared-error", "tanh"), "softmax", "squared-error"),
        (("squared-error", "tanh"), "relu", "squared-error"),
        (("binary-cross-entropy", "logistic"), "logistic", "binary-cross-entropy"),
        (("binary-cross-entropy", "logistic"), "softmax", "negative-log-likelihood"),
        (("negative-log-likelihood", "softmax"), "logistic", "binary-cross-entropy"),
        (("negative-log-likelihood", "softmax"), "tanh", "half-squared-error"),
    ],
)
def test_an_output_activation_takes_the_loss_to_one_that_fits(
    start: tuple[str, str], activation: str, expected: str
) -> None:
    after = loss_edits.set_output_activation(classifier(*start), activation)
    assert after.loss.name == expected
    assert activations(after) == [activation, activation]
    check_experiment(after)


def test_a_choice_for_all_outputs_takes_the_loss_along() -> None:
    after = loss_edits.choose_activation(
        classifier("binary-cross-entropy", "logistic"), ["i0", "y0", "y1"], "tanh"
    )
    assert activations(after) == ["tanh", "tanh"]
    assert after.loss.name == "half-squared-error"


def test_a_choice_for_some_outputs_leaves_the_loss_alone() -> None:
    with pytest.raises(rules.LossNeedsActivation):
        loss_edits.choose_activation(classifier("binary-cross-entropy", "logistic"), ["y0"], "tanh")


def test_a_choice_for_inputs_alone_changes_nothing() -> None:
    experiment = chain()
    assert loss_edits.choose_activation(experiment, ["i0", "one"], "tanh") is experiment


def test_a_choice_reaches_hidden_neurons_and_outputs_together() -> None:
    after = loss_edits.choose_activation(chain(), ["h0", "h1", "y0"], "sine")
    assert [neuron.activation for neuron in after.network.neurons] == [None, None, "sine", "sine", "sine"]


def test_a_loss_that_needs_no_activation_gives_back_the_one_that_was_there() -> None:
    first = classifier("squared-error", "tanh")
    mixed = loss_edits.set_activation(first, ["y1"], "relu")
    bound = loss_edits.set_loss(mixed, "binary-cross-entropy")
    other = loss_edits.set_loss(bound, "negative-log-likelihood")
    after = loss_edits.set_loss(other, "half-squared-error", [bound, mixed, first])
    assert activations(after) == ["tanh", "relu"]
    assert after.loss.name == "half-squared-error"
    check_experiment(after)


def test_outputs_that_were_others_get_no_activation_back() -> None:
    first = classifier("squared-error", "tanh")
    bound = loss_edits.set_loss(graph_edits.rename(first, "y1", "z"), "binary-cross-entropy")
    assert activations(loss_edits.set_loss(bound, "squared-error", [first])) == ["logistic", "logistic"]


def test_between_losses_that_need_none_nothing_is_given_back() -> None:
    first = classifier("squared-error", "tanh")
    relu = loss_edits.set_output_activation(first, "relu")
    assert activations(loss_edits.set_loss(relu, "mean-squared-error", [first])) == ["relu", "relu"]


def test_what_changed_along_is_told() -> None:
    first = classifier("squared-error", "tanh")
    bound = loss_edits.set_loss(first, "binary-cross-entropy")
    assert loss_edits.changed_along(first, bound) == (
        "Binary cross-entropy goes with logistic outputs only: now the loss is binary cross-entropy and the "
        "outputs are logistic. Undo takes both back"
    )
    free = loss_edits.set_output_activation(bound, "relu")
    assert loss_edits.changed_along(bound, free) == (
        "Binary cross-entropy goes with logistic outputs only: now the loss is half squared error and the "
        "outputs are ReLU. Undo takes both back"
    )
    assert loss_edits.changed_along(first, first) is None
    assert loss_edits.changed_along(first, loss_edits.set_loss(first, "half-squared-error")) is None
    assert loss_edits.changed_along(first, loss_edits.set_output_activation(first, "relu")) is None
    assert loss_edits.changed_along(free, loss_edits.set_output_activation(free, "sine")) is None
