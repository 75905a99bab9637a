"""Can the network come to its targets? Those that a loss or an activation cannot reach, and labels to map."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from explorer.array import Array
from explorer.network.activation import ACTIVATIONS
from explorer.network.edits.transform_edits import rescaled
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment
from explorer.number import rounded
from explorer.plain_text import shown_name
from explorer.training.finding import Finding, FindingKind
from explorer.training.program import Program


def target_findings(program: Program) -> tuple[Finding, ...]:
    """Targets beyond what the loss, or the output's activation, can come to; one of each output at most."""
    return tuple(_TargetLook(program).findings())


@dataclass(frozen=True, eq=False)
class _TargetLook:
    program: Program

    def findings(self) -> Iterator[Finding]:
        for column, neuron in enumerate(self.program.output_neurons.tolist()):
            lowest, highest, endless = self._reach(neuron)
            targets = self.program.targets[:, column]
            beyond = np.flatnonzero((targets < lowest) | (targets > highest))
            if not len(beyond):
                continue
            name, target = self.program.names[neuron], rounded(float(targets[beyond[0]]))
            where = f"target {target} of {shown_name(name)} ({self._sample(int(beyond[0]))})"
            limits = (
                f"{rounded(lowest)} or more"
                if np.isinf(highest)
                else f"{rounded(lowest)} … {rounded(highest)}"
            )
            if endless:
                why = (
                    f"with {LOSSES[self.program.loss].label}, the loss has no least value and falls for ever"
                )
                sentence = f"{where} is not in {limits}: {why}"
                remedy = self._mapping() or f"give targets of {limits}, or take a squared error"
                yield Finding(FindingKind.ENDLESS, sentence, remedy, name, blocks=True)
            else:
                activation = ACTIVATIONS[self.program.activations[neuron] or ""].label
                sentence = f"{where} is out of reach: the outputs of {activation} are {limits}"
                remedy = self._mapping() or "scale the targets, or take identity for the output"
                yield Finding(FindingKind.UNREACHABLE, sentence, remedy, name)

    def _reach(self, neuron: int) -> tuple[float, float, bool]:
        """From which to which target loss or output can come, and whether E falls for ever beyond."""
        activation = self.program.activations[neuron]
        if self.program.loss == "binary-cross-entropy":
            return 0.0, 1.0, True
        if self.program.loss == "negative-log-likelihood":
            return 0.0, np.inf, True
        lowest, highest = ACTIVATIONS[activation or "identity"].range
        return lowest, highest, False

    def _mapping(self) -> str:
        """How labels that are common elsewhere become 0 and 1; nothing where these are others."""
        labels = labels_of(self.program.targets)
        if labels is None:
            return ""
        return f"map the labels {rounded(labels[0])} and {rounded(labels[1])} to 0 and 1"

    def _sample(self, row: int) -> str:
        count = len(self.program.samples) + len(self.program.held_out_inputs)
        return f"sample {int(self.program.samples[row]) + 1} of {count}"


def labels_of(targets: Array) -> tuple[float, float] | None:
    """−1 and 1, or 1 and 2, where all of the targets, of any shape, are these; else None."""
    there = set(np.unique(targets).tolist())
    for low, high in ((-1.0, 1.0), (1.0, 2.0)):
        if there <= {low, high} and there - {1.0}:
            return low, high
    return None


def with_labels_0_and_1(experiment: Experiment) -> Experiment:
    """Targets of −1 and 1, or of 1 and 2, as 0 and 1, those of held-out samples too; others stay."""
    names = [neuron.name for neuron in experiment.network.outputs]
    labels = labels_of(np.array([[sample.targets[name] for name in names] for sample in experiment.samples]))
    if labels is None:
        return experiment
    low, high = labels
    for name in names:
        experiment = rescaled(experiment, name, low, high - low)
    return experiment
