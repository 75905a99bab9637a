"""Which numbers, names and signs is a typed formula made of, and where does each stand?"""

import re
from dataclasses import dataclass

from explorer.refusal import Refusal

LONGEST_TEXT = 500


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


# One character each, so that positions in the normalised text are positions in what was typed.
_SAME_SIGN = str.maketrans("−–×·⋅∙∗÷∕⁄", "--*****///")
_SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_PATTERN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>π|[A-Za-z_]+)"
    r"|(?P<superscript>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<sign>\*\*|[-+*/^()|√])"
)
_ADVICE = {
    ",": "write decimals with a point, as in 0.1",
    "=": "write only the right-hand side, as in x^2",
    "[": "use round parentheses",
    "]": "use round parentheses",
    "{": "use round parentheses",
    "}": "use round parentheses",
}


def tokens(text: str) -> tuple[Token, ...]:
    """The formula's pieces in order, closed by one of kind "end". ×, · and ÷ become * and /, ** becomes ^.

    Raises FormulaTooLarge and UnknownCharacter.
    """
    if len(text) > LONGEST_TEXT:
        raise FormulaTooLarge(
            f"The formula has {len(text)} characters; at most {LONGEST_TEXT} are read. Shorten it."
        )
    normalised = text.translate(_SAME_SIGN)
    found: list[Token] = []
    place = 0
    while place < len(normalised):
        match = _PATTERN.match(normalised, place)
        if match is None:
            advice = _ADVICE.get(
                text[place], "formulas are made of numbers, x, + − * / ^, parentheses and functions"
            )
            raise UnknownCharacter(
                f"{text[place]!r} at character {place + 1} is not part of a formula: {advice}."
            )
        kind = str(match.lastgroup)
        if kind != "space":
            found.append(Token(kind, _plain_text(kind, match.group()), place + 1))
        place = match.end()
    return (*found, Token("end", "", len(text) + 1))


def _plain_text(kind: str, matched: str) -> str:
    if kind == "superscript":
        return matched.translate(_SUPERSCRIPT_DIGITS)
    return "^" if matched == "**" else matched
