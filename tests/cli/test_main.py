"""Does the program do what its arguments say, and end as it should where they are wrong?"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from explorer import __version__
from explorer.resources import resource
from tests.cli.conftest import Result

Run = Callable[..., Result]
Refused = Callable[..., str]

VERBS = (
    "shot",
    "trace",
    "check",
    "train",
    "sweep",
    "map",
    "sharpness",
    "central-flow",
    "surface",
    "race",
    "descend",
    "bifurcation",
    "derive",
    "export",
)


def test_without_arguments_the_window_opens_on_an_example(run: Run, opened: list[object]) -> None:
    assert run() == (0, "", "")
    assert opened == [None]


def test_a_file_opens_in_the_window(run: Run, opened: list[object], worked: Path) -> None:
    assert run(worked) == (0, "", "")
    assert opened == [worked]


def test_an_example_opens_in_the_window_by_its_name(run: Run, opened: list[object]) -> None:
    assert run("edge-of-stability") == (0, "", "")
    assert opened == [resource("examples/edge-of-stability.json")]


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version") == (0, f"backprop-explorer {__version__}\n", "")


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_shows_every_verb(run: Run, flag: str) -> None:
    status, output, error = run(flag)
    assert (status, error) == (0, "")
    assert all(f"\n  {verb} " in output for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_help_of_its_own(run: Run, verb: str) -> None:
    status, output, error = run(verb, "--help")
    assert (status, error) == (0, "")
    assert output.startswith(f"usage: backprop-explorer {verb} ")


def test_of_what_goes_one_at_a_time_the_usage_shows_the_choice(run: Run) -> None:
    usage = run("trace", "--help")[1].splitlines()[0]
    assert usage == "usage: backprop-explorer trace FILE [--sample N | --batch] [--json] [--notation NAME]"


def test_a_file_that_is_not_there_is_for_the_window_to_refuse(run: Run, opened: list[object]) -> None:
    assert run("nowhere.json") == (0, "", "")
    assert opened == [Path("nowhere.json")]


def test_a_misspelt_verb_is_told_which_there_are(refused: Refused) -> None:
    assert refused("trian") == f"trian: no such file, and no such verb: there are {', '.join(VERBS)}"


def test_a_verb_wins_over_a_file_of_its_name(
    run: Run, opened: list[object], worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "train").write_bytes(worked.read_bytes())
    monkeypatch.chdir(tmp_path)
    assert run("train")[0] == 2
    assert run("./train") == (0, "", "")
    assert run("--", "train") == (0, "", "")
    assert opened == [Path("train"), Path("train")]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--bogus"],
        ["a.json", "b.json"],
        ["trace"],
        ["trace", "a.json", "b.json"],
        ["trace", "a.json", "--bogus"],
        ["trace", "a.json", "--batch=1"],
        ["trace", "a.json", "--sample", "0", "--batch"],
        ["trace", "a.json", "--sample", "half"],
        ["trace", "a.json", "--sample", "0.5"],
        ["trace", "a.json", "--sam", "0"],
        ["train", "a.json"],
        ["train", "a.json", "--steps"],
        ["train", "a.json", "--steps", "-1"],
        ["train", "a.json", "--steps", "--"],
        ["train", "a.json", "--steps=--"],
        ["train", "a.json", "--steps", "1", "--learning-rate", "--"],
        ["train", "a.json", "--steps", "1", "--save=--"],
        ["sweep", "a.json", "--learning-rates", "--"],
        ["sharpness", "a.json", "--steps", "--"],
        ["surface", "a.json"],
        ["map", "a.json", "--x", "scale:1:2"],
        ["map", "a.json", "--x", "scale:1", "--y", "seed:0:9"],
        ["map", "a.json", "--x", "scale:1:2", "--y", "seed:0:9", "--size", "0x9"],
        ["race", "bowl"],
        ["race", "bowl", "--optimisers", "nonsense"],
        ["race", "bowl", "--optimisers", "all", "--start", "1"],
        ["race", "bowl", "--optimisers", "all", "--same-rate", "-1"],
        ["surface", "a.json", "--plane", "run", "--reach", "0"],
        ["surface", "a.json", "--plane", "run", "--points", "0"],
        ["trace", "a.json", "--sample", "--"],
        ["descend", "x", "--start", "--", "--learning-rate", "0.1", "--steps", "1"],
        ["shot", "a.png", "--size", "--"],
        ["train", "a.json", "--steps", "1", "--save", "--history"],
        ["train", "a.json", "--steps", "1", "--learning-rate", "nan"],
        ["descend", "x", "--start", "0", "--learning-rate", "0.1"],
        ["descend", "x", "--strat", "0", "--learning-rate", "0.1", "--steps", "1"],
        ["descend", "x", "-x", "--start", "0", "--learning-rate", "0.1", "--steps", "1"],
        ["export", "a.json"],
        ["shot"],
        ["shot", "a.png", "--size", "big"],
        ["shot", "a.png", "--size", "0x100"],
        ["shot", "a.png", "--size", "100x99999"],
        ["shot", "a.png", "--theme", "blue"],
        ["shot", "a.png", "--workspace", "cellar"],
    ],
)
def test_wrong_usage_ends_with_status_2_and_the_usage(run: Run, arguments: list[str]) -> None:
    status, output, error = run(*arguments)
    assert (status, output) == (2, "")
    assert error.startswith("usage: backprop-explorer")
    assert "error: " in error


def test_a_message_is_one_line_whatever_the_names_are(refused: Refused, tmp_path: Path) -> None:
    path = tmp_path / "two\nlines.json"
    path.write_text("{}")
    assert "two⏎lines.json" in refused("trace", path)


def test_a_picture_of_the_window_is_asked_for(
    run: Run, opened: list[object], worked: Path, tmp_path: Path
) -> None:
    out = tmp_path / "a.png"
    assert run("shot", out) == (0, "", "")
    options = ["--step", "-3", "--size", "800x600", "--theme", "dark"]
    assert run("shot", out, worked, *options) == (0, "", "")
    assert run("shot", out, "--workspace", "laboratory") == (0, "", "")
    assert opened == [
        (out, None, None, (1440, 900), "light", "network"),
        (out, worked, 0, (800, 600), "dark", "network"),
        (out, None, None, (1440, 900), "light", "laboratory"),
    ]


def test_a_picture_is_refused_before_there_is_a_window(refused: Refused, opened: list[object]) -> None:
    assert refused("shot", "a.gif") == "a.gif: a picture's name must end in .png"
    assert "cannot be read" in refused("shot", "a.png", "nowhere.json")
    assert opened == []


def start(root: Path, *arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(root / "main.py"), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals are POSIX's")
def test_a_reader_that_leaves_ends_the_program_quietly(root: Path, worked: Path) -> None:
    with start(root, "trace", worked, "--json") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals are POSIX's")
def test_ctrl_c_ends_a_long_run_quietly(root: Path, worked: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "net.json"
    os.mkfifo(pipe)
    with start(root, "train", pipe, "--steps", "1e9") as process:
        pipe.write_bytes(worked.read_bytes())  # goes on once the program reads: it is up and running
        process.send_signal(signal.SIGINT)
        output, error = process.communicate(timeout=30)
    assert (process.returncode, output, error) == (130, b"", b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is always full")
def test_output_that_cannot_be_written_is_one_line(root: Path, worked: Path) -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, str(root / "main.py"), "trace", str(worked)]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=30)
    assert (ran.returncode, ran.stderr) == (1, b"backprop-explorer: No space left on device\n")


@pytest.mark.skipif(sys.platform == "win32", reason="shells close streams like this on POSIX only")
def test_without_an_output_the_program_does_its_work_or_says_what_is_wrong(
    root: Path, worked: Path, tmp_path: Path
) -> None:
    for out, status in ((tmp_path / "out.csv", 0), (tmp_path / "nowhere" / "out.csv", 1)):
        command = 'exec "$0" main.py export "$1" "$2" >&-'
        shell = ["sh", "-c", command, sys.executable, str(worked), str(out)]
        ran = subprocess.run(shell, cwd=root, stderr=subprocess.PIPE, check=False, timeout=30)
        assert (ran.returncode, out.exists(), ran.stderr.count(b"\n")) == (status, status == 0, status)


def test_a_terminal_that_knows_no_greek_gets_escapes(root: Path, worked: Path) -> None:
    ran = subprocess.run(
        [sys.executable, str(root / "main.py"), "trace", str(worked)],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
        timeout=30,
    )
    assert b"\\u03b4" in ran.stdout
    assert ran.stderr == b""


def test_a_verb_imports_no_qt(root: Path, worked: Path) -> None:
    code = (
        "import sys\n"
        "from explorer.app import main\n"
        "assert main(['check', sys.argv[1]]) == 0\n"
        "assert main(['check', 'nowhere.json']) == 1\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] in ('PySide6', 'pyqtgraph')]\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(worked)], cwd=root, check=False, timeout=30)
    assert ran.returncode == 0


@pytest.mark.parametrize("verb", ["trace", "check"])
def test_an_example_can_be_named_for_a_file(run: Run, verb: str) -> None:
    status, output, error = run(verb, "e-worked-iteration")
    assert status == 0
    assert error == ""
    assert "i0 → a0" in output
