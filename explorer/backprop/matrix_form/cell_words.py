"""What is there to say of one cell? Its symbol, what it is about, all its digits and what makes it."""

from explorer.backprop.matrix_form.cell_expression import expression
from explorer.backprop.matrix_form.lit_cells import factors_of
from explorer.backprop.matrix_form.matrix import ABSENT, Band, Content, Matrix, MatrixCell
from explorer.backprop.matrix_form.matrix_symbol import symbol_of
from explorer.backprop.matrix_form.shown_matrices import ShownMatrices
from explorer.backprop.notation import plain_text
from explorer.number import exact
from explorer.plain_text import shown_name


def cell_words(shown: ShownMatrices, cell: MatrixCell) -> str:
    """The lines of its tooltip: where it is, its number with all digits, and the sum that it comes from."""
    place = f"{matrix_name(shown, cell.matrix, cell)}, row {cell.row + 1}, column {cell.column + 1}"
    about = _about(shown, cell)
    if cell.number == ABSENT:
        return f"{place}\n{_why_absent(cell.matrix)}"
    value = shown.numbers.value(cell)
    number = "not reached yet" if value is None else exact(value)
    lines = [place, f"{about}: {number}" if about else number]
    rule = next((rule for each in shown.equations for rule in each.rules if rule.result is cell.matrix), None)
    if rule is not None and value is not None:
        spans = expression(rule, tuple(factors_of(rule, cell)), shown.numbers.value)
        lines += [f"= {plain_text(spans)}"] if spans else []
    if cell.matrix.is_written_t and cell.matrix.content is Content.WEIGHT:
        way = "columns" if shown.reading.has_columns else "rows"
        lines.append(f"the same weights as in the forward pass, read by {way}")
    return "\n".join(lines)


def matrix_name(shown: ShownMatrices, matrix: Matrix, cell: MatrixCell | None = None) -> str:
    """The symbol of a matrix, or of the band that a cell is in, on one line."""
    bands = matrix.bands
    if cell is not None:
        bands = (_band(matrix, (cell.row, cell.column)[matrix.band_axis]),)
    return ", ".join(plain_text(symbol_of(matrix, band, shown.notation)) for band in bands)


def _band(matrix: Matrix, at: int) -> Band:
    return [band for band in matrix.bands if band.start <= at][-1]


def _about(shown: ShownMatrices, cell: MatrixCell) -> str:
    numbers = shown.numbers
    parameter, neuron = numbers.parameter(cell), numbers.neuron(cell)
    if parameter is not None:
        what = parameter.shown if parameter.is_bias else f"weight {parameter.shown}"
        return f"{what}, fixed" if shown.script.network.is_fixed(parameter) else what
    name = "" if neuron is None else shown_name(neuron)
    if not numbers.is_batch:
        return name
    return ", ".join(filter(None, [name, f"sample {numbers.sample(cell) + 1}"]))


def _why_absent(matrix: Matrix) -> str:
    if matrix.content in (Content.BIAS, Content.BIAS_GRADIENT, Content.BIAS_CHANGE, Content.NEW_BIAS):
        return "this neuron has no bias"
    return "no connection" if matrix.content.is_of_parameter else "no number here"
