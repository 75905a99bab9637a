"""How does a CSV table become samples, and what is said of it? A job from bytes to `ImportedSamples`.

Encoding, delimiter, header, what each column is, decimal signs, numbers: each is found by a file of its own,
and `TableOptions` may say it instead. What does not fit is refused with row and column. What was decided, and
might be meant otherwise in another table, stands in the remarks.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from explorer.files.refused import FileRefused
from explorer.files.sample_table.cell import DecimalSigns, cleaned, is_missing, signs_of
from explorer.files.sample_table.delimiter import DELIMITERS, NumberedRow, TableText, table_of
from explorer.files.sample_table.encoding import decoded
from explorer.files.sample_table.header import HELD_OUT_COLUMN, TableParts, column_names, parts_of
from explorer.files.sample_table.input_labels import columns_titled, columns_told, gathered, label_values
from explorer.files.sample_table.made_network import network_for, suggested_roles, titles_of
from explorer.files.sample_table.options import GUESSED, ColumnUse, MissingNumbers, TableOptions
from explorer.files.sample_table.role import TRUTHS, ColumnRoles, roles_of
from explorer.files.sample_table.split import with_share_held_out
from explorer.files.sample_table.told_role import told_roles
from explorer.files.sample_table.value import ColumnText, ColumnValues, one_hot, values_of
from explorer.job import Job, JobStep
from explorer.network.model import Experiment, Network, Sample
from explorer.number import NotANumber, counted, parse_number
from explorer.plain_text import shown_name

_PIECE = 5000  # rows between two steps of the job
_TARGET_COLUMN = "label"
_SPLIT, _CLEANED, _READ = 0.3, 0.5, 0.7  # of the job


@dataclass(frozen=True)
class ImportedSamples:
    """The samples of a table, how many rows were dropped, and what was understood of it.

    `made`: the experiment, still without samples, that was made for the table where there was no network.
    `labels`: for inputs and outputs whose columns held texts, those that the numbers 0 and 1 stand for.
    """

    samples: tuple[Sample, ...]
    dropped: int
    layout: str
    remarks: tuple[str, ...]
    made: Experiment | None = None
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[str, ...]:
        """How many rows came in, were held out, were dropped; what was understood, what deserves a word."""
        held_out = sum(sample.held_out for sample in self.samples)
        parts = [counted(len(self.samples), "sample")]
        parts += [f"{held_out} held out"] * bool(held_out)
        parts += [f"{counted(self.dropped, 'row')} dropped"] * bool(self.dropped)
        return (f"{', '.join(parts)} ({self.layout})", *self.remarks)

    @property
    def sentence(self) -> str:
        """The same in one line."""
        return "; ".join(self.lines)


@dataclass(frozen=True)
class _Columns:
    """What the table has for each of the network's columns: texts as found, values; and rows held out."""

    texts: list[ColumnText]
    values: list[ColumnValues]
    flags: list[bool]


def importing(
    data: bytes | str,
    network: Network | None,
    options: TableOptions = GUESSED,
    source: str = "the table",
) -> Job[ImportedSamples]:
    """The job of reading the samples in `data`, the table that messages call `source`.

    Without a network one is made for the table. Raises FileRefused, which names row and column, where the
    table does not fit the network. Rows count from 1, as spreadsheets do.
    """
    check_drawn(network, source)
    text, encoding = (data, "") if isinstance(data, str) else decoded(data, options.encoding, source)
    names = wanted_columns(network, options)
    table = table_of(text, names, options.delimiter, source)
    rows = yield from _rows(table)
    parts = parts_of(rows, names, options.has_header, is_first_quoted(text))
    check_has_rows(parts, source)
    made: Experiment | None = None
    if network is None:
        made, told = network_for(parts, options.roles or suggested_roles(parts), source)
        network, options = made.network, replace(options, roles=told)
    names = wanted_columns(network, options, titles_of(parts))
    if options.roles is None:
        roles = roles_of(parts, names, source)
    else:
        roles = told_roles(options.roles, names, parts, source)
    _check_widths(parts.body, roles, source)
    flags = _flags(parts.body, roles, source)
    texts = yield from _texts(parts.body, roles, names, source)
    signs = signs_in(texts, options, table.delimiter)
    yield JobStep(_CLEANED)
    columns, remarks = _values(texts, signs, network, options, table)
    yield JobStep(_READ)
    said = ImportedSamples(
        (),
        0,
        _layout(encoding, table, signs, texts, parts.header is not None),
        (*remarks, *parts.remarks, *roles.remarks),
        made,
        _labels(column_names(network), columns.values),
    )
    yield from _together(network, replace(columns, flags=flags), options, said)


