"""Is every table that people have read as they mean it, or refused with the place and the remedy?"""

from pathlib import Path

import pytest

from explorer.files.refused import FileRefused
from explorer.files.sample_table.options import MissingNumbers, TableOptions
from explorer.files.sample_table.read import importing
from explorer.files.samples import read_samples
from explorer.network.model import Network
from tests.files.sample_table.reading import XOR, Row, network, numbers, read

CASES = Path(__file__).parent.parent.parent / "cases" / "csv"


def refusal(text: str, options: TableOptions | None = None, of: Network = XOR) -> str:
    with pytest.raises(FileRefused) as refused:
        read(text, options, of)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "rows", "sentence"),
    [
        ("01-bom", [(0.5, 1, 0), (1, 0.25, 1)], "2 samples (utf-8, comma, header)"),
        (
            "02-semicolon-comma",
            [(0.5, 1, 0), (1, 0.25, 1)],
            "2 samples (utf-8, semicolon, decimal comma, header)",
        ),
        (
            "04-quoted-thousands",
            [(999, 0.5, 0), (1000, 0.5, 1), (12500, 0.25, 1)],
            (
                "3 samples (utf-8, comma, header); "
                "row 3, column x1: “1,000” is read as 1000, as the table has decimal points"
            ),
        ),
        ("06-million", [(1234567, 0.5, 0)], "1 sample (utf-8, comma, header)"),
        (
            "07-german-thousands",
            [(1234, 0.5, 0), (1000, 0.25, 1)],
            (
                "2 samples (utf-8, semicolon, decimal comma, header); "
                "row 2, column x1: “1.234” is read as 1234, as the table has decimal commas"
            ),
        ),
        ("09-nbsp-thousands", [(1234.5, 0.5, 0)], "1 sample (utf-8, semicolon, decimal comma, header)"),
        ("10-sep-line", [(0.5, 1, 0)], "1 sample (utf-8, semicolon, decimal comma, header)"),
        ("12-utf16le", [(0.5, 1, 0)], "1 sample (utf-16, tab, header)"),
        ("14-trailing-empty", [(0.5, 1, 0)], "1 sample (utf-8, comma, header)"),
        ("18-case-header", [(0.5, 1, 0)], "1 sample (utf-8, comma, header)"),
        (
            "19-other-header",
            [(0.5, 1, 0)],
            "1 sample (utf-8, comma, header); “height” is x1, “weight” is x2, “label” is y by order",
        ),
        (
            "21-pandas-index-noheader",
            [(0.5, 1, 0), (0.6, 2, 1), (0.7, 3, 1)],
            "3 samples (utf-8, comma, no header); column 1 is ignored",
        ),
        (
            "22-id-column",
            [(0.5, 1, 0), (1, 2, 1)],
            "2 samples (utf-8, comma, header); column “id” is ignored",
        ),
        (
            "27-whitespace",
            [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)],
            "4 samples (utf-8, blank, no header)",
        ),
        ("30-comments", [(0, 0, 0)], "1 sample (utf-8, comma, header)"),
        ("31-title-row", [(0, 0, 0)], "1 sample (utf-8, comma, header); row 1, “XOR samples”, is a title"),
        ("35-spaces-after-delim", [(0.5, 1, 0)], "1 sample (utf-8, comma, header)"),
        (
            "38-bool-target",
            [(0.5, 1, 1), (0.5, 1, 0)],
            "2 samples (utf-8, comma, header); in column y “FALSE” is 0, “TRUE” is 1",
        ),
        (
            "39-heldout-float",
            [(0.5, 1, 0), (0.5, 1, 0, True)],
            "2 samples, 1 held out (utf-8, comma, header)",
        ),
        ("41-pipe", [(0.5, 1, 0)], "1 sample (utf-8, bar, header)"),
        ("51-extra-col-last", [(0.5, 1, 0)], "1 sample (utf-8, comma, header); column “comment” is ignored"),
        ("62-target-first", [(0.5, 0.25, 1)], "1 sample (utf-8, comma, header)"),
        (
            "71-trailing-dec-semicolons",
            [(0.1, 0.2, 1), (0.3, 0.4, 0)],
            "2 samples (utf-8, semicolon, decimal comma, no header)",
        ),
        ("80-zwsp", [(0.5, 1, 0)], "1 sample (utf-8, comma, header)"),
    ],
)
def test_a_table_of_the_collection_is_read_as_it_is_meant(name: str, rows: list[Row], sentence: str) -> None:
    imported = read_samples(CASES / f"{name}.csv", XOR)
    assert numbers(imported) == rows
    assert imported.sentence == sentence


