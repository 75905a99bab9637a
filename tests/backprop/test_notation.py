"""Are templates filled in, and numbers written so that rounded ones never look exact?"""

import math

import pytest

from explorer.backprop.neuron_place import ends_in_words
from explorer.backprop.notation import (
    Notation,
    NotationIncomplete,
    Span,
    fill,
    in_words,
    is_shortened,
    load_notation,
    number,
    plain_text,
    with_brackets,
)
from explorer.symbol import Symbol, has_symbol


def test_what_is_found_under_a_name_stands_in_its_place() -> None:
    spans = fill("{delta}<sub>{neuron}</sub> = 2 · {x}", lambda name: (Span(name.upper(), "symbol"),))
    assert spans == (
        Span("DELTA", "symbol"),
        Span("NEURON", "symbol", "sub"),
        Span(" = 2 · ", "plain"),
        Span("X", "symbol"),
    )


def test_signs_are_operators_and_words_are_plain() -> None:
    assert [span.role for span in fill("{x} = ln {x}", lambda _: (Span("x"),))] == ["plain", "plain", "plain"]
    assert fill(" · ", lambda _: ()) == (Span(" · ", "operator"),)


def test_in_plain_text_what_is_lowered_follows_an_underscore_and_what_is_raised_a_caret() -> None:
    spans = fill("e<sup>−{x}</sup> · w<sub>{x}c1</sub>", lambda _: (Span("a0"),))
    assert plain_text(spans) == "e^−a0 · w_a0c1"


def test_a_rounded_number_knows_all_its_digits() -> None:
    third = number(1 / 3, "weight")
    assert third == Span("0.3333", "weight", value=1 / 3)


def test_a_number_is_shortened_where_it_has_more_digits_than_are_shown() -> None:
    assert is_shortened(1 / 3)
    assert is_shortened(0.50000001)
    assert not is_shortened(0.5)
    assert not is_shortened(math.inf)


def test_what_a_double_cannot_hold_is_no_digit_more() -> None:
    assert 0.15 * 0.05 + 0.2 * 0.1 == 0.027500000000000004
    assert not is_shortened(0.15 * 0.05 + 0.2 * 0.1)
    assert is_shortened(0.0275000000000001)
    assert in_words(0.1 + 0.2) == "0.3"


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("0.5·{x}", "0.5·(−0.3)"),
        ("{x}·0.5", "−0.3·0.5"),
        ("1 + {x}", "1 + (−0.3)"),
        ("1 − {x}", "1 − (−0.3)"),
        ("1/{x}", "1/(−0.3)"),
        ("½{x}", "½(−0.3)"),
        ("[{x} + 1]", "[−0.3 + 1]"),
        ("|{x}| = {x}", "|−0.3| = −0.3"),
        ("max(0, {x})", "max(0, −0.3)"),
        ("{x}² + 1", "(−0.3)² + 1"),
        ("e<sup>{x}</sup>", "e^−0.3"),
        ("e<sup>−{x}</sup>", "e^−(−0.3)"),
    ],
)
def test_a_negative_number_after_a_sign_or_under_a_power_stands_in_brackets(template: str, text: str) -> None:
    assert plain_text(with_brackets(fill(template, lambda _: (number(-0.3, "weight"),)))) == text


@pytest.mark.parametrize(("value", "text"), [(2.0, "2²"), (0.5, "0.5²"), (1e-7, "(1e−7)²")])
def test_what_is_raised_is_one_number_to_the_eye(value: float, text: str) -> None:
    assert plain_text(with_brackets(fill("{x}²", lambda _: (number(value, "weight"),)))) == text


def test_in_a_sentence_a_rounded_number_says_so() -> None:
    assert in_words(1 / 3) == "≈ 0.3333"
    assert in_words(-0.5) == "−0.5"


def test_what_a_table_does_not_say_is_taken_from_the_one_around_it() -> None:
    notation = Notation(
        "test", "Test", {}, {"delta": {"title": "error", "hidden": {"off": {"title": "none"}}}}
    )
    assert notation.entry(("delta", "hidden", "off"), "title") == "none"
    assert notation.entry(("delta", "hidden"), "title") == "error"
    assert notation.entry(("delta", "output"), "title") == "error"
    with pytest.raises(NotationIncomplete, match=r"“test” says no formula for delta\.hidden"):
        notation.entry(("delta", "hidden"), "formula")


def test_the_programs_own_notation_has_its_symbols() -> None:
    notation = load_notation()
    assert (notation.name, notation.label) == ("explorer", "Backprop Explorer")
    symbols = {
        "z": "z",
        "a": "a",
        "delta": "δ",
        "weight": "w",
        "bias": "b",
        "loss": "E",
        "learning_rate": "α",
    }
    assert symbols.items() <= notation.symbols.items()


@pytest.mark.parametrize(
    ("source", "dest", "ends"),
    [
        ("a0", "c1", "a0c1"),
        ("x", "y", "xy"),
        ("α", "δ12", "αδ12"),
        ("i0", "out", "i0,out"),
        ("h0_1", "y", "h0_1,y"),
        ("a 0", "c", "a 0,c"),
        ("0", "c", "0,c"),
    ],
)
def test_short_names_stand_side_by_side_and_others_are_kept_apart(source: str, dest: str, ends: str) -> None:
    assert ends_in_words(source, dest) == ends


def test_a_notation_writes_the_symbols_of_a_text() -> None:
    notation = load_notation()
    text = f"{Symbol.DELTA} = {Symbol.SLOPE}({Symbol.Z}), {Symbol.WEIGHT_GRADIENT} at {Symbol.ALPHA}"
    assert notation.write(text) == "δ = φ′(z), ∂E/∂w at α"
    assert not has_symbol(notation.write("".join(Symbol)))


def test_a_notation_that_is_not_there_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match=r"nobody\.toml"):
        load_notation("nobody")
