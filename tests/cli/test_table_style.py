"""Does every verb that writes a table write it for continental spreadsheets, where that is asked for?"""

from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.resources import resource
from tests.cli.conftest import Result

SINE = resource("examples/sine.json")
Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("verb", "arguments", "header"),
    [
        ("train", ["--steps", "2", "--history"], "step;loss;held_out_loss;gradient_norm;learning_rate"),
        ("sharpness", ["--steps", "2", "--csv"], "step;loss;sharpness"),
        (
            "sweep",
            ["--learning-rates", "0.1:0.2:2", "--steps", "2", "--csv"],
            "learning_rate;seed;steps;loss;verdict;diverged_at",
        ),
    ],
)
def test_a_table_has_semicolons_and_decimal_commas(
    run: Run, tmp_path: Path, verb: str, arguments: list[str], header: str
) -> None:
    plain, continental = tmp_path / "plain.csv", tmp_path / "continental.csv"
    assert run(verb, SINE, *arguments, plain)[0] == 0
    assert run(verb, SINE, *arguments, continental, "--continental")[0] == 0
    data = continental.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\xef\xbb\xbf") == 1
    text = data.decode("utf-8-sig")
    assert text.splitlines()[0] == header
    assert text.replace(",", ".").replace(";", ",") == plain.read_text(encoding="utf-8")
