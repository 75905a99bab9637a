"""Is a typed formula cut into the right pieces?"""

import pytest

from explorer.formula.lexer import FormulaTooLarge, Token, UnknownCharacter, tokens


def pieces(text: str) -> list[str]:
    return [f"{token.kind}:{token.text}" for token in tokens(text)]


def test_numbers_names_signs_and_superscripts_are_told_apart() -> None:
    assert pieces("2.5sin(x)³") == [
        "number:2.5",
        "name:sin",
        "sign:(",
        "name:x",
        "sign:)",
        "superscript:3",
        "end:",
    ]


def test_all_ways_to_write_a_sign_are_one() -> None:
    assert pieces("x × 2 ÷ 3 − 1 · x ** 2") == pieces("x * 2 / 3 - 1 * x ^ 2")


def test_an_exponent_belongs_to_its_number_only_where_digits_follow() -> None:
    assert pieces("1e-3") == ["number:1e-3", "end:"]
    assert pieces("2e-x") == ["number:2", "name:e", "sign:-", "name:x", "end:"]


def test_positions_count_typed_characters_from_one() -> None:
    assert tokens("x **  2") == (
        Token("name", "x", 1),
        Token("sign", "^", 3),
        Token("number", "2", 7),
        Token("end", "", 8),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0,1x", "',' at character 2 is not part of a formula: write decimals with a point, as in 0.1."),
        ("f(x)=x", "'=' at character 5 is not part of a formula: write only the right-hand side, as in x^2."),
        ("[x]", "'[' at character 1 is not part of a formula: use round parentheses."),
        ("x\0", "'\\x00' at character 2 is not part of a formula: formulas are made of"),
        ("٣x", "'٣' at character 1 is not part of a formula"),
    ],
)
def test_a_foreign_character_is_refused_with_its_place_and_advice(text: str, message: str) -> None:
    with pytest.raises(UnknownCharacter) as refusal:
        tokens(text)
    assert str(refusal.value).startswith(message)


def test_a_long_text_is_refused_unread() -> None:
    with pytest.raises(FormulaTooLarge, match="has 501 characters; at most 500 are read"):
        tokens("x" * 501)
