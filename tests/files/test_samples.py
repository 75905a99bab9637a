"""Do samples come back from a table as they were, and does a table that does not fit say where?"""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.files.refused import FileRefused
from explorer.files.sample_table.options import TableOptions
from explorer.files.sample_table.read import importing
from explorer.files.samples import format_samples, read_samples, write_samples
from explorer.files.table import CONTINENTAL
from explorer.job import last_result
from explorer.network.edits.transform_edits import standardise_inputs, standardise_targets
from explorer.network.model import Experiment, Kind, Network, Neuron, Sample
from tests.random_experiment import random_experiment


def network(inputs: list[str], outputs: list[str]) -> Network:
    neurons = [Neuron(name, Kind.INPUT) for name in inputs]
    neurons += [Neuron(name, Kind.OUTPUT, "tanh") for name in outputs]
    return Network(tuple(neurons))


XOR = network(["x0", "x1"], ["y"])


def parse_samples(text: str, network: Network, source: str = "the table") -> tuple[Sample, ...]:
    return last_result(importing(text, network, source=source)).samples


TWO = (Sample({"x0": 0.5, "x1": -1.0}, {"y": 1.0}), Sample({"x0": 2.0, "x1": 1e-3}, {"y": 0.0}))


def test_the_table_has_a_header_and_a_row_for_each_sample() -> None:
    assert format_samples(TWO, XOR) == "x0,x1,y\n0.5,-1.0,1.0\n2.0,0.001,0.0\n"


def test_the_table_has_a_column_for_held_out_if_any_sample_is() -> None:
    samples = (TWO[0], replace(TWO[1], held_out=True))
    assert format_samples(samples, XOR) == "x0,x1,y,held_out\n0.5,-1.0,1.0,false\n2.0,0.001,0.0,true\n"


@given(seed=st.integers(0, 100_000))
def test_samples_are_read_back_as_they_were(seed: int) -> None:
    experiment = random_experiment(seed)
    text = format_samples(experiment.samples, experiment.network)
    assert parse_samples(text, experiment.network) == experiment.samples


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8) | st.sampled_from(
    ["held_out", "a,b", "a;b", "a\tb", '"', "a\nb", " ", " x", "x ", "0", "1.5", "true"]
)


@given(names=st.lists(NAMES, min_size=2, max_size=4, unique=True), held_out=st.booleans())
def test_any_names_of_neurons_are_read_back(names: list[str], held_out: bool) -> None:
    hostile = network(names[1:], names[:1])
    numbers = {name: 0.5 - index for index, name in enumerate(names)}
    targets = {names[0]: numbers.pop(names[0])}
    samples = (Sample(numbers, targets, held_out), Sample(numbers, targets))
    assert parse_samples(format_samples(samples, hostile), hostile) == samples


@pytest.mark.parametrize(
    "text",
    [
        "x0,x1,y\n0.5,-1,1\n2,1e-3,0\n",
        "y,x1,x0\n1,-1,0.5\n0,1e-3,2\n",
        "0.5,-1,1\n2,1e-3,0",
        "0.5,-1,1,false\n2,1e-3,0,no\n",
        "x0,x1,held_out,y\n0.5,-1,,1\n2,1e-3,FALSE,0\n",
        "x0\tx1\ty\r\n0,5\t-1\t1\r\n2\t0,001\t0\r\n",
        "x0;x1;y\n0,5;−1;1\n2;0.001;0\n",
        "0,5;-1;1\n2;0,001;0\n",
        "1/2\t-1\t1\n2\t1/1000\t0",
        "\n x0 , x1 , y \n\n 0.5 , -1 , 1 \n,,\n2,1e-3,0\n\n",
        'x0,"x1",y,\n"0.5",-1,1,\n2,1e-3,0,\n',
        "\nx0,x1,y\r0.5,-1,1\r2,1e-3,0",
    ],
)
def test_headers_orders_delimiters_and_decimal_commas_are_understood(text: str) -> None:
    assert parse_samples(text, XOR) == TWO


def test_one_column_needs_no_delimiter() -> None:
    assert parse_samples("1\n-2.5\n", network(["x"], [])) == (Sample({"x": 1.0}), Sample({"x": -2.5}))