def _labels(names: list[str], values: list[ColumnValues]) -> dict[str, tuple[str, ...]]:
    """The texts of each column that has some, but for an output whose name says them already."""
    columns = zip(names, values, strict=True)
    return {name: one.labels for name, one in columns if one.is_label and one.labels != ("", name)}


def check_drawn(network: Network | None, source: str) -> None:
    """Whether there is something to read samples for. Raises FileRefused."""
    if network is not None and not column_names(network):
        raise FileRefused(source, "the network has neither inputs nor outputs: draw some first")


def check_has_rows(parts: TableParts, source: str) -> None:
    """Whether the table has a row of data. Raises FileRefused."""
    if not parts.body:
        missing = (
            "has a header, and no row below it"
            if parts.header
            else "has no rows: give it one for every sample"
        )
        raise FileRefused(source, missing)


def _rows(table: TableText) -> Generator[JobStep[Any], None, list[NumberedRow]]:
    """All rows of the table."""
    rows: list[NumberedRow] = []
    lines, reading = table.text.count("\n") + table.text.count("\r") + 1, table.rows()
    while piece := list(islice(reading, _PIECE)):
        rows += piece
        yield JobStep(_SPLIT * min(1.0, len(rows) / lines))
    return rows


def _texts(
    body: list[NumberedRow], roles: ColumnRoles, names: list[str], source: str
) -> Generator[JobStep[Any], None, list[ColumnText]]:
    """The clean cells of each column that is used."""
    numbers = [number for number, _ in body]
    texts: list[ColumnText] = []
    for name, place in zip(names, roles.places, strict=True):
        cells = [cleaned(cells[place]) if place < len(cells) else "" for _, cells in body]
        texts.append(ColumnText(name, cells, numbers, source))
        yield JobStep(_SPLIT + (_CLEANED - _SPLIT) * len(texts) / len(names))
    return texts


def wanted_columns(
    network: Network | None, options: TableOptions, titles: list[str] | None = None
) -> list[str]:
    """The columns that a table with these titles has for the network; None: these are not known yet.

    One for all outputs where labels are one-hot, and one for the inputs that are labels of one column.
    """
    if network is None:
        return []
    names = column_names(network)
    if _is_spread(network, options):
        names = [*(neuron.name for neuron in network.inputs), _TARGET_COLUMN]
    return gathered(names, network, _label_columns(network, options, titles or []))


def _label_columns(network: Network, options: TableOptions, titles: list[str]) -> list[str]:
    """The columns whose labels have an input each."""
    if options.roles is not None:
        return columns_told(network, options)
    return columns_titled(network, titles)


def _is_spread(network: Network, options: TableOptions) -> bool:
    """Whether one column of labels is the target of all outputs."""
    if options.roles is not None:
        return any(role.use is ColumnUse.ONE_HOT for role in options.roles)
    return options.is_one_hot and len(network.outputs) > 1


def is_first_quoted(text: str) -> bool:
    """Whether only the first line is in quotes, as where this program writes names that are numbers."""
    first, _, rest = text.lstrip("\ufeff\r\n").partition("\n")
    return first.startswith('"') and not rest.startswith('"')


def signs_in(found: list[ColumnText], options: TableOptions, delimiter: str) -> DecimalSigns:
    if options.decimal is not None:
        return signs_of((), options.decimal)
    if delimiter == "," and not any("," in cell for column in found for cell in column.cells):
        return DecimalSigns(frozenset("."))
    return signs_of(cell for column in found for cell in column.cells)


def _check_widths(body: list[NumberedRow], roles: ColumnRoles, source: str) -> None:
    for number, cells in body:
        if len(cells) > roles.width and any(map(cleaned, cells[roles.width :])):
            rule = f"has {len(cells)} cells for {counted(roles.width, 'column')}"
            remedy = "put numbers with commas in quotes, and a name over every column"
            raise FileRefused(source, f"{rule}: {remedy}", f"row {number}")


def _flags(body: list[NumberedRow], roles: ColumnRoles, source: str) -> list[bool]:
    if (place := roles.held_out) is None:
        return [False] * len(body)
    return [
        _flag(cleaned(cells[place]) if place < len(cells) else "", number, source) for number, cells in body
    ]


def _flag(cell: str, row: int, source: str) -> bool:
    if (known := TRUTHS.get(cell.lower())) is not None:
        return known
    try:
        return {0.0: False, 1.0: True}[parse_number(cell)]
    except (NotANumber, KeyError) as error:
        raise FileRefused(
            source, f"“{shown_name(cell)}” must be true or false", f"row {row}, column {HELD_OUT_COLUMN}"
        ) from error


