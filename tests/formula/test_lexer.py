"""Is a typed formula cut into the right pieces?"""

import pytest

from explorer.formula.lexer import FormulaTooLarge, Token, UnknownCharacter, tokens

KNOWN = {"x", "sin", "e"}


def pieces(text: str) -> list[str]:
    return [f"{token.kind}:{token.text}" for token in tokens(text, KNOWN)]


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
    assert tokens("x **  2", KNOWN) == (
        Token("name", "x", 1),
        Token("sign", "^", 3),
        Token("number", "2", 7),
        Token("end", "", 8),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0;1x", "';' at character 2 is not part of a formula: formulas are made of"),
        ("f(x)=x", "'=' at character 5 is not part of a formula: write only the right-hand side, as in x^2."),
        ("[x]", "'[' at character 1 is not part of a formula: use round parentheses."),
        ("x\0", "'\\x00' at character 2 is not part of a formula: formulas are made of"),
        ("٣x", "'٣' at character 1 is not part of a formula"),
    ],
)
def test_a_foreign_character_is_refused_with_its_place_and_advice(text: str, message: str) -> None:
    with pytest.raises(UnknownCharacter) as refusal:
        tokens(text, KNOWN)
    assert str(refusal.value).startswith(message)


def test_a_long_text_is_refused_unread() -> None:
    with pytest.raises(FormulaTooLarge, match="has 501 characters; at most 500 are read"):
        tokens("x" * 501, KNOWN)


@pytest.mark.parametrize(
    ("text", "known", "names"),
    [
        ("wx", {"w", "x"}, ["wx"]),
        ("wx", {"w", "x", "wx"}, ["wx"]),
        ("w1x", {"w", "w1", "x"}, ["w1x"]),
        ("w_1", {"w"}, ["w_1"]),
        ("w_α", {"w", "α"}, ["w_α"]),
        ("πx", {"π", "x"}, ["π", "x"]),
        ("πx", {"π", "x", "πx"}, ["πx"]),
        ("xα", {"x", "α"}, ["x", "α"]),
        ("x1α", {"x1", "α"}, ["x1", "α"]),
        ("ααβ", {"α", "β"}, ["α", "α", "β"]),
        ("ααβ", {"α", "β", "αβ"}, ["α", "αβ"]),
        ("αwx", {"α", "αw", "wx"}, ["α", "wx"]),
        ("αβ_1", {"αβ", "α", "β"}, ["α", "β_1"]),
        ("sinα", {"sin", "α"}, ["sin", "α"]),
        ("unknown", set(), ["unknown"]),
    ],
)
def test_the_longest_known_name_is_read(text: str, known: set[str], names: list[str]) -> None:
    assert [token.text for token in tokens(text, known)[:-1]] == names


def test_a_known_name_before_a_digit_is_read_alone_so_that_the_missing_sign_is_asked_for() -> None:
    assert [token.text for token in tokens("x2", {"x"})] == ["x", "2", ""]
    assert [token.text for token in tokens("x2", {"x", "x2"})] == ["x2", ""]
    assert [token.text for token in tokens("y2", {"x"})] == ["y2", ""]


def test_a_number_goes_on_for_as_long_as_it_can() -> None:
    assert [token.text for token in tokens("2e5x", {"x", "e5", "e5x"})] == ["2e5", "x", ""]


def test_a_fraction_of_one_character_is_a_number() -> None:
    assert [token.text for token in tokens("½x + ¼ − ¾", KNOWN)] == ["0.5", "x", "+", "0.25", "-", "0.75", ""]


def test_signs_that_look_like_greek_letters_are_read_as_those() -> None:
    micro, ohm, increment = "\u00b5", "\u2126", "\u2206"
    assert tokens(micro + ohm + increment, {"μ", "Ω", "Δ"}) == tokens("μΩΔ", {"μ", "Ω", "Δ"})


def test_a_message_quotes_no_more_of_a_long_piece_than_is_needed_to_find_it() -> None:
    assert Token("name", "rate", 1).quoted == "'rate'"
    assert Token("number", "1" * 300, 1).quoted == f"'{'1' * 40}…'"
