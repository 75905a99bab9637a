"""Does a column of many labels become an input for each of them, when first read and ever after?"""

from dataclasses import replace

import pytest

from explorer.files.refused import FileRefused
from explorer.files.sample_table.input_labels import gathered, labelled_columns
from explorer.files.sample_table.options import ColumnRole, ColumnUse, MissingNumbers, TableOptions
from explorer.files.sample_table.preview import preview_of
from explorer.files.sample_table.read import ImportedSamples, importing
from explorer.files.samples import format_samples
from explorer.job import last_result
from explorer.network.model import Kind, Network, Neuron

BIRDS = "id;weight;colour;kind\n1;3,5;red;finch\n2;4,1;green;sparrow\n3;;blue;finch\n" + "".join(
    f"{row};4,5;{('red', 'green', 'blue')[row % 3]};finch\n" for row in range(4, 8)
)
INPUT, LABELS = ColumnRole(ColumnUse.INPUT), ColumnRole(ColumnUse.INPUT_LABELS)
TARGET = ColumnRole(ColumnUse.TARGET)
DROP = TableOptions(missing=MissingNumbers.DROP)


def drawn(*inputs: str) -> Network:
    return Network((*(Neuron(name, Kind.INPUT) for name in inputs), Neuron("y", Kind.OUTPUT, "tanh")))


SHADES = drawn("size", "shade=dark", "shade=light")


def read(text: str, network: Network | None, options: TableOptions = DROP) -> ImportedSamples:
    return last_result(importing(text, network, options, "table.csv"))


def rows(imported: ImportedSamples) -> list[tuple[float, ...]]:
    return [(*sample.inputs.values(), *sample.targets.values()) for sample in imported.samples]


def test_the_network_that_is_made_has_an_input_for_each_label() -> None:
    imported = read(BIRDS, None)
    assert imported.made is not None
    inputs = [neuron.name for neuron in imported.made.network.inputs]
    assert inputs == ["weight", "colour=blue", "colour=green", "colour=red"]
    assert rows(imported)[:2] == [(3.5, 0, 0, 1, 0), (4.1, 0, 1, 0, 1)]
    assert imported.dropped == 1
    assert imported.labels == {"kind": ("finch", "sparrow")}
    assert imported.remarks[-1] == "column “id” is ignored"


def test_the_same_table_comes_into_the_network_that_was_made_for_it_without_being_told() -> None:
    first = read(BIRDS, None)
    assert first.made is not None
    assert read(BIRDS, first.made.network).samples == first.samples
    shown = preview_of(BIRDS, first.made.network, DROP, "table.csv")
    assert shown.problem == ""
    assert shown.roles[2] == ColumnRole(ColumnUse.INPUT_LABELS, "colour")
    assert read(BIRDS, first.made.network, shown.as_shown(DROP)).samples == first.samples


def test_the_table_that_the_program_writes_has_a_column_for_each_input_and_is_read_again() -> None:
    first = read(BIRDS, None)
    assert first.made is not None
    written = format_samples(first.samples, first.made.network)
    assert written.splitlines()[0] == "weight,colour=blue,colour=green,colour=red,kind"
    assert read(written, first.made.network).samples == first.samples


def test_any_column_may_be_told_to_have_an_input_for_each_label() -> None:
    told = TableOptions(roles=(LABELS, TARGET))
    imported = read("10,0.5\n9,0.25\n10,1.5\n", None, told)
    assert imported.made is not None
    assert [neuron.name for neuron in imported.made.network.inputs] == ["x1=9", "x1=10"]
    assert rows(imported) == [(0, 1, 0.5), (1, 0, 0.25), (0, 1, 1.5)]


def test_inputs_of_a_column_need_not_stand_together() -> None:
    network = drawn("shade=light", "size", "shade=dark")
    assert rows(read("size,shade,y\n7,dark,1\n8,light,2\n", network)) == [(0, 7, 1, 1), (1, 8, 0, 2)]


def test_rows_without_some_of_the_labels_are_read() -> None:
    assert rows(read("size,Shade,y\n7,dark,1\n", SHADES)) == [(7, 1, 0, 1)]


def test_columns_are_told_by_the_name_before_their_labels() -> None:
    shade = ColumnRole(ColumnUse.INPUT_LABELS, "shade")
    roles = (ColumnRole(ColumnUse.TARGET, "y"), shade, ColumnRole(ColumnUse.INPUT, "size"))
    assert rows(read("1,light,7\n", SHADES, TableOptions(roles=roles))) == [(7, 0, 1, 1)]


@pytest.mark.parametrize(
    ("text", "network", "options", "rule"),
    [
        (
            "size,shade,y\n7,dark,1\n8,grey,2\n",
            SHADES,
            DROP,
            "row 3, column shade: no input is for “grey”: there are “dark”, “light”",
        ),
        (
            "size,shade,y\n7,dark,1\n8,,2\n",
            SHADES,
            TableOptions(),
            "row 3, column shade: the number is missing",
        ),
        (
            "size,shade,y\n7,dark,1\n8,,2\n",
            SHADES,
            replace(DROP, missing=MissingNumbers.MEAN),
            "row 3, column shade: labels have no mean",
        ),
        (
            "a,b\nu,1\nu,2\n",
            None,
            TableOptions(roles=(LABELS, TARGET)),
            "an input for each label has two labels",
        ),
        (
            "a,a=u,b\nu,1,2\nv,2,3\n",
            None,
            TableOptions(roles=(LABELS, INPUT, TARGET)),
            "two inputs would be a=u: leave one of the columns out",
        ),
    ],
)
def test_what_cannot_be_read_so_is_refused_with_its_place(
    text: str, network: Network | None, options: TableOptions, rule: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        read(text, network, options)
    assert rule in str(refused.value)


def test_one_input_with_a_sign_in_its_name_is_no_column_of_labels() -> None:
    assert labelled_columns(drawn("a=b", "c", "=d", "=e")) == []
    assert labelled_columns(SHADES) == ["shade"]


def test_a_column_stands_where_the_first_of_its_inputs_does() -> None:
    names = ["shade=light", "size", "shade=dark", "y"]
    assert gathered(names, drawn(*names[:3]), ["shade"]) == ["shade", "size", "y"]
