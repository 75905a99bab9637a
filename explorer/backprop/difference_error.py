"""How far from the gradient is a finite difference, at every step size h? Its error, from coarse to drowned.

∂E/∂w is estimated by (E(w + h) − E(w)) / h, forward, or by (E(w + h) − E(w − h)) / 2h, central. What the
curve bends within h is their truncation error, which falls as h and as h². What rounding does to E, about
ε |E|, is divided by h: that error grows as 1/h. Where the two meet lies the best h (Press et al., Numerical
Recipes, section 5.7).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.array import Array, Indices
from explorer.backprop.batch import over_samples
from explorer.backprop.nudge import NudgedLoss
from explorer.backprop.pass_numbers import compute_passes
from explorer.backprop.wiring import Wiring
from explorer.job import Job, JobStep
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment, Parameter
from explorer.training.program import parameters_of

STEP_SIZES: Array = np.logspace(-16, 0, 65)
"""h of the curves: four in each decade."""

FORWARD_SLOPE, CENTRAL_SLOPE, ROUNDING_SLOPE = 1, 2, -1
"""With which power of h each error goes."""

_FEWEST_POINTS = 3


@dataclass(frozen=True)
class PowerLaw:
    """An error that goes as c h^slope between the step sizes `low` and `high`, where it was found."""

    slope: int
    factor: float
    low: float
    high: float

    def at(self, h: Array) -> Array:
        """The error of the law at these step sizes."""
        errors: Array = self.factor * h**self.slope
        return errors


@dataclass(frozen=True, eq=False)
class DifferenceErrors:
    """The estimates at each h of `steps`, and the gradient by backpropagation, (parameters,).

    `forward` and `central`: (parameters, steps). `forward_passes` and `central_passes`: how often the network
    is evaluated for the whole gradient at one h.
    """

    parameters: tuple[Parameter, ...]
    samples: int
    steps: Array
    gradient: Array
    forward: Array
    central: Array

    def __len__(self) -> int:
        return len(self.parameters)

    @property
    def forward_passes(self) -> int:
        """n + 1 evaluations on every sample."""
        return (len(self) + 1) * self.samples

    @property
    def central_passes(self) -> int:
        """2n evaluations on every sample."""
        return 2 * len(self) * self.samples

    def errors(self, is_central: bool, number: int | None = None) -> Array:
        """At every h the distance from the gradient, of one parameter or (None) of all: ‖estimate − ∇E‖."""
        estimates = self.central if is_central else self.forward
        off = np.abs(estimates - self.gradient[:, np.newaxis])
        errors: Array = np.sqrt(np.sum(off * off, axis=0)) if number is None else off[number]
        return errors

    def best(self, is_central: bool, number: int | None = None) -> int | None:
        """At which of the `steps` the error is least; None where no error is a number, or all are 0."""
        errors = self.errors(is_central, number)
        if not np.isfinite(errors).any() or not np.nanmax(errors):
            return None
        errors = np.where(errors > 0, errors, np.inf)  # an estimate that is right by chance is no law
        return int(np.nanargmin(errors))

    def laws(self, is_central: bool, number: int | None = None) -> tuple[PowerLaw | None, PowerLaw | None]:
        """Of truncation, right of the best h, and of rounding, left of it; None where it cannot be seen."""
        best = self.best(is_central, number)
        if best is None:
            return None, None
        errors = self.errors(is_central, number)
        right, left = np.arange(best + 2, len(self.steps)), np.arange(best - 1)
        slope = CENTRAL_SLOPE if is_central else FORWARD_SLOPE
        return self._law(errors, right[: len(right) // 2 + 1], slope), self._law(errors, left, ROUNDING_SLOPE)

    def _law(self, errors: Array, places: Indices, slope: int) -> PowerLaw | None:
        """The law with that slope through the middle of the errors at these places, on the log scale."""
        usable = places[np.isfinite(errors[places]) & (errors[places] > 0)]
        if len(usable) < _FEWEST_POINTS:
            return None
        logs = np.log(errors[usable]) - slope * np.log(self.steps[usable])
        ends = self.steps[usable[0]], self.steps[usable[-1]]
        return PowerLaw(slope, float(np.exp(np.median(logs))), float(ends[0]), float(ends[1]))


def measured_slope(steps: Array, errors: Array) -> float:
    """The slope of log error against log h, by least squares over all the points that are above 0."""
    usable = np.isfinite(errors) & (errors > 0)
    return float(np.polyfit(np.log(steps[usable]), np.log(errors[usable]), 1)[0])


def difference_errors(
    experiment: Experiment, steps: Sequence[float] | Array = STEP_SIZES
) -> Job[DifferenceErrors]:
    """Both estimates of ∇E at each of the `steps`, over all samples that are not held out.

    One result, at the end; a piece takes some milliseconds. Empty where there is no ∇E: without outputs,
    samples or parameters.
    """
    network, chosen, h = experiment.network, experiment.training_samples, np.asarray(steps, dtype=np.float64)
    if not (network.outputs and chosen and network.parameters):
        nothing = np.zeros((0, len(h)))
        yield JobStep(1.0, DifferenceErrors((), len(chosen), h, np.zeros(0), nothing, nothing))
        return
    wiring, rule = Wiring.of(network), LearningRule.of(experiment)
    numbers, present = compute_passes(wiring, experiment, chosen), parameters_of(network)
    nudged = NudgedLoss(wiring, experiment, numbers)
    forward, central = (np.full((len(present), len(h)), np.nan) for _ in range(2))
    with np.errstate(all="ignore"):  # what overflows is a result to show
        gradient: Array = over_samples(numbers.gradients.T, experiment.loss.over_samples)
        here = float(over_samples(numbers.losses, experiment.loss.over_samples))
    pieces = [(columns, place) for columns in nudged.slices() for place in range(len(h))]
    for done, (columns, place) in enumerate(pieces, 1):
        with np.errstate(all="ignore"):
            up, down = present[columns] + h[place], present[columns] - h[place]
            E_up, E_down, _ = nudged.after(columns, up, down)
            forward[columns, place] = (E_up - here) / h[place]
            central[columns, place] = (E_up - E_down) / (2 * h[place])
        yield JobStep(done / (len(pieces) + 1))
    if rule.has_penalty:  # its own gradient is exact, and is added to all three alike
        penalty = rule.penalty_gradient(present)
        gradient, forward, central = (
            gradient + penalty,
            forward + penalty[:, np.newaxis],
            central + penalty[:, np.newaxis],
        )
    yield JobStep(1.0, DifferenceErrors(network.parameters, len(chosen), h, gradient, forward, central))
