"""`explorer.kernels.warm_up`: several processes, which compile something that takes no time"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from explorer.compiling.file_lock import locked
from explorer.kernels import warm_up
from explorer.kernels.warm_up import AS_HELPER, KernelPart, bring

ROOT = Path(__file__).resolve().parents[2]

SCRIPT = """
import sys
from pathlib import Path
from explorer.kernels.warm_up import KernelPart, bring

folder = Path(sys.argv[1])

def part(name):
    def load():
        if not (folder / name).exists():
            with (folder / "compiled").open("a") as log:
                print(name, file=log)
            if name == "alone":
                print("at", name, flush=True)
                sys.stdin.readline()
            (folder / name).touch()
    return KernelPart(name, load, name)

bring([part(name) for name in ("alone", "lanes", "curvature")], folder)
"""


@contextmanager
def compiler(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that stays at the part “alone” until it is told a line."""
    command = [sys.executable, "-c", SCRIPT, str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process


def said(process: "subprocess.Popen[str]", lines: int) -> list[str]:
    assert process.stdout is not None
    return [process.stdout.readline().strip() for _ in range(lines)]


def test_two_processes_share_the_parts_and_compile_none_twice(tmp_path: Path) -> None:
    with compiler(tmp_path) as first:
        assert said(first, 1) == ["at alone"]
        with compiler(tmp_path) as second:
            assert said(second, 2) == ["lanes", "curvature"]
            assert first.communicate("\n", timeout=60)[0].split() == ["alone", "lanes", "curvature"]
            assert second.communicate(timeout=60)[0].split() == ["alone"]
    assert (tmp_path / "compiled").read_text().split() == ["alone", "lanes", "curvature"]


def test_what_a_process_was_at_when_it_was_killed_is_compiled_by_the_other(tmp_path: Path) -> None:
    with compiler(tmp_path) as first:
        assert said(first, 1) == ["at alone"]
        with compiler(tmp_path) as second:
            assert said(second, 2) == ["lanes", "curvature"]
            first.kill()
            assert second.communicate("\n", timeout=60)[0].split() == ["at", "alone", "alone"]
            assert second.returncode == 0


def test_who_has_waited_long_enough_compiles_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(warm_up, "LONGEST_WAIT", 0.0)
    with locked(tmp_path / "a.lock", 0.0):  # by somebody who hangs
        bring([KernelPart("a", lambda: loaded.append("a"), "ready")], tmp_path)
    assert loaded == ["a"]
    assert capsys.readouterr().out == "ready\n"


def test_as_a_helper_it_ends_with_its_standard_input(tmp_path: Path) -> None:
    place = {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    ended = subprocess.run(
        [sys.executable, "-m", warm_up.__name__, AS_HELPER],
        cwd=ROOT,
        env={**os.environ, **place},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "")
