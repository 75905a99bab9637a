"""How do samples come from a CSV file, and go to one?

What is written has one column for every input and output, then `held_out` if any sample is. What is read may
be written by anybody: `explorer.files.sample_table` finds out how.
"""

from collections.abc import Sequence
from pathlib import Path

from explorer.files.atomic import read_whole, write_whole
from explorer.files.sample_table.cell import cleaned, is_number_like
from explorer.files.sample_table.header import HELD_OUT_COLUMN, column_names
from explorer.files.sample_table.options import GUESSED, TableOptions
from explorer.files.sample_table.read import ImportedSamples, importing
from explorer.files.table import INTERNATIONAL, TableStyle, table_text
from explorer.job import last_result
from explorer.network.edits.transform_edits import original_samples
from explorer.network.model import Experiment, Network, Sample


def read_samples(path: Path, network: Network, options: TableOptions = GUESSED) -> ImportedSamples:
    """The samples in the table at `path`, for one who waits. Raises FileRefused."""
    return last_result(importing(read_whole(path), network, options, str(path)))


def write_samples(path: Path, experiment: Experiment, style: TableStyle = INTERNATIONAL) -> None:
    """Makes the file at `path` hold the table of all samples, in their original units. Raises FileRefused."""
    text = format_samples(original_samples(experiment), experiment.network, style)
    write_whole(path, style.mark + text.encode())


def format_samples(samples: Sequence[Sample], network: Network, style: TableStyle = INTERNATIONAL) -> str:
    """The table of `samples`: inputs, then outputs, in the order of the file, then `held_out` if any is.

    Names that are all numbers stand in quotes, which tells them from a sample.
    """
    has_flags = any(sample.held_out for sample in samples)
    names = [*column_names(network), *[HELD_OUT_COLUMN] * has_flags]
    rows: list[list[str | float | None]] = []
    for sample in samples:
        inputs = [float(sample.inputs[neuron.name]) for neuron in network.inputs]
        targets = [float(sample.targets[neuron.name]) for neuron in network.outputs]
        rows.append([*inputs, *targets, *[str(sample.held_out).lower()] * has_flags])
    if names and all(is_number_like(cleaned(name)) for name in names):
        return style.delimiter.join(f'"{name}"' for name in names) + "\n" + table_text(rows, style)
    return table_text([[*names], *rows], style)
