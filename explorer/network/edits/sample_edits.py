"""How does an experiment become another one, when its samples change?

Pure functions as in `explorer.network.edits.graph_edits`. Samples are counted from 0.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from explorer.network.experiment_rules import check_sample
from explorer.network.model import Experiment, Network, Neuron, Sample
from explorer.network.rules import RuleBroken, check_finite


class NoSuchSample(RuleBroken):
    """The sample that is changed is there."""


class NoSuchNumber(RuleBroken):
    """The sample's number that is changed is an input's, or an output's target."""


def zero_sample(network: Network) -> Sample:
    """0 for every input and every target."""
    return Sample(
        {neuron.name: 0.0 for neuron in network.inputs}, {neuron.name: 0.0 for neuron in network.outputs}
    )


def add_sample(experiment: Experiment, sample: Sample | None = None, index: int | None = None) -> Experiment:
    """Puts a sample, of zeros unless given, before the sample `index`, or at the end where that is None.

    Raises NoSuchSample, or what `check_sample` raises.
    """
    samples = experiment.samples
    at = len(samples) if index is None else index
    if not 0 <= at <= len(samples):
        raise NoSuchSample(f"there is no sample {at}: count from 0 to {len(samples)}")
    added = zero_sample(experiment.network) if sample is None else sample
    check_sample(experiment.network, added)
    return replace(experiment, samples=(*samples[:at], added, *samples[at:]))


def delete_samples(experiment: Experiment, indices: Iterable[int]) -> Experiment:
    """Removes samples. Raises NoSuchSample."""
    gone = set(indices)
    for index in gone:
        _check_index(experiment, index)
    if not gone:
        return experiment
    return replace(
        experiment, samples=tuple(s for index, s in enumerate(experiment.samples) if index not in gone)
    )


def set_input(experiment: Experiment, index: int, name: str, value: float) -> Experiment:
    """Sets the number that the sample `index` gives the input `name`.

    Raises NoSuchSample, NoSuchNumber or NotFinite.
    """
    _check_index(experiment, index)
    sample = experiment.samples[index]
    _check_number(experiment.network.inputs, name, value, "input")
    return _with_sample(experiment, index, replace(sample, inputs={**sample.inputs, name: value}))


def set_target(experiment: Experiment, index: int, name: str, value: float) -> Experiment:
    """Sets the target that the sample `index` has for the output `name`.

    Raises NoSuchSample, NoSuchNumber or NotFinite.
    """
    _check_index(experiment, index)
    sample = experiment.samples[index]
    _check_number(experiment.network.outputs, name, value, "output")
    return _with_sample(experiment, index, replace(sample, targets={**sample.targets, name: value}))


def set_held_out(experiment: Experiment, indices: Iterable[int], held_out: bool) -> Experiment:
    """Keeps samples out of training, or lets them take part. Raises NoSuchSample."""
    chosen = set(indices)
    for index in chosen:
        _check_index(experiment, index)
    samples = tuple(
        replace(sample, held_out=held_out) if index in chosen else sample
        for index, sample in enumerate(experiment.samples)
    )
    return experiment if samples == experiment.samples else replace(experiment, samples=samples)


def replace_samples(experiment: Experiment, samples: Sequence[Sample]) -> Experiment:
    """Has these samples only. Raises what `check_sample` raises."""
    for index, sample in enumerate(samples):
        check_sample(experiment.network, sample, f"$.samples[{index}]")
    return experiment if tuple(samples) == experiment.samples else replace(experiment, samples=tuple(samples))


def _with_sample(experiment: Experiment, index: int, sample: Sample) -> Experiment:
    samples = experiment.samples
    if sample == samples[index]:
        return experiment
    return replace(experiment, samples=(*samples[:index], sample, *samples[index + 1 :]))


def _check_index(experiment: Experiment, index: int) -> None:
    if not 0 <= index < len(experiment.samples):
        raise NoSuchSample(f"there is no sample {index}: there are {len(experiment.samples)}, counted from 0")


def _check_number(neurons: tuple[Neuron, ...], name: str, value: float, what: str) -> None:
    if all(neuron.name != name for neuron in neurons):
        raise NoSuchNumber(f"{name} is no {what}: choose one that is")
    check_finite(value, f"the sample's number for {name}")
