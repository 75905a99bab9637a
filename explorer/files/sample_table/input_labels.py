"""Which inputs of a network are the labels of one column of a CSV table? One-hot inputs.

An input for each label, called `column=label`: 1 in the rows that have it and 0 in the others. The name alone
says so; thus the same table, or another of its kind, comes in again without being told.
"""

from explorer.files.sample_table.cell import is_missing
from explorer.files.sample_table.delimiter import spelling
from explorer.files.sample_table.options import ColumnUse, TableOptions
from explorer.files.sample_table.value import ColumnText, ColumnValues
from explorer.network.model import Network
from explorer.plain_text import shown_name

_SIGN = "="


def input_name(column: str, label: str) -> str:
    """What the input for one label of a column is called."""
    return f"{column}{_SIGN}{label}"


def labelled_columns(network: Network) -> list[str]:
    """The columns that two inputs of the network or more are labels of."""
    columns = [column for n in network.inputs for column, sign, _ in [n.name.partition(_SIGN)] if sign]
    return [column for column in dict.fromkeys(columns) if column and columns.count(column) > 1]


def inputs_of(network: Network, column: str) -> dict[str, str]:
    """For each label of the column the name of its input."""
    begin = input_name(column, "")
    return {n.name.removeprefix(begin): n.name for n in network.inputs if n.name.startswith(begin)}


def columns_told(network: Network, options: TableOptions) -> list[str]:
    """The columns that are told to be labels with an input each."""
    roles = options.roles or ()
    return [
        role.name for role in roles if role.use is ColumnUse.INPUT_LABELS and inputs_of(network, role.name)
    ]


def columns_titled(network: Network, titles: list[str]) -> list[str]:
    """The columns of labels that have a title in the table, where their inputs have none."""
    spelt = set(map(spelling, titles))
    return [
        column
        for column in labelled_columns(network)
        if spelling(column) in spelt and spelt.isdisjoint(map(spelling, inputs_of(network, column).values()))
    ]


def gathered(names: list[str], network: Network, columns: list[str]) -> list[str]:
    """The names, with that of the column in place of the inputs that are its labels."""
    owners = {name: column for column in columns for name in inputs_of(network, column).values()}
    return list(dict.fromkeys(owners.get(name, name) for name in names))


def label_values(column: ColumnText, network: Network) -> dict[str, ColumnValues]:
    """For each input 1 in the rows of its label, else 0. Raises FileRefused at a label without an input."""
    inputs = inputs_of(network, column.name)
    for at, cell in enumerate(column.cells):
        if cell not in inputs and not is_missing(cell):
            known = ", ".join(f"“{shown_name(label)}”" for label in inputs)
            raise column.refusal(at, f"no input is for “{shown_name(cell)}”: there are {known}")
    missing = {cell for cell in set(column.cells) if is_missing(cell)}
    return {
        name: ColumnValues(
            [None if cell in missing else float(cell == label) for cell in column.cells], ("", name)
        )
        for label, name in inputs.items()
    }
