"""Are typed equations understood, and is what is wrong said of its line, with place and remedy?"""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.chain.graph import graph_of
from explorer.chain.system import (
    EquationProblem,
    NotAnInput,
    TooManyLines,
    UnknownVariable,
    lines_of,
    parse_system,
    read_system,
    with_value,
)
from explorer.formula.notation import plain
from explorer.refusal import Refusal
from tests.chain.systems import DIAMOND, random_lines


def test_the_diamond_has_its_values() -> None:
    system = parse_system(DIAMOND)
    assert system.values == {"a": 2.0, "b": 4.0, "c": -14.0, "d": -56.0}
    assert (system.inputs, system.outputs) == (("a",), ("d",))


def test_lines_may_stand_in_any_order_and_keep_it() -> None:
    system = parse_system(("d = b*c", "", "b = a^2", "c = -7a", "a = 2"))
    assert [(equation.name, equation.line) for equation in system.equations] == [
        ("d", 0), ("b", 2), ("c", 3), ("a", 4),
    ]  # fmt: skip
    assert [equation.name for equation in system.order][-1] == "d"
    assert system.values["d"] == -56


def test_a_neuron_with_its_loss_is_understood_in_greek_and_with_fractions() -> None:
    lines = ("w = 0.5", "x = 2", "b = -1", "t = 1", "z = w*x + b", "y = σ(z)", "E = ½(y − t)²")
    assert parse_system(lines).values["E"] == pytest.approx(0.125)


def test_names_are_multiplied_with_a_sign_or_a_blank_and_the_longest_one_wins() -> None:
    system = parse_system(("w = 2", "x = 3", "wx = 10", "p = w x", "q = w*x", "r = wx", "δ = 5", "s = wδ"))
    assert [system.values[name] for name in "pqrs"] == [6, 6, 10, 10]


def test_a_variable_shadows_a_constant() -> None:
    assert parse_system(("e = 3", "y = 2e")).values["y"] == 6
    assert parse_system(("y = e",)).values["y"] == pytest.approx(2.718281828459045)


def test_a_line_that_is_made_of_numbers_is_an_input() -> None:
    assert parse_system(("a = 1/4 + 2pi", "y = a")).inputs == ("a",)


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        (
            ("a = 1", "b = q + 1"),
            {
                1: "Line 2: 'q' at character 5 is not known: the variables are a, b, the constants pi and e. "
                "Or add a line for it: q = 1."
            },
        ),
        (
            ("w = 1", "x = 2", "y = wx"),
            {
                2: "Line 3: 'wx' at character 5 is not known: for a product write w*x. "
                "Or add a line for it: wx = 1."
            },
        ),
        (
            ("c = d", "d = 2c"),
            {
                0: "Line 1: c needs d, which needs c. Change line 1 or 2.",
                1: "Line 2: d needs c, which needs d. Change line 1 or 2.",
            },
        ),
        (("f = f + 1",), {0: "Line 1: f needs itself. Change line 1."}),
        (("a = 1", "a = 2"), {1: "Line 2: a at character 1 has line 1 already. Choose another name."}),
        (
            ("= 3",),
            {0: "Line 1: the name before the = at character 1 is missing. Write one, as in y = x^2."},
        ),
        (
            ("x^2",),
            {0: "Line 1: there is no = in it. Write a name, = and a formula, as in y = x^2."},
        ),
        (
            ("y =",),
            {0: "Line 1: nothing stands behind the = at character 3. Write a number or a formula there."},
        ),
        (
            ("x = y = 2",),
            {0: "Line 1: there is a second = at character 7. Give each equation its own line."},
        ),
        (
            ("sin = 2",),
            {0: "Line 1: 'sin' is a function and cannot name a variable. Choose another name."},
        ),
        (
            ("b = 2*(1 + 3",),
            {0: "Line 1: The '(' at character 7 is never closed. Add a ')'."},
        ),
        (
            ("y = σ z",),
            {0: "Line 1: σ at character 5 needs its argument in parentheses: σ(y)."},
        ),
    ],
)
def test_what_is_wrong_is_said_with_line_place_and_remedy(
    lines: tuple[str, ...], problems: dict[int, str]
) -> None:
    found = read_system(lines).problems
    assert {line: str(problem) for line, problem in found.items()} == problems
    assert all(problem.reason == str(problem).partition(": ")[2] for problem in found.values())


def test_lines_that_are_well_stay_but_for_those_that_need_a_broken_one() -> None:
    reading = read_system(("a = 1", "b = a^", "c = 2a", "d = b*c", "e = d + 1"))
    assert list(reading.system.values) == ["a", "c"]
    assert {line: problem.reason for line, problem in reading.problems.items() if line > 1} == {
        3: "it needs b. Mend line 2 first.",
        4: "it needs d. Mend line 4 first.",
    }


