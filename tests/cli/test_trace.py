"""Does `trace` tell the whole pass, to people and to programs?"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from explorer.backprop.batch import batch_gradient
from explorer.backprop.propagate import propagate
from explorer.files.project import read_experiment, write_experiment
from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    Network,
    Neuron,
    Penalty,
    Reduction,
    Sample,
    Training,
)
from tests.cli.conftest import Result
from tests.random_experiment import random_experiment
from tests.worked_examples import two_layer_softmax

Run = Callable[..., Result]
Refused = Callable[..., str]


def as_json(result: Result) -> Any:
    status, output, error = result
    assert (status, error) == (0, "")
    assert output.count("\n") == 1
    return json.loads(output, parse_constant=pytest.fail)


def test_the_worked_iteration_is_one_json_object(run: Run, worked: Path) -> None:
    found = as_json(run("trace", worked, "--json"))
    assert list(found) == ["loss", "neurons", "gradients", "messages"]
    assert found["loss"] == 0.25
    assert found["neurons"] == {
        "i0": {"a": 1},
        "i1": {"a": 0.5},
        "i2": {"a": 1},
        "a0": {"z": 0.5, "a": 0.5, "dE_da": -0.5, "delta": -0.5},
        "c0": {"z": -0.5, "a": 0, "dE_da": -0.5, "delta": 0},
        "c1": {"z": 0.5, "a": 0.5, "dE_da": -0.5, "delta": -0.5},
    }
    assert found["gradients"] == {
        "weights": [
            {"source": "i0", "dest": "a0", "gradient": -0.5},
            {"source": "i1", "dest": "a0", "gradient": -0.25},
            {"source": "i2", "dest": "a0", "gradient": -0.5},
            {"source": "a0", "dest": "c0", "gradient": 0},
            {"source": "a0", "dest": "c1", "gradient": -0.25},
        ],
        "biases": {"a0": -0.5, "c0": 0, "c1": -0.5},
    }
    first = {"phase": "forward", "kind": "contribution", "source": "i0", "dest": "a0"}
    assert found["messages"][0] == {**first, "weight": 0.5, "a": 1, "value": 0.5}
    phases = [message["phase"] for message in found["messages"]]
    assert phases == sorted(phases, key=["forward", "loss", "backward"].index)
    kinds = [message["kind"] for message in found["messages"]]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "contribution": 5,
        "sum": 3,
        "activation": 3,
        "loss": 1,
        "activation-gradient": 3,
        "delta": 3,
        "weight-gradient": 5,
        "bias-gradient": 3,
        "carried-back-error": 2,
    }


@pytest.mark.parametrize("seed", range(5))
def test_any_sample_can_be_traced_with_its_loss_unreduced(run: Run, seed: int, tmp_path: Path) -> None:
    experiment = random_experiment(seed)
    write_experiment(tmp_path / "net.json", experiment)
    for sample in range(len(experiment.samples)):
        found = as_json(run("trace", tmp_path / "net.json", "--sample", sample, "--json"))
        trace = propagate(experiment, sample)
        assert found["loss"] == trace.loss
        gradients = {(row["source"], row["dest"]): row["gradient"] for row in found["gradients"]["weights"]}
        assert gradients == trace.weight_gradients
        assert found["gradients"]["biases"] == trace.bias_gradients


@pytest.mark.parametrize("reduction", Reduction)
def test_a_batch_is_reduced_over_the_samples_that_are_not_held_out(
    run: Run, reduction: Reduction, tmp_path: Path
) -> None:
    experiment = random_experiment(7)
    samples = (*experiment.samples, replace(experiment.samples[0], held_out=True))
    experiment = replace(experiment, samples=samples, loss=replace(experiment.loss, over_samples=reduction))
    write_experiment(tmp_path / "net.json", experiment)
    found = as_json(run("trace", tmp_path / "net.json", "--batch", "--json"))
    loss, weights, biases = batch_gradient(experiment)
    assert list(found) == ["loss", "gradients"]
    assert found["loss"] == loss
    assert [row["gradient"] for row in found["gradients"]["weights"]] == list(weights.values())
    assert found["gradients"]["biases"] == biases


def test_a_penalty_is_a_message_and_in_the_loss_of_a_batch_only(
    run: Run, worked: Path, tmp_path: Path
) -> None:
    experiment = replace(read_experiment(worked), training=Training(penalty=Penalty(0.5, 2.0)))
    write_experiment(tmp_path / "net.json", experiment)
    found = as_json(run("trace", tmp_path / "net.json", "--json"))
    (penalty,) = [message for message in found["messages"] if message["kind"] == "penalty"]
    assert penalty.pop("weights")[1] == {
        "source": "i1",
        "dest": "a0",
        "weight": 1,
        "is_fixed": False,
        "rate_multiplier": 1.0,
    }
    sums = {"absolute_sum": 4, "square_sum": 3.5, "value": 5.5}
    assert penalty == {"phase": "loss", "kind": "penalty", "l1": 0.5, "l2": 2, **sums}
    assert found["loss"] == 0.25
    assert as_json(run("trace", tmp_path / "net.json", "--batch", "--json"))["loss"] == 5.75
    _, output, _ = run("trace", tmp_path / "net.json", "--batch")
    assert output.startswith("E = 5.75, the mean over 1 sample, and the penalty R = 5.5\nparameter ")


def test_numbers_that_are_not_finite_are_strings(run: Run, tmp_path: Path) -> None:
    neurons = (Neuron("x", Kind.INPUT), Neuron("y", Kind.OUTPUT, "identity"))
    network = Network(neurons, (Connection("x", "y", 1e300),))
    write_experiment(tmp_path / "net.json", Experiment(network, (Sample({"x": -1e300}, {"y": 0.0}),)))
    found = as_json(run("trace", tmp_path / "net.json", "--json"))
    assert found["neurons"]["y"]["z"] == "-inf"
    assert found["loss"] == "inf"


def test_without_outputs_there_is_no_loss_and_no_way_back(run: Run, tmp_path: Path) -> None:
    network = Network((Neuron("x", Kind.INPUT), Neuron("h", Kind.HIDDEN, "tanh", 0.5)))
    write_experiment(tmp_path / "net.json", Experiment(network, (Sample({"x": 1.0}),)))
    found = as_json(run("trace", tmp_path / "net.json", "--json"))
    assert found["loss"] is None
    assert found["gradients"] == {"weights": [], "biases": {}}
    assert found["neurons"]["h"]["z"] == 0.5
    assert "there are no outputs, so there is no E" in run("trace", tmp_path / "net.json")[1]


@pytest.mark.parametrize(
    ("loss", "rule"), [("negative-log-likelihood", "from-loss"), ("squared-error", "softmax")]
)
def test_every_error_has_the_same_keys_and_says_by_which_rule_it_was_computed(
    run: Run, loss: str, rule: str, tmp_path: Path
) -> None:
    write_experiment(tmp_path / "net.json", two_layer_softmax(loss))
    found = as_json(run("trace", tmp_path / "net.json", "--json"))
    errors = [message for message in found["messages"] if message["kind"] == "delta"]
    assert [(error["neuron"], error["rule"]) for error in errors] == [
        *(("r", rule), ("q", rule), ("p", rule)),
        ("h", "product"),
    ]
    numbers = {"z", "a", "dE_da", "slope", "delta", "t", "loss_delta", "targets_sum"}
    words = {"phase", "kind", "neuron", "activation", "rule", "loss"}
    assert {frozenset(error) for error in errors} == {frozenset(numbers | words | {"carried", "group"})}


def test_people_read_every_message_by_its_number_then_all_gradients(run: Run, worked: Path) -> None:
    status, output, error = run("trace", worked)
    assert (status, error) == (0, "")
    numbered = [int(line.split()[0]) for line in output.splitlines() if line[:5].strip().isdigit()]
    assert numbered == list(range(28))
    lines = output.splitlines()
    assert "E = 0.25" in lines
    assert lines[-9:] == [
        "parameter   value  gradient",
        "i0 → a0     0.5    −0.5",
        "i1 → a0     1      −0.25",
        "i2 → a0     −0.5   −0.5",
        "a0 → c0     −1     0",
        "a0 → c1     1      −0.25",
        "bias of a0  0      −0.5",
        "bias of c0  0      0",
        "bias of c1  0      −0.5",
    ]


def test_people_read_how_the_batch_was_reduced(run: Run, worked: Path) -> None:
    status, output, _ = run("trace", worked, "--batch")
    assert status == 0
    assert output.startswith("E = 0.25, the mean over 1 sample\nparameter ")


@pytest.mark.parametrize(("sample", "shown"), [(1, "1"), (-1, "−1"), (10**9, "1000000000")])
def test_a_sample_that_is_not_there_is_refused(
    refused: Refused, worked: Path, sample: int, shown: str
) -> None:
    assert refused("trace", worked, "--sample", sample) == (
        f"{worked}: there is no sample {shown}: it has 1 sample, counted from 0"
    )


def test_without_samples_there_is_nothing_to_trace(refused: Refused, worked: Path, tmp_path: Path) -> None:
    write_experiment(tmp_path / "net.json", replace(read_experiment(worked), samples=()))
    assert "it has 0 samples" in refused("trace", tmp_path / "net.json")
    assert "no sample to learn from" in refused("trace", tmp_path / "net.json", "--batch")
