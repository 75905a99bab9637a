"""Is a number read as it was meant, whatever signs and invisible characters it is written with?"""

import pytest

from explorer.files.sample_table.cell import (
    DecimalSigns,
    cleaned,
    decimal_sign,
    is_missing,
    is_number_like,
    signs_of,
)
from explorer.number import NotANumber

NONE, POINT, COMMA, BOTH = (DecimalSigns(frozenset(signs)) for signs in ("", ".", ",", ".,"))


@pytest.mark.parametrize(
    ("cell", "clean"),
    [
        ("  0.5\t", "0.5"),
        ("0.5\u200b", "0.5"),
        ("\ufeff\u00a01", "1"),
        (' "0.5" ', "0.5"),
        ("\u22121", "-1"),
        ("\u20131", "-1"),
        ("1\u00a0234,5", "1234,5"),
        ("12\u202f345", "12345"),
        ("1 234 567", "1234567"),
        ("1'234.5", "1234.5"),
        ("12 34", "12 34"),
        ("1234 567", "1234 567"),
        ("New York", "New York"),
    ],
)
def test_a_cell_is_cleaned_of_what_nobody_sees_or_means(cell: str, clean: str) -> None:
    assert cleaned(cell) == clean


@pytest.mark.parametrize(
    ("cell", "sign"),
    [
        ("0.5", "."),
        ("0,5", ","),
        ("0.500", "."),
        ("1234.567", "."),
        ("1,234.5", "."),
        ("1.234,5", ","),
        ("1,234,567", "."),
        ("1.234.567", ","),
        ("1.234e3", "."),
        ("1.000", None),
        ("-12,500", None),
        ("12", None),
        ("1/3", None),
        ("a,b", None),
    ],
)
def test_the_decimal_sign_is_told_by_where_it_stands(cell: str, sign: str | None) -> None:
    assert decimal_sign(cell) == sign


def test_the_signs_of_a_table_are_those_of_all_its_cells() -> None:
    assert signs_of(["1", "0.5", "1,000", "0.25"]) == POINT
    assert signs_of(["0,5", "0,25", "0.001"]) == BOTH
    assert signs_of(["1,000", "x"]) == NONE
    assert signs_of(["0.5"], ",") == DecimalSigns(frozenset(","), is_told=True)


@pytest.mark.parametrize(
    ("cell", "signs", "number"),
    [
        ("1,000", POINT, 1000.0),
        ("1,000", COMMA, 1.0),
        ("1.000", COMMA, 1000.0),
        ("1.000", NONE, 1.0),
        ("1,234,567", NONE, 1234567.0),
        ("-1.234.567,5", NONE, -1234567.5),
        ("0,5", BOTH, 0.5),
        ("0.001", BOTH, 0.001),
        ("1/4", POINT, 0.25),
        ("0,5/2", COMMA, 0.25),
        ("1e-3", COMMA, 0.001),
    ],
)
def test_a_number_is_read_with_the_signs_of_its_table(cell: str, signs: DecimalSigns, number: float) -> None:
    assert signs.number(cell) == number


@pytest.mark.parametrize("cell", ["1,23,456", "1.2.3", "1,234.5,6", "12.03.2021", "1_000", "inf", "1/0", ""])
def test_what_is_no_number_with_any_sign_is_refused(cell: str) -> None:
    with pytest.raises(NotANumber):
        POINT.number(cell)


def test_a_lone_sign_before_three_digits_is_ambiguous_where_the_table_does_not_decide() -> None:
    assert NONE.is_ambiguous("1,000")
    assert BOTH.is_ambiguous("-12.500")
    assert NONE.is_ambiguous("1,000/3")
    assert not POINT.is_ambiguous("1,000")
    assert not NONE.is_ambiguous("0,500")
    assert POINT.is_grouped("1,000")
    assert not POINT.is_grouped("1.000")


def test_missing_numbers_have_many_names() -> None:
    assert all(map(is_missing, ["", "NA", "n/a", "NaN", "null", "None", "#N/A", "?"]))
    assert not any(map(is_missing, ["0", "no", "-"]))


def test_what_looks_like_a_number_is_told_from_text() -> None:
    assert all(map(is_number_like, ["0", "-.5", "1,5", "1.234,5", "1e-3", "+2/3"]))
    assert not any(map(is_number_like, ["", "nan", "x1", "1x", "2021-03-12", "-", "1 2"]))
