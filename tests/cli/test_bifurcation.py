"""Does `bifurcation` say for every learning rate what `descend` says of one, and where the landmarks are?"""

import csv
import json
import math
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from explorer.compiling import loaded
from explorer.descent.settings import RateRange
from tests.cli.conftest import Result

Run = Callable[..., Result]
Refused = Callable[..., str]

COLUMNS = ["learning_rate", "verdict", "period", "multiplier", "lyapunov", "minimum", "maximum"]


def table(
    run: Run, out: Path, formula: str, start: object, rates: str, *options: object
) -> list[dict[str, str]]:
    asked = ["--start", start, "--learning-rates", rates, "--csv", out, *options]
    status, output, error = run("bifurcation", formula, *asked)
    assert (status, error) == (0, "")
    assert str(out) in output
    return list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))


def descent(run: Run, formula: str, start: object, rate: str, *options: object) -> Any:
    asked = ["--start", start, "--learning-rate", rate, "--steps", 0, "--json", *options]
    status, output, error = run("descend", formula, *asked)
    assert (status, error) == (0, "")
    return json.loads(output)


@pytest.mark.parametrize(
    ("formula", "start", "rates", "options"),
    [
        ("x^3 + 3x^2", "-1.99", "0:0.6:25", ()),
        ("x^3 + 3x^2", "-1.99", "0.4283:0.4765:9", ()),
        ("x^4 - 2x^2", "0.1", "0.2:0.55:9", ()),
        ("|x|", "1", "0:1.5:6", ()),
        ("1/x + x", "0.4", "0.01:1.2:9", ()),
        ("log(x)^2", "0.5", "0.05:1.5:9", ()),
        ("sqrt(x) + 1/x", "0.2", "0.01:0.5:6", ()),
        ("-x^2", "1", "0.1:1:3", ()),
        ("x^3 + 3x^2", "-1", "0.1:0.9:8", ("--momentum", "0.5")),
    ],
)
def test_the_csv_equals_single_descents(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    formula: str,
    start: str,
    rates: str,
    options: tuple[str, ...],
) -> None:
    rows = table(run, tmp_path / "out.csv", formula, start, rates, *options)
    assert list(rows[0]) == COLUMNS
    monkeypatch.setattr(loaded, "_parts", set())  # as a `descend` of its own has no kernels
    for row in rows:
        alone = descent(run, formula, start, row["learning_rate"], *options)
        assert row["verdict"] == alone["verdict"]
        assert row["period"] == ("" if alone["period"] is None else str(alone["period"]))
        if alone["lyapunov"] is None:
            assert row["lyapunov"] == ""
        else:
            assert float(row["lyapunov"]) == float(alone["lyapunov"])
        assert (row["minimum"] == "") == (alone["verdict"] == "diverges") or alone["verdict"] == "undecided"


def test_where_the_iterates_end_is_written_with_all_digits(run: Run, tmp_path: Path) -> None:
    rows = table(run, tmp_path / "out.csv", "x^3 + 3x^2", "-1.99", "0.3:0.6:7")
    settled, cycle, chaos, gone = rows[0], rows[2], rows[3], rows[6]
    assert [settled[name] for name in COLUMNS[:3]] == ["0.3", "converges", ""]
    assert (float(settled["minimum"]), float(settled["maximum"])) == (0.0, 0.0)
    assert float(settled["multiplier"]) == pytest.approx(1 - 6 * 0.3, abs=1e-15)
    root = math.sqrt(9 * 0.4**2 - 1)
    assert [cycle[name] for name in COLUMNS[1:3]] == ["cycles", "2"]
    assert float(cycle["minimum"]) == pytest.approx((1 - 1.2 - root) / 1.2, abs=1e-12)
    assert float(cycle["maximum"]) == pytest.approx((1 - 1.2 + root) / 1.2, abs=1e-12)
    assert float(cycle["multiplier"]) == pytest.approx(5 - 36 * 0.4**2, abs=1e-9)
    assert (chaos["verdict"], chaos["period"], chaos["multiplier"]) == ("chaotic", "", "")
    assert float(chaos["lyapunov"]) == pytest.approx(0.354997, abs=0.005)
    low, high = float(chaos["minimum"]), float(chaos["maximum"])
    critical = 1 / (6 * 0.45) - 1  # whose images bound the band

    def step(x: float) -> float:
        return x - 0.45 * (3 * x * x + 6 * x)

    assert high == pytest.approx(step(critical), abs=1e-6)
    assert low == pytest.approx(step(step(critical)), abs=1e-6)
    assert [gone[name] for name in COLUMNS[1:]] == ["diverges", "", "", "", "", ""]


def test_without_a_file_ranges_that_end_alike_are_shown(run: Run) -> None:
    asked = ["--start", "-1.99", "--learning-rates", "0.1:0.6:6"]
    status, output, error = run("bifurcation", "x^3 + 3x^2", *asked)
    assert (status, error) == (0, "")
    lines = [" ".join(line.split()) for line in output.splitlines()]
    assert lines[:3] == [
        "f(x) = x³ + 3x²",
        "learning rate rates verdict x in the end",
        "0.1 – 0.3 3 converges 0",
    ]
    assert lines[3] == "0.4 1 cycles (2) −0.7194 – 0.3861"
    assert lines[-2] == "0.6 1 diverges"
    assert lines[-1].startswith("6 rates in ")


