"""The log of mistakes: what is written, how large it grows, and what happens where it cannot be."""

from pathlib import Path

import pytest

from explorer.error_log import ErrorLog


def test_texts_are_appended_with_their_time(tmp_path: Path) -> None:
    for text in ("one %s", "two"):
        ErrorLog(tmp_path / "state" / "log").write(text)
    first, second = (tmp_path / "state" / "log" / "errors.log").read_text(encoding="utf-8").splitlines()
    assert first.endswith(" one %s")
    assert second.endswith(" two")
    assert first[:2] == "20"


def test_the_log_never_takes_more_than_a_megabyte_and_a_bit(tmp_path: Path) -> None:
    log = ErrorLog(tmp_path)
    for number in range(50):
        log.write(f"mistake {number} " + "x" * 50_000)
    files = {file.name: file.stat().st_size for file in tmp_path.iterdir()}
    assert set(files) == {"errors.log", "errors.log.1", "errors.log.2", "errors.log.3"}
    assert sum(files.values()) < 4 * 256 * 1024
    assert "mistake 49 " in (tmp_path / "errors.log").read_text(encoding="utf-8")


def test_where_no_folder_can_be_made_standard_error_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    ErrorLog(tmp_path / "file" / "log").write("a mistake")
    assert "no log can be written" in capsys.readouterr().err
