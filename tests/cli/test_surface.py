"""Does `surface` tell how high E is on the plane that is asked for, and where a run passes in it?"""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explorer.files.project import read_experiment, write_experiment
from explorer.network.builder import new_experiment
from explorer.resources import resource
from explorer.training.program import Program, parameters_of
from explorer.training.surface.loss_grid import losses_at
from tests.cli.conftest import Result

Run = Callable[..., Result]
Refused = Callable[..., str]

XOR = resource("examples/xor.json")


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_every_point_is_written_with_the_values_of_the_two_parameters(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    asked = ["--plane", "i0>h0,y0", "--points", 9, "--reach", 2, "--csv", out]
    status, output, error = run("surface", XOR, *asked)
    assert (status, error) == (0, "")
    lines = output.splitlines()
    assert lines[0] == "across i0 → h0, up bias of y0; all other parameters stand still"
    assert lines[1].startswith("E from 0.")
    assert lines[2] == f"surface written to {out}"
    assert lines[3].startswith("9 × 9 points in ")
    rows = rows_of(out)
    assert (len(rows), list(rows[0])) == (81, ["across", "up", "loss"])
    experiment = read_experiment(XOR)
    parameters = parameters_of(experiment.network)
    assert float(rows[40]["across"]) == parameters[0]
    assert float(rows[40]["up"]) == parameters[16]
    parameters[[0, 16]] = float(rows[3]["across"]), float(rows[3]["up"])
    expected = losses_at(Program.of(experiment), parameters[np.newaxis])[0]
    assert float(rows[3]["loss"]) == pytest.approx(expected, rel=1e-12)


def test_the_axes_of_a_run_come_with_their_share_and_its_path(run: Run, tmp_path: Path) -> None:
    surface, path = tmp_path / "surface.csv", tmp_path / "path.csv"
    asked = ["--plane", "run", "--steps", 100, "--points", 17, "--csv", surface, "--path", path]
    status, output, error = run("surface", XOR, *asked)
    assert (status, error) == (0, "")
    assert "of the run’s variance" in output
    assert "of a random walk’s 60.8 % and 15.2 %" in output
    rows = rows_of(path)
    assert [int(row["step"]) for row in rows] == list(range(101))
    assert [float(rows[-1][name]) for name in ("across", "up", "distance")] == [0.0, 0.0, 0.0]
    across = [float(row["across"]) for row in rows_of(surface)]
    assert min(across) < min(float(row["across"]) for row in rows)
    assert max(across) > max(float(row["across"]) for row in rows)


def test_the_sharpest_directions_come_with_their_curvature(run: Run) -> None:
    output = run("surface", XOR, "--plane", "sharpest", "--points", 9)[1]
    assert output.splitlines()[0] == (
        "E is curved by λ = 1.528 across and 0.4815 up, more than in any other direction"
    )


def test_with_steps_the_path_is_told_in_any_plane(run: Run) -> None:
    output = run("surface", XOR, "--plane", "sharpest", "--points", 9, "--steps", 50)[1]
    assert "the run is farthest from the plane at step 50: " in output


def test_what_cannot_be_shown_is_refused(refused: Refused, tmp_path: Path) -> None:
    path = tmp_path / "path.csv"
    assert refused("surface", XOR, "--plane", "sharp") == (
        "sharp names no plane: write sharpest, run, or two parameters like i0>a0,a0"
    )
    assert "no weight and no bias is named a: there are i0>h0" in refused("surface", XOR, "--plane", "a,b")
    assert refused("surface", XOR, "--plane", "sharpest", "--path", path) == (
        "there is no path without a run: say how many --steps it makes"
    )
    assert "more than 2001" in refused("surface", XOR, "--plane", "sharpest", "--points", 5000)
    assert "must end in .csv" in refused("surface", XOR, "--plane", "sharpest", "--csv", tmp_path / "a.png")
    assert "moved along one line or not at all" in refused("surface", XOR, "--plane", "run", "--steps", 0)


def test_a_network_without_samples_has_no_surface(refused: Refused, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    write_experiment(file, replace(new_experiment((2, 1)), samples=()))
    assert "no sample to learn from" in refused("surface", file, "--plane", "sharpest")


def test_a_picture_is_asked_for_of_the_surface_that_is_told(
    run: Run, opened: list[Any], tmp_path: Path
) -> None:
    out = tmp_path / "out.png"
    look = ["--picture", out, "--theme", "dark", "--size", "800x600"]
    status, output, _ = run("surface", XOR, "--plane", "run", "--steps", 20, "--points", 9, *look)
    assert status == 0
    assert output.splitlines()[-1] == f"picture written to {out}"
    ((path, surface, size, theme),) = opened
    assert (path, size, theme) == (out, (800, 600), "dark")
    assert (surface.grid.losses.shape, surface.path.step[-1]) == ((9, 9), 20)
    assert len(surface.levels) > 4


def test_a_picture_that_is_none_is_refused_before_the_work(refused: Refused, opened: list[Any]) -> None:
    assert ".png" in refused("surface", XOR, "--plane", "sharpest", "--picture", "out.gif")
    assert opened == []