def _values(
    found: list[ColumnText], signs: DecimalSigns, network: Network, options: TableOptions, table: TableText
) -> tuple[_Columns, list[str]]:
    """The numbers of each of the network's columns, of no row held out yet, and what is worth a word."""
    names = column_names(network)
    values: dict[str, ColumnValues] = {}
    texts: dict[str, ColumnText] = {}
    remarks: list[str] = []
    is_spread = _is_spread(network, options)
    for column in found[:-1] if is_spread else found:
        if column.name in names:
            own = {column.name: values_of(column, signs, table.delimiter)}
        else:
            own = label_values(column, network)
        values |= own
        texts |= dict.fromkeys(own, column)
        remarks += [remark for one in own.values() for remark in one.remarks]
    if is_spread:
        outputs = [neuron.name for neuron in network.outputs]
        spread, said = one_hot(found[-1], outputs)
        values |= dict(zip(outputs, spread, strict=True))
        texts |= dict.fromkeys(outputs, found[-1])
        remarks += [said] * bool(said)
    return _Columns([texts[name] for name in names], [values[name] for name in names], []), remarks


def _layout(
    encoding: str, table: TableText, signs: DecimalSigns, found: list[ColumnText], has_header: bool
) -> str:
    """What was understood of how the table is written: utf-8, semicolon, decimal comma, header."""
    delimiter = DELIMITERS.get(table.delimiter, f"“{table.delimiter}”")
    has_commas = "," in signs.signs and any("," in cell for column in found for cell in column.cells)
    said = [
        encoding,
        delimiter,
        "decimal comma" if has_commas else "",
        "header" if has_header else "no header",
    ]
    return ", ".join(filter(None, said))


def _together(
    network: Network,
    columns: _Columns,
    options: TableOptions,
    said: ImportedSamples,
) -> Job[ImportedSamples]:
    """The samples of the columns, without the rows that are dropped."""
    missing = options.missing
    lists = [column.values for column in columns.values]
    gone = {at for values in lists if None in values for at, value in enumerate(values) if value is None}
    remarks = list(said.remarks)
    if gone and missing is MissingNumbers.REFUSE:
        _refuse_missing(columns.texts, min(gone))
    dropped = gone if missing is MissingNumbers.DROP else set()
    columns = replace(
        columns, flags=with_share_held_out(columns.flags, dropped, options.held_out_share, options.seed)
    )
    if gone and missing is MissingNumbers.MEAN:
        lists = [_filled(columns, at) for at in range(len(lists))]
        remarks.append(f"{counted(len(gone), 'row')} filled with the mean of the rows that train")
        gone = set()
    inputs = [neuron.name for neuron in network.inputs]
    outputs = [neuron.name for neuron in network.outputs]
    samples: list[Sample] = []
    split = len(inputs)
    rows: zip[tuple[Any, ...]] = zip(*lists, strict=True)
    for at, row in enumerate(rows):
        if at not in gone:
            targets = dict(zip(outputs, row[split:], strict=True))
            samples.append(Sample(dict(zip(inputs, row[:split], strict=True)), targets, columns.flags[at]))
        if at % _PIECE == _PIECE - 1:
            yield JobStep(_READ + (1 - _READ) * at / len(columns.flags))
    if not samples:
        raise FileRefused(columns.texts[0].source, "has no row without a missing number")
    said = replace(said, samples=tuple(samples), dropped=len(gone), remarks=tuple(remarks))
    yield JobStep(1.0, said)


def _refuse_missing(texts: list[ColumnText], at: int) -> None:
    column = next(column for column in texts if is_missing(column.cells[at]))
    cell = column.cells[at]
    said = f"“{cell}” is not a number" if cell else "the number is missing"
    raise column.refusal(at, f"{said}: fill it in, leave such rows out, or take the mean")


def _filled(columns: _Columns, index: int) -> list[float | None]:
    """The values, with their mean over the rows that train where one is missing. Raises FileRefused."""
    column = columns.values[index]
    if None not in column.values:
        return column.values
    place = columns.texts[index]
    first = column.values.index(None)
    if column.is_label:
        raise place.refusal(first, "labels have no mean: fill it in, or leave the row out")
    rows = zip(column.values, columns.flags, strict=True)
    known = [value for value, is_held_out in rows if value is not None and not is_held_out]
    if not known:
        raise place.refusal(first, "no row that trains has a number here: there is no mean")
    mean = sum(value / len(known) for value in known)
    return [mean if value is None else value for value in column.values]
