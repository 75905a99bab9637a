"""Is the penalty on the weights a message of its own, after the loss of the sample and apart from it?"""

from dataclasses import replace

import pytest

from explorer.backprop.batch import batch_gradient
from explorer.backprop.explain import explain
from explorer.backprop.message import SampleLoss, WeightPenalty
from explorer.backprop.notation import load_notation, plain_text
from explorer.backprop.penalty import penalty_message
from explorer.backprop.propagate import propagate
from explorer.backprop.script import Script
from explorer.backprop.step_grouping import Grain, steps
from explorer.network.model import Experiment, Network, Penalty, Training
from tests.played_pass import played
from tests.worked_examples import article_d, article_e

NOTATION = load_notation()


def punished(penalty: Penalty) -> Experiment:
    """Article E: weights ½, 1, −½, −1, 1, so that Σ |w| = 4 and Σ w² = 3.5; E of its sample is 0.25."""
    return replace(article_e(), training=Training(penalty=penalty))


def message(experiment: Experiment) -> WeightPenalty:
    (found,) = [m for m in propagate(experiment).messages if isinstance(m, WeightPenalty)]
    return found


def test_the_numbers_of_r_stand_in_its_message() -> None:
    found = message(punished(Penalty(0.5, 2.0)))
    assert (found.l1, found.l2) == (0.5, 2.0)
    assert (found.absolute_sum, found.square_sum) == (4.0, 3.5)
    assert found.value == 0.5 * 4.0 + 0.5 * 2.0 * 3.5
    assert found.weights == article_e().network.connections


def test_it_follows_the_loss_of_the_sample() -> None:
    messages = propagate(punished(Penalty(0.5))).messages
    loss = next(n for n, each in enumerate(messages) if isinstance(each, SampleLoss))
    assert isinstance(messages[loss + 1], WeightPenalty)
    assert len(messages) == len(propagate(article_e()).messages) + 1


def test_the_loss_and_the_gradients_of_the_sample_are_without_it() -> None:
    plain, trace = propagate(article_e()), propagate(punished(Penalty(0.5, 2.0)))
    assert trace.loss == plain.loss == 0.25
    assert trace.weight_gradients == plain.weight_gradients
    assert trace.neurons == plain.neurons


def test_e_of_the_batch_has_it_once_however_many_samples_there_are() -> None:
    experiment = replace(article_d(), training=Training(penalty=Penalty(0.5, 2.0)))
    plain, *_ = batch_gradient(article_d())
    loss, weights, biases = batch_gradient(experiment)
    assert plain is not None
    assert loss == pytest.approx(plain + message(experiment).value, rel=1e-15)
    _, plain_weights, plain_biases = batch_gradient(article_d())
    assert biases == plain_biases
    assert weights["x0", "h0"] == pytest.approx(plain_weights["x0", "h0"] + 0.5 + 2.0 * 0.4, rel=1e-15)
    assert weights["x1", "h0"] == pytest.approx(plain_weights["x1", "h0"] - 0.5 - 2.0 * 0.3, rel=1e-15)


def test_by_message_it_is_a_step_of_its_own_and_by_neuron_the_second_wave_of_the_loss() -> None:
    experiment = punished(Penalty(0.5))
    script = Script.of(experiment)
    by_message = list(steps(script, Grain.MESSAGE))
    assert by_message[11:13] == [((11,),), ((12,),)]
    assert [cue.kind for cue in script.cues[11:13]] == [SampleLoss, WeightPenalty]
    for grain in (Grain.NEURON, Grain.LEVEL, Grain.PHASE):
        assert ((11,), (12,)) in list(steps(script, grain))


def test_r_is_known_once_its_message_has_played() -> None:
    experiment = punished(Penalty(0.5))
    pass_ = played(experiment)
    assert pass_.at(pass_.timeline.time_of(11)).loss == 0.25
    assert pass_.at(pass_.timeline.time_of(11)).penalty is None
    assert pass_.at(pass_.timeline.time_of(12)).penalty == 2.0
    assert played(article_e()).end.penalty is None


@pytest.mark.parametrize(
    "experiment",
    [
        article_e(),
        replace(punished(Penalty(0.5)), network=Network(article_e().network.neurons)),
        replace(punished(Penalty(0.5)), network=Network(article_e().network.neurons[:3])),
    ],
)
def test_without_penalty_weights_or_outputs_there_is_none(experiment: Experiment) -> None:
    assert not [m for m in propagate(experiment).messages if isinstance(m, WeightPenalty)]


@pytest.mark.parametrize(
    ("penalty", "formula", "numbers", "source"),
    [
        (
            Penalty(l1=0.5),
            "R = λ₁ (|w_i0a0| + |w_i1a0| + |w_i2a0| + |w_a0c0| + |w_a0c1|)",
            "2 = 0.5 · (|0.5| + |1| + |−0.5| + |−1| + |1|)",
            "Tibshirani 1996",
        ),
        (
            Penalty(l2=2.0),
            "R = ½ λ₂ (w_i0a0² + w_i1a0² + w_i2a0² + w_a0c0² + w_a0c1²)",
            "3.5 = ½ · 2 · (0.5² + 1² + (−0.5)² + (−1)² + 1²)",
            "Hoerl, Kennard 1970",
        ),
        (
            Penalty(0.5, 2.0),
            "R = λ₁ Σ|w| + ½ λ₂ Σw²",
            "5.5 = 0.5 · 4 + ½ · 2 · 3.5",
            "Zou, Hastie 2005",
        ),
    ],
)
def test_its_card_has_the_weights_in(penalty: Penalty, formula: str, numbers: str, source: str) -> None:
    explanation = explain(message(punished(penalty)), NOTATION)
    assert explanation.title == "Loss · penalty of the weights"
    assert (plain_text(explanation.formula), plain_text(explanation.numbers)) == (formula, numbers)
    assert "the E of this sample is without it" in explanation.sentence
    assert f"({source})" in explanation.sentence


def test_a_penalty_that_overflows_is_explained() -> None:
    experiment = punished(Penalty(l2=1.0))
    huge = tuple(replace(c, weight=1e200) for c in experiment.network.connections)
    overflowing = replace(experiment, network=Network(experiment.network.neurons, huge))
    found = message(overflowing)
    assert penalty_message(overflowing) == [found]
    assert "it has overflowed to ∞" in explain(found, NOTATION).sentence
