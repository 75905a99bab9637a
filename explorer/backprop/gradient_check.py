"""Do the gradients agree with what nudging each parameter does to E?

Backpropagation needs one forward and one backward pass per sample for all n parameters together; central
differences, ∂E/∂w ≈ (E(w + h) − E(w − h)) / 2h, need 2n forward passes and know nothing of derivatives. E is
that of a batch, with the penalty on the weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array
from explorer.backprop.batch import forward, losses, over_samples, present_parameters, sample_gradients
from explorer.job import Job, JobStep, results_of
from explorer.network.activation import ACTIVATIONS
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment, Network, Parameter, Sample

TOLERANCE = 1e-6
"""How far, relatively, analytical and numerical gradient may lie apart and still agree."""

_EPSILON = float(np.finfo(np.float64).eps)
_ROUNDINGS = 16.0  # how many roundings of the size of ε may add up in E
_TRIES = 4
_REFINEMENT = 8.0
_PARAMETERS_AT_ONCE = 32
_NUMBERS_AT_ONCE = 3_000_000


class Verdict(StrEnum):
    """What comparing the two gradients of a parameter says."""

    AGREES = "agrees"
    DIFFERS = "differs"
    AT_A_KINK = "at a kink"
    NOT_FINITE = "not finite"


@dataclass(frozen=True)
class ParameterCheck:
    """The two gradients of one parameter, and how they compare.

    `difference` is |analytical − numerical| relative to the larger of the two, or to the smallest gradient
    that the rounding of E lets a difference resolve to `TOLERANCE`. `step` is h. Where they differ, h is
    refined before it is said: for a curve that bends sharply the first h is too coarse. `tries` is how many h
    it took.
    """

    parameter: Parameter
    analytical: float
    numerical: float
    difference: float
    step: float
    tries: int
    verdict: Verdict

    @property
    def agrees(self) -> bool:
        """Whether nothing speaks against the analytical gradient; a kink within ±h does not."""
        return self.verdict in (Verdict.AGREES, Verdict.AT_A_KINK)

    @property
    def is_doubtful(self) -> bool:
        """Whether a finer h might tell more."""
        return self.verdict in (Verdict.DIFFERS, Verdict.AT_A_KINK)


@dataclass(frozen=True)
class GradientCheck:
    """How all gradients compare, and how many passes through the network each way took."""

    checks: tuple[ParameterCheck, ...]
    samples: int

    @property
    def agrees(self) -> bool:
        """Whether every parameter's gradients agree."""
        return all(check.agrees for check in self.checks)

    @property
    def largest_difference(self) -> float:
        """The largest relative difference among the parameters that could be compared; 0 without any."""
        comparable = (Verdict.AGREES, Verdict.DIFFERS)
        return max((check.difference for check in self.checks if check.verdict in comparable), default=0.0)

    @property
    def analytical_passes(self) -> tuple[int, int]:
        """How many (forward, backward) passes backpropagation took: one of each per sample."""
        return self.samples, self.samples

    @property
    def numerical_passes(self) -> int:
        """How many forward passes central differences took: two per parameter, sample and h."""
        return 2 * self.samples * sum(check.tries for check in self.checks)


def check_gradients(experiment: Experiment, samples: Sequence[Sample] | None = None) -> GradientCheck:
    """Both gradients of every parameter over `samples`, or over all that are not held out.

    Empty without outputs or samples, since there is no E then.
    """
    chosen = experiment.training_samples if samples is None else tuple(samples)
    checks = tuple(check for part in results_of(checking(experiment, chosen)) for check in part)
    return GradientCheck(checks, len(chosen))


