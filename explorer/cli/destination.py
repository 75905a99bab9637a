"""Can a table, or a picture, be written where it shall be? Asked before the work that would then be lost."""

from pathlib import Path

from explorer.files.refused import FileRefused


def check_table(path: Path | None) -> None:
    """Whether a CSV file can be made at `path`, if there is any. Raises FileRefused."""
    if path is not None:
        _check(path, ".csv", "a table")


def check_picture(path: Path | None) -> None:
    """Whether a PNG file can be made at `path`, if there is any. Raises FileRefused."""
    if path is not None:
        _check(path, ".png", "a picture")


def _check(path: Path, suffix: str, what: str) -> None:
    if path.suffix.lower() != suffix:
        raise FileRefused(str(path), f"{what}'s name must end in {suffix}")
    if not path.parent.is_dir():
        raise FileRefused(str(path), "there is no such folder")
    if path.is_dir():
        raise FileRefused(str(path), "is a folder")
