"""`explorer.cli.verb`: which arguments a verb understands, negative numbers and formulas among them"""

import pytest

from explorer.cli.verb import Option, Positional, Verb, read_arguments

VERB = Verb(
    "fit",
    "Fit it.",
    (Positional("file", "FILE", "what"), Positional("out", "OUT", "where to", is_optional=True)),
    (
        Option("--steps", "how many", "N", int, default=7),
        Option("--rate", "α", "A", float, group="rate"),
        Option("--rates", "several", "A:B", str, group="rate"),
        Option("--mark", "one more", "X", float, repeats=True),
        Option("--json", "for programs"),
    ),
    lambda _: 0,
)

FORMULA = Verb("plot", "Plot it.", (Positional("f", "F", "what", is_formula=True),), (), lambda _: 0)


def read(*arguments: str, verb: Verb = VERB) -> dict[str, object]:
    return vars(read_arguments(verb, arguments))


def test_what_is_left_out_has_its_default() -> None:
    assert read("a.json") == {
        "file": "a.json",
        "out": None,
        "steps": 7,
        "rate": None,
        "rates": None,
        "mark": [],
        "json": False,
    }


def test_options_stand_anywhere_and_take_negative_numbers() -> None:
    found = read("--rate", "-0.5", "a.json", "--mark", "-1e3", "b.json", "--mark=2", "--json")
    assert (found["file"], found["out"]) == ("a.json", "b.json")
    assert (found["rate"], found["mark"], found["json"]) == (-0.5, [-1000.0, 2.0], True)


def test_behind_two_dashes_everything_is_a_place() -> None:
    assert read("--steps", "3", "--", "--json", "-x")["out"] == "-x"
    assert read("--", "--json")["file"] == "--json"


def test_a_formula_may_begin_with_a_minus_where_one_is_asked_for() -> None:
    assert read("-x^2", verb=FORMULA) == {"f": "-x^2"}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["-x", "a.json"], "unrecognized arguments: -x"),
        (["--step", "3", "a.json"], "unrecognized arguments: --step"),
        (["--steps", "many", "a.json"], "invalid int value: 'many'"),
        (["--rate", "1", "--rates", "1:2", "a.json"], "not allowed with argument"),
        (["--steps", "--json", "a.json"], "expected one argument"),
        ([], "required: FILE"),
    ],
)
def test_what_is_wrong_is_said_with_status_2(
    arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read(*arguments)
    assert ended.value.code == 2
    assert reason in capsys.readouterr().err


def test_the_usage_shows_what_may_be_left_out_and_what_excludes_what() -> None:
    assert VERB.usage == "fit FILE [OUT] [--steps N] [--rate A | --rates A:B] [--mark X]... [--json]"
