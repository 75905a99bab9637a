"""Does a file say what the experiment was, and is everything that breaks a rule refused with its place?"""

import json
import math
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.files.project import from_bytes, read_experiment, to_bytes, write_experiment
from explorer.files.refused import FileRefused
from explorer.network.model import (
    Connection,
    Experiment,
    InitialiserChoice,
    Kind,
    LossChoice,
    Network,
    Neuron,
    Reduction,
    Sample,
    Training,
)
from explorer.network.rules import RuleBroken
from explorer.project import Project
from tests.random_experiment import random_experiment

WORKED = Experiment(
    Network(
        (
            Neuron("i0", Kind.INPUT, position=(0.0, 0.0)),
            Neuron("on", Kind.CONSTANT, value=-0.5, position=(0.0, 140.0)),
            Neuron("a0", Kind.HIDDEN, "relu", 0.05, position=(180.0, 0.0)),
            Neuron("c0", Kind.OUTPUT, "relu", None, position=(360.0, -0.5)),
        ),
        (Connection("i0", "a0", 0.1), Connection("on", "a0", 1e-300), Connection("a0", "c0", -1.0)),
    ),
    (Sample({"i0": 1.0}, {"c0": 1 / 3}, held_out=True),),
    LossChoice("mean-squared-error", Reduction.SUM),
    Training(
        0.3, batch_size=2, shuffle=False, seed=7, initialiser=InitialiserChoice("uniform", 3, -0.3, 0.3)
    ),
)

WORKED_TEXT = """{
  "format": "backprop-explorer",
  "version": 1,
  "network": {
    "neurons": [
      {"name": "i0", "kind": "input", "position": [0, 0]},
      {"name": "on", "kind": "constant", "value": -0.5, "position": [0, 140]},
      {"name": "a0", "kind": "hidden", "activation": "relu", "bias": 0.05, "position": [180, 0]},
      {"name": "c0", "kind": "output", "activation": "relu", "bias": null, "position": [360, -0.5]}
    ],
    "connections": [
      {"source": "i0", "dest": "a0", "weight": 0.1},
      {"source": "on", "dest": "a0", "weight": 1e-300},
      {"source": "a0", "dest": "c0", "weight": -1}
    ]
  },
  "samples": [
    {"inputs": {"i0": 1}, "targets": {"c0": 0.3333333333333333}, "held_out": true}
  ],
  "loss": {"name": "mean-squared-error", "over_samples": "sum"},
  "training": {
    "learning_rate": 0.3,
    "optimiser": {"name": "gradient-descent"},
    "batch_size": 2,
    "shuffle": false,
    "seed": 7,
    "initialiser": {"name": "uniform", "seed": 3, "low": -0.3, "high": 0.3}
  }
}
"""

SMALLEST = {
    "format": "backprop-explorer",
    "version": 1,
    "network": {
        "neurons": [
            {"name": "x", "kind": "input"},
            {"name": "y", "kind": "output", "activation": "tanh"},
        ],
        "connections": [{"source": "x", "dest": "y", "weight": 2}],
    },
    "samples": [{"inputs": {"x": 1}, "targets": {"y": 0}}],
}


def smallest(change: Callable[[Any], object] = lambda tree: None) -> bytes:
    tree = json.loads(json.dumps(SMALLEST))
    change(tree)
    return json.dumps(tree).encode()


def refusal(data: bytes) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        from_bytes(data, "net.json")
    assert "net.json" in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value


def test_the_file_is_written_with_one_neuron_connection_and_sample_on_each_line() -> None:
    assert to_bytes(Project(WORKED)).decode() == WORKED_TEXT


def test_the_file_is_read_back_as_it_was() -> None:
    assert from_bytes(WORKED_TEXT.encode(), "net.json").experiment == WORKED


@given(seed=st.integers(0, 100_000))
def test_save_then_open_is_identity(seed: int) -> None:
    experiment = random_experiment(seed)
    data = to_bytes(Project(experiment))
    assert from_bytes(data, "net.json").experiment == experiment
    assert to_bytes(from_bytes(data, "net.json")) == data


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read_back_as_the_same_double(number: float) -> None:
    network = WORKED.network
    neurons = (*network.neurons[:-1], replace(network.neurons[-1], bias=number))
    experiment = replace(WORKED, network=replace(network, neurons=neurons))
    (bias,) = [
        n.bias for n in from_bytes(to_bytes(Project(experiment)), "net.json").experiment.network.outputs
    ]
    assert bias is not None
    assert (bias, math.copysign(1, bias)) == (number, math.copysign(1, number))


@given(name=st.text(min_size=1))
def test_any_name_that_utf_8_can_hold_is_read_back(name: str) -> None:
    network = Network((Neuron(name, Kind.INPUT),))
    experiment = Experiment(network, (Sample({name: 1.0}),))
    assert from_bytes(to_bytes(Project(experiment)), "net.json").experiment == experiment


