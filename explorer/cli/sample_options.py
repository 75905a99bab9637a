"""Which samples does a verb take in place of the file's, from a CSV table, and how is that read?"""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from explorer.cli.argument_types import count, number
from explorer.cli.progress import with_bar
from explorer.cli.verb import Option
from explorer.files.atomic import read_whole
from explorer.files.sample_table.input_labels import labelled_columns
from explorer.files.sample_table.options import (
    BLANK,
    GUESSED,
    ColumnRole,
    ColumnUse,
    MissingNumbers,
    TableOptions,
)
from explorer.files.sample_table.read import importing
from explorer.network.edits.transform_edits import (
    standardise_inputs,
    standardise_targets,
    take_samples,
    with_labels,
)
from explorer.network.model import Experiment, Network
from explorer.plain_text import shown_name
from explorer.refusal import Refusal

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "blank": BLANK}
_DECIMALS = {"point": ".", "comma": ",", ".": ".", ",": ","}


_USES = {"-": ColumnUse.IGNORED, "held-out": ColumnUse.HELD_OUT, "labels": ColumnUse.ONE_HOT}
"""What a column is that is neither an input nor a target of one output."""


class NoSuchColumn(Refusal):
    """A column is an input or output of the network, or one of a few words."""


class NoTable(Refusal):
    """What says how a table is read stands beside a table."""


def with_samples(experiment: Experiment, options: argparse.Namespace) -> Experiment:
    """The experiment with the samples of the table, where one is given, standardised where that is asked for.

    Raises FileRefused, NoTable where only the way of reading one is told, or what `standardise` raises.
    """
    told = TableOptions(
        options.encoding,
        options.delimiter,
        options.decimal,
        options.header,
        options.missing,
        options.one_hot,
        None if options.columns is None else _roles(options.columns, experiment.network),
        options.hold_out,
        options.hold_out_seed,
    )
    if options.samples is not None:
        experiment = _with_table(experiment, told, options.samples)
    elif told != GUESSED:
        raise NoTable("there is no table to be read so: give one with --samples FILE.csv")
    for standardise in options.standardise or ():
        experiment = standardise(experiment)
    return experiment


def _with_table(experiment: Experiment, told: TableOptions, path: Path) -> Experiment:
    """The experiment with the samples of the table, scaled as those of the file were; prints what it read."""
    data, source = read_whole(path), str(path)
    for imported in with_bar(importing(data, experiment.network, told, source)):
        experiment = with_labels(take_samples(experiment, imported.samples), imported.labels)
        print(f"{source}: {imported.sentence}")
    return experiment


def _roles(columns: tuple[str, ...], network: Network) -> tuple[ColumnRole, ...]:
    """What each column is: a neuron of the network, or else one of `_USES`. Raises NoSuchColumn."""
    roles = {word: ColumnRole(use) for word, use in _USES.items()}
    roles |= {neuron.name: ColumnRole(ColumnUse.INPUT, neuron.name) for neuron in network.inputs}
    roles |= {neuron.name: ColumnRole(ColumnUse.TARGET, neuron.name) for neuron in network.outputs}
    roles |= {column: ColumnRole(ColumnUse.INPUT_LABELS, column) for column in labelled_columns(network)}
    for word in columns:
        if word not in roles:
            raise NoSuchColumn(f"{shown_name(word)} is no input, no output and none of {', '.join(_USES)}")
    return tuple(roles[word] for word in columns)


def columns(text: str) -> tuple[str, ...]:
    """What each column is, from the left, separated by commas."""
    return tuple(word.strip() for word in text.split(","))


def share(text: str) -> float:
    """A share from 0 to below 1."""
    value = number(text)
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError(f"{text} is no share: write one from 0 to below 1, as 0.2")
    return value


def delimiter(text: str) -> str:
    """The delimiter with this name, or the one character that it is."""
    found = _DELIMITERS.get(text, text)
    if len(found) != 1 or found in '\r\n"':
        raise argparse.ArgumentTypeError(
            f"{text} is neither one character nor one of {', '.join(_DELIMITERS)}"
        )
    return found


def decimal(text: str) -> str:
    """The decimal sign: point or comma, or the sign itself."""
    return _DECIMALS[_one_of(_DECIMALS, text)]


def header(text: str) -> bool:
    """Whether the first row names the columns: yes or no."""
    return _one_of({"yes": True, "no": False}, text) == "yes"


def missing(text: str) -> MissingNumbers:
    """What becomes of a row in which a number is missing."""
    return MissingNumbers(_one_of({each.value: each for each in MissingNumbers}, text))


def standardising(text: str) -> tuple[Callable[[Experiment], Experiment], ...]:
    """The edits that standardise inputs, targets or both."""
    ways = {
        "inputs": (standardise_inputs,),
        "targets": (standardise_targets,),
        "both": (standardise_inputs, standardise_targets),
    }
    return ways[_one_of(ways, text)]


def _one_of(values: Mapping[str, object], text: str) -> str:
    if text not in values:
        raise argparse.ArgumentTypeError(f"{text} is none of {', '.join(values)}")
    return text


SAMPLE_OPTIONS = (
    Option("--samples", "a table whose rows take the place of the file's samples", "FILE.csv", Path),
    Option("--delimiter", "what separates its columns, if it is not what it seems", "NAME", delimiter),
    Option("--decimal", "its decimal sign, point or comma", "NAME", decimal),
    Option("--header", "whether its first row names the columns, yes or no", "ANSWER", header),
    Option("--encoding", "how its text is encoded: utf-8, utf-16, cp1252, …", "NAME", str),
    Option(
        "--missing",
        "what becomes of a row without a number: refuse (unless told), drop, or mean",
        "WAY",
        missing,
        MissingNumbers.REFUSE,
    ),
    Option(
        "--standardise",
        "train with mean 0 and deviation 1: inputs, targets or both; the way back is saved and exported",
        "WHAT",
        standardising,
    ),
    Option(
        "--columns",
        "what each column is, from the left: a neuron, or what stands before = in some, held-out, labels, -",
        "NAME,NAME,…",
        columns,
    ),
    Option("--hold-out", "which share of its rows is held out, from 0 to below 1", "SHARE", share, 0.0),
    Option("--hold-out-seed", "by which seed those are drawn", "N", count, 0),
    Option("--one-hot", "one column of labels is the target of all outputs: 1 for its own"),
)
"""What `--samples` is told, and all that says how it is read."""
