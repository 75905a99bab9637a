"""Are the equations of the chain rule, and what of them is looked at, kept in a file?"""

import json
from typing import Any

import pytest

from explorer.chain.settings import NEW_CHAIN, ChainSettings
from explorer.files.project import from_bytes, to_bytes
from explorer.files.refused import FileRefused
from explorer.network.builder import new_experiment
from explorer.project import Project

LINES = ("x = 2", "", "y = x^3 − σ(x)", "z = y +")


def project(settings: ChainSettings) -> Project:
    return Project(new_experiment((2, 2, 1)), chain=settings)


def tree(settings: ChainSettings) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_bytes(project(settings)))
    return found


@pytest.mark.parametrize(
    "settings",
    [
        ChainSettings(LINES, of="y", by="x", is_forward=True, opened=("y",)),
        ChainSettings(LINES),
        ChainSettings(()),
        ChainSettings(is_forward=True),
        NEW_CHAIN,
    ],
)
def test_all_of_it_is_read_back_as_it_was_typed(settings: ChainSettings) -> None:
    assert from_bytes(to_bytes(project(settings)), "a.json").chain == settings


def test_equations_are_a_list_with_one_on_each_line() -> None:
    assert tree(ChainSettings(LINES))["system"] == list(LINES)
    assert '  "system": [\n    "x = 2",\n    "",\n' in to_bytes(project(ChainSettings(LINES))).decode()
    assert "laboratory" not in tree(ChainSettings(LINES))
    assert tree(ChainSettings(LINES))["version"] == 2


def test_what_a_new_window_shows_is_not_written() -> None:
    found = tree(NEW_CHAIN)
    assert found["version"] == 1
    assert not {"system", "laboratory"} & found.keys()
    assert tree(ChainSettings(of="d"))["laboratory"] == {"chain_rule": {"of": "d"}}


@pytest.mark.parametrize(
    ("system", "says"),
    [
        (["a = 1"] * 501, r"length <= 500: at \$\.system|\$\.system"),
        (["a = 1", 2], r"\$\.system\[1\]"),
        ("a = 1", r"\$\.system"),
        (["a = 1", "b = a\nc = b"], r"\$\.system\[1\]: an equation stands on one line"),
    ],
)
def test_what_is_no_list_of_equations_is_refused_with_its_place(system: object, says: str) -> None:
    entry = tree(ChainSettings(LINES))
    entry["system"] = system
    with pytest.raises(FileRefused, match=says):
        from_bytes(json.dumps(entry).encode(), "a.json")


def test_version_one_has_no_system() -> None:
    entry = tree(ChainSettings(LINES))
    entry["version"] = 1
    with pytest.raises(FileRefused, match=r"\$\.system: is a key of version 2"):
        from_bytes(json.dumps(entry).encode(), "a.json")
