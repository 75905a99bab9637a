"""Which names does a formula know, which can a variable have, and what is suggested for another?"""

import pytest

from explorer.formula.expression import Constant, Variable
from explorer.formula.vocabulary import InvalidName, check_name, vocabulary


def test_variables_constants_and_functions_have_their_meaning() -> None:
    known = vocabulary(["w", "x"])
    assert known.variables == ("w", "x")
    assert known.meanings["w"] == Variable("w")
    assert known.meanings["pi"] == Constant(3.141592653589793, "π")
    assert known.meanings["ln"] == known.meanings["log"]


@pytest.mark.parametrize(("declared", "gone"), [("e", {"e"}), ("pi", {"π"}), ("π", {"pi"})])
def test_a_variable_shadows_a_constant_however_that_is_spelled(declared: str, gone: set[str]) -> None:
    meanings = vocabulary([declared]).meanings
    assert meanings[declared] == Variable(declared)
    assert not (gone - {declared}) & meanings.keys()


@pytest.mark.parametrize("name", ["x", "w1", "W_ij", "α", "δ_c", "αβ", "e", "pi", "π", "rate", "Ω", "x" * 40])
def test_letters_digits_underscores_and_greek_make_a_name(name: str) -> None:
    check_name(name)
    assert vocabulary([name]).meanings[name] == Variable(name)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "'' cannot name a variable: begin with a letter, Latin or Greek"),
        ("1x", "'1x' cannot name a variable"),
        ("_x", "'_x' cannot name a variable"),
        ("x y", "'x y' cannot name a variable"),
        ("x\n", "'x\\n' cannot name a variable"),
        ("größe", "'größe' cannot name a variable"),
        ("x²", "'x²' cannot name a variable"),
        ("sin", "'sin' is a function and cannot name a variable. Choose another name."),
        ("ln", "'ln' is a function"),
        ("y" * 41, "'yyyyyyyyyy'… has 41 characters; a name has at most 40. Shorten it."),
    ],
)
def test_another_name_is_refused_with_the_reason(name: str, message: str) -> None:
    with pytest.raises(InvalidName) as refusal:
        check_name(name)
    assert str(refusal.value).startswith(message)
    with pytest.raises(InvalidName):
        vocabulary(["x", name])


@pytest.mark.parametrize(
    ("declared", "name", "suggestion"),
    [
        (["w", "x"], "wx", "for a product write w*x."),
        (["w", "x"], "wwx", "for a product write w*w*x."),
        (["w", "x"], "xsin", "for a product write x*sin."),
        (["w", "x", "wx"], "wxw", "for a product write wx*w."),
        (["w1", "x"], "w1x", "for a product write w1*x."),
        (["x"], "expx", "is exp meant?"),
        (["rate", "x"], "rat", "is rate meant?"),
        (["E"], "E_", "is E meant?"),
        (["W", "x"], "w", "write W."),
        (["x"], "Sin", "write sin."),
        (
            ["x"],
            "gamma",
            "the functions are sin, cos, tan, exp, log, sqrt, abs, tanh, sign, asin, acos, atan, ",
        ),
        (["x"], "y", "the variable is called x, the constants pi and e."),
        (["w", "x"], "bias", "the variables are w, x, the constants pi and e."),
        (["π", "x"], "y", "the variables are π, x, the constant e."),
        (["π", "e"], "y", "the variables are π, e."),
        ([], "y", "there is no variable, the constants pi and e."),
        (list("abcdfgh"), "y", "none of the 7 variables is called so, the constants pi and e."),
        (["π"], "pi", "its constant is shadowed by a variable. Write the digits."),
        (["x"], "x" * 40, "for a product write x*x*x"),
        (["x"], "x" * 41, "the functions are sin"),
        (["x"], "q" * 400, "the functions are sin"),
    ],
)
def test_what_may_have_been_meant_is_suggested(declared: list[str], name: str, suggestion: str) -> None:
    assert vocabulary(declared).suggestion(name).startswith(suggestion)
