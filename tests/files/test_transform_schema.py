"""Does a file say how inputs and targets were standardised, and is a scaling without a way back refused?"""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.files.project import from_bytes, to_bytes
from explorer.files.refused import FileRefused
from explorer.network.edits.transform_edits import standardise, undo_standardising
from explorer.network.model import Experiment
from explorer.network.transform import Scaling
from explorer.project import Project
from explorer.training.kept_network_run import KeptNetworkRun, kept
from explorer.training.trainer import Trainer
from tests.network.drawn import chain
from tests.random_experiment import random_experiment

PLAIN = chain()
SCALED = replace(PLAIN, transform={"y0": Scaling(0.5, 2.0, ("no", "yes")), "i0": Scaling(1013.25, 7.0)})

TEXT = """
  "transform": {
    "inputs": {"i0": {"offset": 1013.25, "scale": 7}},
    "targets": {"y0": {"offset": 0.5, "scale": 2, "labels": ["no", "yes"]}}
  }
}
"""


def test_a_transform_is_written_as_version_2_and_read_back() -> None:
    text = to_bytes(Project(SCALED)).decode()
    assert '"version": 2' in text
    assert text.endswith(TEXT)
    assert from_bytes(text.encode(), "f").experiment == SCALED


def test_without_one_the_file_is_as_it_was() -> None:
    text = to_bytes(Project(PLAIN)).decode()
    assert '"version": 1' in text
    assert "transform" not in text


def test_what_is_left_out_changes_nothing() -> None:
    tree = json.loads(to_bytes(Project(PLAIN))) | {"version": 2}
    for written in ({}, {"inputs": {}}, {"targets": {}}):
        assert from_bytes(json.dumps(tree | {"transform": written}).encode(), "f").experiment == PLAIN
    tree["transform"] = {"inputs": {"i0": {"scale": 4}}}
    assert from_bytes(json.dumps(tree).encode(), "f").experiment.transform == {"i0": Scaling(0.0, 4.0)}


def test_a_file_of_version_1_knows_nothing_of_it() -> None:
    tree = json.loads(to_bytes(Project(SCALED))) | {"version": 1}
    with pytest.raises(FileRefused, match="is a key of version 2") as caught:
        from_bytes(json.dumps(tree).encode(), "f")
    assert caught.value.place == "$.transform"


@given(seed=st.integers(0, 10_000))
def test_any_standardised_experiment_is_read_back_and_undone_alike(seed: int) -> None:
    experiment = random_experiment(seed)
    after = standardise(experiment, [neuron.name for neuron in experiment.network.inputs])
    found = from_bytes(to_bytes(Project(after)), "f").experiment
    assert found == after
    assert undo_standardising(found) == undo_standardising(after)


def _inputs(**changes: Any) -> Callable[[Any], object]:
    return lambda tree: tree["transform"]["inputs"]["i0"].update(changes)


BROKEN: list[tuple[Callable[[Any], object], str, str]] = [
    (_inputs(scale=0), "$.transform.inputs.i0.scale", "above 0"),
    (_inputs(scale=-1), "$.transform.inputs.i0.scale", "above 0"),
    (_inputs(scale=math.inf), "$.transform.inputs.i0.scale", "finite"),
    (_inputs(offset=math.nan), "$.transform.inputs.i0.offset", "finite"),
    (_inputs(offset=True), "$.transform.inputs.i0.offset", "`bool`"),
    (_inputs(labels=["a", 1]), "$.transform.inputs.i0.labels[1]", "`int`"),
    (_inputs(labels=["a", "a"]), "$.transform.inputs.i0.labels", "a label twice"),
    (_inputs(factor=2), "$.transform.inputs.i0", "`factor`"),
    (lambda t: t["transform"]["inputs"].update(i0=3), "$.transform.inputs.i0", "`int`"),
    (lambda t: t["transform"]["inputs"].update(y0={}), "$.transform.inputs", "no input y0"),
    (lambda t: t["transform"]["targets"].update(i0={}), "$.transform.targets", "no output i0"),
    (lambda t: t["transform"]["targets"].update(h0={}), "$.transform.targets", "no output h0"),
    (lambda t: t["transform"].update(outputs={}), "$.transform", "`outputs`"),
]


@pytest.mark.parametrize(("change", "place", "rule"), BROKEN, ids=[f"{p}: {r}" for _, p, r in BROKEN])
def test_a_broken_rule_is_refused_with_its_place(
    change: Callable[[Any], object], place: str, rule: str
) -> None:
    tree = json.loads(to_bytes(Project(SCALED)))
    change(tree)
    with pytest.raises(FileRefused) as caught:
        from_bytes(json.dumps(tree).encode(), "f")
    assert caught.value.place == place
    assert rule in str(caught.value)


def kept_run(experiment: Experiment) -> KeptNetworkRun:
    trainer = Trainer(experiment)
    trainer.advance(5)
    return kept(trainer.snapshot(), "a run", 0)


@pytest.mark.parametrize(("began", "now"), [(SCALED, PLAIN), (PLAIN, SCALED), (SCALED, SCALED)])
def test_a_kept_run_knows_in_which_units_it_trained(began: Experiment, now: Experiment) -> None:
    data = to_bytes(Project(now, (kept_run(began),)))
    (run,) = from_bytes(data, "f").runs
    assert isinstance(run, KeptNetworkRun)
    assert run.start == began
    assert ("transform" in json.loads(data)["runs"][0]["start"]) == (began is not now)
