"""Does `map` make one run for each pixel, and tell what became of it?"""

import csv
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from explorer.files.project import read_experiment
from explorer.resources import resource
from explorer.training.many.axis import axis_of
from explorer.training.many.lane_choice import lone_engine_for
from explorer.training.many.pixel_run import PixelClass
from explorer.training.many.training_map import TrainingMap
from explorer.training.program import Program
from explorer.training.trainer import Trainer
from tests.cli.conftest import Result

Run = Callable[..., Result]
Refused = Callable[..., str]

XOR = resource("examples/xor.json")
AXES = ("--x", "learning-rate:0.01:100log", "--y", "scale:0.5:4")


def test_a_row_of_the_table_is_the_run_of_its_pixel(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "map.csv"
    status, output, error = run("map", XOR, *AXES, "--size", "9x5", "--steps", 80, "--csv", out)
    assert (status, error) == (0, "")
    assert f"map written to {out}" in output
    assert "45 runs of 80 steps in " in output
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == ["x", "y", "class", "steps", "loss"]
    experiment = read_experiment(XOR)
    x = axis_of(experiment, "learning-rate", 0.01, 100.0, 9, True)
    training_map = TrainingMap(experiment, x, axis_of(experiment, "scale", 0.5, 4.0, 5, False), 80)
    for pixel in (0, 8, 22, 44):
        trained = training_map.experiment(pixel)
        alone = Trainer(trained, lone_engine_for(Program.of(trained)))
        alone.advance(80)
        assert float(rows[pixel]["loss"]) == alone.history.rows().loss[-1]
        assert float(rows[pixel]["x"]) == trained.training.learning_rate
    assert float(rows[44]["y"]) == 4.0


def test_what_there_is_to_see_is_said(run: Run) -> None:
    lines = run("map", XOR, *AXES, "--size", "8x8", "--steps", 50)[1].splitlines()
    assert lines[0].split() == ["class", "runs", "share", "steps"]
    rows = [re.split(r"\s{2,}", line) for line in lines[1:4]]
    assert [row[0] for row in rows] == ["fell to a tenth", "did neither", "diverged"]
    assert sum(int(row[1]) for row in rows) == 64
    assert lines[4] == "the run of the present settings did neither (α 0.3, scale of the starting weights 1)"


def test_where_there_is_no_border_no_dimension_is_told(run: Run) -> None:
    flat = ["--x", "learning-rate:1e-6:2e-6", "--y", "scale:1:1.1", "--size", "2x2", "--steps", 1]
    assert "there is hardly any border in this window" in run("map", XOR, *flat, "--dimension")[1]


def test_the_dimension_of_a_border_comes_with_its_error(run: Run) -> None:
    asked = ["--x", "learning-rate:1:100log", "--y", "scale:0.5:4", "--size", "4x4", "--steps", 20]
    line = next(
        line for line in run("map", XOR, *asked, "--dimension")[1].splitlines() if "dimension" in line
    )
    found = re.fullmatch(
        r"dimension of the border: (1\.\d{3}) ± (0\.\d{3}) \(\d+ of \d+ pairs of runs .*\)", line
    )
    assert found
    assert 0.9 < float(found[1]) < 2
    assert float(found[2]) < 0.2


@pytest.mark.parametrize(
    ("axis", "words"),
    [
        ("scale:0.5:4", "both axes are scale: choose two that differ"),
        ("colour:0:1", "there is no axis colour: choose one of learning-rate"),
        ("momentum:0:0.9", "gradient-descent has no momentum"),
        ("learning-rate@9:0:1", "nothing leads into level 9"),
        ("learning-rate:0:1log", "no ratio leads to 0"),
    ],
)
def test_axes_that_cannot_be_are_refused(refused: Refused, axis: str, words: str) -> None:
    assert words in refused("map", XOR, "--x", axis, "--y", "scale:0.5:4")


def test_another_table_of_samples_can_be_trained_on(run: Run, tmp_path: Path) -> None:
    samples = tmp_path / "samples.csv"
    samples.write_text("i0,i1,y0\n0,0,0\n1,1,1\n", encoding="utf-8")
    status, output, error = run("map", XOR, *AXES, "--size", "2x2", "--steps", 5, "--samples", samples)
    assert (status, error) == (0, "")
    assert "4 runs of 5 steps" in output


@pytest.mark.parametrize("verb", [("map", *AXES), ("sweep", "--learning-rates", "0.1:1:3")])
def test_without_the_package_that_asks_a_scheduler_work_is_refused_in_a_line(
    refused: Refused, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]
) -> None:
    name, *asked = verb
    monkeypatch.setitem(sys.modules, "distributed", None)
    words = refused(name, XOR, *asked, "--dask", "tcp://127.0.0.1:1")
    assert words == '--dask needs the package distributed: pip install "backprop-explorer[cluster]"'


