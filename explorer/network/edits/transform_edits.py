"""How are inputs and targets standardised, and how do they get their original units back?

Pure functions as in `explorer.network.edits.graph_edits`. Mean and standard deviation are those of the
samples that train, so that nothing is learnt from the held-out ones; those are scaled by the same numbers.
The samples hold what the network is given; `Experiment.transform` has the way back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

import numpy as np

from explorer.array import Array
from explorer.network.edits.sample_edits import replace_samples
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment, Kind, Sample
from explorer.network.rules import RuleBroken
from explorer.network.transform import Scaling
from explorer.plain_text import shown_name


class NothingToMeasure(RuleBroken):
    """There are samples that train: of them mean and deviation are taken."""


class TooLargeToStandardise(RuleBroken):
    """Mean, deviation and the scaled numbers are finite."""


class TargetsMustStay(RuleBroken):
    """Targets that the loss reads as probabilities are not standardised."""


class NotGivenBySamples(RuleBroken):
    """What is standardised is an input or an output."""


class OtherLabel(RuleBroken):
    """A number stands for one text only."""


def standardise_inputs(experiment: Experiment) -> Experiment:
    """`standardise` of every input."""
    return standardise(experiment, [neuron.name for neuron in experiment.network.inputs])


def standardise_targets(experiment: Experiment) -> Experiment:
    """`standardise` of the targets of every output."""
    return standardise(experiment, [neuron.name for neuron in experiment.network.outputs])


def standardise(experiment: Experiment, names: Iterable[str]) -> Experiment:
    """scaled = (original − mean) / deviation for each of these inputs and outputs, over the training samples.

    A column that is constant there has scale 1. One that is standardised already is measured anew. An input
    of only 0 and 1, such as one of several for the labels of a column, stays as it is: its scaling is offset
    0 and scale 1. Raises NotGivenBySamples, NothingToMeasure, TooLargeToStandardise, or TargetsMustStay.
    """
    chosen = list(names)
    _check(experiment, chosen)
    originals = _original_columns(experiment, chosen)
    trains = np.array([not sample.held_out for sample in experiment.samples], dtype=bool)
    if chosen and not trains.any():
        raise NothingToMeasure("there is no sample that trains: add one, whose mean is taken")
    transform = dict(experiment.transform)
    columns: dict[str, list[float]] = {}
    for name, numbers in originals.items():
        labels = experiment.scaling(name).labels
        is_input = experiment.network.by_name[name].kind is Kind.INPUT
        are_bits = is_input and bool(np.isin(numbers, (0.0, 1.0)).all())
        scaling = Scaling(labels=labels) if are_bits else _measured(numbers[trains], labels)
        with np.errstate(all="ignore"):
            scaled = scaling.scaled(numbers)
        _check_finite(np.array([scaling.offset, scaling.scale, *scaled]), name)
        transform[name], columns[name] = scaling, scaled.tolist()
    if transform == dict(experiment.transform):
        return experiment
    return replace(experiment, samples=_with_columns(experiment.samples, columns), transform=transform)


def undo_standardising(experiment: Experiment, names: Iterable[str] | None = None) -> Experiment:
    """Gives these inputs and outputs, or all, their original units back; labels stay.

    Exact for numbers of no more decimal places than the scaled doubles tell apart (`Scaling.as_typed`);
    `rounded_numbers` counts the others beforehand. Raises NotGivenBySamples, or TooLargeToStandardise where
    a number was changed to one that has no original.
    """
    chosen = list(experiment.transform if names is None else names)
    _check_names(experiment, chosen)
    gone = [name for name in chosen if experiment.is_standardised(name)]
    if not gone:
        return experiment
    originals = _original_columns(experiment, gone)
    for name, numbers in originals.items():
        _check_finite(numbers, name)
    columns = {name: numbers.tolist() for name, numbers in originals.items()}
    transform = {name: scaling for name, scaling in experiment.transform.items() if name not in gone}
    labels = {name: experiment.scaling(name).labels for name in gone}
    transform |= {name: Scaling(labels=texts) for name, texts in labels.items() if texts}
    return replace(experiment, samples=_with_columns(experiment.samples, columns), transform=transform)


def standardised_names(experiment: Experiment) -> list[str]:
    """The inputs and outputs that are standardised, in the order of the file."""
    network = experiment.network
    names = [neuron.name for neuron in (*network.inputs, *network.outputs)]
    return [name for name in names if experiment.is_standardised(name)]


def rounded_numbers(before: Experiment, after: Experiment) -> int:
    """How many numbers of `before`, which was standardised to `after`, do not come back bit for bit."""
    names = standardised_names(after)
    old, new = _original_columns(before, names), _original_columns(after, names)
    return sum(int(np.sum(old[name] != new[name])) for name in names)


def original_samples(experiment: Experiment) -> tuple[Sample, ...]:
    """The samples in their original units, as a table is written."""
    originals = _original_columns(experiment, standardised_names(experiment))
    columns = {name: numbers.tolist() for name, numbers in originals.items()}
    return _with_columns(experiment.samples, columns)


def scaled_samples(experiment: Experiment, originals: Sequence[Sample]) -> tuple[Sample, ...]:
    """Samples in original units, as a table is read, as the network is given them."""
    columns = {
        name: experiment.scaling(name).scaled(numbers).tolist()
        for name, numbers in _columns(originals, list(experiment.transform)).items()
    }
    return _with_columns(tuple(originals), columns)


def take_samples(experiment: Experiment, originals: Sequence[Sample], is_append: bool = False) -> Experiment:
    """Has these samples, in original units, in place of the others or behind them, scaled as those are.

    Raises what `check_sample` raises.
    """
    other_samples(experiment, originals)  # refuses what is no sample of the network
    before = experiment.samples if is_append else ()
    return replace_samples(experiment, (*before, *scaled_samples(experiment, originals)))


def other_samples(experiment: Experiment, samples: Sequence[Sample]) -> Experiment:
    """Has the samples of another task, which are not scaled. Raises what `check_sample` raises."""
    unscaled = replace(experiment, transform={}) if experiment.transform else experiment
    return replace_samples(unscaled, samples)


def with_labels(experiment: Experiment, labels: Mapping[str, tuple[str, ...]]) -> Experiment:
    """Says for these inputs and outputs which texts the original numbers 0, 1, … stand for.

    Raises NotGivenBySamples, or OtherLabel where a number stands for another text already.
    """
    _check_names(experiment, list(labels))
    transform = dict(experiment.transform)
    for name, texts in labels.items():
        scaling = experiment.scaling(name)
        transform[name] = replace(scaling, labels=_joined(name, scaling.labels, texts))
    return experiment if transform == experiment.transform else replace(experiment, transform=transform)


def _joined(name: str, known: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    pairs = list(zip_longest(known, new, fillvalue=""))
    for number, (one, other) in enumerate(pairs):
        if one and other and one != other:
            before, now = f"“{shown_name(one)}”", f"“{shown_name(other)}”"
            rule = f"{name} is {number} for {before} among the samples that are there, and here for {now}"
            raise OtherLabel(f"{rule}: write 0 and 1 in its column, or let these samples replace the others")
    return tuple(one or other for one, other in pairs)


def in_units_of(experiment: Experiment, other: Experiment) -> Experiment:
    """Scales the samples as those of `other` are, whose weights are worth nothing in other units.

    An input or output that `other` has not keeps its scaling.
    """
    network, known = experiment.network, other.network.by_name
    transform = dict(experiment.transform)
    for name in (neuron.name for neuron in (*network.inputs, *network.outputs)):
        if name not in known or (name not in other.transform and name not in transform):
            continue
        labels = experiment.scaling(name).labels or other.scaling(name).labels
        if name in other.transform or labels:
            transform[name] = replace(other.scaling(name), labels=labels)
        else:
            del transform[name]
    if transform == experiment.transform:
        return experiment
    scaled = replace(experiment, transform=transform)
    return replace(scaled, samples=scaled_samples(scaled, original_samples(experiment)))


def rescaled(experiment: Experiment, name: str, offset: float, scale: float) -> Experiment:
    """Gives the network (number − offset) / scale for each number that it was given for this output or input.

    Where these are scaled already, the way back leads to the original units as before, but for rounding.
    """
    numbers = _columns(experiment.samples, [name])[name]
    samples = _with_columns(experiment.samples, {name: ((numbers - offset) / scale).tolist()})
    before, transform = experiment.scaling(name), dict(experiment.transform)
    if experiment.is_standardised(name):
        through = before.offset + offset * before.scale
        transform[name] = replace(before, offset=through, scale=before.scale * scale)
    return replace(experiment, samples=samples, transform=transform)


def _check(experiment: Experiment, names: Sequence[str]) -> None:
    _check_names(experiment, names)
    loss = LOSSES[experiment.loss.name]
    outputs = {neuron.name for neuron in experiment.network.outputs}
    if loss.is_from_z and outputs & set(names):
        remedy = "standardise the inputs only, or take a squared error"
        raise TargetsMustStay(f"{loss.label} reads targets as probabilities: {remedy}")


def _check_names(experiment: Experiment, names: Sequence[str]) -> None:
    network = experiment.network
    known = {neuron.name for neuron in (*network.inputs, *network.outputs)}
    for name in names:
        if name not in known:
            raise NotGivenBySamples(f"{name} is neither input nor output: choose one that is")


def _check_finite(numbers: Array, name: str) -> None:
    if not np.isfinite(numbers).all():
        raise TooLargeToStandardise(f"the numbers of {name} are too large to be scaled")


def _measured(numbers: Array, labels: tuple[str, ...]) -> Scaling:
    """The scaling by mean and deviation (that of the samples themselves, divided by their number)."""
    if np.min(numbers) == np.max(numbers):  # whose mean would be rounded
        return Scaling(float(numbers[0]), 1.0, labels)
    with np.errstate(all="ignore"):
        return Scaling(float(np.mean(numbers)), float(np.std(numbers)) or 1.0, labels)


def _original_columns(experiment: Experiment, names: Sequence[str]) -> dict[str, Array]:
    """Of each name its numbers in original units: (samples,)."""
    columns = _columns(experiment.samples, names)
    for name, numbers in columns.items():
        if experiment.is_standardised(name):
            columns[name] = np.array(experiment.scaling(name).as_typed(numbers.tolist()))
    return columns


def _columns(samples: Sequence[Sample], names: Sequence[str]) -> dict[str, Array]:
    return {
        name: np.array([s.inputs[name] if name in s.inputs else s.targets[name] for s in samples])
        for name in names
    }


def _with_columns(samples: tuple[Sample, ...], columns: Mapping[str, Sequence[float]]) -> tuple[Sample, ...]:
    """The samples with these numbers, one for each sample under each name."""
    if not columns or not samples:
        return samples
    inputs = _exchanged([sample.inputs for sample in samples], columns)
    targets = _exchanged([sample.targets for sample in samples], columns)
    held_out = [sample.held_out for sample in samples]
    return tuple(map(Sample, inputs, targets, held_out))


def _exchanged(
    numbers: list[Mapping[str, float]], columns: Mapping[str, Sequence[float]]
) -> Iterable[Mapping[str, float]]:
    """For each sample its numbers, with those of `columns` for the names that it has."""
    names = [name for name in columns if name in numbers[0]]
    if not names:
        return numbers
    rows = zip(*(columns[name] for name in names), strict=True)
    return [{**own, **dict(zip(names, row, strict=True))} for own, row in zip(numbers, rows, strict=True)]
