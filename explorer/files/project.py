"""How is a project written to a file and read back?

JSON that people can read, edit and compare: one neuron, connection or sample per line, every number with all
its digits. Reading refuses whatever breaks a rule, with one message: which file, where in it, and which rule.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, get_args

import msgspec

from explorer.backprop.notation import NOTATIONS
from explorer.chain.settings import MOST_LINES, NEW_CHAIN, ChainSettings
from explorer.descent.settings import NEW, DescentSettings, Quantity
from explorer.files.atomic import read_whole, write_whole
from explorer.files.json_text import Tree, line, parse
from explorer.files.migration import FORMAT, VERSION, migrated
from explorer.files.refused import FileRefused
from explorer.files.schema import (
    ExperimentEntry,
    check_values,
    place_of_newer_key,
    to_model,
    to_tree,
    unplaced_in,
)
from explorer.files.transform_schema import ScalingEntry, check_parts
from explorer.kept_run import KeptRun
from explorer.network.experiment_rules import check_experiment
from explorer.network.model import Experiment, Kind, Network, Reduction
from explorer.network.rules import RuleBroken, key_place
from explorer.plain_text import shown_name
from explorer.project import Project
from explorer.training.laboratory_settings import (
    NEW_LABORATORY,
    LaboratorySettings,
    MapColour,
    MapOf,
    RunQuantity,
)

_CHOICES: dict[str, list[str]] = {
    "kind": list(Kind),
    "over_samples": list(Reduction),
    "quantity": list(get_args(Quantity)),
    "run_quantity": list(get_args(RunQuantity)),
    "map_colour": list(get_args(MapColour)),
    "map_of": list(get_args(MapOf)),
}


class UnknownNotation(RuleBroken):
    """A file names a notation that there is."""


_NEWER_KEYS = ("runs", "transform", "laboratory", "notation", "system")


class EquationOfSeveralLines(RuleBroken):
    """A line of a system has no line break in it."""


class KeyOfLaterVersion(RuleBroken):
    """A file has the keys of its own version only."""


class _ProjectEntry(ExperimentEntry, forbid_unknown_fields=True, kw_only=True):
    format: str
    version: int
    runs: list[Tree] = msgspec.field(default_factory=list)
    laboratory: Tree = msgspec.field(default_factory=dict)
    notation: str | msgspec.UnsetType = msgspec.UNSET
    system: Annotated[list[str], msgspec.Meta(max_length=MOST_LINES)] | msgspec.UnsetType = msgspec.UNSET


def read_project(path: Path) -> Project:
    """The project in the file at `path`. Raises FileRefused where it cannot be read or breaks a rule."""
    return from_bytes(read_whole(path), str(path))


def read_experiment(path: Path) -> Experiment:
    """Its experiment alone."""
    return read_project(path).experiment


def write_project(path: Path, project: Project) -> None:
    """Makes the file at `path` hold `project`: at any instant all of the old file or all of the new one.

    Raises RuleBroken for an experiment that could not be read back, and FileRefused where the disk does.
    """
    write_whole(path, to_bytes(project))


def write_experiment(path: Path, experiment: Experiment) -> None:
    """The same of an experiment beside which nothing is kept."""
    write_project(path, Project(experiment))


def to_bytes(project: Project) -> bytes:
    """The file that says `project`, the same bytes for the same project; of version 1 where that will do.

    Raises RuleBroken for an experiment that could not be read back.
    """
    check_experiment(project.experiment)
    tree = to_tree(project.experiment)
    network = [f'    "{key}": {_list(entries, "      ")}' for key, entries in tree["network"].items()]
    parts = [
        f'  "format": {line(FORMAT)}',
        f'  "version": {line(VERSION if _needs_newest(project) else 1)}',
        '  "network": {\n' + ",\n".join(network) + "\n  }",
        f'  "samples": {_list(tree["samples"], "    ")}',
        f'  "loss": {line(tree["loss"])}',
        f'  "training": {_object(tree["training"], "    ")}',
    ]
    if "transform" in tree:
        parts.append(f'  "transform": {_object(tree["transform"], "    ")}')
    if project.notation is not None:
        parts.append(f'  "notation": {line(project.notation)}')
    if project.chain.lines != NEW_CHAIN.lines:
        parts.append(f'  "system": {_list(project.chain.lines, "    ")}')
    if project.runs:
        parts.append(f'  "runs": {_runs_text(project)}')
    if _looks_elsewhere(project):
        parts.append(f'  "laboratory": {_laboratory_text(project)}')
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def from_bytes(data: bytes, name: str) -> Project:
    """The project that `data`, the content of a file called `name`, says. Raises FileRefused.

    Neurons without a position are laid out.
    """
    parsed = parse(data, name)
    tree = migrated(parsed, name)
    try:
        entry = msgspec.convert(tree, _ProjectEntry)
        if parsed["version"] == 1:
            _check_is_of_version_1(entry, tree)
        experiment = to_model(entry)
        if entry.transform is not msgspec.UNSET:
            check_parts(experiment.network, entry.transform, "$.transform")
        check_experiment(experiment)
        check_values(experiment.network, entry.network, "$.network")
        if unplaced := unplaced_in(entry.network):
            experiment = replace(experiment, network=_with_places(experiment.network, unplaced))
        runs = _read_runs(tree, experiment) if entry.runs else ()
        notation = _notation(entry)
        looked_at = _read_settings(tree) if entry.laboratory else (NEW, NEW_LABORATORY, NEW_CHAIN)
        chain = looked_at[2] if entry.system is msgspec.UNSET else _with_system(looked_at[2], entry.system)
    except msgspec.ValidationError as error:
        raise _refusal(error, tree, name) from error
    except RuleBroken as error:
        raise FileRefused(name, str(error), error.place) from error
    return Project(experiment, runs, *looked_at[:2], notation, chain)


def _with_system(chain: ChainSettings, lines: list[str]) -> ChainSettings:
    """Raises EquationOfSeveralLines."""
    for index, equation in enumerate(lines):
        if len(equation.splitlines()) > 1:
            raise EquationOfSeveralLines("an equation stands on one line", f"$.system[{index}]")
    return replace(chain, lines=tuple(lines))


def _notation(entry: _ProjectEntry) -> str | None:
    if entry.notation is msgspec.UNSET:
        return None
    if entry.notation not in NOTATIONS:
        there = ", ".join(NOTATIONS)
        raise UnknownNotation(
            f"there is no notation “{shown_name(entry.notation)}”: choose one of {there}", "$.notation"
        )
    return entry.notation


def _needs_newest(project: Project) -> bool:
    """Whether anything is in use that version 1 did not know."""
    experiment = project.experiment
    is_told = project.notation is not None or project.chain.lines != NEW_CHAIN.lines
    has_more = project.runs or experiment.transform or _looks_elsewhere(project) or is_told
    network = experiment.network
    return bool(has_more) or any(network.are_fixed) or any(k != 1 for k in network.rate_multipliers)


def _looks_elsewhere(project: Project) -> bool:
    """Whether something else is looked at than in a new window."""
    chain = replace(project.chain, lines=NEW_CHAIN.lines)
    return (project.one_variable, project.laboratory, chain) != (NEW, NEW_LABORATORY, NEW_CHAIN)


def _check_is_of_version_1(entry: _ProjectEntry, tree: Tree) -> None:
    newer = [f"$.{key}" for key in _NEWER_KEYS if key in tree]
    place = newer[0] if newer else place_of_newer_key(entry.network, "$.network")
    if place is not None:
        raise KeyOfLaterVersion("is a key of version 2: let `version` say so, or leave it out", place)


def _with_places(network: Network, unplaced: Collection[str]) -> Network:
    from explorer.files.unplaced import with_places  # which needs the layout, as few files do

    return with_places(network, unplaced)


def _read_runs(tree: Tree, experiment: Experiment) -> tuple[KeptRun, ...]:
    from explorer.files.run_schema import to_runs  # which needs much that an opening window does not

    return to_runs(tree, experiment)


def _read_settings(tree: Tree) -> tuple[DescentSettings, LaboratorySettings, ChainSettings]:
    from explorer.files.laboratory_schema import to_settings  # which needs formulas, as few files do

    return to_settings(tree)


def _runs_text(project: Project) -> str:
    from explorer.files.run_schema import run_tree

    runs = [f"    {_object(run_tree(run, project.experiment), '      ')}" for run in project.runs]
    return "[\n" + ",\n".join(runs) + "\n  ]"


def _laboratory_text(project: Project) -> str:
    from explorer.files.laboratory_schema import laboratory_tree

    return _object(laboratory_tree(project), "    ")


def _object(tree: Tree, indent: str) -> str:
    """An object with one line for each key."""
    entries = [f'{indent}"{key}": {line(entry)}' for key, entry in tree.items()]
    return "{\n" + ",\n".join(entries) + f"\n{indent[2:]}}}"


def _list(entries: Sequence[Any], indent: str) -> str:
    if not entries:
        return "[]"
    return "[\n" + ",\n".join(indent + line(entry) for entry in entries) + f"\n{indent[2:]}]"


def _refusal(error: msgspec.ValidationError, tree: Tree, name: str) -> FileRefused:
    """What msgspec says, with the place in full: it writes `[...]` for a key that may have any name."""
    text, _, place = str(error).partition(" - at `")
    place = place.removesuffix("`") or "$"
    if text.startswith("Invalid enum value"):
        text += f": choose one of {', '.join(_choices_at(place))}"
    before, dots, after = place.partition("[...]")
    if dots:
        wanted = ScalingEntry if ".transform." in before else float
        entries = _entry_at(tree, before)
        place = key_place(before, next(key for key in entries if not _is_a(wanted, entries[key]))) + after
    return FileRefused(name, text[0].lower() + text[1:], place)


def _choices_at(place: str) -> list[str]:
    """What there is to choose from at that place of a file."""
    key = place.rpartition(".")[2]
    if place.startswith("$.runs") and not (".start." in place and key in _CHOICES):
        from explorer.files.run_schema import choices_of

        return choices_of(key)
    return _CHOICES[key]


def _entry_at(tree: Tree, place: str) -> Tree:
    """The object at a place such as `$.samples[2].inputs`."""
    entry: Any = tree
    for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", place):
        entry = entry[key] if key else entry[int(index)]
    found: Tree = entry
    return found


def _is_a(wanted: type, entry: object) -> bool:
    try:
        msgspec.convert(entry, wanted)
    except msgspec.ValidationError:
        return False
    return True
