"""Does a verb train on the samples of a table, and is what cannot be meant refused with a line?"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.files.project import read_experiment, write_experiment
from explorer.network.builder import new_experiment
from explorer.network.edits.sample_edits import replace_samples
from explorer.network.edits.transform_edits import standardise_inputs
from explorer.network.model import Experiment, Kind, Network, Neuron, Sample
from explorer.network.transform import Scaling
from tests.cli.conftest import Result

Run = Callable[..., Result]
Refused = Callable[..., str]


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """A network of two inputs and one output."""
    path = tmp_path / "drawn.json"
    write_experiment(path, new_experiment((2, 2, 1)))
    return path


def table(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def targets(experiment: Experiment) -> list[list[float]]:
    return [list(sample.targets.values()) for sample in experiment.samples]


def test_training_takes_the_samples_of_a_table_and_says_what_it_understood(
    run: Run, drawn: Path, tmp_path: Path
) -> None:
    samples, out = table(tmp_path, "a;b;c\n0,5;1;0\n1;0,25;1\n"), tmp_path / "out.json"
    status, output, error = run("train", drawn, "--steps", 0, "--samples", samples, "--save", out)
    assert (status, error) == (0, "")
    assert output.splitlines()[0].startswith(
        f"{samples}: 2 samples (utf-8, semicolon, decimal comma, header); “a” is "
    )
    assert targets(read_experiment(out)) == [[0.0], [1.0]]


def test_a_sweep_takes_them_too(run: Run, drawn: Path, tmp_path: Path) -> None:
    samples = table(tmp_path, "1,2,3\n")
    status, output, _ = run(
        "sweep", drawn, "--learning-rates", "0.1:0.2:2", "--steps", 1, "--samples", samples
    )
    assert status == 0
    assert output.splitlines()[0] == f"{samples}: 1 sample (utf-8, comma, no header)"


def test_every_guess_can_be_told(run: Run, drawn: Path, tmp_path: Path) -> None:
    path, out = tmp_path / "table.csv", tmp_path / "out.json"
    path.write_bytes("a:b:7\n1:2,5:3\n1::9\n".encode("utf-16-le"))
    told = ["--delimiter", ":", "--decimal", "comma", "--header", "yes", "--encoding", "utf-16-le"]
    arguments = ["--steps", 0, "--samples", path, *told, "--missing", "drop", "--save", out]
    status, output, _ = run("train", drawn, *arguments)
    assert status == 0
    assert "1 sample, 1 row dropped" in output
    assert targets(read_experiment(out)) == [[3.0]]


def test_labels_are_one_hot_where_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    drawn, out = tmp_path / "drawn.json", tmp_path / "out.json"
    write_experiment(drawn, new_experiment((1, 3)))
    samples = table(tmp_path, "x,class\n1,c\n2,a\n3,b\n")
    run("train", drawn, "--steps", 0, "--samples", samples, "--one-hot", "--save", out)
    assert targets(read_experiment(out)) == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert len(json.loads(out.read_text(encoding="utf-8"))["samples"]) == 3


def test_what_each_column_is_can_be_told(run: Run, drawn: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    samples = table(tmp_path, "7,1,2,3,1\n8,4,5,6,0\n")
    told = ["--columns", "-,y0,i0,i1,held-out"]
    status, output, _ = run("train", drawn, "--steps", 0, "--samples", samples, *told, "--save", out)
    assert status == 0
    assert output.splitlines()[0].endswith("1 held out (utf-8, comma, no header); column 1 is ignored")
    assert targets(read_experiment(out)) == [[1.0], [4.0]]
    assert [sample.held_out for sample in read_experiment(out).samples] == [True, False]


def test_a_column_that_is_nothing_is_refused(refused: Refused, drawn: Path, tmp_path: Path) -> None:
    samples = table(tmp_path, "1,2,3\n")
    sentence = refused("train", drawn, "--steps", 1, "--samples", samples, "--columns", "i0,i1,z")
    assert sentence == "z is no input, no output and none of -, held-out, labels"


def test_a_share_is_held_out_by_seed(run: Run, drawn: Path, tmp_path: Path) -> None:
    samples = table(tmp_path, "1,2,3\n" * 10)
    told = ["--samples", samples, "--hold-out", "0.2", "--hold-out-seed", 3]
    kept = []
    for out in (tmp_path / "one.json", tmp_path / "two.json"):
        _, output, _ = run("train", drawn, "--steps", 0, *told, "--save", out)
        assert "10 samples, 2 held out" in output
        kept.append([sample.held_out for sample in read_experiment(out).samples])
    assert kept[0] == kept[1]


def test_a_number_that_may_be_two_is_refused_with_its_place(
    refused: Refused, drawn: Path, tmp_path: Path
) -> None:
    samples = table(tmp_path, 'x0,x1,y\n"1,000",1,0\n')
    sentence = refused("train", drawn, "--steps", 1, "--samples", samples)
    assert "row 2, column " in sentence
    assert "“1,000” may be 1000 or 1: write it as one of them" in sentence


def test_how_a_table_is_read_stands_beside_a_table(refused: Refused, drawn: Path) -> None:
    sentence = refused("train", drawn, "--steps", 1, "--decimal", "comma")
    assert sentence == "there is no table to be read so: give one with --samples FILE.csv"


@pytest.mark.parametrize(
    ("option", "value", "problem"),
    [
        ("--delimiter", "dash", "dash is neither one character nor one of comma, semicolon, tab, bar, blank"),
        ("--decimal", "dot", "dot is none of point, comma, ., ,"),
        ("--header", "perhaps", "perhaps is none of yes, no"),
        ("--missing", "guess", "guess is none of refuse, drop, mean"),
        ("--hold-out", "1", "1 is no share: write one from 0 to below 1, as 0.2"),
    ],
)
def test_what_is_no_way_of_reading_is_wrong_usage(
    run: Run, drawn: Path, option: str, value: str, problem: str
) -> None:
    status, _, error = run("train", drawn, "--steps", 1, option, value)
    assert status == 2
    assert problem in error


def test_rows_are_scaled_as_the_samples_of_the_file_were(run: Run, tmp_path: Path) -> None:
    drawn, out = tmp_path / "scaled.json", tmp_path / "out.json"
    rows = [Sample({"i0": x, "i1": 5.0}, {"y0": 0.0}) for x in (90.0, 110.0)]
    write_experiment(drawn, standardise_inputs(replace_samples(new_experiment((2, 2, 1)), rows)))
    samples = table(tmp_path, "100,5,1\n120,4,0\n")
    status, _, _ = run("train", drawn, "--steps", 0, "--samples", samples, "--save", out)
    assert status == 0
    found = read_experiment(out).samples
    assert [list(sample.inputs.values()) for sample in found] == [[0.0, 0.0], [2.0, -1.0]]


def test_the_labels_of_a_column_stand_in_the_file(run: Run, drawn: Path, tmp_path: Path) -> None:
    samples, out = table(tmp_path, "i0,i1,y0\n1,2,dog\n3,4,cat\n"), tmp_path / "out.json"
    run("train", drawn, "--steps", 0, "--samples", samples, "--save", out)
    assert read_experiment(out).transform == {"y0": Scaling(labels=("cat", "dog"))}


def test_inputs_and_targets_are_standardised_where_that_is_asked_for(
    run: Run, drawn: Path, tmp_path: Path
) -> None:
    samples, out = table(tmp_path, "i0,i1,y0\n90,5,1\n110,5,3\n"), tmp_path / "out.json"
    told = ["--samples", samples, "--standardise", "both"]
    assert run("train", drawn, "--steps", 0, *told, "--save", out)[0] == 0
    found = read_experiment(out)
    assert [list(sample.inputs.values()) for sample in found.samples] == [[-1.0, 0.0], [1.0, 0.0]]
    assert targets(found) == [[-1.0], [1.0]]
    assert found.transform["i0"] == Scaling(100.0, 10.0)
    again = tmp_path / "again.json"
    run("train", out, "--steps", 0, "--standardise", "inputs", "--save", again)
    assert read_experiment(again) == found


def test_what_cannot_be_standardised_is_refused(run: Run, refused: Refused, tmp_path: Path) -> None:
    path = tmp_path / "judged.json"
    write_experiment(path, new_experiment((2, 2, 1), loss="binary-cross-entropy"))
    assert "reads targets as probabilities" in refused(
        "train", path, "--steps", 0, "--standardise", "targets"
    )
    assert run("train", path, "--steps", 0, "--standardise", "nothing")[0] == 2


def test_a_column_of_labels_is_told_by_the_name_before_them(run: Run, tmp_path: Path) -> None:
    drawn, out = tmp_path / "drawn.json", tmp_path / "out.json"
    neurons = (
        *(Neuron(name, Kind.INPUT) for name in ("shade=dark", "shade=light")),
        Neuron("y", Kind.OUTPUT, "tanh", 0.0),
    )
    write_experiment(drawn, Experiment(Network(neurons)))
    samples = table(tmp_path, "5,light\n6,dark\n")
    told = ["--columns", "y,shade", "--save", out]
    run("train", drawn, "--steps", 0, "--samples", samples, *told)
    read = [dict(sample.inputs) for sample in read_experiment(out).samples]
    assert read == [{"shade=dark": 0, "shade=light": 1}, {"shade=dark": 1, "shade=light": 0}]
