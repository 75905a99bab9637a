"""What in a network cannot learn, and why? Dead ReLUs, saturated neurons, gradients of 0: a diagnosis.

The network is looked at as it is, over all training samples. Some of what is found explains why a run that
stands still has not reached what can be reached (`explorer.training.judgement`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from explorer.array import Array
from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment, Kind
from explorer.number import counted, rounded
from explorer.plain_text import shown_name
from explorer.training.engine import Examination
from explorer.training.finding import Finding, FindingKind, first_that_blocks, gravity
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, parameters_of, why_untrainable
from explorer.training.target_diagnosis import target_findings

FLAT = 1e-3
"""A slope φ′ below this lets hardly any error through: the neuron is saturated."""

SURE = 0.1
"""An output that is saturated nearer to its target than this is right, and nothing is amiss."""

UNLIKE = 100.0
"""Inputs are of very different sizes where one is so many times as large as another."""


MANY = 50_000
"""Numbers to look at, samples times neurons, which take some tens of milliseconds."""


class NetworkDiagnosis:
    """What is amiss in networks of one program, with any parameters; whoever looks at many makes it once.

    The program must have an output and a training sample. Numbers that are not finite are left to
    `explorer.training.divergence`.
    """

    def __init__(self, program: Program) -> None:
        whole = replace(program, training=replace(program.training, batch_size=None, dropout=0.0))
        self._program = whole
        self._of_targets = target_findings(whole)

    def findings(self, parameters: Array) -> list[Finding]:
        """What is amiss with these parameters, (parameters,), the gravest first."""
        look = self._look(parameters)
        with np.errstate(all="ignore"):
            found = [
                *self._of_targets,
                *look.one_softmax(),
                *look.neurons(),
                *look.gradients(),
                *look.inputs(),
            ]
        return sorted(found, key=gravity)

    @property
    def endless(self) -> Finding | None:
        """That for which E has no least value; None where it has one."""
        return first_that_blocks(self._of_targets)

    def blocking(self, parameters: Array) -> Finding | None:
        """The gravest finding by which a run with these parameters may stand still; None: it is not stuck."""
        return self._look(parameters).blocking()

    def _look(self, parameters: Array) -> "_Look":
        return _Look(self._program, self._engine.examine(parameters, 0))

    @cached_property
    def _engine(self) -> NumpyEngine:
        return NumpyEngine(self._program)


def is_long_look(experiment: Experiment) -> bool:
    """Whether to look at all its samples would stop a frame of the screen."""
    return len(experiment.samples) * len(experiment.network.neurons) >= MANY


def diagnose(experiment: Experiment) -> list[Finding]:
    """What is amiss in the network as it is, the gravest first; nothing where it cannot be trained."""
    if why_untrainable(experiment) is not None:
        return []
    return NetworkDiagnosis(Program.of(experiment)).findings(parameters_of(experiment.network))


@dataclass(frozen=True, eq=False)
class _Look:
    program: Program
    numbers: Examination

    def blocking(self) -> Finding | None:
        """The gravest finding by which a run may stand still above what can be reached.

        But for the softmax, none is where all outputs are as good as right, which is soon seen.
        """
        found = list(self.one_softmax())
        if self._missing.max(initial=0.0) > SURE / 2:
            with np.errstate(all="ignore"):
                found += sorted([*self.neurons(), *self.gradients()], key=gravity)
        return first_that_blocks(found)

    def one_softmax(self) -> Iterator[Finding]:
        """A softmax of one output is 1 whatever happens."""
        (neuron, *others) = self.program.output_neurons.tolist()
        if not others and self.program.activations[neuron] == SOFTMAX:
            name = self.program.names[neuron]
            sentence = f"softmax of the one output {shown_name(name)} is always 1, so nothing can be learnt"
            remedy = "take logistic with binary cross-entropy, or add an output for the other class"
            yield Finding(FindingKind.ONE_SOFTMAX, sentence, remedy, name, blocks=True)

    def neurons(self) -> Iterator[Finding]:
        """Those that let no error through, whatever the sample."""
        blocks_by_hidden = self._are_outputs_alike() or self._are_most_hidden_closed()
        for neuron, kind in self._closed.items():
            name, z = self.program.names[neuron], self.numbers.z[neuron]
            is_output = self.program.kinds[neuron] is Kind.OUTPUT
            if kind is FindingKind.DEAD:
                highest = rounded(float(z.max()))
                sentence = (
                    f"{shown_name(name)} is off for every sample: its pre-activation is at most {highest}"
                )
                remedy = "make its bias larger, take leaky ReLU, or draw the weights anew"
                yield Finding(
                    kind, sentence, remedy, name, blocks_by_hidden or (is_output and self._misses(neuron))
                )
            elif not is_output or self._misses(neuron):
                label = ACTIVATIONS[self.program.activations[neuron] or ""].label
                span = f"the pre-activation is {rounded(float(z.min()))} … {rounded(float(z.max()))}"
                span = f"the pre-activation is {rounded(float(z[0]))}" if z.min() == z.max() else span
                sentence = f"{label} of {shown_name(name)} is saturated for every sample: {span}"
                remedy = "make the weights into it or the inputs smaller, or draw the weights anew"
                yield Finding(kind, sentence, remedy, name, blocks_by_hidden or is_output)

    def gradients(self) -> Iterator[Finding]:
        """All are 0, though some output is not where it should be."""
        free = np.setdiff1d(np.arange(self.program.parameters), self.program.fixed)
        outputs = self.program.output_neurons.tolist()
        if not self.numbers.gradient[free].any() and any(self._misses(neuron) for neuron in outputs):
            sentence = (
                f"all {counted(len(free), 'gradient')} are 0 while the loss is {rounded(self.numbers.loss)}"
            )
            sentence = sentence.replace("all 1 gradient are", "the only gradient is")
            remedy = "gradient descent cannot move from here: draw the weights anew"
            yield Finding(FindingKind.NO_GRADIENT, sentence, remedy, blocks=self._are_outputs_alike())

    def inputs(self) -> Iterator[Finding]:
        """Inputs one of which is far larger than another."""
        sizes = np.abs(self.program.inputs).max(axis=0, initial=0.0)
        there = np.flatnonzero(sizes > 0)
        if len(there) < 2 or not np.isfinite(sizes).all():
            return
        large, small = there[np.argmax(sizes[there])], there[np.argmin(sizes[there])]
        if sizes[large] < UNLIKE * sizes[small]:
            return
        names = [self.program.names[self.program.input_neurons[each]] for each in (large, small)]
        shown = [
            f"{shown_name(name)} (up to {rounded(float(sizes[each]))})"
            for name, each in zip(names, (large, small), strict=True)
        ]
        sentence = (
            f"inputs differ much in size: {shown[0]} beside {shown[1]}, so one learning rate hardly suits "
            "both"
        )
        yield Finding(FindingKind.UNLIKE_INPUTS, sentence, "standardise the inputs", names[0])

    @cached_property
    def _closed(self) -> dict[int, FindingKind]:
        """The neurons, by number, whose φ′ is as good as 0 for every sample: dead or saturated."""
        found = {}
        for neuron, activation in enumerate(self.program.activations):
            z, a = self.numbers.z[neuron], self.numbers.a[neuron]
            if activation in (None, SOFTMAX, "identity") or not np.isfinite(z).all():
                continue
            if self.program.kinds[neuron] is Kind.OUTPUT and LOSSES[self.program.loss].is_from_z:
                continue  # its error does not go through φ′
            row = ACTIVATIONS[activation or ""]
            if activation == "relu" and (z <= 0).all():
                found[neuron] = FindingKind.DEAD
            elif row.saturates and (np.abs(row.derivative(z, a)) < FLAT).all():
                found[neuron] = FindingKind.SATURATED
        return found

    def _are_most_hidden_closed(self) -> bool:
        """Whether more than half of the hidden neurons learn nothing, though targets differ.

        The weights behind them still learn, so E comes to rest, but above what the network could reach.
        """
        if not (_span(self.program.targets.T) > SURE).any():
            return False  # a bias of the output reaches them
        hidden = [neuron for neuron, kind in enumerate(self.program.kinds) if kind is Kind.HIDDEN]
        return 2 * sum(neuron in self._closed for neuron in hidden) > len(hidden)

    def _misses(self, neuron: int) -> bool:
        """Whether this output is far from its target on some sample."""
        output = self.program.output_neurons.tolist().index(neuron)
        return bool((self._missing[output] > SURE).any())

    @cached_property
    def _missing(self) -> Array:
        """(outputs, samples): how far each is from its target."""
        missing: Array = np.abs(self.numbers.a[self.program.output_neurons] - self.program.targets.T)
        return missing

    def _are_outputs_alike(self) -> bool:
        """Whether every output is the same for all samples, though their targets differ."""
        outputs, targets = self.numbers.a[self.program.output_neurons], self.program.targets.T
        if not np.isfinite(outputs).all():
            return False
        return bool((_span(targets) > SURE).any() and (_span(outputs) <= 1e-9).all())


def _span(rows: Array) -> Array:
    span: Array = rows.max(axis=1) - rows.min(axis=1)
    return span