def test_a_picture_is_asked_for(run: Run, opened: list[Any], tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    asked = ["--size", "4x3", "--steps", 5, "--picture", out, "--picture-size", "300x200", "--theme", "dark"]
    status, output, error = run("map", XOR, *AXES, *asked)
    assert (status, error) == (0, "")
    assert output.splitlines()[-1] == f"picture written to {out}"
    ((path, subject, size, theme),) = opened
    assert (path, size, theme) == (out, (300, 200), "dark")
    training_map = subject.layers.training_map
    assert (training_map.width, training_map.height, training_map.steps) == (4, 3, 5)
    assert subject.layers.picture.is_known.all()
    assert (subject.colour, subject.layers.nudged, subject.layers.bowl) == ("steps", None, None)


def test_a_picture_that_cannot_be_written_is_refused_before_the_work(refused: Refused) -> None:
    assert "a picture's name must end in .png" in refused("map", XOR, *AXES, "--picture", "out.gif")


def test_solutions_the_last_bit_and_the_bowl_follow_in_columns_of_their_own(
    run: Run, opened: list[Any], tmp_path: Path
) -> None:
    plain, full = tmp_path / "plain.csv", tmp_path / "full.csv"
    asked = ["map", XOR, *AXES, "--size", "9x5", "--steps", 300]
    run(*asked, "--csv", plain)
    further = ["--colour", "solution", "--last-bit", "--bowl", "--picture", tmp_path / "out.png"]
    status, output, error = run(*asked, "--csv", full, *further)
    assert (status, error) == (0, "")
    rows = list(csv.DictReader(full.read_text(encoding="utf-8").splitlines()))
    names = ["solution", "last_bit", "bowl_class", "bowl_steps", "bowl_loss"]
    assert list(rows[0])[5:] == names
    before = list(csv.reader(plain.read_text(encoding="utf-8").splitlines()))
    assert [list(row.values())[:5] for row in rows] == before[1:]
    for row in rows:
        assert (row["solution"] != "") == (row["class"] == "converging")
        assert row["last_bit"] in ("0", "1")
        assert row["bowl_class"] in ("converging", "diverging", "neither")
    assert "of the bowl with the same Hessian:" in output
    assert " hang on the last bit of the start" in output
    assert re.search(r"\d+ solutions? reached, most often number \d+, by ", output)
    assert "135 runs of 300 steps in " in output
    ((_, subject, _, _),) = opened
    assert subject.colour == "solution"
    assert subject.layers.made == subject.layers.asked == 135
    bits = [int(row["last_bit"]) for row in rows]
    assert subject.layers.last_bit.ravel().astype(int).tolist() == bits
    classes = [row["bowl_class"] for row in rows]
    assert [PixelClass(int(each)).word for each in subject.layers.bowl.classes.ravel()] == classes


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_ctrl_c_writes_the_table_and_the_picture_of_what_is_known(root: Path, tmp_path: Path) -> None:
    table, picture, log = tmp_path / "out.csv", tmp_path / "out.png", tmp_path / "steps"
    code = (
        "import sys, pathlib\n"
        "from explorer.app import main\n"
        "import explorer.cli\n"
        "runs = sys.modules['explorer.cli.map_runs']\n"
        "known = runs.compute_map\n"
        "def watched(*asked, **options):\n"
        "    for step in known(*asked, **options):\n"
        "        yield step\n"
        "        if step.result is not None:\n"
        f"            pathlib.Path({str(log)!r}).touch()\n"
        "runs.compute_map = watched\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    asked = ["map", str(XOR), *AXES, "--size", "512x512", "--steps", "5000"]
    written = ["--csv", str(table), "--picture", str(picture), "--picture-size", "300x300"]
    command = [sys.executable, "-c", code, *asked, *written]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        end = time.monotonic() + 120
        while not log.exists() and time.monotonic() < end:
            pass
        process.send_signal(signal.SIGINT)
        output, error = process.communicate(timeout=60)
    told = re.fullmatch(r"interrupted after (\d+) of 262144 runs; .* has what is known; .*\n", error.decode())
    assert (process.returncode, output) == (130, b"")
    assert told
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == int(told[1])
    assert 1 <= len(rows) < 262_144
    assert picture.read_bytes().startswith(b"\x89PNG")
