"""What does the chain rule say at one variable? The sum over its edges, in symbols and in numbers."""

from collections.abc import Sequence

from msgspec import Struct

from explorer.chain.graph_look import UNKNOWN
from explorer.chain.path import ProductPath
from explorer.number import rounded

_MOST_TERMS = _MOST_FACTORS = 6
"""More products, or factors, than these are not read in a line."""


class RuleTerm(Struct, frozen=True):
    """One product: a local derivative times the derivative that is known at the other end of its edge.

    `path`: of which path it is, where it is of one alone. `is_made`: whether the pass has made this product.
    """

    local_symbol: str
    known_symbol: str
    local: float
    known: float
    path: int | None = None
    is_made: bool = True


class Piece(Struct, frozen=True):
    """A piece of a line: symbols are in italics, and what belongs to one path has its colour."""

    text: str
    is_symbol: bool = False
    path: int | None = None


def symbol(of: str, by: str) -> str:
    """∂d/∂a."""
    return f"∂{of}/∂{by}"


def factor(value: float) -> str:
    """A number as it stands in a product: a negative one in parentheses."""
    text = rounded(value)
    return f"({text})" if text.startswith("−") or "e" in text else text


def product_in_words(path: ProductPath) -> str:
    """4 · (−14) = −56; of many factors only the product."""
    if not path.factors:
        return "1"
    if len(path.factors) == 1:
        return rounded(path.product)
    shown = [factor(each) for each in path.factors[:_MOST_FACTORS]]
    if shown[0].startswith("(−"):
        shown[0] = shown[0][1:-1]  # nothing stands before it
    more = " · …" if len(path.factors) > _MOST_FACTORS else ""
    return f"{' · '.join(shown)}{more} = {rounded(path.product)}"


def rule_in_symbols(whole: str, terms: Sequence[RuleTerm], formula: str) -> list[Piece]:
    """∂d/∂a = ∂b/∂a · ∂d/∂b + ∂c/∂a · ∂d/∂c = its formula."""
    pieces = [Piece(whole, True), Piece(" = ")]
    for number, term in enumerate(terms[:_MOST_TERMS]):
        if number:
            pieces.append(Piece(" + "))
        pieces.append(Piece(f"{term.local_symbol} · {term.known_symbol}", True))
    pieces += _rest(terms)
    if formula:
        pieces += [Piece(" = "), Piece(formula, True)]
    return pieces


def rule_in_numbers(total: float | None, terms: Sequence[RuleTerm]) -> list[Piece]:
    """−84 = 4 · (−14) + (−7) · 4; what is not computed yet is a dash."""
    pieces = [Piece(UNKNOWN if total is None else rounded(total)), Piece(" = ")]
    for number, term in enumerate(terms[:_MOST_TERMS]):
        if number:
            pieces.append(Piece(" + "))
        product = f"{factor(term.local)} · {factor(term.known)}"
        pieces.append(Piece(product, path=term.path) if term.is_made else Piece(UNKNOWN))
    return pieces + _rest(terms)


def _rest(terms: Sequence[RuleTerm]) -> list[Piece]:
    more = len(terms) - _MOST_TERMS
    return [Piece(f" + … ({more} more)")] if more > 0 else []
