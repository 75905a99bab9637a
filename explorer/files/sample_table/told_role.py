"""Which column of a CSV table is which input or target, where a person has said what each of them is?"""

from explorer.files.refused import FileRefused
from explorer.files.sample_table.column import is_empty
from explorer.files.sample_table.delimiter import width_of
from explorer.files.sample_table.header import TableParts
from explorer.files.sample_table.options import ColumnRole, ColumnUse
from explorer.files.sample_table.role import ColumnRoles, ignored, listed
from explorer.plain_text import shown_name

_ALONE = {
    ColumnUse.HELD_OUT: {ColumnUse.HELD_OUT},
    ColumnUse.ONE_HOT: {ColumnUse.ONE_HOT, ColumnUse.TARGET},
    ColumnUse.TARGET: {ColumnUse.ONE_HOT},
}
"""Which uses a use ends in the other columns."""


def told_roles(
    roles: tuple[ColumnRole, ...], columns: list[str], parts: TableParts, source: str
) -> ColumnRoles:
    """Where each of the network's `columns` stands. The last is that of the labels where one is one-hot.

    Raises FileRefused where a column of the network is none of the table's, or two of them.
    """
    check_targets(roles, source)
    width = max(table_width(parts), len(roles))
    header = [] if parts.header is None else [*parts.header[1], *[""] * width][:width]
    held_out = [place for place, role in enumerate(roles) if role.use is ColumnUse.HELD_OUT]
    if len(held_out) > 1:
        raise FileRefused(source, "two columns say what is held out: choose one")
    spread = [place for place, role in enumerate(roles) if role.use is ColumnUse.ONE_HOT]
    named = columns[:-1] if spread else columns
    found = [[place for place, role in enumerate(roles) if role.name == name] for name in named]
    missing = [shown_name(name) for name, places in zip(named, found, strict=True) if not places]
    if missing:
        raise FileRefused(source, f"no column is {listed(missing)}: choose what each column is")
    for name, places in zip(named, found, strict=True):
        if len(places) > 1:
            raise FileRefused(source, f"two columns are {shown_name(name)}: choose one of them")
    found += [spread] * bool(spread)
    used = [places[0] for places in found]
    left_out = [
        place
        for place in range(width)
        if place not in (*used, *held_out)
        and (any(header[place : place + 1]) or not is_empty(parts.body, place))
    ]
    return ColumnRoles(
        tuple(used), held_out[0] if held_out else None, width, tuple(ignored(left_out, header))
    )


def with_role(roles: tuple[ColumnRole, ...], place: int, role: ColumnRole) -> tuple[ColumnRole, ...]:
    """The roles where the column at `place` has this one.

    The column that was the same input or target gets what this one was; labels that have an output each, and
    what is held out, are one column only, and no target stands beside such labels.
    """
    changed = list(roles)
    for other, before in enumerate(roles):
        if before == role and role.name:
            changed[other] = roles[place]
        elif role.use in _ALONE and before.use in _ALONE[role.use]:
            changed[other] = ColumnRole(ColumnUse.IGNORED)
    changed[place] = role
    return tuple(changed)


def check_targets(roles: tuple[ColumnRole, ...], source: str) -> None:
    """Whether labels that have an output each are the only target. Raises FileRefused."""
    uses = [role.use for role in roles]
    spread = uses.count(ColumnUse.ONE_HOT)
    if spread > 1 or (spread and ColumnUse.TARGET in uses):
        raise FileRefused(source, "labels with an output each must be the only target: leave the others out")


def table_width(parts: TableParts) -> int:
    """How many columns the table has."""
    return width_of(parts.body) if parts.header is None else len(parts.header[1])
