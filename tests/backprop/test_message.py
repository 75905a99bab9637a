"""Does every kind of message say in which phase and at which neuron it happens?"""

import pytest

from explorer.backprop.message import KINDS, Message, Phase, Update, neuron_of, phase_of, subject_of
from explorer.backprop.propagate import propagate
from explorer.network.model import Parameter
from tests.worked_examples import article_e


def first(kind: str) -> Message:
    return next(message for message in propagate(article_e()).messages if KINDS[type(message)] == kind)


@pytest.mark.parametrize(
    ("kind", "phase", "neuron"),
    [
        ("contribution", Phase.FORWARD, "a0"),
        ("sum", Phase.FORWARD, "a0"),
        ("activation", Phase.FORWARD, "a0"),
        ("loss", Phase.LOSS, None),
        ("carried-back-error", Phase.BACKWARD, "a0"),
        ("activation-gradient", Phase.BACKWARD, "c1"),
        ("delta", Phase.BACKWARD, "c1"),
        ("weight-gradient", Phase.BACKWARD, "c1"),
        ("bias-gradient", Phase.BACKWARD, "c1"),
        ("update", Phase.UPDATE, "a0"),
    ],
)
def test_a_message_happens_in_its_phase_at_the_neuron_where_it_arrives(
    kind: str, phase: Phase, neuron: str | None
) -> None:
    assert phase_of(first(kind)) == phase
    assert neuron_of(first(kind)) == neuron


def test_the_update_of_a_bias_happens_at_its_neuron() -> None:
    biases = [m for m in propagate(article_e()).messages if isinstance(m, Update) and m.parameter.is_bias]
    assert [neuron_of(update) for update in biases] == ["a0", "c0", "c1"]
    assert biases[0].parameter == Parameter(None, "a0")


def test_no_two_messages_of_a_pass_have_the_same_type_and_subject() -> None:
    messages = propagate(article_e()).messages
    assert len({(type(message), subject_of(message)) for message in messages}) == len(messages) == 36
