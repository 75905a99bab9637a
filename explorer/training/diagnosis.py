"""What in a network cannot learn, and why? Dead ReLUs, saturated neurons, targets out of reach: a diagnosis.

The network is looked at as it is, over all training samples. What is found has a sentence and a remedy; some
of it explains why a run that stands still has not reached what can be reached.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from explorer.array import Array
from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.network.edits.transform_edits import rescaled
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment, Kind
from explorer.number import counted, rounded
from explorer.plain_text import shown_name
from explorer.training.engine import Examination
from explorer.training.numpy_engine.engine import NumpyEngine
from explorer.training.program import Program, parameters_of, why_untrainable
from explorer.training.verdict import RunOutcome, Verdict

FLAT = 1e-3
"""A slope φ′ below this lets hardly any error through: the neuron is saturated."""

SURE = 0.1
"""An output that is saturated nearer to its target than this is right, and nothing is amiss."""

UNLIKE = 100.0
"""Inputs are of very different sizes where one is so many times as large as another."""


_STILL = (RunOutcome.CONVERGES, RunOutcome.PLATEAUS, RunOutcome.UNDECIDED)
"""What is said of a loss that may stand still for another reason than that all is learnt."""


MANY = 50_000
"""Numbers to look at, samples times neurons, which take some tens of milliseconds."""


class FindingKind(StrEnum):
    """What may be amiss, the gravest first."""

    ENDLESS = "E has no least value"
    ONE_SOFTMAX = "a softmax of one output"
    UNREACHABLE = "a target out of reach"
    DEAD = "off for every sample"
    SATURATED = "saturated for every sample"
    NO_GRADIENT = "all gradients are 0"
    UNLIKE_INPUTS = "inputs of very different sizes"


@dataclass(frozen=True)
class Finding:
    """`sentence` says what is amiss and where, `remedy` what to do, both without a full stop.

    `blocks`: whether by this alone a run may stand still above what can be reached.
    """

    kind: FindingKind
    sentence: str
    remedy: str
    neuron: str | None = None
    blocks: bool = False

    @property
    def is_of_targets(self) -> bool:
        """Whether targets are amiss, so that other ones may help."""
        return self.kind in (FindingKind.ENDLESS, FindingKind.UNREACHABLE)

    @property
    def text(self) -> str:
        """Both, with full stops; the remedy begins a sentence of its own."""
        return f"{self.sentence}. {self.remedy_sentence}"

    @property
    def lines(self) -> str:
        """The same on two lines, for a small box."""
        return f"{self.sentence}.\n{self.remedy_sentence}"

    @property
    def remedy_sentence(self) -> str:
        """“Make its bias larger.”"""
        return f"{self.remedy[:1].upper()}{self.remedy[1:]}."


class NetworkDiagnosis:
    """What is amiss in networks of one program, with any parameters; whoever looks at many makes it once.

    The program must have an output and a training sample. Numbers that are not finite are left to
    `explorer.training.divergence`.
    """

    def __init__(self, program: Program) -> None:
        whole = replace(program, training=replace(program.training, batch_size=None, dropout=0.0))
        self._program = whole
        self._of_targets = tuple(_TargetLook(whole).findings())

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
        return sorted(found, key=_gravity)

    def explained(self, verdict: Verdict, parameters: Array) -> Verdict:
        """The verdict that losses alone give on a run that has come to these parameters.

        Unless something in the network explains better why E stands still, or falls: then that.
        """
        if verdict.kind not in _STILL or not self._program.parameters:
            return verdict
        endless = _first_that_blocks(self._of_targets)
        if endless is not None:
            return Verdict(RunOutcome.ENDLESS, neuron=endless.neuron, reason=endless.sentence)
        if verdict.kind is not RunOutcome.CONVERGES:
            return verdict
        stuck = self._look(parameters).blocking()
        if stuck is None:
            return verdict
        return Verdict(RunOutcome.STUCK, neuron=stuck.neuron, reason=stuck.sentence)

    def _look(self, parameters: Array) -> "_Look":
        return _Look(self._program, self._engine.examine(parameters, 0))

    @cached_property
    def _engine(self) -> NumpyEngine:
        return NumpyEngine(self._program)


def is_long_look(experiment: Experiment) -> bool:
    """Whether to look at all its samples would stop a frame of the screen."""
    return len(experiment.samples) * len(experiment.network.neurons) >= MANY


def _gravity(finding: Finding) -> int:
    return list(FindingKind).index(finding.kind)


def _first_that_blocks(findings: Iterable[Finding]) -> Finding | None:
    return next((finding for finding in findings if finding.blocks), None)


def diagnose(experiment: Experiment) -> list[Finding]:
    """What is amiss in the network as it is, the gravest first; nothing where it cannot be trained."""
    if why_untrainable(experiment) is not None:
        return []
    return NetworkDiagnosis(Program.of(experiment)).findings(parameters_of(experiment.network))


@dataclass(frozen=True, eq=False)
class _TargetLook:
    program: Program

    def findings(self) -> Iterator[Finding]:
        """Targets beyond what the loss, or the output's activation, can come to."""
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
                why = f"with {LOSSES[self.program.loss].label}, E has no least value and falls for ever"
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
                found += sorted([*self.neurons(), *self.gradients()], key=_gravity)
        return _first_that_blocks(found)

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
                sentence = f"{shown_name(name)} is off for every sample: its z is at most {highest}"
                remedy = "make its bias larger, take leaky ReLU, or draw the weights anew"
                yield Finding(
                    kind, sentence, remedy, name, blocks_by_hidden or (is_output and self._misses(neuron))
                )
            elif not is_output or self._misses(neuron):
                label = ACTIVATIONS[self.program.activations[neuron] or ""].label
                span = f"z is {rounded(float(z.min()))} … {rounded(float(z.max()))}"
                span = f"z is {rounded(float(z[0]))}" if z.min() == z.max() else span
                sentence = f"{label} of {shown_name(name)} is saturated for every sample: {span}"
                remedy = "make the weights into it or the inputs smaller, or draw the weights anew"
                yield Finding(kind, sentence, remedy, name, blocks_by_hidden or is_output)

    def gradients(self) -> Iterator[Finding]:
        """All are 0, though some output is not where it should be."""
        free = np.setdiff1d(np.arange(self.program.parameters), self.program.fixed)
        outputs = self.program.output_neurons.tolist()
        if not self.numbers.gradient[free].any() and any(self._misses(neuron) for neuron in outputs):
            sentence = f"all {counted(len(free), 'gradient')} are 0 while E is {rounded(self.numbers.loss)}"
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
        sentence = f"inputs differ much in size: {shown[0]} beside {shown[1]}, so one α hardly suits both"
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


def _span(rows: Array) -> Array:
    span: Array = rows.max(axis=1) - rows.min(axis=1)
    return span
