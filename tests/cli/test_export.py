"""Does `export` write the format that the suffix says?"""

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Result

Run = Callable[..., Result]


def test_the_weights_are_taken_away(run: Run, worked: Path, tmp_path: Path) -> None:
    out = tmp_path / "weights.csv"
    assert run("export", worked, out) == (0, f"weights written to {out}\n", "")
    assert out.read_text().splitlines()[1] == "weight,i0,a0,0.5"


def test_an_unknown_suffix_is_refused(refused: Callable[..., str], worked: Path) -> None:
    assert refused("export", worked, "weights.txt").endswith("use .json, .npz, .csv, .py")


def test_a_folder_that_is_not_there_is_refused(
    refused: Callable[..., str], worked: Path, tmp_path: Path
) -> None:
    assert "No such file or directory" in refused("export", worked, tmp_path / "nowhere" / "weights.npz")