def test_a_file_of_tabs_is_read() -> None:
    imported = read_samples(CASES / "data.tsv", XOR)
    assert numbers(imported) == [(0.5, 1, 0)]
    assert imported.sentence == "1 sample (utf-8, tab, header)"


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("17-dup-header", ", row 1: two columns are called “x1”: rename one of them"),
        (
            "23-nan",
            ", row 2, column x2: “NaN” is not a number: fill it in, leave such rows out, or take the mean",
        ),
        (
            "25-empty-cell",
            ", row 2, column x2: the number is missing: fill it in, leave such rows out, or take the mean",
        ),
        (
            "59-leading-index-all-binary",
            (
                ", row 1: has 4 columns for x1, x2, y, and the first may be an index: "
                "name the columns in a first row"
            ),
        ),
        ("77-only-header", ": has a header, and no row below it"),
    ],
)
def test_a_table_of_the_collection_that_cannot_be_meant_is_refused(name: str, rule: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_samples(CASES / f"{name}.csv", XOR)
    assert str(refused.value) == f"{CASES / f'{name}.csv'}{rule}"


def test_all_tables_of_the_collection_are_spoken_of_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    names = {path.stem if path.suffix == ".csv" else path.name for path in CASES.iterdir()}
    assert {name for name in names if f'"{name}"' not in text} == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('x1,x2,y\n"1,000",1,0\n', "row 2, column x1: “1,000” may be 1000 or 1: write it as one of them"),
        ("x1;x2;y\n1,000;1;0\n", "row 2, column x1: “1,000” may be 1000 or 1: write it as one of them"),
        (
            "x1;x2;y\n0,5;0.5;0\n1;1.000;0\n",
            "row 3, column x2: “1.000” may be 1000 or 1: write it as one of them",
        ),
        ("x1;x2;y\n0,5;1.00.000;0\n", "row 2, column x2: “1.00.000” is not a number"),
    ],
)
def test_a_number_that_may_be_two_is_refused_with_its_place(text: str, rule: str) -> None:
    assert rule in refusal(text)


def test_a_decimal_sign_that_is_told_decides() -> None:
    text = "x1;x2;y\n1,000;2.000;0\n"
    assert numbers(read(text, TableOptions(decimal=","))) == [(1, 2000, 0)]
    assert numbers(read(text, TableOptions(decimal="."))) == [(1000, 2, 0)]
    assert "“0.5” is not a number" in refusal("x1;x2;y\n0.5;1;0\n", TableOptions(decimal=","))


def test_a_point_before_three_digits_is_read_as_decimal_with_a_word() -> None:
    imported = read("x1;x2;y\n1.500;1;0\n")
    assert numbers(imported) == [(1.5, 1, 0)]
    assert imported.remarks == ("row 2, column x1: “1.500” is read as 1.5 and not as 1500",)
    assert read("x1;x2;y\n1.500;0.250;0\n").remarks == ()
    assert read("x1,x2,y\n1.500,1,0\n").remarks == ()


@pytest.mark.parametrize(
    ("text", "options", "rows"),
    [
        ("x1:x2:y\n1:2:3\n", TableOptions(delimiter=":"), [(1, 2, 3)]),
        ("1;2;3\n", TableOptions(has_header=False), [(1, 2, 3)]),
        ("a,b,7\n1,2,3\n", TableOptions(has_header=True), [(1, 2, 3)]),
        ("x1,x2,y\n1,2,\n4,5,6\n", TableOptions(missing=MissingNumbers.DROP), [(4, 5, 6)]),
        (
            "x1,x2,y\n1,2,\n4,5,6\n7,8,9\n",
            TableOptions(missing=MissingNumbers.MEAN),
            [(1, 2, 7.5), (4, 5, 6), (7, 8, 9)],
        ),
    ],
)
def test_what_is_told_is_not_guessed(text: str, options: TableOptions, rows: list[Row]) -> None:
    assert numbers(read(text, options)) == rows


