"""Is the old file whole until the new one is, whatever happens in between?"""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.files.atomic import write_parts, write_whole
from explorer.files.refused import FileRefused

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="links, modes and pipes are POSIX's")


def test_the_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    write_whole(path, b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["net.json"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_whole_and_nothing_else(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "net.json"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(FileRefused) as caught:
        write_whole(path, b"new")
    assert str(caught.value) == f"{path}: cannot be written: No space left on device"
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["net.json"]


def test_an_interruption_leaves_the_old_file_whole_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "net.json"
    path.write_bytes(b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["net.json"]


def test_content_may_come_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    write_parts(path, (letter.encode() for letter in "new"))
    assert path.read_bytes() == b"new"


def test_where_the_next_part_cannot_be_made_the_old_file_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"old")

    def parts() -> Iterator[bytes]:
        yield b"n"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_parts(path, parts())
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["table.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_device_that_is_full_is_an_error() -> None:
    with pytest.raises(FileRefused, match="No space left"):
        write_whole(Path("/dev/full"), b"new")


@on_posix
def test_the_permissions_of_the_old_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@on_posix
def test_a_new_file_has_the_permissions_that_any_new_file_has(tmp_path: Path) -> None:
    plain, whole = tmp_path / "plain", tmp_path / "whole"
    plain.write_bytes(b"")
    write_whole(whole, b"")
    assert whole.stat().st_mode == plain.stat().st_mode


@on_posix
def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target, link = tmp_path / "elsewhere" / "net.json", tmp_path / "link.json"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@on_posix
def test_a_link_to_nothing_yet_makes_its_target(tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to("net.json")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "net.json").read_bytes() == b"new"


@on_posix
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"new")
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@on_posix
def test_a_pipe_that_nobody_reads_any_more_is_no_refusal(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    def parts() -> Iterator[bytes]:
        os.close(reader)
        yield b"new"

    with pytest.raises(BrokenPipeError):
        write_parts(pipe, parts())


@on_posix
def test_a_file_that_may_not_be_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "net.json"
    path.write_bytes(b"old")
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_: False)  # as it is for everybody but root
    with pytest.raises(FileRefused, match="cannot be written: Permission denied"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "net.json"
    with pytest.raises(FileRefused) as caught:
        write_whole(path, b"new")
    assert caught.value.file == str(path)  # and not that of the file that would have taken its place
