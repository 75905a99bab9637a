"""Are the settings of the laboratory kept in a file, as long as they differ from a new window's?"""

import json
from dataclasses import replace
from typing import Any

import pytest

from explorer.descent.settings import DescentSettings
from explorer.files.project import from_bytes, to_bytes
from explorer.files.refused import FileRefused
from explorer.network.builder import new_experiment
from explorer.project import Project
from explorer.training.laboratory_settings import LaboratorySettings, MapAxis, MapRange, RateChange, RunChoice

EVERYTHING = LaboratorySettings(
    seed=7,
    held=(0.1, -2.0, 1e-300),
    steps=500,
    learning_rate=1.2,
    runs=(
        RunChoice(0.1, 1),
        RunChoice(0.8, 2, "adam", (RateChange(30, 0.4), RateChange(60, 0.2)), True, "slow, then slower"),
    ),
    run_quantity="parameter",
    parameter="w x→y",
    over_flow=True,
    sweep_low=0.01,
    sweep_high=10.0,
    sweep_count=2000,
    sweep_seeds=30,
    has_range_test=True,
    sharpness_over_limit=True,
    curvature_strip="eigenvalues",
    map_x=MapAxis("learning-rate@1", 0.05, 60.0, is_log=True),
    map_y=MapAxis("scale", -2.0, 2.0),
    map_seen=MapRange(0.1, 10.0, 0.5, 0.75),
    map_size=256,
    map_colour="verdict",
    map_of="both",
    map_has_last_bit=True,
    surface_plane="parameters",
    surface_across="x → y",
    surface_up="bias of y",
    surface_seen=MapRange(-1.0, 1.5, 0.25, 0.5),
    front_left="flow",
    front_right="map",
    race_on="x^2 + y^4",
    race_start=(-0.5, 2.5),
    race_at_line=True,
    race_steps=300,
    race_tolerance=1e-4,
    race_without=("adam", "momentum"),
    starts_count=256,
    starts_by_seed=True,
)


def project(settings: LaboratorySettings) -> Project:
    return Project(new_experiment((2, 2, 1)), laboratory=settings)


def tree(settings: LaboratorySettings) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_bytes(project(settings)))
    return found


def test_every_setting_differs_from_that_of_a_new_window_and_is_read_back() -> None:
    new = LaboratorySettings()
    fields = LaboratorySettings.__dataclass_fields__
    assert [name for name in fields if getattr(EVERYTHING, name) == getattr(new, name)] == []
    assert from_bytes(to_bytes(project(EVERYTHING)), "a.json").laboratory == EVERYTHING


def test_what_a_new_window_shows_is_not_written() -> None:
    assert "laboratory" not in tree(LaboratorySettings())
    assert tree(LaboratorySettings())["version"] == 1


def test_only_what_differs_is_written_of_runs_too() -> None:
    found = tree(LaboratorySettings(steps=300, runs=(RunChoice(0.5, 1),)))
    assert found["laboratory"] == {
        "network": {"steps": 300, "runs": [{"learning_rate": 0.5, "colour": 1}]},
    }
    assert found["version"] == 2


def test_it_stands_beside_what_is_looked_at_in_one_variable() -> None:
    both = replace(project(EVERYTHING), one_variable=DescentSettings(learning_rate=0.4))
    assert json.loads(to_bytes(both))["laboratory"].keys() == {"one_variable", "network"}
    assert from_bytes(to_bytes(both), "a.json") == both


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("seed", -1, "$.laboratory.network.seed"),
        ("steps", 0, "$.laboratory.network.steps"),
        ("learning_rate", -0.1, "$.laboratory.network.learning_rate"),
        ("held", [1e999], "held"),
        ("run_quantity", "hessian", "choose one of loss, gradient, parameter"),
        ("sweep_low", 2.0, "$.laboratory.network.sweep_low"),
        ("sweep_count", 1, "$.laboratory.network.sweep_count"),
        ("runs", [{"learning_rate": 0.1, "colour": 0, "optimiser": "best"}], "runs[0].optimiser"),
        (
            "runs",
            [{"learning_rate": 0.1, "colour": 0, "changes": [{"step": 2, "learning_rate": 0.1}] * 2}],
            "runs[0].changes",
        ),
        ("runs", [{"learning_rate": 0.1}], "colour"),
        ("colour", 1, "colour"),
        ("map_x", {"name": "scale", "low": 2.0, "high": 1.0}, "$.laboratory.network.map_x"),
        ("map_y", {"name": "scale", "low": 0.0, "high": 1.0, "is_log": True}, "$.laboratory.network.map_y"),
        ("map_x", {"name": "hue", "low": 0.0, "high": 1.0}, "there is no axis hue"),
        ("map_seen", {"x_low": 0.0, "x_high": 1.0, "y_low": 1.0, "y_high": 1.0}, "map_seen"),
        ("map_size", 5000, "map_size"),
        ("map_colour", "rank", "choose one of steps, verdict, solution"),
        ("race_start", [0.0], "race_start"),
        ("race_start", [0.0, 1e999], "race_start"),
        ("race_steps", 20_001, "race_steps"),
        ("race_tolerance", 0.0, "race_tolerance"),
        ("race_without", ["best"], "race_without"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_place(key: str, value: object, says: str) -> None:
    entry = tree(LaboratorySettings(steps=300))
    entry["laboratory"]["network"][key] = value
    with pytest.raises(FileRefused) as refused:
        from_bytes(json.dumps(entry).encode(), "a.json")
    assert says in str(refused.value)