def test_a_mean_is_of_the_rows_that_train() -> None:
    text = "x1,x2,y,held_out\n1,2,3,0\n,2,3,0\n9,2,3,1\n"
    imported = read(text, TableOptions(missing=MissingNumbers.MEAN))
    assert numbers(imported) == [(1, 2, 3), (1, 2, 3), (9, 2, 3, True)]
    assert imported.remarks == ("1 row filled with the mean of the rows that train",)


def test_how_many_rows_came_in_and_were_dropped_is_said() -> None:
    imported = read("x1,x2,y,held_out\n1,2,3,1\n,2,3,0\n?,2,3,0\n", TableOptions(missing=MissingNumbers.DROP))
    assert imported.sentence == "1 sample, 1 held out, 2 rows dropped (comma, header)"
    assert "has no row without a missing number" in refusal(
        "x1,x2,y\n,,1\n", TableOptions(missing=MissingNumbers.DROP)
    )


def test_a_column_too_many_at_the_end_is_never_what_is_held_out() -> None:
    imported = read("0.5,1,0,1\n0.6,1,1,0\n")
    assert numbers(imported) == [(0.5, 1, 0), (0.6, 1, 1)]
    assert imported.remarks == ("column 4 is ignored",)


def test_a_column_of_true_and_false_at_the_end_is() -> None:
    imported = read("0.5,1,0,true\n0.6,1,1,false\n")
    assert numbers(imported) == [(0.5, 1, 0, True), (0.6, 1, 1)]
    assert imported.remarks == ("column 4 says what is held out",)


def test_text_columns_and_an_index_give_way_to_numbers() -> None:
    imported = read("id,city,height,weight,class\n1,Rome,0.5,2,0\n2,Bonn,0.25,3,1\n")
    assert numbers(imported) == [(0.5, 2, 0), (0.25, 3, 1)]
    assert imported.remarks == (
        "“height” is x1, “weight” is x2, “class” is y by order",
        "columns “id”, “city” are ignored",
    )
    assert numbers(read("Rome,0.5,2,0\nBonn,0.25,3,1\n")) == [(0.5, 2, 0), (0.25, 3, 1)]


def test_two_labels_are_0_and_1_in_alphabetical_order() -> None:
    imported = read("x1,x2,y\n1,2,dog\n3,4,cat\n")
    assert numbers(imported) == [(1, 2, 1), (3, 4, 0)]
    assert imported.remarks == ("in column y “cat” is 0, “dog” is 1",)
    assert imported.labels == {"y": ("cat", "dog")}


def test_the_labels_of_inputs_and_of_one_answer_alone_are_kept() -> None:
    assert read("x1,x2,y\nyes,2,3\nno,4,5\n").labels == {"x1": ("no", "yes")}
    assert read("x1,x2,y\n1,2,yes\n3,4,yes\n").labels == {"y": ("", "yes")}
    assert read("x1,x2,y\n1,2,3\n").labels == {}


IRIS = "x1,x2,species\n1,2,virginica\n3,4,setosa\n5,6,versicolor\n"


def test_more_labels_are_an_output_each_where_that_is_asked_for() -> None:
    imported = read(IRIS, TableOptions(is_one_hot=True), network("a", "b", "c"))
    assert numbers(imported) == [(1, 2, 0, 0, 1), (3, 4, 1, 0, 0), (5, 6, 0, 1, 0)]
    assert "“setosa” is a, “versicolor” is b, “virginica” is c" in imported.remarks
    assert imported.labels == {"a": ("", "setosa"), "b": ("", "versicolor"), "c": ("", "virginica")}
    named = network("virginica", "versicolor", "setosa")
    assert numbers(read(IRIS, TableOptions(is_one_hot=True), named))[0] == (1, 2, 1, 0, 0)
    assert read(IRIS, TableOptions(is_one_hot=True), named).labels == {}
    assert "row 2, column label: “setosa”, “versicolor”, “virginica” are 3 labels for 2 outputs" in refusal(
        IRIS, TableOptions(is_one_hot=True), network("a", "b")
    )
    assert "row 2, column y: “setosa”, “versicolor”, “virginica” are 3 labels" in refusal(IRIS)


