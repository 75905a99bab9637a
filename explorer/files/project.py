"""How is an experiment written to a file and read back?

JSON that people can read, edit and compare: one neuron, connection or sample per line, every number with all
its digits. Reading refuses whatever breaks a rule, with one message: which file, where in it, and which rule.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import msgspec

from explorer.files.atomic import read_whole, write_whole
from explorer.files.json_text import Tree, line, parse
from explorer.files.migration import migrated
from explorer.files.refused import FileRefused
from explorer.files.schema import to_model, to_tree
from explorer.network.experiment_rules import check_experiment
from explorer.network.layout.layered_layout import place_missing
from explorer.network.model import Experiment, Kind, Reduction
from explorer.network.rules import RuleBroken, check_has_value, key_place

_FARTHEST = 1e9  # scene units: beyond it a position is no guide to where its neighbours should stand
_CHOICES = {"kind": Kind, "over_samples": Reduction}
_IN_A_SAMPLE = re.compile(r"(\$\.samples\[(\d+)\]\.(inputs|targets))\[\.\.\.\]")


def read_experiment(path: Path) -> Experiment:
    """The experiment in the file at `path`. Raises FileRefused where it cannot be read or breaks a rule."""
    return from_bytes(read_whole(path), str(path))


def write_experiment(path: Path, experiment: Experiment) -> None:
    """Makes the file at `path` hold `experiment`: at any instant all of the old file or all of the new one.

    Raises RuleBroken for an experiment that could not be read back, and FileRefused where the disk does.
    """
    write_whole(path, to_bytes(experiment))


def to_bytes(experiment: Experiment) -> bytes:
    """The file that says `experiment`, the same bytes for the same experiment.

    Raises RuleBroken for an experiment that could not be read back.
    """
    check_experiment(experiment)
    tree = to_tree(experiment)
    network = [f'    "{key}": {_list(entries, "      ")}' for key, entries in tree["network"].items()]
    training = [f'    "{key}": {line(entry)}' for key, entry in tree["training"].items()]
    parts = [
        f'  "format": {line(tree["format"])}',
        f'  "version": {line(tree["version"])}',
        '  "network": {\n' + ",\n".join(network) + "\n  }",
        f'  "samples": {_list(tree["samples"], "    ")}',
        f'  "loss": {line(tree["loss"])}',
        '  "training": {\n' + ",\n".join(training) + "\n  }",
    ]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def from_bytes(data: bytes, name: str) -> Experiment:
    """The experiment that `data`, the content of a file called `name`, says. Raises FileRefused.

    Neurons without a position are laid out.
    """
    tree = migrated(parse(data, name), name)
    try:
        experiment = to_model(tree)
        check_experiment(experiment)
        _check_values(experiment, tree)
    except msgspec.ValidationError as error:
        raise _refusal(error, tree, name) from error
    except RuleBroken as error:
        raise FileRefused(name, str(error), error.place) from error
    return _laid_out(experiment, {n["name"] for n in tree["network"]["neurons"] if "position" not in n})


def _list(entries: list[Tree], indent: str) -> str:
    if not entries:
        return "[]"
    return "[\n" + ",\n".join(indent + line(entry) for entry in entries) + f"\n{indent[2:]}]"


def _laid_out(experiment: Experiment, unplaced: Collection[str]) -> Experiment:
    if not unplaced:
        return experiment
    network = experiment.network
    known = {
        neuron.name: neuron.position
        for neuron in network.neurons
        if neuron.name not in unplaced and max(map(abs, neuron.position)) < _FARTHEST
    }
    positions = place_missing(network, known)
    neurons = tuple(
        replace(neuron, position=positions[neuron.name]) if neuron.name in unplaced else neuron
        for neuron in network.neurons
    )
    return replace(experiment, network=replace(network, neurons=neurons))


def _refusal(error: msgspec.ValidationError, tree: Tree, name: str) -> FileRefused:
    """What msgspec says, with the place in full: it writes `[...]` for a key that may have any name."""
    text, _, place = str(error).partition(" - at `")
    place = place.removesuffix("`") or "$"
    if text.startswith("Invalid enum value"):
        text += f": choose one of {', '.join(_CHOICES[place.rpartition('.')[2]])}"
    vague = _IN_A_SAMPLE.fullmatch(place)
    if vague:
        numbers = tree["samples"][int(vague[2])][vague[3]]
        place = key_place(vague[1], next(key for key, number in numbers.items() if not _is_number(number)))
    return FileRefused(name, text[0].lower() + text[1:], place)


def _check_values(experiment: Experiment, tree: Tree) -> None:
    """Refuses a `value` of anything but a constant, even one that says what stands there by default."""
    for index, entry in enumerate(tree["network"]["neurons"]):
        if "value" in entry:
            check_has_value(experiment.network.neurons[index], f"$.network.neurons[{index}].value")


def _is_number(entry: object) -> bool:
    try:
        msgspec.convert(entry, float)
    except msgspec.ValidationError:
        return False
    return True
