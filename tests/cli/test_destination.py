"""`explorer.cli.destination`: what is refused before the work that would be lost"""

from pathlib import Path

import pytest

from explorer.cli.destination import check_table
from explorer.files.refused import FileRefused


def test_a_table_may_be_left_out_or_stand_in_a_folder_that_is_there(tmp_path: Path) -> None:
    check_table(None)
    check_table(tmp_path / "new.csv")
    check_table(tmp_path / "NEW.CSV")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("table.txt", "must end in .csv"),
        ("table", "must end in .csv"),
        ("nowhere/table.csv", "no such folder"),
        ("folder.csv", "is a folder"),
    ],
)
def test_where_no_table_can_be_written_it_says_why(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(FileRefused, match=reason) as refused:
        check_table(tmp_path / name)
    assert str(tmp_path / name) in str(refused.value)
