"""Does every kind of message say in which phase and at which neuron it happens?"""

from typing import get_args

import pytest

from explorer.backprop.message import Message, Update
from explorer.backprop.message_kind import Phase
from explorer.backprop.propagate import propagate
from explorer.network.model import Parameter
from tests.worked_examples import article_e


def first(kind: str) -> Message:
    return next(message for message in propagate(article_e()).messages if message.name == kind)


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
    assert first(kind).phase == phase
    assert first(kind).place == neuron


def test_the_update_of_a_bias_happens_at_its_neuron() -> None:
    biases = [m for m in propagate(article_e()).messages if isinstance(m, Update) and m.parameter.is_bias]
    assert [update.place for update in biases] == ["a0", "c0", "c1"]
    assert biases[0].parameter == Parameter(None, "a0")


def test_every_kind_of_message_says_what_all_messages_of_it_have_in_common() -> None:
    said = {
        (kind.name, kind.phase.value, kind.brings.value, kind.stage, kind.beats) for kind in get_args(Message)
    }
    assert said == {
        ("contribution", "forward", "w · a", 0, 1.0),
        ("sum", "forward", "z", 1, 0.5),
        ("activation", "forward", "a", 2, 0.5),
        ("loss", "loss", "E", 0, 1.0),
        ("penalty", "loss", "R", 1, 1.0),
        ("carried-back-error", "backward", "w · δ", 0, 1.0),
        ("activation-gradient", "backward", "∂E/∂a", 1, 0.5),
        ("delta", "backward", "δ", 2, 0.5),
        ("weight-gradient", "backward", "gradient", 3, 0.5),
        ("bias-gradient", "backward", "gradient", 3, 0.5),
        ("update", "update", "update", 0, 0.5),
    }


def test_no_two_messages_of_a_pass_have_the_same_type_and_subject() -> None:
    messages = propagate(article_e()).messages
    assert len({(type(message), message.subject) for message in messages}) == len(messages) == 36
