"""Does a file of version 2 say which weights and biases are fixed, and which learn at a multiple of α?"""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.files.project import from_bytes, to_bytes
from explorer.files.refused import FileRefused
from explorer.network.edits.parameter_edits import set_fixed, set_rate_multiplier
from explorer.network.model import Parameter
from explorer.project import Project
from tests.files.test_project import WORKED, WORKED_TEXT
from tests.random_experiment import random_experiment
from tests.random_fixed import with_random_fixed

FIXED = replace(
    WORKED,
    network=set_fixed(WORKED, [Parameter(None, "a0"), Parameter("a0", "c0")], True).network,
)


def test_what_is_fixed_is_written_as_version_2_and_read_back() -> None:
    text = to_bytes(Project(FIXED)).decode()
    assert '"version": 2' in text
    assert '"activation": "relu", "bias": 0.05, "fixed": true, "position": [180, 0]' in text
    assert '{"source": "a0", "dest": "c0", "weight": -1, "fixed": true}' in text
    assert text.count("fixed") == 2
    assert from_bytes(text.encode(), "f").experiment == FIXED
    said = text.replace('"weight": 0.1}', '"weight": 0.1, "fixed": false}')
    assert from_bytes(said.encode(), "f").experiment == FIXED


@given(seed=st.integers(0, 10**6))
def test_any_fixed_parameters_are_read_back(seed: int) -> None:
    experiment = with_random_fixed(random_experiment(seed), seed)
    assert from_bytes(to_bytes(Project(experiment)), "f").experiment == experiment


@pytest.mark.parametrize(
    ("entries", "index", "place"),
    [
        ("neurons", 2, "$.network.neurons[2].fixed"),
        ("connections", 0, "$.network.connections[0].fixed"),
        ("neurons", 2, "$.network.neurons[2].rate_multiplier"),
        ("connections", 0, "$.network.connections[0].rate_multiplier"),
    ],
)
def test_a_file_of_version_1_knows_nothing_of_fixed_or_of_multipliers(
    entries: str, index: int, place: str
) -> None:
    tree, key = json.loads(WORKED_TEXT), place.rpartition(".")[2]
    tree["network"][entries][index][key] = True if key == "fixed" else 2.0
    with pytest.raises(FileRefused, match="is a key of version 2") as caught:
        from_bytes(json.dumps(tree).encode(), "f")
    assert caught.value.place == place


def test_multipliers_of_the_learning_rate_are_written_as_version_2_and_read_back() -> None:
    parameters = [Parameter(None, "a0"), Parameter("a0", "c0")]
    experiment = replace(WORKED, network=set_rate_multiplier(WORKED, parameters, 2.5).network)
    text = to_bytes(Project(experiment)).decode()
    assert '"version": 2' in text
    assert '"bias": 0.05, "rate_multiplier": 2.5, "position": [180, 0]' in text
    assert '{"source": "a0", "dest": "c0", "weight": -1, "rate_multiplier": 2.5}' in text
    assert text.count("rate_multiplier") == 2
    assert from_bytes(text.encode(), "f").experiment == experiment


@pytest.mark.parametrize(
    ("entries", "index", "value", "message"),
    [
        ("neurons", 3, 2.0, "c0 has no bias, so none learns faster or slower"),
        ("neurons", 2, -1.0, "the multiplier of α is −1: give it 0"),
        ("connections", 0, -0.5, "the multiplier of α is −0.5: give it 0"),
    ],
)
def test_a_multiplier_that_cannot_be_is_refused_at_its_place(
    entries: str, index: int, value: float, message: str
) -> None:
    tree = {**json.loads(WORKED_TEXT), "version": 2}
    tree["network"][entries][index]["rate_multiplier"] = value
    with pytest.raises(FileRefused, match=message) as caught:
        from_bytes(json.dumps(tree).encode(), "f")
    assert caught.value.place == f"$.network.{entries}[{index}].rate_multiplier"


def test_a_bias_that_is_not_there_cannot_be_fixed_in_a_file() -> None:
    tree = {**json.loads(WORKED_TEXT), "version": 2}
    tree["network"]["neurons"][3]["fixed"] = True
    with pytest.raises(FileRefused, match="c0 has no bias, so there is nothing to fix") as caught:
        from_bytes(json.dumps(tree).encode(), "f")
    assert caught.value.place == "$.network.neurons[3].fixed"
