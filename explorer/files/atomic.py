"""How are bytes put on a disk so that nothing is ever lost?

At any instant the path holds the whole old file or the whole new one, whatever happens: a full disk, a kill,
a power cut. The bytes go to a new file beside the old one, are forced onto the disk, and only then take its
name.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from explorer.files.refused import FileRefused

LARGEST = 1 << 28
"""Bytes. No experiment and no table of samples comes near; /dev/zero does."""


def read_whole(path: Path) -> bytes:
    """The bytes of the file at `path`. Raises FileRefused where they cannot be read."""
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise FileRefused(str(path), f"cannot be read: {error.strerror or error}") from error
    if len(data) > LARGEST:
        raise FileRefused(str(path), f"is larger than {LARGEST >> 20} MiB: it cannot be one of ours")
    return data


def write_whole(path: Path, data: bytes) -> None:
    """Makes `data` the content of the file at `path`, all of it or nothing.

    A symbolic link stays a link: the file it points to is replaced. Permissions stay, and a file that may not
    be written is not replaced either. Pipes and devices, which cannot be replaced, are written to. Raises
    FileRefused, and BrokenPipeError where nobody reads the pipe any more.
    """
    write_parts(path, (data,))


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """The same with content that comes in parts, which are never all in memory.

    Where no part follows because of an exception, the file stays as it was. A pipe has then got those before.
    """
    try:
        _put(path, parts)
    except BrokenPipeError:  # whoever was to read it has had enough
        raise
    except OSError as error:  # which names the file beside it, or none
        raise FileRefused(str(path), f"cannot be written: {error.strerror or error}") from error


def _put(path: Path, parts: Iterable[bytes]) -> None:
    target = Path(os.path.realpath(path))
    old = _status(path)
    if old is not None and not stat.S_ISREG(old.st_mode):
        with open(path, "wb") as file:
            file.writelines(parts)
        return
    if old is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    # A short name, because one made from the target's could be too long for the file system.
    temporary = target.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        _write_new(temporary, parts, old)
        os.replace(temporary, target)
    finally:
        with contextlib.suppress(FileNotFoundError):  # it has its new name
            temporary.unlink()
    _flush_folder(target.parent)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _write_new(path: Path, parts: Iterable[bytes], like: os.stat_result | None) -> None:
    """Writes a file that was not there, with the owner and permissions of `like`, and waits for the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with open(descriptor, "wb") as file:
        if like is not None:
            _take_over(path, like)
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())


def _take_over(path: Path, like: os.stat_result) -> None:
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):  # only root may give a file away
            os.chown(path, like.st_uid, like.st_gid)
    os.chmod(path, stat.S_IMODE(like.st_mode))


def _flush_folder(folder: Path) -> None:
    """Forces the new name onto the disk too, where the system lets a folder be opened (Windows does not)."""
    with contextlib.suppress(OSError):  # the new file is in place and whole: this is only about a power cut
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
