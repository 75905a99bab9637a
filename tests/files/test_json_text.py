"""Is JSON read strictly, with the place of what is wrong, and written so that every number comes back?"""

import json
import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.files.json_text import line, parse
from explorer.files.refused import FileRefused


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (2.0, "2"),
        (-3.0, "-3"),
        (0.0, "0"),
        (-0.0, "-0.0"),
        (0.1, "0.1"),
        (1e-7, "1e-07"),
        (2.0**53 - 1, "9007199254740991"),
        (2.0**53, "9007199254740992.0"),
        (1e300, "1e+300"),
        (True, "true"),
        (None, "null"),
        ("δ → φ", '"δ → φ"'),
        ([1.0, [2.5, {}]], "[1, [2.5, {}]]"),
        ({"position": [0.0, -60.0], "bias": None}, '{"position": [0, -60], "bias": null}'),
    ],
)
def test_an_entry_is_written_as_short_as_a_person_would(entry: object, text: str) -> None:
    assert line(entry) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_was_written_reads_back_as_the_same_double(number: float) -> None:
    tree = parse(f'{{"x": {line(number)}}}'.encode(), "numbers.json")
    assert struct.pack("<d", tree["x"]) == struct.pack("<d", number)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_not_written(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        line({"loss": number})


json_entries = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text("aδ\n\"\\ '"),
    lambda entries: st.lists(entries, max_size=3) | st.dictionaries(st.text("aδ. $"), entries, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text("aδ"), json_entries, max_size=3))
def test_a_tree_that_was_written_reads_back_as_the_same_tree(tree: dict[str, object]) -> None:
    assert parse(line(tree).encode(), "tree.json") == tree


def test_the_mark_with_which_some_editors_begin_a_file_is_passed_over() -> None:
    assert parse(b'\xef\xbb\xbf{"a": 1}', "notepad.json") == {"a": 1}


def test_a_whole_number_of_any_length_is_read() -> None:
    tree = parse(b'{"short": ' + b"9" * 400 + b', "long": ' + b"9" * 5000 + b"}", "digits.json")
    assert tree == {"short": 10**400 - 1, "long": math.inf}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "x.json: is empty"),
        (b" \n\t", "x.json: is empty"),
        (b"\xef\xbb\xbf", "x.json: is empty"),
        (b'{"a": "\xff"}', "x.json, byte 7: is not UTF-8 text"),
        ('{"a": 1}'.encode("utf-16"), "x.json, byte 0: is not UTF-8 text"),
        (
            b'{"a": 1',
            "x.json, line 1 column 8: is not JSON, or was cut short: expecting ',' delimiter",
        ),
        (
            b'{\n  "a" 1}',
            "x.json, line 2 column 7: is not JSON, or was cut short: expecting ':' delimiter",
        ),
        (b"[1, 2]", "x.json, $: is no experiment: it must be one JSON object"),
        (b"5", "x.json, $: is no experiment: it must be one JSON object"),
        (b'{"a": 1, "a": 2}', "x.json, $.a: this key stands twice: leave one out"),
        (b'{"a": [0, {"b": 1, "c": 2, "b": 1}]}', "x.json, $.a[1].b: this key stands twice: leave one out"),
        (b'{"a b": {"": 1, "": 2}}', 'x.json, $["a b"][""]: this key stands twice: leave one out'),
        (b'{"a": ["\\ud800"]}', "x.json, $.a[0]: '\\ud800' holds half a character: type it anew"),
        (b'{"\\udc00": 1}', "x.json, $: '\\udc00' holds half a character: type it anew"),
        (b'{"a": ' + b"[" * 100_000, "x.json: is nested too deeply: it is no experiment"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(data: bytes, message: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        parse(data, "x.json")
    assert str(refusal.value) == message


def test_both_halves_of_a_character_are_one() -> None:
    assert parse(json.dumps({"a": "🙂"}).encode(), "x.json") == {"a": "🙂"}
