"""Do the gradients agree with what nudging each parameter does to E?

Backpropagation needs one forward and one backward pass per sample for all n parameters together; central
differences, ∂E/∂w ≈ (E(w + h) − E(w − h)) / 2h, need 2n evaluations of the network and know nothing of
derivatives. E is that of a batch, with the penalty on the weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from explorer.array import Array, Indices
from explorer.backprop.batch import over_samples
from explorer.backprop.nudge import NudgedLoss
from explorer.backprop.pass_numbers import PassNumbers, compute_passes
from explorer.backprop.wiring import Wiring
from explorer.job import Job, JobStep, last_result
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment, Parameter, Sample
from explorer.training.program import parameters_of

_TOLERANCE = 1e-6
"""How far, relatively, analytical and numerical gradient may lie apart and still agree."""

_EPSILON = float(np.finfo(np.float64).eps)
_ROUNDINGS = 16.0  # how many roundings of the size of ε may add up in E
_TRIES = 4
_REFINEMENT = 8.0


class Agreement(StrEnum):
    """What comparing the two gradients of a parameter says."""

    AGREES = "agrees"
    DIFFERS = "differs"
    AT_A_KINK = "at a kink"
    NOT_FINITE = "not finite"


_VERDICTS = tuple(Agreement)
_AGREES, _DIFFERS, _AT_A_KINK, _NOT_FINITE = range(len(_VERDICTS))


@dataclass(frozen=True)
class ParameterCheck:
    """The two gradients of one parameter, and how they compare.

    `difference` is |analytical − numerical| relative to the larger of the two, or to the smallest gradient
    that the rounding of E lets a difference resolve to `_TOLERANCE`. `step` is h. Where they differ, h is
    refined before it is said: for a curve that bends sharply the first h is too coarse. `tries` is how many h
    it took.
    """

    parameter: Parameter
    analytical: float
    numerical: float
    difference: float
    step: float
    tries: int
    verdict: Agreement

    @property
    def agrees(self) -> bool:
        """Whether nothing speaks against the analytical gradient; a kink within ±h does not."""
        return self.verdict in (Agreement.AGREES, Agreement.AT_A_KINK)


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """How the gradients of all `parameters` compare over so many `samples`; see `ParameterCheck`.

    Everything else is (parameters,); `verdict` holds places in the order of `Agreement`.
    """

    parameters: tuple[Parameter, ...]
    samples: int
    analytical: Array
    numerical: Array
    difference: Array
    step: Array
    tries: Indices
    verdict: Indices

    @classmethod
    def begun(cls, parameters: tuple[Parameter, ...], samples: int, analytical: Array) -> "GradientCheck":
        """With nothing compared as yet."""
        numerical, difference, step = (np.zeros(len(parameters)) for _ in range(3))
        tries, verdict = (np.zeros(len(parameters), dtype=np.intp) for _ in range(2))
        return cls(parameters, samples, analytical, numerical, difference, step, tries, verdict)

    def __len__(self) -> int:
        return len(self.parameters)

    def check(self, number: int) -> ParameterCheck:
        """That of the parameter with this number."""
        return ParameterCheck(
            self.parameters[number],
            float(self.analytical[number]),
            float(self.numerical[number]),
            float(self.difference[number]),
            float(self.step[number]),
            int(self.tries[number]),
            _VERDICTS[self.verdict[number]],
        )

    @property
    def checks(self) -> tuple[ParameterCheck, ...]:
        """Those of all parameters, in their order."""
        return tuple(self.check(number) for number in range(len(self)))

    def count(self, verdict: Agreement) -> int:
        """How many parameters have this verdict."""
        return int(np.count_nonzero(self.verdict == _VERDICTS.index(verdict)))

    @property
    def is_compared(self) -> bool:
        """Whether every parameter has both gradients."""
        return bool(np.all(self.tries > 0))

    @property
    def agrees(self) -> bool:
        """Whether every parameter's gradients agree."""
        return not (self.count(Agreement.DIFFERS) or self.count(Agreement.NOT_FINITE))

    @property
    def largest_difference(self) -> float:
        """The largest relative difference among the parameters that could be compared; 0 without any."""
        comparable = (self.verdict == _AGREES) | (self.verdict == _DIFFERS)
        return float(self.difference[comparable].max(initial=0.0))

    @property
    def unresolved(self) -> int:
        """How many gradients agree though they look different: rounding E explains all of it."""
        larger = np.maximum(np.abs(self.analytical), np.abs(self.numerical))
        differs_in_digits = np.abs(self.analytical - self.numerical) > _TOLERANCE * larger
        return int(np.count_nonzero(differs_in_digits & (self.verdict == _AGREES)))

    @property
    def analytical_passes(self) -> tuple[int, int]:
        """How many (forward, backward) passes backpropagation took: one of each per sample."""
        return self.samples, self.samples

    @property
    def numerical_passes(self) -> int:
        """How many times central differences evaluated the network: two per parameter, sample and h."""
        return 2 * self.samples * int(self.tries.sum())


