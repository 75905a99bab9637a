"""Which keys has a kept run of a network in a file, and how does it become a run and back?

What it trained with stands in its `start`; samples, transform and loss only where they are not those of
the file.
"""

from dataclasses import fields, replace
from functools import partial
from itertools import pairwise

import msgspec
import numpy as np

from explorer.files.any_double import AnyDouble, Count, all_read, all_written
from explorer.files.json_text import Tree
from explorer.files.schema import (
    LossEntry,
    NetworkEntry,
    SampleEntry,
    TrainingEntry,
    check_values,
    loss_tree,
    network_of,
    network_tree,
    sample_of,
    sample_tree,
    training_of,
    training_tree,
    unplaced_in,
)
from explorer.files.stored_name import name_read, stored_name
from explorer.files.transform_schema import TransformEntry, check_parts, transform_of, transform_tree
from explorer.files.unplaced import with_places
from explorer.network.experiment_rules import check_experiment
from explorer.network.model import Experiment, LossChoice
from explorer.network.rules import RuleBroken, check_finite
from explorer.network.training_rules import check_training
from explorer.training.history import Columns, ParameterCurves
from explorer.training.kept_network_run import KeptNetworkRun
from explorer.training.run_label import is_automatic
from explorer.training.verdict import RunOutcome, Verdict


class UnevenNumbers(RuleBroken):
    """The numbers of a run fit each other: as many in each column, steps ascending."""


class StartEntry(msgspec.Struct, forbid_unknown_fields=True):
    network: NetworkEntry
    training: TrainingEntry
    samples: list[SampleEntry] | msgspec.UnsetType = msgspec.UNSET
    transform: TransformEntry | msgspec.UnsetType = msgspec.UNSET
    loss: LossEntry | msgspec.UnsetType = msgspec.UNSET


class HistoryEntry(msgspec.Struct, forbid_unknown_fields=True):
    step: list[Count]
    loss: list[AnyDouble]
    held_out_loss: list[AnyDouble]
    gradient_norm: list[AnyDouble]
    learning_rate: list[AnyDouble]
    loss_change: list[AnyDouble]


class ParametersEntry(msgspec.Struct, forbid_unknown_fields=True):
    step: Count
    values: list[AnyDouble]


class VerdictEntry(msgspec.Struct, forbid_unknown_fields=True):
    kind: RunOutcome
    period: Count | None = None
    step: Count | None = None
    neuron: str | None = None
    reason: str | None = None


class NetworkRunEntry(msgspec.Struct, forbid_unknown_fields=True, tag_field="kind", tag="network"):
    name: str
    colour: Count
    engine: str
    start: StartEntry
    learning_rate: float
    verdict: VerdictEntry
    history: HistoryEntry
    parameters: list[ParametersEntry]
    processor: str = ""


def network_run_tree(run: KeptNetworkRun, experiment: Experiment) -> Tree:
    """What a file says of `run` that is kept beside `experiment`, in the order in which it says it."""
    verdict = {key: value for key, value in vars(run.verdict).items() if value is not None}
    columns = {field.name: getattr(run.history, field.name).tolist() for field in fields(Columns)}
    return {
        "kind": "network",
        "name": stored_name(run.name),
        "colour": run.colour,
        "engine": run.engine,
        **({"processor": run.processor} if run.processor else {}),
        "start": _start_tree(run.start, experiment),
        "learning_rate": run.learning_rate,
        "verdict": verdict,
        "history": {name: all_written(column) for name, column in columns.items()},
        "parameters": [
            {"step": step, "values": all_written(numbers)}
            for step, numbers in zip(run.curves.step.tolist(), run.curves.values.T.tolist(), strict=True)
        ],
    }


