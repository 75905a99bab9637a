"""Which tokens is a typed formula made of: numbers, names and signs, and where does each stand?

Letters, digits and underscores in a row are one name: wx is not w·x. Greek letters stand for themselves, so
2πx has three factors, unless a longer name is known: where δa is declared, δa is one name. A number goes on
for as long as it can, so 2e5 is 200000 also where e5 is a name.
"""

import re
from collections.abc import Container
from dataclasses import dataclass

from explorer.number import DASHES
from explorer.refusal import Refusal

LONGEST_TEXT = 500
LONGEST_NAME = 40

GREEK = "Α-ΡΣ-Ωα-ωϑϕϵ"
"""The Greek letters that names may contain, as in a regular expression; both forms of θ, φ, ε and σ."""


class FormulaError(Refusal):
    """A typed formula that cannot be used. The message says what, where (from character 1) and what to do."""


class FormulaTooLarge(FormulaError):
    """The formula is longer or more deeply nested than is computed here."""


class UnknownCharacter(FormulaError):
    """A character that no formula contains."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the formula. `kind`: "number", "name", "superscript", "sign" or "end"."""

    kind: str
    text: str
    position: int

    @property
    def quoted(self) -> str:
        """The piece as a message quotes it: not more of it than is needed to find it."""
        return repr(self.text if len(self.text) <= LONGEST_NAME else f"{self.text[:LONGEST_NAME]}…")


# One character each, so that positions in the normalised text are positions in what was typed.
_SAME_SIGN = str.maketrans("×·⋅∙∗÷∕⁄\u00b5\u2126\u2206", "*****///μΩΔ")  # micro, ohm, increment
_SAME_SIGN |= str.maketrans(DASHES, "-" * len(DASHES))
_FRACTIONS = {"¼": "0.25", "½": "0.5", "¾": "0.75"}
_SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_PATTERN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[¼½¾])"
    rf"|(?P<name>[A-Za-z_{GREEK}][A-Za-z0-9_{GREEK}]*)"
    r"|(?P<superscript>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<sign>\*\*|[-+*/^()|√,])"
)
_SEAM = re.compile(rf"(?<=[{GREEK}])(?=[A-Za-z{GREEK}])|(?<=[A-Za-z0-9])(?=[{GREEK}])")
_BEFORE_DIGIT = re.compile(r"(?<![0-9])(?=[0-9])")
_ADVICE = {
    "=": "write only the right-hand side, as in x^2",
    "[": "use round parentheses",
    "]": "use round parentheses",
    "{": "use round parentheses",
    "}": "use round parentheses",
}


def tokens(text: str, known: Container[str]) -> tuple[Token, ...]:
    """The formula's pieces in order, closed by one of kind "end". ×, · and ÷ become * and /, ** becomes ^.

    `known` are the names that mean something, so that the longest of them is read. Raises FormulaTooLarge and
    UnknownCharacter.
    """
    if len(text) > LONGEST_TEXT:
        raise FormulaTooLarge(
            f"The formula has {len(text)} characters; at most {LONGEST_TEXT} are read. Shorten it."
        )
    plain = normalised(text)
    found: list[Token] = []
    place = 0
    while place < len(plain):
        match = _PATTERN.match(plain, place)
        if match is None:
            raise _unknown_character(text[place], place + 1)
        kind, matched = str(match.lastgroup), match.group()
        if kind == "name":
            matched = _first_name(matched, known)
        if kind != "space":
            found.append(Token(kind, _plain_text(kind, matched), place + 1))
        place += len(matched)
    return (*found, Token("end", "", len(text) + 1))


def normalised(text: str) -> str:
    """`text` with one sign for each that can be typed in several ways; as long as before."""
    return text.translate(_SAME_SIGN)


def _unknown_character(character: str, position: int) -> UnknownCharacter:
    advice = _ADVICE.get(
        character, "formulas are made of numbers, names, + − * / ^, parentheses and functions"
    )
    return UnknownCharacter(f"{character!r} at character {position} is not part of a formula: {advice}.")


def _first_name(run: str, known: Container[str]) -> str:
    """The name that a run of letters, digits and underscores begins with: the longest that is known, if any.

    It may end inside the run only beside a Greek letter, or before a digit, where the parser then asks for
    the missing sign.
    """
    longest = next((run[:end] for end in range(min(len(run), LONGEST_NAME), 0, -1) if run[:end] in known), "")
    end = len(longest)
    if longest and (end == len(run) or _SEAM.match(run, end) or _BEFORE_DIGIT.match(run, end)):
        return longest
    seam = _SEAM.search(run)
    return run[: seam.start()] if seam else run


def _plain_text(kind: str, matched: str) -> str:
    if kind == "number":
        return _FRACTIONS.get(matched, matched)
    if kind == "superscript":
        return matched.translate(_SUPERSCRIPT_DIGITS)
    return "^" if matched == "**" else matched
