"""Can a table be written where it shall be? Asked before the work that would then be lost."""

from pathlib import Path

from explorer.files.refused import FileRefused


def check_table(path: Path | None) -> None:
    """Whether a CSV file can be made at `path`, if there is any. Raises FileRefused."""
    if path is None:
        return
    if path.suffix.lower() != ".csv":
        raise FileRefused(str(path), "a table's name must end in .csv")
    if not path.parent.is_dir():
        raise FileRefused(str(path), "there is no such folder")
    if path.is_dir():
        raise FileRefused(str(path), "is a folder")
