"""What is understood of a CSV table from its first rows, before all of it is read? A preview.

What it has found is told to the reader with `as_shown`: so a table is read as it was shown, also where later
rows look otherwise.
"""

from dataclasses import dataclass, replace
from itertools import islice

from explorer.files.refused import FileRefused
from explorer.files.sample_table.cell import cleaned, signs_of
from explorer.files.sample_table.column import are_labels, cell_at, different, is_empty, is_text
from explorer.files.sample_table.delimiter import FIRST_LETTERS, NumberedRow, names_all, spelling, table_of
from explorer.files.sample_table.encoding import decoded
from explorer.files.sample_table.header import TableParts, parts_of
from explorer.files.sample_table.made_network import is_target_title, suggested_roles, titles_of
from explorer.files.sample_table.options import ColumnRole, ColumnUse, TableOptions
from explorer.files.sample_table.read import check_drawn, check_has_rows, is_first_quoted, wanted_columns
from explorer.files.sample_table.role import ColumnRoles, listed, roles_of
from explorer.network.model import Network
from explorer.plain_text import shown_name

_MOST_ROWS = 200
_IGNORED = ColumnRole(ColumnUse.IGNORED)


@dataclass(frozen=True)
class TablePreview:
    """The first rows of a table and how they are taken.

    `decimal`: the decimal sign; empty where no cell has one, or cells have both. `titles`: what each column
    is called, empty without a header. `problem`: why nobody can tell what the columns are, else empty.
    """

    encoding: str
    delimiter: str
    decimal: str
    has_header: bool
    titles: tuple[str, ...]
    rows: tuple[NumberedRow, ...]
    roles: tuple[ColumnRole, ...]
    problem: str = ""

    def as_shown(self, told: TableOptions) -> TableOptions:
        """`told`, with what was found instead of what was not told."""
        return replace(told, delimiter=self.delimiter, has_header=self.has_header, roles=self.roles)


def preview_of(data: bytes | str, network: Network | None, told: TableOptions, source: str) -> TablePreview:
    """What is understood of the first rows; without a network one is to be made for the table.

    Raises FileRefused where there is no text, no row, or nothing drawn.
    """
    check_drawn(network, source)
    text, encoding = (data, "") if isinstance(data, str) else decoded(data, told.encoding, source)
    preview = _preview(text, encoding, network, told, source)
    if preview.problem and network is not None and len(network.outputs) > 1:
        spread = _preview(text, encoding, network, replace(told, is_one_hot=True), source)
        return preview if spread.problem else spread
    return preview


def _preview(
    text: str, encoding: str, network: Network | None, told: TableOptions, source: str
) -> TablePreview:
    names = wanted_columns(network, told)
    table = table_of(text[:FIRST_LETTERS], names, told.delimiter, source)
    rows = list(islice(table.rows(), _MOST_ROWS + 1))
    if len(rows) > 1 and (len(rows) > _MOST_ROWS or len(text) > FIRST_LETTERS):
        rows.pop()  # which may be cut off
    parts = parts_of(rows, names, told.has_header, is_first_quoted(text))
    check_has_rows(parts, source)
    titles = tuple(titles_of(parts))
    names = wanted_columns(network, told, list(titles))
    roles, problem = _roles(parts, network, told, names, source)
    roles = (*roles, *[_IGNORED] * (len(titles) - len(roles)))
    used = [place for place, role in enumerate(roles) if role.use is not ColumnUse.IGNORED]
    cells = (cell_at(row, place) for _, row in parts.body for place in used or range(len(titles)))
    signs = signs_of(cells, told.decimal).signs
    return TablePreview(
        encoding,
        table.delimiter,
        next(iter(signs)) if len(signs) == 1 else "",
        parts.header is not None,
        tuple(cleaned(title) for title in titles),
        tuple(parts.body),
        roles,
        problem,
    )


