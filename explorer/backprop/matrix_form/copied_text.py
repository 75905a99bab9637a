"""How is a matrix, or a whole equation, copied? As NumPy, LaTeX, TSV or Markdown, with all digits.

A cell that the pass has not reached is `nan` in NumPy and empty elsewhere. Where there is no connection
stands a dot, in NumPy 0, which is what it adds to a product.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from unicodedata import normalize

import numpy as np

from explorer.backprop.matrix_form.equation import Entrywise, MatrixEquation, MatrixProduct, SampleSum
from explorer.backprop.matrix_form.matrix import ABSENT, Matrix
from explorer.backprop.matrix_form.matrix_symbol import signs_of, symbol_of
from explorer.backprop.matrix_form.shown_matrices import ShownMatrices
from explorer.backprop.notation import Notation, Span, Spans, plain_text
from explorer.number import exact

Cells = list[list[float | None]]
"""Row by row; NaN where there is no number, None where the pass has not come to it."""

_ABSENT = "·"
_ALL = slice(None)
_LETTERS = {"∂": "d", "Δ": "delta_", "δ": "delta", "′": "_prime", "φ": "phi", "σ": "sigma", "'": "d"}
_LATEX = {
    "∂": r"\partial ",
    "Δ": r"\Delta ",
    "δ": r"\delta ",
    "φ": r"\varphi ",
    "σ": r"\sigma ",
    "Σ": r"\Sigma ",
    "′": "'",
    "−": "-",
    "·": r"\cdot ",
    "⊙": r"\odot ",
    "→": r"\to ",
    "÷": r"\div ",
    "new ": r"\text{new }",
    "ŷ": r"\hat{y}",
    "θ": r"\theta ",
    "ₙ": "_{n}",
    **{low: f"_{{{digit}}}" for digit, low in enumerate("₀₁₂₃₄₅₆₇₈₉")},
}


@dataclass(frozen=True)
class CopyFormat:
    """One way to copy: `of_matrix` and `of_equation` write the text."""

    name: str
    label: str
    of_matrix: Callable[[ShownMatrices, Matrix], str]
    of_equation: Callable[[ShownMatrices, MatrixEquation], str]


def cells_of(shown: ShownMatrices, matrix: Matrix) -> Cells:
    """Every number of a matrix that the pass has come to."""
    are_reached = shown.numbers.are_reached(matrix, _ALL, _ALL)
    are_there = matrix.numbers != ABSENT
    values = shown.numbers.values(matrix, _ALL, _ALL)
    return [
        [
            value if is_reached else None if is_there else np.nan
            for value, is_reached, is_there in zip(*line, strict=True)
        ]
        for line in zip(values.tolist(), are_reached.tolist(), are_there.tolist(), strict=True)
    ]


def lines_of(equation: MatrixEquation, notation: Notation) -> list[list[Spans | Matrix]]:
    """The equation on a line, or two: matrices and the signs between them, as one reads them."""
    lines: list[list[Spans | Matrix]] = []
    for rule in equation.rules:
        match rule:
            case MatrixProduct():
                line: list[Spans | Matrix] = [rule.left, _sign("·"), rule.above]
                if rule.added is not None:
                    line += [_sign("+"), rule.added]
                lines.append([*line, _equals(rule.divisor), rule.result])
            case SampleSum():
                lines.append([_sign("Σ"), rule.operand, _equals(rule.divisor), rule.result])
            case Entrywise():
                signs = signs_of(rule, notation)
                if lines and lines[-1][-1] is rule.operands[0]:
                    lines[-1] += [signs[-1], rule.result]
                    continue
                pairs = zip(signs, (*rule.operands, rule.result), strict=True)
                lines.append([each for pair in pairs for each in pair if each])
    return lines


def _equals(divisor: int) -> Spans:
    return _sign("=" if divisor == 1 else f"÷ {divisor} =")


def _sign(text: str) -> Spans:
    return (Span(text, "operator"),)


def _name(shown: ShownMatrices, matrix: Matrix) -> str:
    """Its symbol as it stands in a table: W^1."""
    symbols = (symbol_of(matrix, band, shown.notation) for band in matrix.bands)
    return ", ".join(plain_text(symbol) for symbol in symbols)


def _numpy_matrix(shown: ShownMatrices, matrix: Matrix) -> str:
    return _assignment(shown, matrix, _identifier(_name(shown, matrix)))


def _assignment(shown: ShownMatrices, matrix: Matrix, name: str) -> str:
    rows = ", ".join(f"[{', '.join(map(_literal, line))}]" for line in cells_of(shown, matrix))
    return f"{name} = np.array([{rows}])"


def _literal(cell: float | None) -> str:
    if cell is None:
        return "np.nan"
    if np.isnan(cell):
        return "0.0"
    return repr(cell) if np.isfinite(cell) else f"{'-' if cell < 0 else ''}np.inf"


def _identifier(name: str) -> str:
    """A name that Python takes: dE_dW_1. Lowered digits become plain ones."""
    for letter, text in _LETTERS.items():
        name = name.replace(letter, text)
    return re.sub(r"\W+", "_", normalize("NFKC", name)).strip("_")


def _numpy_equation(shown: ShownMatrices, equation: MatrixEquation) -> str:
    names: dict[Matrix, str] = {}
    for matrix in equation.matrices:
        name = _identifier(_name(shown, matrix))
        names[matrix] = f"{name}_{len(names)}" if name in names.values() else name
    made = (_assignment(shown, matrix, name) for matrix, name in names.items())
    lines = lines_of(equation, shown.notation)
    said = (
        " ".join(names[each] if isinstance(each, Matrix) else plain_text(each) for each in line)
        for line in lines
    )
    return "\n".join(["import numpy as np", "", *made, *(f"# {line}" for line in said)])


def _latex_matrix(shown: ShownMatrices, matrix: Matrix) -> str:
    return f"{_latex_name(shown, matrix)} = {_latex_cells(shown, matrix)}"


def _latex_cells(shown: ShownMatrices, matrix: Matrix) -> str:
    rows = (" & ".join(map(_latex_cell, line)) for line in cells_of(shown, matrix))
    return r"\begin{bmatrix} " + r" \\ ".join(rows) + r" \end{bmatrix}"


def _latex_cell(cell: float | None) -> str:
    if cell is None:
        return ""
    if np.isnan(cell):
        return r"\cdot"
    if np.isinf(cell):
        return r"\infty" if cell > 0 else r"-\infty"
    digits, _, power = exact(cell).replace("−", "-").partition("e")
    return rf"{digits} \cdot 10^{{{int(power)}}}" if power else digits


def _latex_name(shown: ShownMatrices, matrix: Matrix) -> str:
    return ",".join(_latex_spans(symbol_of(matrix, band, shown.notation)) for band in matrix.bands)


def _latex_spans(spans: Spans) -> str:
    """Raised and lowered pieces in braces; letters that LaTeX has names for by those."""
    written = ""
    for position, group in groupby(spans, key=lambda span: span.position):
        text = "".join(span.text for span in group)
        for letter, command in _LATEX.items():
            text = text.replace(letter, command)
        written += {"normal": "{}", "sup": "^{{{}}}", "sub": "_{{{}}}"}[position].format(text)
    return written


def _latex_equation(shown: ShownMatrices, equation: MatrixEquation) -> str:
    def item(each: Spans | Matrix) -> str:
        if not isinstance(each, Matrix):
            return _latex_spans(each)
        return rf"\underset{{{_latex_name(shown, each)}}}{{{_latex_cells(shown, each)}}}"

    return " \\\\\n".join(" ".join(map(item, line)) for line in lines_of(equation, shown.notation))


def _text(cell: float | None) -> str:
    """All digits, as a table of numbers has them, with a plain minus."""
    if cell is None:
        return ""
    return _ABSENT if np.isnan(cell) else repr(cell)


def _tsv_matrix(shown: ShownMatrices, matrix: Matrix) -> str:
    return "\n".join("\t".join(map(_text, line)) for line in cells_of(shown, matrix))


def _tsv_equation(shown: ShownMatrices, equation: MatrixEquation) -> str:
    matrices = equation.matrices
    return "\n\n".join(f"{_name(shown, matrix)}\n{_tsv_matrix(shown, matrix)}" for matrix in matrices)


def _markdown_matrix(shown: ShownMatrices, matrix: Matrix) -> str:
    columns = matrix.shape[1]
    head = [_name(shown, matrix), *[""] * (columns - 1)]
    lines = [head, ["---:"] * columns, *([_text(cell) for cell in line] for line in cells_of(shown, matrix))]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _markdown_equation(shown: ShownMatrices, equation: MatrixEquation) -> str:
    return "\n\n".join(_markdown_matrix(shown, matrix) for matrix in equation.matrices)


COPY_FORMATS = (
    CopyFormat("numpy", "NumPy", _numpy_matrix, _numpy_equation),
    CopyFormat("latex", "LaTeX", _latex_matrix, _latex_equation),
    CopyFormat("tsv", "TSV", _tsv_matrix, _tsv_equation),
    CopyFormat("markdown", "Markdown", _markdown_matrix, _markdown_equation),
)
"""All of them, in the order of the menu."""
