"""Are the settings of the views kept in a file, as long as they differ from a new window's?"""

import json
from dataclasses import replace
from typing import Any

import pytest

from explorer.descent.settings import DescentSettings, RateRange
from explorer.files.project import from_bytes, to_bytes
from explorer.files.refused import FileRefused
from explorer.network.builder import new_experiment
from explorer.project import Project

EVERYTHING = DescentSettings(
    formula="x^4 - 2x^2",
    start=0.1,
    learning_rate=0.3,
    momentum=0.5,
    steps=80,
    further_starts=(-0.1, 1.5),
    iterate=3,
    quantity="f",
    seen=RateRange(0.42, 0.43, -1.0, 1.0),
    has_landmarks=False,
    has_critical_curves=True,
    from_every_start=True,
    as_logistic_map=True,
    explains_logistic_map=True,
)


def project(settings: DescentSettings) -> Project:
    return Project(new_experiment((2, 2, 1)), one_variable=settings)


def tree(settings: DescentSettings) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_bytes(project(settings)))
    return found


def test_every_setting_is_read_back() -> None:
    assert from_bytes(to_bytes(project(EVERYTHING)), "a.json").one_variable == EVERYTHING


def test_what_a_new_window_shows_is_not_written() -> None:
    assert "laboratory" not in tree(DescentSettings())
    assert tree(DescentSettings())["version"] == 1


def test_only_what_differs_is_written() -> None:
    found = tree(replace(DescentSettings(), learning_rate=0.4))
    assert found["laboratory"] == {"one_variable": {"learning_rate": 0.4}}
    assert found["version"] == 2


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("formula", "x +", "$.laboratory.one_variable.formula"),
        ("momentum", 1.5, "$.laboratory.one_variable.momentum"),
        ("steps", 0, "$.laboratory.one_variable.steps"),
        ("iterate", 0, "$.laboratory.one_variable.iterate"),
        ("quantity", "y", "$.laboratory.one_variable.quantity"),
        ("further_starts", [1.0] * 8, "$.laboratory.one_variable.further_starts"),
        ("seen", {"rate_low": 1, "rate_high": 0, "x_low": 0, "x_high": 1}, "$.laboratory.one_variable.seen"),
        ("colour", 1, "colour"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_place(key: str, value: object, says: str) -> None:
    entry = tree(replace(DescentSettings(), learning_rate=0.4))
    entry["laboratory"]["one_variable"][key] = value
    with pytest.raises(FileRefused, match=says.replace("$", r"\$")):
        from_bytes(json.dumps(entry).encode(), "a.json")


def test_version_one_has_no_laboratory() -> None:
    entry = tree(EVERYTHING)
    entry["version"] = 1
    with pytest.raises(FileRefused, match="laboratory"):
        from_bytes(json.dumps(entry).encode(), "a.json")
