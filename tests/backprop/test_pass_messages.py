"""Is every message, made when it is asked for, the message of the reference?"""

from dataclasses import replace

import pytest

from explorer.backprop.propagate import propagate
from explorer.backprop.sample_pass import SamplePass
from explorer.network.learning_rule import Memory
from explorer.network.model import Experiment
from tests.random_experiment import CASES, random_experiment
from tests.random_training import random_training
from tests.worked_examples import article_e, two_layer_softmax

GRAPHS = 4 * len(CASES)


def check_same(experiment: Experiment, sample: int = 0, memory: Memory | None = None) -> None:
    """Word for word, so that a −0.0 is told from 0.0, and one NaN is like another."""
    found = SamplePass.of(experiment, sample, memory).messages
    assert repr(list(found)) == repr(list(propagate(experiment, sample, memory).messages))


@pytest.mark.parametrize("case", range(len(CASES)))
def test_every_message_is_that_of_the_reference(case: int) -> None:
    for seed in range(case, GRAPHS, len(CASES)):
        experiment = random_experiment(seed)
        for sample in range(len(experiment.samples)):
            check_same(experiment, sample)


@pytest.mark.parametrize("seed", range(40))
def test_updates_by_every_rule_are_those_of_the_reference(seed: int) -> None:
    experiment = replace(random_experiment(seed), training=random_training(seed))
    check_same(experiment)
    parameters, optimiser = len(experiment.network.parameters), experiment.training.optimiser.name
    symbols = SamplePass.of(experiment).update
    if symbols is not None:
        moments = tuple((0.25,) * parameters for _ in symbols.memory)
        check_same(experiment, 0, Memory(optimiser, 3, moments))


@pytest.mark.parametrize("loss", ["squared-error", "negative-log-likelihood"])
def test_the_messages_of_a_softmax_are_those_of_the_reference(loss: str) -> None:
    check_same(two_layer_softmax(loss))


def test_messages_are_a_sequence_of_which_each_is_made_once() -> None:
    messages = SamplePass.of(article_e()).messages
    assert len(messages) == 36
    assert messages[3] is messages[3]
    assert messages[-1] is messages[35]
    assert messages[0:2] == (messages[0], messages[1])
    with pytest.raises(IndexError):
        messages[36]
