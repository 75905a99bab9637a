"""A verb writes in the notation of the file that it opens; headers of CSV and keys of JSON stay."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.files.project import read_project, write_project
from explorer.resources import examples
from explorer.symbol import has_symbol
from tests.cli.conftest import Result


@pytest.fixture
def in_bishops(tmp_path: Path) -> Path:
    """XOR in Bishop's notation."""
    (example,) = (each for each in examples() if each.stem == "xor")
    data = json.loads(example.read_text()) | {"version": 2, "notation": "bishop"}
    path = tmp_path / "bishop.json"
    path.write_text(json.dumps(data))
    write_project(path, read_project(path))
    return path


def test_training_says_the_loss_as_the_file_does(run: Callable[..., Result], in_bishops: Path) -> None:
    status, output, _ = run("train", in_bishops, "--steps", "3")
    assert status == 0
    assert output.startswith("L at the start: ")
    assert "\nL after 3 steps: " in output
    assert not has_symbol(output)


def test_another_file_after_it_is_in_the_usual_notation(run: Callable[..., Result], in_bishops: Path) -> None:
    run("train", in_bishops, "--steps", "1")
    _, output, _ = run("train", "xor", "--steps", "1")
    assert output.startswith("E at the start: ")


def test_the_columns_of_a_table_are_as_wide_as_what_is_written(
    run: Callable[..., Result], in_bishops: Path
) -> None:
    _, output, _ = run("race", in_bishops, "--steps", "5", "--optimisers", "gradient-descent,adam")
    header, first, *_ = output.splitlines()
    assert header.index("last L") == len(header.rstrip()) - len("last L")
    assert first[header.index("α") - 1] == " "
    assert first[header.index("α")] != " "


def test_help_is_in_the_usual_notation(run: Callable[..., Result]) -> None:
    _, output, _ = run("train", "--help")
    assert "α in place of the file's" in " ".join(output.split())
    assert not has_symbol(output)


def test_a_picture_is_asked_for_in_the_notation_of_the_file(
    run: Callable[..., Result], opened: list[object], in_bishops: Path, tmp_path: Path
) -> None:
    run("sweep", in_bishops, "--learning-rates", "0.1:1:3", "--steps", "2", "--picture", tmp_path / "a.png")
    (asked,) = opened
    assert isinstance(asked, tuple)
    assert asked[-1] == "bishop"


def test_a_sentence_of_a_function_is_in_the_usual_notation(run: Callable[..., Result]) -> None:
    _, output, _ = run("descend", "exp(-x)", "--start", "40", "--learning-rate", "0.1", "--steps", "2")
    assert "only because α·f′ there is too small for a double" in output
    assert not has_symbol(output)