def checking(
    experiment: Experiment, samples: Sequence[Sample] | None = None
) -> Job[tuple[ParameterCheck, ...]]:
    """The same as a job: its results are checks in the order of `Network.parameters`, a few at a time."""
    network = experiment.network
    chosen = experiment.training_samples if samples is None else tuple(samples)
    if not network.outputs or not chosen or not network.parameters:
        return
    nudging = _nudging(experiment, chosen)
    size = len(network.neurons) + len(network.connections)
    per_slice = max(1, min(_PARAMETERS_AT_ONCE, _NUMBERS_AT_ONCE // (2 * len(chosen) * size)))
    columns = np.arange(len(network.parameters))
    for start in range(0, len(columns), per_slice):
        part = columns[start : start + per_slice]
        checks = tuple(_check(nudging, part))
        yield JobStep((start + len(part)) / len(columns), checks)


@dataclass(frozen=True)
class _Nudging:
    """What stays the same for all parameters.

    present, analytical and steps: (parameters,); `uncertainty` is what rounding may have done to E.
    """

    experiment: Experiment
    rule: LearningRule
    samples: Sequence[Sample]
    present: Array
    analytical: Array
    steps: Array
    uncertainty: float


def _nudging(experiment: Experiment, samples: Sequence[Sample]) -> _Nudging:
    """The analytical gradients, and how far to nudge.

    Rounding moves every term w a of a sum by up to ε |w a|, and E thereby by |δ| times as much, which is ε |w
    ∂E/∂w|.
    """
    reduction, rule = experiment.loss.over_samples, LearningRule.of(experiment)
    present = present_parameters(experiment.network)[0]
    with np.errstate(all="ignore"):
        each = sample_gradients(experiment, samples)
        moved = np.abs(each.losses) + np.sum(np.abs(present * each.gradients), axis=1)
        uncertainty = _ROUNDINGS * _EPSILON * (float(over_samples(moved, reduction)) + rule.penalty(present))
        analytical = over_samples(each.gradients, reduction)
        if rule.has_penalty:
            analytical = analytical + rule.penalty_gradient(present)
        steps = _steps(experiment.network, samples)
        return _Nudging(experiment, rule, samples, present, analytical, steps, uncertainty)


def _steps(network: Network, samples: Sequence[Sample]) -> Array:
    """h for every parameter, so that z moves by about (ε max(1, |z|))^⅓.

    There the error of the difference, of order h², and that of rounding, of order ε |z| / h, are about equal.
    """
    parameters = present_parameters(network)
    values = forward(network, samples, parameters)
    row = {neuron.name: n for n, neuron in enumerate(network.neurons)}
    z, a = np.abs(values.z[:, 0]).max(axis=1), np.abs(values.a[:, 0]).max(axis=1)
    z_of_dest = z[[row[parameter.dest] for parameter in network.parameters]]
    reach = np.array([1.0 if p.source is None else a[row[p.source]] for p in network.parameters])
    steps = np.cbrt(_EPSILON * np.maximum(1.0, z_of_dest)) / np.maximum(1.0, reach)
    return np.asarray(np.maximum(steps, _least_steps(parameters[0])))


def _least_steps(present: Array) -> Array:
    """The smallest h by which w ± h still differ from w in some digits."""
    return np.asarray(16 * np.spacing(np.abs(present)))


def _check(nudging: _Nudging, columns: NDArray[np.int_]) -> list[ParameterCheck]:
    """Compare the parameters in `columns`; those that do not agree again with a finer h, and once more.

    If the finer difference is another one, the h before was too coarse to say anything. If it is the same,
    the difference has settled and stands; a still finer one would only drown it in rounding.
    """
    steps = nudging.steps[columns]
    checks = _compare(nudging, columns, steps, 1)
    doubtful = [n for n, check in enumerate(checks) if check.is_doubtful]
    for tries in range(2, _TRIES + 1):
        if not doubtful:
            break
        steps = np.maximum(steps / _REFINEMENT, _least_steps(nudging.present[columns]))
        finer = _compare(nudging, columns[doubtful], steps[doubtful], tries)
        for n, fine in zip(doubtful, finer, strict=True):
            coarse = checks[n]
            moved, disagreement = fine.numerical - coarse.numerical, coarse.analytical - coarse.numerical
            has_settled = coarse.verdict is Verdict.DIFFERS and abs(moved) < abs(disagreement) / 2
            checks[n] = replace(coarse, tries=tries) if has_settled else fine
        doubtful = [n for n in doubtful if checks[n].is_doubtful and checks[n].step == steps[n]]
    return checks


def _compare(nudging: _Nudging, columns: NDArray[np.int_], steps: Array, tries: int) -> list[ParameterCheck]:
    analytical = nudging.analytical[columns]
    with np.errstate(all="ignore"):
        numerical, width, is_across_kink = _differences(nudging, columns, steps)
        larger = np.maximum(np.abs(analytical), np.abs(numerical))
        scale = np.maximum(larger, nudging.uncertainty / width / TOLERANCE)
        difference = np.where(scale == 0, 0.0, np.abs(analytical - numerical) / scale)
    checks = []
    for n, column in enumerate(columns):
        numbers = float(analytical[n]), float(numerical[n]), float(difference[n])
        verdict = _verdict(*numbers, bool(is_across_kink[n]))
        parameter = nudging.experiment.network.parameters[column]
        checks.append(ParameterCheck(parameter, *numbers, float(steps[n]), tries, verdict))
    return checks


def _differences(
    nudging: _Nudging, columns: NDArray[np.int_], steps: Array
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """(E(w + h) − E(w − h)) / 2h, what 2h has become in rounding w ± h, and whether a kink lies between."""
    experiment, samples = nudging.experiment, nudging.samples
    up, down = (np.tile(nudging.present, (len(columns), 1)) for _ in range(2))
    own = np.arange(len(columns)), columns
    up[own] += steps
    down[own] -= steps
    parameters = np.concatenate([up, down])
    values = forward(experiment.network, samples, parameters)
    E = over_samples(losses(experiment, samples, values).T, experiment.loss.over_samples)
    is_across_kink = _straddles(experiment.network, values.z)
    if nudging.rule.has_penalty:
        E = E + [nudging.rule.penalty(lane) for lane in parameters]
    if experiment.training.penalty.l1:  # |w| has its kink at w = 0
        is_across_kink |= nudging.rule.is_weight[columns] & ((up[own] > 0) != (down[own] > 0))
    E_up, E_down = np.split(E, 2)
    width = up[own] - down[own]
    return (E_up - E_down) / width, width, is_across_kink


def _straddles(network: Network, z: Array) -> NDArray[np.bool_]:
    """Whether w + h and w − h put any z of a kinked φ on different sides of 0."""
    kinked = {row.name for row in ACTIVATIONS.values() if row.is_kinked}
    rows = [n for n, neuron in enumerate(network.neurons) if neuron.activation in kinked]
    up, down = np.split(z[rows] > 0, 2, axis=1)
    return np.asarray(np.any(up != down, axis=(0, 2)))


def _verdict(analytical: float, numerical: float, difference: float, is_across_kink: bool) -> Verdict:
    if not (np.isfinite(analytical) and np.isfinite(numerical)):
        return Verdict.NOT_FINITE
    if difference <= TOLERANCE:
        return Verdict.AGREES
    return Verdict.AT_A_KINK if is_across_kink else Verdict.DIFFERS