@pytest.mark.parametrize(
    ("text", "place", "rule"),
    [
        ("", None, "has no rows"),
        ("x0,x1,y\n1,2,three\n", "row 2, column y", "“three” is not a number"),
        ("1,2,3\n1,nan,3\n", "row 2, column x1", "“nan” is not a number"),
        ("1,2,3\n\n1,inf,3\n", "row 3, column x1", "“inf” is not a number"),
        ("y,x0,x1\n1,2\n", "row 2, column x1", "the number is missing"),
        ("1;;3\n", "row 1, column x1", "the number is missing"),
        ("x0,x1,y\n1,2,3,4,5\n", "row 2", "has 5 cells for 3 columns"),
        ("x0,x1,a,b\n1,2,3,4\n", "row 1", "any of “a”, “b” may be y: name the columns x0, x1, y"),
        ("1,2\n", "row 1", "has 2 columns: there should be x0, x1, y"),
        ("x0,y\n1,2\n", "row 1", "the column x1 is missing"),
        ("x0,x1,y,y\n1,2,3,3\n", "row 1", "two columns are called “y”: rename one of them"),
        ("x0,x1,y,held_out\n1,2,3,perhaps\n", "row 2, column held_out", "“perhaps” must be true or false"),
        ("x" * 200_000, None, "is no table"),
    ],
)
def test_a_table_that_does_not_fit_says_in_which_row_and_column(
    text: str, place: str | None, rule: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        parse_samples(text, XOR, "what was pasted")
    assert refused.value.place == place
    assert rule in str(refused.value)
    assert str(refused.value).startswith("what was pasted")


@given(st.text(alphabet='01x,;\t"\n\r. y-'))
def test_any_text_is_samples_or_refused(text: str) -> None:
    try:
        samples = parse_samples(text, XOR)
    except FileRefused:
        return
    assert parse_samples(format_samples(samples, XOR), XOR) == samples


def test_a_network_without_inputs_and_outputs_has_no_samples_to_read() -> None:
    with pytest.raises(FileRefused, match="neither inputs nor outputs"):
        parse_samples("1,2\n", Network())


def test_samples_go_to_a_file_and_come_back(tmp_path: Path) -> None:
    path = tmp_path / "samples.csv"
    write_samples(path, Experiment(XOR, TWO))
    assert read_samples(path, XOR).samples == TWO


def test_a_table_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "samples.csv"
    path.write_bytes("\ufeffx0;x1;y\r\n0,5;-1;1\r\n2;0,001;0\r\n".encode())
    assert read_samples(path, XOR).samples == TWO


def test_a_table_in_another_encoding_than_it_is_said_to_have_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "samples.csv"
    path.write_bytes("x0,x1,y\n".encode("utf-16"))
    with pytest.raises(FileRefused, match=r"samples\.csv, byte 0: is not text in utf-8"):
        read_samples(path, XOR, TableOptions(encoding="utf-8"))


def test_names_that_are_numbers_are_quoted_so_that_a_row_of_numbers_is_a_sample() -> None:
    digits = network(["0", "1"], ["2"])
    sample = Sample({"0": 0.0, "1": 1.0}, {"2": 2.0})
    assert parse_samples("0,1,2\n", digits) == (sample,)
    assert parse_samples("0,1,2\n0,1,2\n", digits) == (sample, sample)
    assert format_samples([sample], digits) == '"0","1","2"\n0.0,1.0,2.0\n'
    assert parse_samples(format_samples([sample], digits), digits) == (sample,)


def test_standardised_samples_are_written_in_their_original_units(tmp_path: Path) -> None:
    plain, path = Experiment(XOR, TWO), tmp_path / "samples.csv"
    write_samples(path, standardise_targets(standardise_inputs(plain)))
    assert path.read_text(encoding="utf-8") == "x0,x1,y\n0.5,-1.0,1.0\n2.0,0.001,0.0\n"


def test_a_table_for_continental_spreadsheets_begins_with_a_mark_and_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "samples.csv"
    plain = Experiment(network(["x0", "x1"], ["größe"]), (Sample({"x0": 0.5, "x1": -1.25}, {"größe": 1e-7}),))
    write_samples(path, plain, CONTINENTAL)
    assert path.read_bytes() == b"\xef\xbb\xbf" + "x0;x1;größe\n0,5;-1,25;1e-07\n".encode()
    assert read_samples(path, plain.network).samples == plain.samples


@given(seed=st.integers(0, 10_000))
def test_any_samples_are_read_back_from_a_continental_table(seed: int) -> None:
    experiment = random_experiment(seed)
    text = format_samples(experiment.samples, experiment.network, CONTINENTAL)
    told = last_result(importing(text, experiment.network, TableOptions(decimal=",")))
    assert told.samples == experiment.samples


def test_names_that_are_numbers_are_quoted_in_a_continental_table_too() -> None:
    numbered = network(["0", "1"], ["2"])
    text = format_samples((Sample({"0": 0.5, "1": 1.0}, {"2": 2.0}),), numbered, CONTINENTAL)
    assert text == '"0";"1";"2"\n0,5;1,0;2,0\n'
    assert parse_samples(text, numbered) == (Sample({"0": 0.5, "1": 1.0}, {"2": 2.0}),)