def to_network_run(entry: NetworkRunEntry, experiment: Experiment, place: str) -> KeptNetworkRun:
    """The run that stands at `place` in a file, beside `experiment`.

    Raises RuleBroken, and NotFinite for a number that is to be a string.
    """
    start = _start(entry.start, experiment, f"{place}.start")
    run = KeptNetworkRun(
        name=name_read(entry.name, partial(is_automatic, start)),
        colour=entry.colour,
        start=start,
        learning_rate=entry.learning_rate,
        engine=entry.engine,
        history=_history(entry.history, f"{place}.history"),
        curves=_curves(entry.parameters, len(start.network.parameters), f"{place}.parameters"),
        verdict=Verdict(**msgspec.structs.asdict(entry.verdict)),
        processor=entry.processor,
    )
    check_training(run.end.training, place)
    for index, value in enumerate(run.curves.values[:, -1].tolist()):  # what Load takes over
        check_finite(value, "this", f"{place}.parameters[{len(entry.parameters) - 1}].values[{index}]")
    return run


def _check_start(experiment: Experiment, place: str) -> None:
    """`check_experiment` of what stands at `place` in a file."""
    try:
        check_experiment(experiment)
    except RuleBroken as broken:
        raise type(broken)(str(broken), place + (broken.place or "$")[1:]) from broken


def _start_tree(start: Experiment, experiment: Experiment) -> Tree:
    tree: Tree = {"network": network_tree(start.network)}
    if start.samples != experiment.samples:
        tree["samples"] = [sample_tree(sample, start.network) for sample in start.samples]
    if start.transform != experiment.transform:
        tree["transform"] = transform_tree(start)
    if start.loss != experiment.loss:
        tree["loss"] = loss_tree(start.loss)
    return tree | {"training": training_tree(start.training)}


def _start(entry: StartEntry, experiment: Experiment, place: str) -> Experiment:
    samples, transform, loss = experiment.samples, experiment.transform, experiment.loss
    if entry.samples is not msgspec.UNSET:
        samples = tuple(map(sample_of, entry.samples))
    network = network_of(entry.network)
    if entry.transform is not msgspec.UNSET:
        check_parts(network, entry.transform, f"{place}.transform")
        transform = transform_of(entry.transform)
    if entry.loss is not msgspec.UNSET:
        loss = LossChoice(entry.loss.name, entry.loss.over_samples)
    start = Experiment(network, samples, loss, training_of(entry.training), transform)
    _check_start(start, place)
    check_values(start.network, entry.network, f"{place}.network")
    return replace(start, network=with_places(start.network, unplaced_in(entry.network)))


def _history(entry: HistoryEntry, place: str) -> Columns:
    columns = msgspec.structs.asdict(entry)
    steps = columns.pop("step")
    _check_ascending(steps, f"{place}.step")
    for name, column in columns.items():
        if len(column) != len(steps):
            text = f"has {len(column)} numbers where `step` has {len(steps)}: give as many"
            raise UnevenNumbers(text, f"{place}.{name}")
    read = {name: all_read(column, f"{place}.{name}") for name, column in columns.items()}
    return Columns(np.array(steps, dtype=np.int64), **read)


def _curves(entries: list[ParametersEntry], parameters: int, place: str) -> ParameterCurves:
    _check_ascending([entry.step for entry in entries], place)
    for index, entry in enumerate(entries):
        if len(entry.values) != parameters:
            text = f"has {len(entry.values)} numbers for {parameters} weights and biases: give as many"
            raise UnevenNumbers(text, f"{place}[{index}].values")
    rows = [all_read(entry.values, f"{place}[{index}].values") for index, entry in enumerate(entries)]
    return ParameterCurves(np.array([entry.step for entry in entries], dtype=np.int64), np.array(rows).T)


def _check_ascending(steps: list[int], place: str) -> None:
    if not steps:
        raise UnevenNumbers("is empty: a run has at least its last step", place)
    if any(late <= early for early, late in pairwise(steps)):
        raise UnevenNumbers("steps must ascend: put them in order, each once", place)
