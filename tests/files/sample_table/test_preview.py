"""Is a table read as its preview shows it, and does the preview say what it has understood?"""

from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.files.refused import FileRefused
from explorer.files.sample_table.options import GUESSED, ColumnRole, ColumnUse, TableOptions
from explorer.files.sample_table.preview import preview_of
from explorer.files.samples import read_samples
from explorer.network.model import Network
from explorer.refusal import Refusal
from tests.files.sample_table.reading import XOR, Row, network, numbers

CASES = sorted((Path(__file__).parent.parent.parent / "cases" / "csv").iterdir())


def uses(text: str, of: Network | None = XOR, told: TableOptions = GUESSED) -> list[str]:
    """What each column is, in words."""
    roles = preview_of(text, of, told, "table.csv").roles
    return [f"{role.use.value} {role.name}".strip() for role in roles]


class Unsaid(Refusal):
    """The preview says why nobody can tell what the columns are."""


def outcome(act: Callable[[], list[Row]]) -> list[Row] | str:
    """The rows, or why there are none."""
    try:
        return act()
    except Refusal as refused:
        return str(refused)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_table_of_the_collection_is_read_as_its_preview_shows_it(case: Path) -> None:
    def as_shown() -> list[Row]:
        preview = preview_of(case.read_bytes(), XOR, GUESSED, str(case))
        if preview.problem:
            raise Unsaid(preview.problem)
        return numbers(read_samples(case, XOR, preview.as_shown(GUESSED)))

    assert outcome(as_shown) == outcome(lambda: numbers(read_samples(case, XOR)))


@pytest.mark.parametrize("case", [c for c in CASES if c.stem != "77-only-header"], ids=lambda path: path.name)
def test_for_a_table_of_the_collection_a_network_is_suggested(case: Path) -> None:
    roles = preview_of(case.read_bytes(), None, GUESSED, "table.csv").roles
    assert [role.use for role in roles].count(ColumnUse.TARGET) == 1
    assert ColumnUse.INPUT in [role.use for role in roles]


def test_what_was_understood_is_shown() -> None:
    preview = preview_of("# mine\nx1;x2;y\n0,5;1;0\n".encode("cp1252"), XOR, GUESSED, "table.csv")
    assert (preview.encoding, preview.delimiter, preview.decimal) == ("utf-8", ";", ",")
    assert preview.has_header
    assert preview.titles == ("x1", "x2", "y")
    assert preview.rows == ((3, ["0,5", "1", "0"]),)


def test_only_the_first_rows_are_looked_at() -> None:
    text = "x1,x2,y\n" + "1,2,3\n" * 100_000 + '"'
    preview = preview_of(text, XOR, GUESSED, "table.csv")
    assert len(preview.rows) == 199
    assert {tuple(cells) for _, cells in preview.rows} == {("1", "2", "3")}


def test_a_row_that_is_cut_off_is_not_shown() -> None:
    text = "1,2,3\n" + f"1,2,{'0' * 90_000}\n" * 3
    assert len(preview_of(text, XOR, GUESSED, "table.csv").rows) == 3


def test_what_is_told_is_shown_instead_of_what_was_guessed() -> None:
    assert not preview_of("a,b,c\n1,2,3\n", XOR, TableOptions(has_header=False), "t").has_header
    assert preview_of("1;2,5;3\n", XOR, TableOptions(decimal="."), "t").decimal == "."
    roles = (ColumnRole(ColumnUse.TARGET, "y"),)
    assert uses("x1,x2,y\n1,2,3\n", told=TableOptions(roles=roles)) == ["target y", "ignored", "ignored"]


def test_labels_have_an_output_each_where_nothing_else_fits() -> None:
    text = "x1,x2,kind\n1,2,a\n3,4,b\n5,6,c\n"
    assert uses(text, network("a", "b", "c")) == ["input x1", "input x2", "one-hot"]
    assert "is missing" in preview_of("x1,x2,kind\n1,2,3\n", network("a", "b", "c"), GUESSED, "t").problem