def test_keys_that_are_left_out_take_their_defaults_and_neurons_are_laid_out() -> None:
    experiment = from_bytes(smallest(), "net.json").experiment
    x, y = experiment.network.neurons
    assert (y.bias, y.position[0] > x.position[0]) == (None, True)
    assert experiment.samples == (Sample({"x": 1.0}, {"y": 0.0}, held_out=False),)
    assert experiment.loss == LossChoice("half-squared-error", Reduction.MEAN)
    assert experiment.training == Training()


def test_a_constant_without_a_value_is_one() -> None:
    data = smallest(lambda t: t["network"]["neurons"].append({"name": "on", "kind": "constant"}))
    assert from_bytes(data, "net.json").experiment.network.by_name["on"].value == 1


def test_only_neurons_without_a_position_are_laid_out() -> None:
    data = smallest(lambda t: t["network"]["neurons"][1].update(position=[7, -1e6]))
    x, y = from_bytes(data, "net.json").experiment.network.neurons
    assert y.position == (7, -1e6)
    assert all(math.isfinite(coordinate) for coordinate in x.position)


def test_a_byte_order_mark_before_the_text_is_skipped() -> None:
    assert from_bytes(b"\xef\xbb\xbf" + smallest(), "net.json") == from_bytes(smallest(), "net.json")


def _neuron(**keys: object) -> Callable[[Any], object]:
    return lambda tree: tree["network"]["neurons"][1].update(keys)


def _training(**keys: object) -> Callable[[Any], object]:
    return lambda tree: tree.update(training=keys)


def _connect(source: str, dest: str) -> Callable[[Any], object]:
    return lambda tree: tree["network"]["connections"].append({"source": source, "dest": dest, "weight": 1})


def _hide(tree: Any) -> None:
    tree["network"]["neurons"].append({"name": "h", "kind": "hidden", "activation": "tanh"})
    _connect("y", "h")(tree)
    _connect("h", "y")(tree)


BROKEN: list[tuple[Callable[[Any], object], str, str]] = [
    (lambda t: t.pop("format"), "$.format", "backprop-explorer"),
    (lambda t: t.update(format="other"), "$.format", "backprop-explorer"),
    (lambda t: t.update(version=3), "$.version", "is of version 3"),
    (lambda t: t.update(version=0), "$.version", "whole number"),
    (lambda t: t.update(version=True), "$.version", "whole number"),
    (lambda t: t.update(title="mine"), "$", "`title`"),
    (lambda t: t.pop("network"), "$", "`network`"),
    (lambda t: t["network"].pop("connections"), "$.network", "`connections`"),
    (lambda t: t["network"]["neurons"][1].pop("name"), "$.network.neurons[1]", "`name`"),
    (lambda t: t["network"]["connections"][0].pop("weight"), "$.network.connections[0]", "`weight`"),
    (lambda t: t["network"]["connections"][0].update(weight="2"), "$.network.connections[0].weight", "`str`"),
    (lambda t: t["samples"][0].pop("targets"), "$.samples[0]", "`targets`"),
    (lambda t: t["samples"][0]["inputs"].update(x=True), "$.samples[0].inputs.x", "`bool`"),
    (lambda t: t["samples"][0]["inputs"].update({"x": 1, "a b": "0"}), '$.samples[0].inputs["a b"]', "`str`"),
    (lambda t: t["samples"][0]["inputs"].clear(), "$.samples[0].inputs", "no number for the input x"),
    (lambda t: t["samples"][0]["targets"].update(z=1), "$.samples[0].targets.z", "no output"),
    (lambda t: t["samples"][0].update(held_out=1), "$.samples[0].held_out", "`int`"),
    (lambda t: t.update(loss={}), "$.loss", "`name`"),
    (lambda t: t.update(loss={"name": "hinge"}), "$.loss.name", "hinge"),
    (lambda t: t.update(loss={"name": "binary-cross-entropy"}), "$.loss.name", "logistic"),
    (
        lambda t: t.update(loss={"name": "squared-error", "over_samples": "max"}),
        "$.loss.over_samples",
        "'max': choose one of mean, sum",
    ),
    (_neuron(kind="neuron"), "$.network.neurons[1].kind", "'neuron': choose one of input, constant, hidden,"),
    (_neuron(name=""), "$.network.neurons[1].name", "without a name"),
    (_neuron(name="x"), "$.network.neurons[1].name", "two neurons x"),
    (_neuron(name="\ud800"), "$.network.neurons[1].name", "half a character"),
    (_neuron(kind="\udfff"), "$.network.neurons[1].kind", "half a character"),
    (_neuron(**{"\ud800": 1}), "$.network.neurons[1]", "half a character"),
    (lambda t: t["samples"][0]["inputs"].update({"\ud800": 1}), "$.samples[0].inputs", "half a character"),
    (_neuron(activation=None), "$.network.neurons[1].activation", "no activation"),
    (_neuron(activation="step"), "$.network.neurons[1].activation", "step"),
    (_neuron(bias=True), "$.network.neurons[1].bias", "`bool`"),
    (_neuron(bias=math.nan), "$.network.neurons[1].bias", "finite"),
    (_neuron(bias=-math.inf), "$.network.neurons[1].bias", "finite"),
    (_neuron(bias=10**400), "$.network.neurons[1].bias", "finite"),
    (_neuron(bias=10**399), "$.network.neurons[1].bias", "out of range"),
    (_neuron(position=[1]), "$.network.neurons[1].position", "length 2"),
    (_neuron(value=2), "$.network.neurons[1].value", "only constants"),
    (_neuron(value=1), "$.network.neurons[1].value", "only constants"),
    (lambda t: t["network"]["neurons"][0].update(bias=1), "$.network.neurons[0].bias", "no bias"),
    (_connect("x", "y"), "$.network.connections[1]", "twice"),
    (_connect("y", "y"), "$.network.connections[1]", "itself"),
    (_connect("y", "x"), "$.network.connections[1]", "x is an input"),
    (_connect("y", "z"), "$.network.connections[1].dest", "no neuron z"),
    (_hide, "$.network.connections[2]", "cycle"),
    (_training(learning_rate=-0.1), "$.training.learning_rate", "0 or more"),
    (_training(batch_size=0), "$.training.batch_size", "1 or more"),
    (_training(batch_size=1.5), "$.training.batch_size", "`float`"),
    (_training(seed=-1), "$.training.seed", "seed"),
    (_training(optimiser={"name": "sgd"}), "$.training.optimiser.name", "sgd"),
    (_training(initialiser={"name": "he-normal", "low": 1}), "$.training.initialiser.low", "low"),
    (_training(momentum=0.9), "$.training", "`momentum`"),
]


