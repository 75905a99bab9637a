"""`explorer.compiling.file_lock`, within one process and between two"""

import subprocess
import sys
from pathlib import Path

import pytest

from explorer.compiling.file_lock import locked

ROOT = Path(__file__).resolve().parents[2]

HOLDER = """
import sys
from pathlib import Path
from explorer.compiling.file_lock import locked
with locked(Path(sys.argv[1]), 0.0) as is_held:
    print(is_held, flush=True)
    sys.stdin.read()
"""


def test_only_one_holds_it_and_when_the_block_ends_the_next_may(tmp_path: Path) -> None:
    path = tmp_path / "part.lock"
    with locked(path, 0.0) as first, locked(path, 0.0) as second:
        assert (first, second) == (True, False)
    with locked(path, 0.0) as third:
        assert third


def test_who_waits_in_vain_is_told(tmp_path: Path) -> None:
    path = tmp_path / "part.lock"
    with locked(path, 0.0), locked(path, 0.15) as second:
        assert not second


def test_the_lock_of_a_process_that_was_killed_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "part.lock"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        with locked(path, 0.0) as is_held:
            assert not is_held
        holder.kill()
        with locked(path, 60.0) as is_held:
            assert is_held


def test_a_folder_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), locked(tmp_path / "gone" / "part.lock", 0.0):
        pass