def check_gradients(experiment: Experiment, samples: Sequence[Sample] | None = None) -> GradientCheck:
    """Both gradients of every parameter over `samples`, or over all that are not held out.

    Empty without outputs or samples, since there is no E then.
    """
    return last_result(checking(experiment, samples))


def checking(
    experiment: Experiment,
    samples: Sequence[Sample] | None = None,
    wiring: Wiring | None = None,
    compares: bool = True,
) -> Job[GradientCheck]:
    """The same as a job; `wiring` is that of the graph, where it is known. A piece takes some milliseconds.

    Its first result has the gradients by backpropagation with nothing compared, and is the only one where it
    is not to compare; the last has everything.
    """
    network = experiment.network
    chosen = experiment.training_samples if samples is None else tuple(samples)
    if not network.outputs or not chosen or not network.parameters:
        yield JobStep(1.0, GradientCheck.begun((), len(chosen), np.zeros(0)))
        return
    check = _Check(experiment, chosen, wiring or Wiring.of(network))
    yield JobStep(0.0 if compares else 1.0, check.begun())
    if not compares:
        return
    done = 0
    for columns in check.nudged.slices():
        check.compare(columns)
        done += len(columns)
        yield JobStep(done / len(network.parameters))
    yield JobStep(1.0, check.found)


