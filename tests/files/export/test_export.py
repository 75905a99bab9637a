"""Does the suffix choose the format, and is any other refused?"""

import math
from pathlib import Path

import pytest

from explorer.files.export import EXPORTS, export
from explorer.files.project import read_experiment
from explorer.files.refused import FileRefused
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron
from explorer.network.rules import RuleBroken
from tests.random_experiment import random_experiment


def test_there_is_a_format_for_each_suffix() -> None:
    assert list(EXPORTS) == [".json", ".npz", ".csv", ".py"]


def test_json_is_the_experiment_itself(tmp_path: Path) -> None:
    export(tmp_path / "net.json", random_experiment(3))
    assert read_experiment(tmp_path / "net.json") == random_experiment(3)


def test_the_case_of_the_suffix_does_not_matter(tmp_path: Path) -> None:
    export(tmp_path / "NET.CSV", random_experiment(3))
    assert (tmp_path / "NET.CSV").read_text().startswith("kind,source,dest,value\n")


@pytest.mark.parametrize(
    ("name", "what"),
    [("net.onnx", "the suffix .onnx"), ("net", "a name without a suffix"), (".npz", "without a suffix")],
)
def test_an_unknown_suffix_is_refused_with_the_list(name: str, what: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=f"{what} .*: use .json, .npz, .csv, .py"):
        export(tmp_path / name, random_experiment(3))
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("suffix", EXPORTS)
def test_weights_that_are_not_finite_are_refused(suffix: str, tmp_path: Path) -> None:
    neurons = (Neuron("x", Kind.INPUT), Neuron("y", Kind.OUTPUT, "tanh"))
    diverged = Experiment(Network(neurons, (Connection("x", "y", math.inf),)))
    with pytest.raises(RuleBroken, match="x → y is ∞"):
        export(tmp_path / f"net{suffix}", diverged)


@pytest.mark.parametrize("suffix", EXPORTS)
def test_an_empty_network_has_a_file_too(suffix: str, tmp_path: Path) -> None:
    export(tmp_path / f"net{suffix}", Experiment())
    assert (tmp_path / f"net{suffix}").stat().st_size > 0
