"""`explorer.cli.report`: results as text for people, as JSON for programs"""

import math

import pytest

from explorer.cli.report import print_json, print_table


def test_json_is_one_line_in_which_what_is_not_finite_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"loss": math.nan, "rates": (0.1, math.inf, -math.inf), "at": [{"step": 3}], "ok": True})
    assert capsys.readouterr().out == (
        '{"loss": "nan", "rates": [0.1, "inf", "-inf"], "at": [{"step": 3}], "ok": true}\n'
    )


def test_every_digit_of_a_number_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    print_json([0.1 + 0.2, 5e-324])
    assert capsys.readouterr().out == "[0.30000000000000004, 5e-324]\n"


def test_the_columns_of_a_table_are_aligned_without_blanks_at_the_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_table(("α", "outcome"), [("0.1", "converges"), ("10", "")])
    assert capsys.readouterr().out == "α    outcome\n0.1  converges\n10\n"


def test_of_no_rows_there_is_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("α", "outcome"), [])
    assert capsys.readouterr().out == ""
