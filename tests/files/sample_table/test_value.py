"""`explorer.files.sample_table.value`: what the cells of one column are, as numbers"""

import pytest

from explorer.files.refused import FileRefused
from explorer.files.sample_table.cell import DecimalSigns, signs_of
from explorer.files.sample_table.value import (
    ColumnText,
    ColumnValues,
    labels_of,
    one_hot,
    one_hot_labels,
    values_of,
)


def column(*cells: str) -> ColumnText:
    """A column called x, whose first cell stands in row 2 of the file."""
    return ColumnText("x", list(cells), range(2, 2 + len(cells)), "a.csv")


def read(*cells: str, signs: DecimalSigns | None = None, delimiter: str = ";") -> ColumnValues:
    return values_of(column(*cells), signs_of(cells) if signs is None else signs, delimiter)


def test_plain_numbers_are_read_with_the_tables_decimal_sign() -> None:
    assert read("1", "-2.5", "3e2") == ColumnValues([1.0, -2.5, 300.0])
    assert read("1,5", "-0,25") == ColumnValues([1.5, -0.25])


def test_a_fraction_is_a_number_and_a_cell_without_one_is_missing() -> None:
    assert read("1/4", "", "NA", "2") == ColumnValues([0.25, None, None, 2.0])


def test_a_group_of_thousands_is_read_as_the_other_cells_say_and_that_is_told() -> None:
    found = read("1.000", "0,5")
    assert found.values == [1000.0, 0.5]
    assert found.remarks == ("row 2, column x: “1.000” is read as 1000, as the table has decimal commas",)


def test_what_may_be_two_numbers_is_refused_where_no_other_cell_decides() -> None:
    with pytest.raises(FileRefused, match=r"row 3, column x.*“1,000” may be 1000 or 1"):
        read("7", "1,000")


def test_what_is_no_number_is_refused_with_its_place() -> None:
    with pytest.raises(FileRefused, match="row 3, column x"):
        read("7", "seven7")


@pytest.mark.parametrize(
    ("cells", "values", "labels"),
    [
        (("no", "yes", "no"), [0.0, 1.0, 0.0], ("no", "yes")),
        (("ja", "Nein", ""), [1.0, 0.0, None], ("Nein", "ja")),
        (("true",), [1.0], ("", "true")),
        (("wolf", "dog"), [1.0, 0.0], ("dog", "wolf")),
    ],
)
def test_two_labels_are_0_and_1_by_their_meaning_or_else_by_the_alphabet(
    cells: tuple[str, ...], values: list[float | None], labels: tuple[str, ...]
) -> None:
    found = read(*cells)
    assert (found.values, found.labels, found.is_label) == (values, labels, True)
    assert found.remarks[0].startswith("in column x “")


def test_one_label_or_three_are_refused_and_said() -> None:
    with pytest.raises(FileRefused, match="“a”, “b”, “c” are 3 labels: only two are read, as 0 and 1"):
        read("b", "a", "c")
    with pytest.raises(FileRefused, match="row 3, column x"):
        read("", "wolf")


def test_labels_are_texts_alone_in_alphabetical_order() -> None:
    assert labels_of(["b", "", "A", "b"]) == ["A", "b"]
    assert labels_of(["b", "1"]) == []
    assert labels_of(["inf", "b"]) == []


def test_one_hot_each_label_has_an_output_that_is_1_in_its_rows() -> None:
    values, said = one_hot(column("cat", "dog", "", "cat"), ["y0", "y1"])
    assert [each.values for each in values] == [[1.0, 0.0, None, 1.0], [0.0, 1.0, None, 0.0]]
    assert [each.labels for each in values] == [("", "cat"), ("", "dog")]
    assert said == "“cat” is y0, “dog” is y1"


def test_a_label_with_an_outputs_name_is_that_outputs() -> None:
    values, said = one_hot(column("a", "b"), ["b", "a"])
    assert [each.values for each in values] == [[0.0, 1.0], [1.0, 0.0]]
    assert said == ""


def test_labels_that_are_numbers_go_by_size() -> None:
    assert one_hot_labels({"10", "9", "-1"}) == ["-1", "9", "10"]
    assert one_hot_labels({"10", "9", "a"}) == ["10", "9", "a"]


def test_as_many_labels_as_outputs_there_must_be() -> None:
    with pytest.raises(FileRefused, match="“a”, “b” are 2 labels for 3 outputs: one output for each"):
        one_hot(column("a", "b"), ["y0", "y1", "y2"])