@pytest.mark.parametrize(("change", "place", "rule"), BROKEN, ids=[f"{p}: {r}" for _, p, r in BROKEN])
def test_a_broken_rule_is_refused_with_its_place(
    change: Callable[[Any], object], place: str, rule: str
) -> None:
    refused = refusal(smallest(change))
    assert refused.place == place
    assert rule in str(refused)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"[]", "must be one JSON object"),
        (b"null", "must be one JSON object"),
        (smallest()[:-1], "line 1 column"),
        (smallest() + b"}", "line 1 column"),
        (smallest().replace(b"tanh", b"\xff\xfe"), "is not UTF-8 text"),
        (smallest().decode().encode("utf-16"), "is not UTF-8 text"),
        (b"\x00" * 100, "line 1 column 1"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 200_000, "nested too deeply"),
        (smallest().replace(b'"weight": 2', b'"weight": 1e999'), "is ∞"),
        (smallest().replace(b'"weight": 2', b'"weight": ' + b"9" * 5000), "is ∞"),
        (smallest().replace(b'"weight": 2', b'"weight": 2, "weight": 3'), "connections[0].weight: this key"),
    ],
)
def test_a_damaged_file_is_refused(data: bytes, rule: str) -> None:
    assert rule in str(refusal(data))


def test_the_place_of_damaged_json_is_its_line_and_column() -> None:
    damaged = WORKED_TEXT.replace('"weight": 0.1}', '"weight": }')
    assert refusal(damaged.encode()).place == "line 12 column 48"


def outcome(data: bytes) -> bool:
    """Whether `data` is an experiment; anything but that and a FileRefused makes the test fail."""
    try:
        experiment = from_bytes(data, "net.json").experiment
    except FileRefused:
        return False
    assert from_bytes(to_bytes(Project(experiment)), "net.json").experiment == experiment
    return True


@given(cut=st.integers(0, len(WORKED_TEXT) - 3))
def test_a_truncated_file_is_refused(cut: int) -> None:
    assert not outcome(WORKED_TEXT.encode()[:cut])


@given(st.integers(0, 8 * len(WORKED_TEXT.encode()) - 1))
def test_a_flipped_bit_is_refused_or_makes_another_valid_file(bit: int) -> None:
    data = bytearray(WORKED_TEXT.encode())
    data[bit // 8] ^= 1 << bit % 8
    outcome(bytes(data))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)


@st.composite
def with_one_value_replaced(draw: st.DrawFn) -> bytes:
    tree = json.loads(WORKED_TEXT)
    here = tree
    while True:
        key = draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
        if isinstance(here[key], dict | list) and here[key] and draw(st.booleans()):
            here = here[key]
            continue
        here[key] = draw(JSON)
        return json.dumps(tree).encode()


@given(with_one_value_replaced())
def test_a_file_with_any_value_replaced_is_refused_or_valid(data: bytes) -> None:
    outcome(data)


def test_an_experiment_that_could_not_be_read_back_is_not_written(tmp_path: Path) -> None:
    network = replace(WORKED.network, connections=(Connection("i0", "a0", math.inf),))
    path = tmp_path / "net.json"
    write_experiment(path, WORKED)
    with pytest.raises(RuleBroken, match="finite"):
        write_experiment(path, replace(WORKED, network=network))
    assert read_experiment(path) == WORKED


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"nowhere\.json: cannot be read: No such file"):
        read_experiment(tmp_path / "nowhere.json")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="cannot be read"):
        read_experiment(tmp_path)


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="there is no endless file here")
def test_an_endless_file_is_refused() -> None:
    with pytest.raises(FileRefused, match="is larger than"):
        read_experiment(Path("/dev/zero"))
