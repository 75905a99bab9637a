"""Is a name that may hold anything shown on one line, short, and in its own direction?"""

import pytest

from explorer.plain_text import on_one_line, shortened, shown_name, shown_sentence
from explorer.refusal import Refusal
from explorer.symbol import Symbol


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a0", "a0"),
        ("two words", "two words"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("one\ntwo", "one⏎two"),
        ("one\r\ntwo\u2028three", "one⏎two⏎three"),
        ("a\tb\x07c", "a b c"),
        ("\u202eabc", " abc"),
        ("\ue009 E", "  E"),
        ("δ₁", "δ₁"),
        ("x" * 40, "x" * 40),
        ("x" * 30 + "y" * 30, "x" * 26 + "…" + "y" * 13),
        ("שלום", "\u2068שלום\u2069"),
        ("\u2068שלום", "\u2068 שלום\u2069"),
    ],
)
def test_a_name_is_shown_on_one_line(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_a_sentence_keeps_the_tokens_of_its_symbols() -> None:
    assert shown_sentence(f"{Symbol.LOSS} falls\x07") == f"{Symbol.LOSS} falls "
    assert on_one_line(f"{Symbol.Z}\n") == f"{Symbol.Z}⏎"


def test_a_name_of_280_000_letters_is_as_short_as_any() -> None:
    assert shown_name("<b>" * 93_000) == "<b>" * 8 + "<b" + "…" + ("<b>" * 5)[-13:]
    assert len(shown_name("\n" * 280_000)) == 40


def test_a_short_text_is_not_shortened() -> None:
    assert shortened("abcdef", 6) == "abcdef"
    assert shortened("abcdefg", 6) == "abc…fg"


def test_a_refusal_is_one_line_and_keeps_the_order_of_what_is_written_from_right_to_left() -> None:
    assert str(Refusal("there is no neuron a\nb: draw it")) == "there is no neuron a⏎b: draw it"
    assert str(Refusal(f"{shown_name('שלום')} → b")) == "\u2068שלום\u2069 → b"
    assert len(str(Refusal("x" * 280_000))) == 1000
    assert shown_sentence("as it is") == "as it is"
    assert on_one_line("a\r\nb") == "a⏎b"