class _Check:
    """A check at work: fills `found`, some parameters at a time."""

    def __init__(self, experiment: Experiment, samples: Sequence[Sample], wiring: Wiring) -> None:
        self._training, self._rule = experiment.training, LearningRule.of(experiment)
        self._present = parameters_of(experiment.network)
        numbers = compute_passes(wiring, experiment, samples)
        self.nudged = NudgedLoss(wiring, experiment, numbers)
        with np.errstate(all="ignore"):
            self._uncertainty = self._rounding_of(experiment, numbers)
            analytical = over_samples(numbers.gradients.T, experiment.loss.over_samples)
            if self._rule.has_penalty:
                analytical = analytical + self._rule.penalty_gradient(self._present)
            self._steps = _steps(wiring, numbers, self._present)
        self.found = GradientCheck.begun(experiment.network.parameters, len(samples), analytical)

    def begun(self) -> GradientCheck:
        """What is known before anything is compared."""
        found = self.found
        return GradientCheck.begun(found.parameters, found.samples, found.analytical)

    def _rounding_of(self, experiment: Experiment, numbers: PassNumbers) -> float:
        """What rounding may have done to E.

        It moves every term w a of a sum by up to ε |w a|, and E thereby by |δ| times as much, which is
        ε |w ∂E/∂w|.
        """
        terms = np.abs(self._present[:, np.newaxis] * numbers.gradients)
        moved = np.abs(numbers.losses) + np.sum(terms, axis=0)
        of_batch = float(over_samples(moved, experiment.loss.over_samples))
        return _ROUNDINGS * _EPSILON * (of_batch + self._rule.penalty(self._present))

    def compare(self, columns: Indices) -> None:
        """Compare the parameters in `columns`; those that do not agree again with a finer h, and once more.

        If the finer difference is another one, the h before was too coarse to say anything. If it is the
        same, the difference has settled and stands; a still finer one would only drown it in rounding.
        """
        with np.errstate(all="ignore"):
            self._compare(columns, self._steps[columns])

    def _compare(self, columns: Indices, steps: Array) -> None:
        found = self.found
        numerical, difference, verdict = self._compared(columns, steps)
        found.numerical[columns], found.difference[columns] = numerical, difference
        found.step[columns], found.tries[columns], found.verdict[columns] = steps, 1, verdict
        for tries in range(2, _TRIES + 1):
            is_doubtful = (verdict == _DIFFERS) | (verdict == _AT_A_KINK)
            if not is_doubtful.any():
                break
            columns, steps = columns[is_doubtful], steps[is_doubtful]
            coarse, was = found.numerical[columns], verdict[is_doubtful]
            steps = np.maximum(steps / _REFINEMENT, _least_steps(self._present[columns]))
            numerical, difference, verdict = self._compared(columns, steps)
            disagreement = np.abs(found.analytical[columns] - coarse)
            has_settled = (was == _DIFFERS) & (np.abs(numerical - coarse) < disagreement / 2)
            found.tries[columns] = tries
            columns, steps = columns[~has_settled], steps[~has_settled]
            numerical, difference, verdict = (each[~has_settled] for each in (numerical, difference, verdict))
            found.numerical[columns], found.difference[columns] = numerical, difference
            found.step[columns], found.verdict[columns] = steps, verdict

    def _compared(self, columns: Indices, steps: Array) -> tuple[Array, Array, Indices]:
        """The central differences with these h, how far the gradients are from them, and the verdicts."""
        present, analytical = self._present[columns], self.found.analytical[columns]
        up, down = present + steps, present - steps
        width = up - down  # what 2h has become in rounding
        E_up, E_down, is_across_kink = self.nudged.after(columns, up, down)
        numerical = (E_up + self._penalty(columns, up) - E_down - self._penalty(columns, down)) / width
        larger = np.maximum(np.abs(analytical), np.abs(numerical))
        scale = np.maximum(larger, self._uncertainty / width / _TOLERANCE)
        difference = np.where(scale == 0, 0.0, np.abs(analytical - numerical) / scale)
        if self._training.penalty.l1:  # |w| has its kink at w = 0
            is_across_kink = is_across_kink | self._rule.is_weight[columns] & ((up > 0) != (down > 0))
        is_finite = np.isfinite(analytical) & np.isfinite(numerical)
        verdict = np.where(is_across_kink, _AT_A_KINK, _DIFFERS)
        verdict[difference <= _TOLERANCE] = _AGREES
        verdict[~is_finite] = _NOT_FINITE
        return numerical, difference, verdict

    def _penalty(self, columns: Indices, values: Array) -> Array:
        """What each of these parameters adds to R."""
        l1, l2 = self._training.penalty.l1, self._training.penalty.l2
        return np.where(self._rule.is_weight[columns], l1 * np.abs(values) + 0.5 * l2 * values * values, 0.0)


def _steps(wiring: Wiring, numbers: PassNumbers, present: Array) -> Array:
    """h for every parameter, so that z moves by about (ε max(1, |z|))^⅓.

    There the error of the difference, of order h², and that of rounding, of order ε |z| / h, are about equal.
    """
    z, a = np.abs(numbers.z).max(axis=1), np.abs(numbers.a).max(axis=1)
    z_of_dest = np.concatenate((z[wiring.dest], z[wiring.biased]))
    reach = np.concatenate((a[wiring.source], np.ones(len(wiring.biased))))
    steps = np.cbrt(_EPSILON * np.maximum(1.0, z_of_dest)) / np.maximum(1.0, reach)
    return np.asarray(np.maximum(steps, _least_steps(present)))


def _least_steps(present: Array) -> Array:
    """The smallest h by which w ± h still differ from w in some digits."""
    return np.asarray(16 * np.spacing(np.abs(present)))
