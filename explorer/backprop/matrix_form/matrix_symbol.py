"""How are matrices and the signs between them written? Their symbols, in the letters of a notation."""

from collections.abc import Sequence

from explorer.backprop.matrix_form.equation import Entrywise, EntrywiseRule
from explorer.backprop.matrix_form.matrix import Band, Matrix
from explorer.backprop.notation import Notation, Span, Spans, fill
from explorer.network.activation import ACTIVATIONS
from explorer.number import rounded

_T = Span("T", "plain", "sup")


def symbol_of(matrix: Matrix, band: Band, notation: Notation) -> Spans:
    """What stands above a band of the matrix: (W²)ᵀ, a¹. Raises NotationIncomplete."""
    place, dest = band.places

    def found(name: str) -> Spans:
        symbol, _, is_of_level = name.partition(":")
        if is_of_level:
            return notation.levelled(symbol, place, dest if symbol == "weight" else None)
        return (Span(notation.symbols[name], "symbol"),)

    spans = fill(notation.entry(("matrix", matrix.content.value), "formula"), found)
    if not matrix.is_written_t:
        return spans
    if len(spans) == 1:
        return (*spans, _T)
    return (Span("("), *spans, Span(")"), _T)


def signs_of(rule: Entrywise, notation: Notation) -> tuple[Spans, ...]:
    """What stands before the operands, between them and before the result. Raises NotationIncomplete."""
    template = notation.entry(("matrix_rule", rule.rule.value), "signs")
    function = ACTIVATIONS[rule.activation].label if rule.activation else notation.symbols["activation"]
    factor = "" if rule.factor == 1 else f"{rounded(rule.factor)} ·"
    if rule.rule is EntrywiseRule.SQUARE_GRADIENT and rule.factor == 1:
        template = template.replace("{factor} (", "").replace(") ", "")
    found = {"function": function, "factor": factor}
    return tuple(_filled(piece, found, notation) for piece in template.split("|"))


def _filled(template: str, found: dict[str, str], notation: Notation) -> Spans:
    def spans_of(name: str) -> Sequence[Span]:
        if name in found:
            return (Span(found[name], "plain"),)
        return (Span(notation.symbols[name], "symbol"),)

    return fill(template, lambda name: tuple(spans_of(name)))
