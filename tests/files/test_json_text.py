"""JSON as text: every number comes back, and what readers disagree about is refused with its place."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.files.json_text import line, parse
from explorer.files.refused import FileRefused


def refusal(data: bytes) -> str:
    """Why a file called net.json with this content is refused."""
    with pytest.raises(FileRefused) as refused:
        parse(data, "net.json")
    return str(refused.value)


def test_whole_numbers_are_written_without_a_point_and_minus_zero_keeps_its_sign() -> None:
    entry = {"a": 1.0, "b": [-0.0, 0.1, 3.0], "c": None, "d": True}
    assert line(entry) == '{"a": 1, "b": [-0.0, 0.1, 3], "c": null, "d": true}'


def test_from_two_to_the_fifty_third_on_a_double_is_written_as_one() -> None:
    assert line([2.0**53 - 1, 2.0**53, 1e300]) == "[9007199254740991, 9007199254740992.0, 1e+300]"


def test_texts_are_written_as_they_are() -> None:
    assert line({"δ": "Σ φ"}) == '{"δ": "Σ φ"}'


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_finite_is_never_written(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        line([number])


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_is_read_back_to_the_last_bit(number: float) -> None:
    back = float(parse(line({"x": number}).encode(), "net.json")["x"])
    assert (back, math.copysign(1, back)) == (number, math.copysign(1, number))


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert parse(b'\xef\xbb\xbf{"a": 1}', "net.json") == {"a": 1}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "net.json: is empty"),
        (b" \n\t", "net.json: is empty"),
        (b'{"a": "\xff"}', "net.json, byte 7: is not UTF-8 text"),
        (b"[1, 2]", "net.json, $: is no experiment: it must be one JSON object"),
        (b'{"a": 1', "net.json, line 1 column 8: is not JSON, or was cut short: expecting ',' delimiter"),
        (b'{"a":\n 1,}', "net.json, line 2 column 4: is not JSON, or was cut short: "),
        (b"[" * 200_000, "net.json: is nested too deeply: it is no experiment"),
    ],
)
def test_what_is_no_json_object_is_refused_with_the_place(data: bytes, reason: str) -> None:
    assert refusal(data).startswith(reason)


def test_a_key_that_stands_twice_is_refused() -> None:
    text = refusal(b'{"a": {"b": [{"c": 1, "d": 2, "c": 3}]}}')
    assert text.startswith("net.json, $.a.b[0]")
    assert "c" in text


def test_half_a_character_is_refused() -> None:
    assert refusal(b'{"a": ["\\ud83d"]}').startswith("net.json, $.a[0]")


def test_a_whole_number_beyond_every_double_is_infinite_for_whoever_checks_the_file() -> None:
    text = b'{"exact": %s, "beyond": %s}' % (b"9" * 400, b"9" * 5000)  # Python itself refuses 5,000 digits
    assert parse(text, "net.json") == {"exact": 10**400 - 1, "beyond": math.inf}
