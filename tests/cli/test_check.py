"""Does `check` say whether backpropagation is confirmed?"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from explorer.files.project import read_experiment, write_experiment
from explorer.network.model import Connection, Experiment, Kind, Network, Neuron, Sample
from explorer.resources import examples
from tests.cli.conftest import Result

Run = Callable[..., Result]


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_the_gradients_of_every_example_are_confirmed(run: Run, path: Path) -> None:
    status, output, error = run("check", path)
    assert (status, error) == (0, "")
    parameters = read_experiment(path).network.parameters
    assert output.splitlines()[-1].startswith(f"{len(parameters)} gradients agree")
    assert len(output.splitlines()) == 1 + len(parameters) + 3


def test_both_gradients_stand_side_by_side_with_what_they_cost(run: Run, worked: Path) -> None:
    lines = run("check", worked)[1].splitlines()
    assert lines[0].split("  ")[0] == "parameter"
    assert lines[2].startswith("i1 → a0     −0.25 ")
    assert lines[-3:-1] == [
        "backpropagation took 1 forward pass and 1 backward",
        "central differences took 16 forward passes",
    ]


def test_gradients_that_cannot_be_confirmed_end_with_status_1(run: Run, tmp_path: Path) -> None:
    neurons = (Neuron("x", Kind.INPUT), Neuron("y", Kind.OUTPUT, "identity"))
    network = Network(neurons, (Connection("x", "y", 1e300),))
    write_experiment(tmp_path / "net.json", Experiment(network, (Sample({"x": 1e300}, {"y": 0.0}),)))
    status, output, error = run("check", tmp_path / "net.json")
    assert (status, error) == (
        1,
        "backprop-explorer: 1 of 1 gradient cannot be confirmed, first that of x → y\n",
    )
    assert "not finite" in output


def test_without_an_e_there_is_nothing_to_compare(
    refused: Callable[..., str], worked: Path, tmp_path: Path
) -> None:
    write_experiment(tmp_path / "net.json", replace(read_experiment(worked), samples=()))
    assert "no sample" in refused("check", tmp_path / "net.json")


CASES = Path(__file__).parents[1] / "cases" / "networks"


def test_a_kink_does_not_count_as_agreeing(run: Run) -> None:
    status, output, error = run("check", CASES / "kink-zero.json")
    assert (status, error) == (0, "")
    assert output.count("at a kink") == 3
    end = output.splitlines()[-1]
    assert end.startswith("2 gradients agree to within ")
    assert end.endswith("; 2 are at a kink, where a difference tells nothing")