def test_landmarks_are_listed_by_their_rates_and_written(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    rows = table(run, out, "x^3 + 3x^2", "-1.99", "0:0.6:2", "--landmarks", "--longest", "5")
    assert list(rows[0]) == ["learning_rate", "kind", "period"]
    rates = [float(row["learning_rate"]) for row in rows]
    assert rates == sorted(rates)
    found = {(row["kind"], row["period"], round(float(row["learning_rate"]), 10)) for row in rows}
    known = {
        ("superstable", "1", round(1 / 6, 10)),
        ("doubling", "1", round(1 / 3, 10)),
        ("superstable", "2", round(math.sqrt(5) / 6, 10)),
        ("doubling", "2", round(math.sqrt(6) / 6, 10)),
        ("doubling", "4", 0.4240150599),
        ("birth", "3", round(math.sqrt(2) / 3, 10)),
        ("superstable", "3", 0.4719790092),
        ("doubling", "3", 0.4735831679),
        ("birth", "5", 0.4563620625),
        ("superstable", "5", 0.4564858188),
        ("doubling", "5", 0.4568534594),
    }
    assert known <= found
    windows = [row["period"] for row in rows if row["kind"] == "superstable"]
    assert [windows.count(period) for period in "12345"] == [1, 1, 1, 2, 3]  # as the quadratic map has


def test_a_landmark_of_a_cycle_that_is_superstable_elsewhere_is_found(run: Run) -> None:
    asked = ["--start", "-1.99", "--learning-rates", "0.4:0.41:2", "--landmarks"]
    output = run("bifurcation", "x^3 + 3x^2", *asked)[1]
    assert [line.split() for line in output.splitlines()[1:]] == [
        ["learning", "rate", "kind", "period"],
        ["0.408248290463863", "doubling", "2"],
    ]


def test_where_there_is_no_landmark_that_is_said(run: Run) -> None:
    asked = ["--start", "1", "--learning-rates", "0.1:0.2:2", "--landmarks"]
    assert run("bifurcation", "x^2", *asked)[1].splitlines()[-1] == (
        "no landmark of a period up to 8 lies in this range"
    )


def test_as_json(run: Run) -> None:
    asked = ["--start", "1", "--learning-rates", "0.25:1:2", "--json"]
    assert json.loads(run("bifurcation", "x^2", *asked)[1]) == [
        dict(zip(COLUMNS, (0.25, "converges", None, 0.5, math.log(0.5), 0.0, 0.0), strict=True)),
        dict(zip(COLUMNS, (1.0, "cycles", 2, 1.0, 0.0, -1.0, 1.0), strict=True)),
    ]
    landmarks = json.loads(run("bifurcation", "x^2", *asked, "--landmarks")[1])
    assert landmarks == [
        {"learning_rate": 0.5, "kind": "superstable", "period": 1},
        {"learning_rate": 1.0, "kind": "doubling", "period": 1},
    ]


def test_a_picture_is_asked_for(run: Run, opened: list[Any], tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    asked = ["--start", "-1.99", "--learning-rates", "0.3:0.5:9", "--picture", out, "--theme", "dark"]
    status, output, error = run("bifurcation", "x^3 + 3x^2", *asked, "--size", "800x600")
    assert (status, error) == (0, "")
    assert output.splitlines() == ["f(x) = x³ + 3x²", f"picture written to {out}"]
    ((path, settings, size, theme),) = opened
    assert (path, size, theme) == (out, (800, 600), "dark")
    assert (settings.formula, settings.start, settings.momentum) == ("x^3 + 3x^2", -1.99, 0.0)
    seen: RateRange = settings.seen
    assert (seen.rate_low, seen.rate_high) == (0.3, 0.5)
    assert -2.3 < seen.x_low < -1.9
    assert 0.66 < seen.x_high < 2


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (["--csv", "out.txt"], "must end in .csv"),
        (["--picture", "out.gif"], "a picture's name must end in .png"),
        (["--picture", "nowhere/out.png"], "there is no such folder"),
        (["--momentum", "1"], "the momentum is 1: make it 0 or more, and 0.999 or less"),
        (["--momentum", "-0.1"], "the momentum is −0.1"),
        (["--momentum", "0.5", "--landmarks"], "without momentum"),
    ],
)
def test_what_cannot_be_done_is_refused(refused: Refused, arguments: list[str], rule: str) -> None:
    assert rule in refused("bifurcation", "x^2", "--start", "1", "--learning-rates", "0.1:1:9", *arguments)


def test_one_rate_is_no_range_to_draw(refused: Refused) -> None:
    asked = ["--start", "1", "--learning-rates", "0.1:0.1:1"]
    assert "let STOP differ" in refused("bifurcation", "x^2", *asked, "--picture", "out.png")
    assert "let STOP differ" in refused("bifurcation", "x^2", *asked, "--landmarks")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_ctrl_c_writes_what_is_known(root: Path, tmp_path: Path) -> None:
    out, log = tmp_path / "out.csv", tmp_path / "steps"
    code = (
        "import sys, pathlib\n"
        "from explorer.app import main\n"
        "import explorer.cli\n"
        "bifurcation = sys.modules['explorer.cli.bifurcation']\n"
        "known = bifurcation.rate_verdicts\n"
        "def watched(*setting):\n"
        "    for step in known(*setting):\n"
        "        yield step\n"
        "        if step.result is not None:\n"
        f"            pathlib.Path({str(log)!r}).touch()\n"
        "bifurcation.rate_verdicts = watched\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    asked = ["bifurcation", "x^3 + 3x^2", "--start", "-1.99", "--learning-rates", "0.1:0.5:1000000"]
    command = [sys.executable, "-c", code, *asked, "--csv", str(out)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        end = time.monotonic() + 120
        while not log.exists() and time.monotonic() < end:
            pass
        process.send_signal(signal.SIGINT)
        error = process.communicate(timeout=60)[1]
    assert (process.returncode, error) == (130, b"")
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert 1 <= len(rows) < 1_000_000
    assert rows[0]["learning_rate"] == "0.1"
    assert {row["verdict"] for row in rows} == {"converges"}