def test_a_table_without_a_number_in_its_first_row_keeps_it_where_it_is_like_the_others() -> None:
    assert numbers(read("yes,no,no\nno,yes,no\nyes,no,no\nno,yes,no\n"))[0] == (1, 0, 0)


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("x1,x2,y\n−1,2,3\n".encode(), [(-1, 2, 3)]),
        ("x1,x2,y\n–1,2,3\n".encode(), [(-1, 2, 3)]),
        ("x1,x2,y\n1,2,3\n".encode("utf-16-be"), [(1, 2, 3)]),
        ("x1;x2;größe\n1;2;3\n".encode("cp1252"), [(1, 2, 3)]),
        (b"x1;x2;y\n1'234.5;1 000;3\n", [(1234.5, 1000, 3)]),
        (b"  1   2\t3\n  4 5   6  \n", [(1, 2, 3), (4, 5, 6)]),
        (b"# a\n# b\n1,2,3\n# c\n4,5,6\n", [(1, 2, 3), (4, 5, 6)]),
        (b'"x1", "x2", "y"\n"1", "2", "3"\n', [(1, 2, 3)]),
    ],
)
def test_other_alphabets_signs_and_blanks_are_read(data: bytes, rows: list[Row]) -> None:
    assert numbers(read(data)) == rows


def test_a_workbook_is_refused() -> None:
    with pytest.raises(
        FileRefused, match=r"table\.csv: is no table: choose a file of text, or save it as CSV UTF-8"
    ):
        read(b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0")


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    with pytest.raises(FileRefused, match="“klingon” is no encoding"):
        read(b"1,2,3\n", TableOptions(encoding="klingon"))


def test_a_hundred_thousand_rows_come_in_many_pieces_whose_progress_grows() -> None:
    text = "x1;x2;y\n" + "".join(f"{index}.5;1;0\n" for index in range(100_000))
    steps = list(importing(text, XOR))
    progress = [step.progress for step in steps]
    assert progress == sorted(progress)
    assert len(steps) > 20
    assert steps[-1].result is not None
    assert len(steps[-1].result.samples) == 100_000
    assert steps[-1].result.samples[99_999].inputs["x1"] == 99_999.5


def test_a_column_called_id_is_no_input_and_one_without_a_name_neither() -> None:
    assert "row 1: the column y is missing" in refusal("id,a,b\n1,2,3\n")
    assert "row 1: the column x1 is missing" in refusal(",x2,y\n1,2,3\n")


def test_a_decimal_comma_between_commas_is_refused_with_a_remedy() -> None:
    assert refusal("x1,x2,y\n0,5,1,0\n") == (
        "table.csv, row 2: has 4 cells for 3 columns: "
        "put numbers with commas in quotes, and a name over every column"
    )


def test_what_a_table_says_is_shown_in_one_short_line() -> None:
    imported = read('x1,x2,y,"' + "long\n" * 1000 + '"\n1,2,3,4\n')
    assert imported.remarks == ("column “long⏎long⏎long⏎long⏎long⏎l…ng⏎long⏎long⏎” is ignored",)
    assert "“three⏎four” is not a number" in refusal('x1,x2,y\n1,2,"three\nfour"\n')


def test_ja_is_1_although_nein_comes_after_it() -> None:
    assert numbers(read("x1;x2;y\n1;2;ja\n3;4;Nein\n")) == [(1, 2, 1), (3, 4, 0)]


def test_many_columns_are_not_all_listed() -> None:
    header, row = ",".join(f"a{index}" for index in range(20)), ",1" * 20
    imported = read(f"x1,x2,y,{header}\n1,2,3{row}\n")
    assert imported.remarks == ("columns “a0”, “a1”, “a2”, “a3”, “a4”, “a5” and 14 more are ignored",)


def test_a_row_that_is_too_long_for_one_cell_is_read_by_its_own_delimiter() -> None:
    text = "x1,x2,y" + ",z" * 2 + "\n" + ",".join(["1", "2", "3", "4" * 100_000, "5" * 100_000]) + "\n"
    assert numbers(read(text)) == [(1, 2, 3)]