def test_two_circles_are_named_each_and_a_long_one_in_part() -> None:
    ring = [f"v{n} = v{(n + 1) % 9}" for n in range(9)]
    problems = read_system((*ring, "a = b", "b = a", "c = a")).problems
    assert problems[9].reason == "a needs b, which needs a. Change line 10 or 11."
    assert problems[11].reason == "it needs a. Mend line 10 first."
    assert problems[0].reason.startswith("v0 needs v1, which needs v2, which needs v3")
    assert problems[0].reason.endswith("which needs …, which needs v0. Change one of these 9 lines.")


def test_the_first_problem_is_raised_where_all_must_be_well() -> None:
    with pytest.raises(EquationProblem) as caught:
        parse_system(("a = 1", "c = d", "d = c", "x ="))
    assert caught.value.line == 1


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(TooManyLines, match="These are 501 lines; at most 500 are read"):
        read_system(["a = 1"] * 501)


def test_long_lines_and_deep_ones_are_refused_and_five_hundred_lines_are_read_in_seconds() -> None:
    assert "501 characters" in str(read_system(("a = " + "1" * 497,)).problems[0])
    assert "nested" in str(read_system(("a = " + "(" * 200 + "1" + ")" * 200,)).problems[0])
    begun = time.process_time()
    lines = ["v0 = 0.5", *(f"v{n} = sin(v{n - 1}) + v{n // 2}" for n in range(1, 500))]
    assert len(graph_of(parse_system(lines)).nodes) == 500
    assert time.process_time() - begun < 60  # where it grew with the square of the lines, it took minutes


def test_a_name_that_nobody_declared_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UnknownVariable, match=r"“q” is none of the variables: there are a, b, c, d\."):
        parse_system(DIAMOND).check_known("q")


def test_pasted_text_is_taken_apart_at_line_ends_and_semicolons() -> None:
    assert lines_of(" a = 2 ; b = a^2\r\n\n c = -7a;") == ("a = 2", "b = a^2", "c = -7a")


def test_an_input_is_given_a_number_in_its_line() -> None:
    assert with_value(DIAMOND, "a", -0.25) == ("a = -0.25", *DIAMOND[1:])
    assert with_value(DIAMOND[1:], "a", 2.0) == (*DIAMOND[1:], DIAMOND[0])  # lines keep their numbers
    with pytest.raises(NotAnInput, match="b is computed, as a²: give a number to what it needs"):
        with_value(DIAMOND, "b", 1.0)
    with pytest.raises(Refusal, match="cannot name a variable"):
        with_value(DIAMOND, "1a", 1.0)


@pytest.mark.parametrize("number", [0.1, -3.0, 1e300, -1e-300, 5e-324, 123456789.123])
def test_a_number_that_is_given_is_read_back_to_the_last_bit(number: float) -> None:
    assert parse_system(with_value(("y = x",), "x", number)).values["y"] == number


def test_values_follow_where_some_are_given_as_arrays() -> None:
    found = parse_system(DIAMOND).values_where({"b": np.array([0.0, 1.0, 2.0])})
    assert found["d"].tolist() == [0, -14, -28]
    assert found["c"].shape == ()


def test_numbers_that_are_not_finite_are_numbers() -> None:
    values = parse_system(("x = 0", "y = 1/x", "z = y - y", "l = ln(-1 + x)")).values
    assert values["y"] == np.inf
    assert np.isnan([values["z"], values["l"]]).all()


@given(st.lists(st.text(max_size=40) | st.text("ab=+*^()xσ2. ,", max_size=30), max_size=12))
def test_whatever_is_typed_is_read_or_refused(lines: list[str]) -> None:
    reading = read_system(lines)
    assert len(reading.problems) + len(reading.system.equations) == sum(bool(line.strip()) for line in lines)
    for edge in graph_of(reading.system).edges:
        assert isinstance(plain(edge.derivative), str)


@given(st.integers(0, 10_000), st.integers(0, 30), st.integers(0, 60), st.text("=+*^(;x0 \t\nσ€", max_size=2))
def test_a_line_with_a_slip_of_the_hand_leaves_the_others_readable(
    seed: int, place: int, at: int, slip: str
) -> None:
    lines = list(random_lines(seed, most=6))
    place %= len(lines)
    at %= len(lines[place])
    lines[place] = lines[place][:at] + slip + lines[place][at + 1 :]
    reading = read_system(lines)
    names = {equation.name for equation in reading.system.equations}
    assert all(set(equation.needs) <= names for equation in reading.system.equations)
    assert reading.system.values.keys() == names
