"""Which values an argument may have, and what is said of others."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.cli.argument_types import (
    at_least_one,
    count,
    experiment_file,
    learning_rates,
    number,
    point,
    positive,
    size,
    theme,
    whole_number,
)
from explorer.resources import resource


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (number, "-1e-3", -0.001),
        (number, "1/3", 1 / 3),
        (number, "0,5", 0.5),
        (whole_number, "1e6", 1_000_000),
        (whole_number, "-2", -2),
        (count, "0", 0),
        (at_least_one, "1", 1),
        (size, "1440x900", (1440, 900)),
        (size, "8192×1", (8192, 1)),
        (theme, "dark", "dark"),
        (point, "-1.2,1e-6", (-1.2, 1e-6)),
        (positive, "1e-3", 0.001),
    ],
)
def test_what_is_meant_is_read(read: Callable[[str], object], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "reason"),
    [
        (number, "many", "“many” is not a number"),
        (number, "inf", "“inf” is not a number"),
        (whole_number, "1.5", "1.5 is not a whole number"),
        (count, "-1", "-1 is less than 0"),
        (at_least_one, "0", "0 is less than 1"),
        (size, "900", "900 is no size of a picture: write it like 1440x900, each side up to 8192"),
        (size, "0x900", "0x900 is no size of a picture"),
        (size, "8193x1", "8193x1 is no size of a picture"),
        (point, "1", "1 is no place X,Y: write it like -1.2,1"),
        (positive, "0", "0 is not above 0"),
        (theme, "blue", "blue is neither light nor dark"),
        (learning_rates, "0.1", "0.1 is no START:STOP:COUNT"),
        (learning_rates, "-1:1:3", "a learning rate of −1 is less than 0"),
        (learning_rates, "0:1:3log", "no ratio leads on from a learning rate of 0"),
        (learning_rates, "0:1:1000001", "1000001 learning rates are more than 1000000"),
        (learning_rates, "0:1:0", "0 is less than 1"),
    ],
)
def test_anything_else_is_refused_with_the_reason(
    read: Callable[[str], object], text: str, reason: str
) -> None:
    with pytest.raises(ArgumentTypeError) as refused:
        read(text)
    assert str(refused.value).startswith(reason)


def test_learning_rates_are_evenly_spaced_and_ascend() -> None:
    assert learning_rates("0:1:5").tolist() == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert learning_rates("1:0:3").tolist() == [0.0, 0.5, 1.0]
    assert learning_rates("0.5:0.5:1").tolist() == [0.5]


def test_with_log_learning_rates_have_equal_ratios() -> None:
    assert learning_rates("0.125:8:4log").tolist() == pytest.approx([0.125, 0.5, 2.0, 8.0], rel=1e-14)


def test_an_example_is_named_without_its_folder_and_a_file_of_that_name_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert experiment_file("xor") == resource("examples/xor.json")
    assert experiment_file("nowhere") == Path("nowhere")
    assert experiment_file("xor.json") == Path("xor.json")
    (tmp_path / "xor").touch()
    assert experiment_file("xor") == Path("xor")
