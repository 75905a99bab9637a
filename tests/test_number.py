"""Is a number read back as it was written, and is a rounded one never taken for an exact one?"""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.number import NotANumber, exact, fitted, is_rounded, parse_number, rounded, short, signed

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.5, "0.5"),
        (-0.05, "−0.05"),
        (16.0, "16"),
        (1250.0, "1250"),
        (0.0, "0"),
        (-0.0, "0"),
        (1.2e-7, "1.2e−7"),
        (1 / 3, "0.3333"),
        (123456.0, "123456"),
        (-12345.6, "−12346"),
        (2e6, "2e6"),
        (1.5e300, "1.5e300"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "NaN"),
    ],
)
def test_numbers_are_rounded_to_four_digits(value: float, expected: str) -> None:
    assert rounded(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.1, "0.1"),
        (1 / 3, "0.3333333333333333"),
        (-2.0, "−2"),
        (-0.0, "0"),
        (1e22, "1e+22"),
        (1.5e-7, "1.5e−07"),
        (math.nan, "NaN"),
        (-math.inf, "−∞"),
    ],
)
def test_exact_numbers_have_all_their_digits(value: float, expected: str) -> None:
    assert exact(value) == expected


def test_short_numbers_have_what_a_person_types_and_not_all_that_a_grid_makes() -> None:
    assert [short(value) for value in (0.662375540, 0.123456, 2.0, -1 / 3)] == [
        "0.662376",
        "0.123456",
        "2",
        "−0.333333",
    ]


@given(FINITE)
def test_an_exact_number_reads_back_as_the_same_double(value: float) -> None:
    assert parse_number(exact(value)) == value


@given(st.integers(-9999, 9999), st.integers(-300, 300))
def test_four_digits_are_shown_in_full(digits: int, exponent: int) -> None:
    assert not is_rounded(float(f"{digits}e{exponent}"))


@given(st.integers(1000, 9999), st.integers(1, 9), st.integers(-300, 0))
def test_a_fifth_digit_after_the_point_is_lost(digits: int, fifth: int, exponent: int) -> None:
    assert is_rounded(float(f"{digits}.{fifth}e{exponent}"))
    assert not is_rounded(float(f"{digits}.{fifth}e{exponent}"), digits=5)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.5, False), (1 / 3, True), (1.7976e308, True), (math.inf, False), (math.nan, False)],
)
def test_only_numbers_that_lost_digits_count_as_rounded(value: float, expected: bool) -> None:
    assert is_rounded(value) is expected


@given(FINITE)
def test_a_rounded_number_is_near_the_number(value: float) -> None:
    shown = float(rounded(value).replace("−", "-"))
    if math.isinf(shown):
        assert abs(value) > 1.797e308  # rounded up beyond the largest double
    else:
        assert shown == pytest.approx(value, rel=5.1e-4, abs=1e-322)


@pytest.mark.parametrize(
    ("value", "expected"), [(0.05, "+0.05"), (-0.05, "−0.05"), (0.0, "0"), (math.inf, "+∞")]
)
def test_positive_numbers_may_show_their_sign(value: float, expected: str) -> None:
    assert signed(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.5", 0.5),
        ("-1/3", -1 / 3),
        ("1 / 4", 0.25),
        ("1e-3", 0.001),
        ("0,5", 0.5),
        ("−2", -2.0),
        ("1e−7", 1e-7),
        (" +4 ", 4.0),
        (".5", 0.5),
        ("1/−8", -0.125),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, expected: float) -> None:
    assert parse_number(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "1/0",
        "1/",
        "/2",
        "1/2/3",
        "nan",
        "inf",
        "-Infinity",
        "1e999",
        "1_000",
        "1,000.5",
        "0x10",
    ],
)
def test_anything_else_is_refused_with_what_was_typed(text: str) -> None:
    with pytest.raises(NotANumber) as refusal:
        parse_number(text)
    assert str(refusal.value) == f"“{text.strip()}” is not a number: write it like 0.5, -1/3, 1e-3 or 0,5"


@given(st.text())
def test_whatever_is_typed_is_a_finite_number_or_refused(text: str) -> None:
    try:
        value = parse_number(text)
    except NotANumber:
        return
    assert math.isfinite(value)


@pytest.mark.parametrize(
    ("room", "text"), [(9, "−2.283e−5"), (8, "−2.28e−5"), (7, "−2.3e−5"), (6, "−2e−5"), (1, "−2e−5")]
)
def test_a_number_is_fitted_by_leaving_digits_out(room: int, text: str) -> None:
    assert fitted(-2.283456e-5, lambda written: len(written) <= room) == text