def test_many_labels_are_not_one_number() -> None:
    text = "x1,x2,kind\n1,2,a\n3,4,b\n5,6,c\n"
    problem = preview_of(text, XOR, GUESSED, "table.csv").problem
    assert problem == "table.csv, column 3: y is a number, and here are “a”, “b”, “c”"


def test_labels_are_not_left_out_by_order() -> None:
    text = "".join(f"{row}.5,{row % 3},1,{'uv'[row % 2]}\n" for row in range(6))
    assert preview_of(text, XOR, GUESSED, "t").problem == "t: the labels in column 4 would be left out"


def test_a_title_says_that_a_column_is_the_target_whatever_its_place() -> None:
    assert uses("label,p1,p2\n0,1,2\n1,2,3\n") == ["target y", "input x1", "input x2"]
    assert uses("label,x1,y\n0,1,2\n1,2,3\n") == ["input x2", "input x1", "target y"]
    digits = "label,p1,p2\n7,1,2\n1,2,3\n3,4,5\n"
    problem = preview_of(digits, XOR, GUESSED, "t").problem
    assert problem == "t: “label” seems to be the target, and would be an input"


def test_few_of_many_columns_are_not_taken_by_their_order() -> None:
    preview = preview_of("9,2,3,4,5,6,7\n", XOR, GUESSED, "table.csv")
    assert preview.problem == "table.csv: has 7 columns, of which only 3 would be taken, by order"
    assert preview_of("9,2,3,4,5,6\n", XOR, GUESSED, "table.csv").problem == ""
    assert preview_of("y,x2,a,b,c,d,x1\n1,2,3,4,5,6,7\n", XOR, GUESSED, "table.csv").problem == ""


def test_why_columns_cannot_be_told_is_said() -> None:
    preview = preview_of("a,b\n1,2\n", XOR, GUESSED, "table.csv")
    assert preview.problem == "table.csv, row 1: the column y is missing: there should be x1, x2, y"
    assert uses("a,b\n1,2\n") == ["ignored", "ignored"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("a,b,c\n1,2,3\n", ["input", "input", "target"]),
        ("y,a,b\n1,2,3\n", ["target", "input", "input"]),
        ("y0,a,y1\n1,2,3\n", ["target", "input", "target"]),
        ("id,a,held_out,b\n7,1,0,2\n", ["ignored", "input", "held-out", "target"]),
        ("0,0.5,1\n1,0.7,2\n2,0.9,1\n", ["ignored", "input", "target"]),
        ("a,species\n1,x\n2,y\n3,z\n4,x\n5,y\n6,z\n", ["input", "one-hot"]),
        ("a,sex,species\n1,f,x\n2,m,y\n3,f,x\n4,m,y\n", ["input", "input", "target"]),
        ("a,b,remark\n1,2,good\n3,4,bad\n5,6,so so\n7,8,fine\n", ["input", "target", "ignored"]),
        ("a,,c\n1,,3\n", ["input", "ignored", "target"]),
        ("1,2\n2,4\n3,6\n", ["input", "target"]),
        ("y0,y1\n1,2\n", ["input", "target"]),
        ("label,p1\n3,1\n1,2\n2,3\n", ["one-hot", "input"]),
        ("label,p1\n0,1\n1,2\n1,3\n", ["target", "input"]),
        ("quality,p1\n3,1\n1,2\n2,3\n", ["target", "input"]),
        ("day,t\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3\n", ["ignored", "target"]),
    ],
)
def test_a_network_is_suggested_by_titles_and_cells(text: str, roles: list[str]) -> None:
    assert uses(text, None) == roles


def test_where_nothing_is_drawn_nothing_is_read() -> None:
    with pytest.raises(FileRefused, match="the network has neither inputs nor outputs"):
        preview_of("1,2\n", Network(), GUESSED, "table.csv")