def _roles(
    parts: TableParts, network: Network | None, told: TableOptions, names: list[str], source: str
) -> tuple[tuple[ColumnRole, ...], str]:
    """What each column is, as it was told or as it looks; or why that cannot be told."""
    if told.roles is not None:
        return told.roles, ""
    if network is None:
        return suggested_roles(parts), ""
    try:
        found = roles_of(parts, names, source)
    except FileRefused as refused:
        return (), str(refused)
    if told.is_one_hot and not is_text(parts.body, found.places[-1]):
        return (), f"{source}: the labels are numbers"
    roles = _by_place(found, network, told.is_one_hot, names, len(titles_of(parts)))
    misplaced = _misplaced_target(parts, roles, network)
    if misplaced and (suggested := _suggested_for(parts, network)):
        roles, misplaced = suggested, ""
    if misplaced:
        return roles, f"{source}: {misplaced} seems to be the target, and would be an input"
    return roles, _texts_for_numbers(parts, roles, source) or _left_out(parts, roles, names, source)


def _misplaced_target(parts: TableParts, roles: tuple[ColumnRole, ...], network: Network) -> str:
    """The title that says that a column is a target, where the order of the columns made it an input."""
    titles = titles_of(parts)
    neurons = {spelling(neuron.name) for neuron in (*network.inputs, *network.outputs)}
    if neurons & set(map(spelling, titles)):
        return ""
    inputs = (title for title, role in zip(titles, roles, strict=True) if role.use is ColumnUse.INPUT)
    return next((f"“{shown_name(title)}”" for title in inputs if is_target_title(spelling(title))), "")


def _suggested_for(parts: TableParts, network: Network) -> tuple[ColumnRole, ...]:
    """The roles that a network for the table would suggest, where this one has as many of each; else none."""
    suggested = suggested_roles(parts)
    names = {
        ColumnUse.INPUT: [neuron.name for neuron in network.inputs],
        ColumnUse.TARGET: [neuron.name for neuron in network.outputs],
    }
    if any([role.use for role in suggested].count(use) != len(each) for use, each in names.items()):
        return ()
    return tuple(
        replace(role, name=names[role.use].pop(0))
        if role.use in names
        else (_IGNORED if role.use is ColumnUse.INPUT_LABELS else role)
        for role in suggested
    )


def _texts_for_numbers(parts: TableParts, roles: tuple[ColumnRole, ...], source: str) -> str:
    """Which column has texts that no number tells; nothing where there is none."""
    for place, role in enumerate(roles):
        is_number = role.name and role.use is not ColumnUse.INPUT_LABELS
        if is_number and is_text(parts.body, place) and len(found := different(parts.body, place)) > 2:
            some = listed([f"“{shown_name(cell)}”" for cell in sorted(found)])
            return f"{source}, column {place + 1}: {shown_name(role.name)} is a number, and here are {some}"
    return ""


def _left_out(parts: TableParts, roles: tuple[ColumnRole, ...], names: list[str], source: str) -> str:
    """What is more than what is taken, or labels, and would be left out though names do not speak for it."""
    if names_all(titles_of(parts), names):
        return ""
    taken = sum(role.use is not ColumnUse.IGNORED for role in roles)
    left = [place for place, role in enumerate(roles) if role.use is ColumnUse.IGNORED]
    if sum(not is_empty(parts.body, place) for place in left) > taken:
        return f"{source}: has {len(roles)} columns, of which only {taken} would be taken, by order"
    labels = [place for place in left if are_labels(parts.body, place)]
    return f"{source}: the labels in column {labels[0] + 1} would be left out" if labels else ""


def _by_place(
    found: ColumnRoles, network: Network, is_one_hot: bool, names: list[str], width: int
) -> tuple[ColumnRole, ...]:
    """The role of each column, where those that are `names` stand at the places that were found."""
    uses = {neuron.name: ColumnUse.INPUT for neuron in network.inputs}
    uses |= {neuron.name: ColumnUse.TARGET for neuron in network.outputs}
    roles = [ColumnRole(uses.get(name, ColumnUse.INPUT_LABELS), name) for name in names]
    if is_one_hot:
        roles[-1] = ColumnRole(ColumnUse.ONE_HOT)
    at = dict(zip(found.places, roles, strict=True))
    if found.held_out is not None:
        at[found.held_out] = ColumnRole(ColumnUse.HELD_OUT)
    return tuple(at.get(place, _IGNORED) for place in range(width))
