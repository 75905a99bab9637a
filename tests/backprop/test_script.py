"""Is a script what the reference does, in its order, and does it serve for all that it says?"""

from dataclasses import replace

import pytest

from explorer.backprop.message import Sum
from explorer.backprop.propagate import propagate
from explorer.backprop.script import Script
from explorer.network.edits.graph_edits import delete
from explorer.network.edits.loss_edits import set_loss
from explorer.network.edits.parameter_edits import set_bias, set_parameters, set_weight
from explorer.network.edits.sample_edits import set_held_out
from explorer.network.edits.training_edits import set_training
from explorer.network.model import Experiment, Network, Penalty
from tests.random_experiment import CASES, random_experiment
from tests.worked_examples import article_e, two_layer_softmax


def said(experiment: Experiment) -> list[tuple[object, ...]]:
    return [(message.__class__, message.subject, message.place) for message in propagate(experiment).messages]


def told(script: Script) -> list[tuple[object, ...]]:
    return [(cue.kind, cue.subject, cue.place) for cue in script.cues]


@pytest.mark.parametrize("seed", range(2 * len(CASES)))
def test_the_script_has_the_messages_of_the_reference_in_its_order(seed: int) -> None:
    experiment = random_experiment(seed)
    penalised = replace(experiment, training=replace(experiment.training, penalty=Penalty(0.1, 0.2)))
    for each in (experiment, penalised):
        assert told(Script.of(each)) == said(each)


@pytest.mark.parametrize("loss", ["squared-error", "negative-log-likelihood"])
def test_the_script_of_a_softmax_is_that_of_the_reference(loss: str) -> None:
    assert told(Script.of(two_layer_softmax(loss))) == said(two_layer_softmax(loss))


def test_without_outputs_a_script_ends_with_the_forward_pass() -> None:
    experiment = article_e()
    given = Network(experiment.network.neurons[:4], experiment.network.connections[:3])
    shorter = replace(experiment, network=given)
    assert told(Script.of(shorter)) == said(shorter)
    assert len(Script.of(shorter).cues) == 5


def test_a_script_serves_for_every_other_number() -> None:
    script = Script.of(article_e())
    assert script.suits(set_weight(article_e(), "i0", "a0", 7.0))
    assert script.suits(set_bias(article_e(), "a0", -1.0))
    assert script.suits(set_parameters(article_e(), [0.0] * 8))
    assert script.suits(set_loss(article_e(), "half-squared-error"))
    assert script.suits(replace(article_e(), samples=article_e().samples * 3))


def test_a_script_does_not_serve_where_there_are_other_messages() -> None:
    script = Script.of(article_e())
    assert not script.suits(set_bias(article_e(), "a0", None))
    assert not script.suits(delete(article_e(), frozenset({"i2"}), frozenset()))
    assert not script.suits(set_training(article_e(), penalty=Penalty(l1=1.0)))
    assert not script.suits(set_held_out(article_e(), [0], True))
    assert not script.suits(replace(article_e(), samples=()))


def test_a_message_is_found_in_another_script_by_its_kind_and_subject() -> None:
    script = Script.of(article_e())
    shorter = Script.of(delete(article_e(), frozenset({"i2"}), frozenset()))
    cue = script.cues[6]
    assert (cue.kind, cue.subject) == (Sum, "c0")
    assert shorter.find(cue) == 5
    assert shorter.find(script.cues[2]) is None
