"""Which one product or sum makes a cell? Its numbers, written as one would type them."""

from collections.abc import Callable, Sequence

from explorer.backprop.matrix_form.equation import Entrywise, EntrywiseRule, MatrixRule
from explorer.backprop.matrix_form.matrix import MatrixCell
from explorer.backprop.notation import Role, Span, Spans, number, with_brackets
from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.number import rounded

LONGEST_SUM = 6
"""Of more terms than that, not all are written."""

Factors = Sequence[tuple[MatrixCell, ...]]


def expression(
    rule: MatrixRule,
    factors: Factors,
    value: Callable[[MatrixCell], float | None],
    longest: int = LONGEST_SUM,
) -> Spans:
    """The numbers in `factors` with the signs of `rule`: 0·(−1) + (−0.5)·1.

    Of a sum of more than `longest` terms half as many stand before …, and the last behind it. Nothing where a
    number is not known yet, and where a whole sample makes the cell: the card says those.
    """
    is_cut = not isinstance(rule, Entrywise) and len(factors) > longest
    if is_cut:
        factors = (*factors[: longest // 2], factors[-1])
    terms = [[value(cell) for cell in factor] for factor in factors]
    known = [[each for each in term if each is not None] for term in terms]
    if not terms or [len(term) for term in known] != [len(term) for term in terms]:
        return ()
    return tuple(with_brackets(_written(rule, known, factors, is_cut)))


def _written(rule: MatrixRule, terms: list[list[float]], factors: Factors, is_cut: bool) -> list[Span]:
    if not isinstance(rule, Entrywise):
        divisor = rule.divisor
        summed = _sum(terms, factors, is_cut)
        if divisor == 1:
            return summed
        return (
            [_sign("("), *summed, _sign(f") / {divisor}")]
            if len(terms) > 1
            else [*summed, _sign(f" / {divisor}")]
        )
    numbers = [_number(each[0], factor[0]) for each, factor in zip(terms, factors, strict=True)]
    match rule.rule:
        case EntrywiseRule.ACTIVATED if rule.activation and rule.activation != SOFTMAX:
            return [_sign(f"{ACTIVATIONS[rule.activation].label}("), *numbers, _sign(")")]
        case EntrywiseRule.COPIED:
            return numbers
        case EntrywiseRule.SQUARE_GRADIENT if len(numbers) == 2:
            difference = _joined(numbers, " − ")
            if rule.factor == 1:
                return difference
            return [_sign(f"{rounded(rule.factor)}·("), *difference, _sign(")")]
        case EntrywiseRule.LOSS_DELTA:
            return _joined(numbers, " − ")
        case EntrywiseRule.SLOPED:
            return _joined(numbers, "·")
        case EntrywiseRule.SETTLED:
            return [numbers[0], _sign(" + "), *_joined(numbers[1:], "·")]
        case EntrywiseRule.CHANGED:
            return _joined(numbers, " + ")
        case _:
            return []


def _sum(terms: list[list[float]], factors: Factors, is_cut: bool) -> list[Span]:
    """The products with + between them; of many the first, and the last."""
    written = [
        _joined([_number(value, cell) for value, cell in zip(term, factor, strict=True)], "·")
        for term, factor in zip(terms, factors, strict=True)
    ]
    if is_cut:
        written.insert(-1, [_sign("…")])
    return [span for n, term in enumerate(written) for span in ([_sign(" + ")] if n else []) + term]


def _joined(numbers: Sequence[Span], sign: str) -> list[Span]:
    return [span for n, each in enumerate(numbers) for span in ([_sign(sign)] if n else []) + [each]]


def _number(value: float, cell: MatrixCell) -> Span:
    role: Role = "delta" if cell.matrix.content.is_backward else "plain"
    return number(value, role)


def _sign(text: str) -> Span:
    return Span(text, "operator")
