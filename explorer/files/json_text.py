"""How do bytes of JSON become a tree, and a tree a line of JSON?

Stricter than the standard library where readers disagree (a key that stands twice, half a character) or
where it would crash.
"""

import json
from typing import Any

from explorer.files.refused import FileRefused
from explorer.network.rules import holds_half_character, key_place

Tree = dict[str, Any]
"""A JSON object as it was read: what is in it is not known yet."""

_LONGEST_WHOLE_NUMBER = 400  # digits: more are beyond every double, and Python refuses some thousands
_LARGEST_EXACT = 2.0**53  # from here on a double may stand for more than one whole number


def line(entry: object) -> str:
    """`entry` as one line of JSON, whole numbers without `.0`; every number reads back as the same double."""
    return json.dumps(_shortest(entry), ensure_ascii=False, allow_nan=False)


def parse(data: bytes, file: str) -> Tree:
    """The JSON object in `data`, the content of a file called `file`. Raises FileRefused."""
    try:
        text = data.decode("utf-8-sig")  # some editors begin a file with a byte order mark
    except UnicodeDecodeError as error:
        raise FileRefused(file, "is not UTF-8 text", f"byte {error.start}") from error
    if not text.strip():
        raise FileRefused(file, "is empty")
    try:
        tree = json.loads(text, object_pairs_hook=_object, parse_int=_whole_number)
        _check_entry(tree, "$", file)
    except json.JSONDecodeError as error:
        rule = f"is not JSON, or was cut short: {error.msg[0].lower()}{error.msg[1:]}"
        raise FileRefused(file, rule, f"line {error.lineno} column {error.colno}") from error
    except RecursionError as error:
        raise FileRefused(file, "is nested too deeply: it is no experiment") from error
    if not isinstance(tree, dict):
        raise FileRefused(file, "is no experiment: it must be one JSON object", "$")
    return tree


def _shortest(entry: Any) -> Any:
    match entry:
        case dict():
            return {key: _shortest(value) for key, value in entry.items()}
        case list():
            return [_shortest(value) for value in entry]
        case float() if entry.is_integer() and abs(entry) < _LARGEST_EXACT and str(entry) != "-0.0":
            return int(entry)
        case _:
            return entry


class _Repeated(dict[str, Any]):
    """An object of the file in which `key` stands twice."""

    key = ""


def _object(pairs: list[tuple[str, Any]]) -> Tree:
    tree = dict(pairs)
    if len(tree) == len(pairs):
        return tree
    repeated = _Repeated(tree)
    keys = [key for key, _ in pairs]
    repeated.key = next(key for key in keys if keys.count(key) > 1)
    return repeated


def _whole_number(text: str) -> float:
    return int(text) if len(text) <= _LONGEST_WHOLE_NUMBER else float(text)


def _check_entry(entry: object, place: str, file: str) -> None:
    """Refuses keys that stand twice and half characters, in `entry` and in all that it holds."""
    if isinstance(entry, dict):
        for key in entry:
            _check_text(key, place, file)
    if isinstance(entry, _Repeated):
        raise FileRefused(file, "this key stands twice: leave one out", key_place(place, entry.key))
    if isinstance(entry, dict):
        for key, value in entry.items():
            _check_entry(value, key_place(place, key), file)
    elif isinstance(entry, list):
        for index, value in enumerate(entry):
            _check_entry(value, f"{place}[{index}]", file)
    elif isinstance(entry, str):
        _check_text(entry, place, file)


def _check_text(text: str, place: str, file: str) -> None:
    if holds_half_character(text):
        raise FileRefused(file, f"{text!a} holds half a character: type it anew", place)
