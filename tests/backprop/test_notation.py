"""Are templates filled in, and numbers written so that rounded ones never look exact?"""

import pytest

from explorer.backprop.notation import (
    Notation,
    NotationIncomplete,
    Span,
    fill,
    has_rounded,
    in_words,
    load_notation,
    number,
    plain_text,
)


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
    assert has_rounded([third])
    assert not has_rounded([number(0.5, "weight"), Span("0.3333")])


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


def test_a_notation_that_is_not_there_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match=r"nobody\.toml"):
        load_notation("nobody")
