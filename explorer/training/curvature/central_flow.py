"""Where does gradient descent go on average, at the edge of stability? Its central flow.

At the edge descent swings to and fro about a middle w̄, by x along the leading eigenvector v of the Hessian.
As ∇(vᵀ H v) = ∇λ, the gradient there is

    ∇E(w̄ + x v) = ∇E + x λ v + ½ x² ∇λ + …

and on average, where x is 0 and x² is σ², a step takes w̄ by −α [∇E + ½ σ² ∇λ]. With t in steps that is

    dw/dt = −α [∇E + ½ σ² ∇λ]

Below the edge, λ < 2/α, every swing dies out, σ² = 0, and this is gradient flow. At the edge a swing grows
when λ comes to lie above 2/α, and by that pushes λ down; it dies out when λ falls below. So λ stays there,
dλ/dt = ∇λ·dw/dt = 0, with

    σ² = max(0, −2 ∇λ·∇E / ‖∇λ‖²)

(Cohen, Damian, Talwalkar, Kolter, Lee 2025, for one eigenvalue at the edge). It ends where a second
eigenvalue comes to the edge, too. `explorer.training.kernel.central_flow` tells how λ is held there step by
step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import numpy as np

from explorer.array import Array, Steps
from explorer.job import Job, JobStep
from explorer.network.activation import ACTIVATIONS
from explorer.network.model import Experiment
from explorer.network.optimiser import OPTIMISERS
from explorer.network.rules import RuleBroken
from explorer.network.schedule import learning_rates
from explorer.training.batch import Batches
from explorer.training.cost import kernel_step, numpy_step
from explorer.training.curvature.curvature import has_kernels
from explorer.training.curvature.flow_part import FlowEnd, FlowFollower, FlowPart
from explorer.training.curvature.numpy_central_flow import NumpyCentralFlow
from explorer.training.program import Program, check_trainable, parameters_of

_STEPS_OF_TRAINING, _NUMPY_MORE = 60, 5
"""So many steps of training take as long as one of the flow, at most; by numpy some times as many."""

_NANOSECONDS = 2e7
"""Of one piece of work."""

_MOST_ROWS = 128


class NoCentralFlow(RuleBroken):
    """The flow is known of plain gradient descent, with one α for all parameters, on a smooth E."""


@dataclass(frozen=True, eq=False)
class FlowRows:
    """A central flow at some steps, one after another.

    `step`, `loss`: (rows,), E; `parameters`: (rows, parameters); `limit`: (rows,), 2/αₜ; `eigenvalues`:
    (rows, 1 or 2), the largest, of which the first is λ; `variance`: (rows,), the σ² of the step from there.
    `end`: why the flow goes no further than the last row; None where it does.
    """

    step: Steps
    loss: Array
    parameters: Array
    limit: Array
    eigenvalues: Array
    variance: Array
    end: FlowEnd | None

    @property
    def mean_loss(self) -> Array:
        """E + ½ λ σ², what E of the run is to be on average: (rows,)."""
        return self.loss + 0.5 * self.eigenvalues[:, 0] * self.variance

    def part(self, start: int, stop: int) -> "FlowRows":
        """The rows from `start` to before `stop`; it ends where it holds the last of a flow that does."""
        rows = slice(start, stop)
        return FlowRows(
            self.step[rows],
            self.loss[rows],
            self.parameters[rows],
            self.limit[rows],
            self.eigenvalues[rows],
            self.variance[rows],
            self.end if stop >= len(self.step) else None,
        )


def check_has_central_flow(experiment: Experiment) -> None:
    """Whether training `experiment` has a central flow that is known. Raises NoCentralFlow.

    Or NoOutput or NoTrainingSample.
    """
    check_trainable(experiment)
    if (why := _why_not(experiment)) is not None:
        raise NoCentralFlow(why)


def _why_not(experiment: Experiment) -> str | None:
    training, network = experiment.training, experiment.network
    if training.optimiser.name != "gradient-descent":
        label = OPTIMISERS[training.optimiser.name].label
        return f"the central flow is one of plain gradient descent, this trains with {label}"
    if not Batches(len(experiment.training_samples), training).is_full:
        return "the central flow is one of descent on the loss itself: let every step see all samples"
    if training.dropout:
        return "the central flow is one of descent on the loss itself: train without dropout"
    if training.largest_gradient is not None:
        return "the central flow is one of plain gradient descent: train without shortening gradients"
    if training.penalty.l1:
        return (
            "the central flow needs a smooth loss, and λ₁ Σ |w| has a kink at 0: train without that penalty"
        )
    if any(multiplier != 1.0 for multiplier in network.rate_multipliers):
        return "the central flow is one of descent with one learning rate for all parameters"
    for neuron in network.neurons:
        if neuron.activation is not None and ACTIVATIONS[neuron.activation].is_kinked:
            label = ACTIVATIONS[neuron.activation].label
            return f"the central flow needs a smooth loss, and {label} of {neuron.name} has a kink"
    return None if Program.of(experiment).free_parameters else "there is nothing that learns"


def follower_of(program: Program, may_wait: bool = True) -> FlowFollower:
    """Follows by kernels, where it `has_kernels`; else by numpy."""
    if not has_kernels(may_wait):
        return NumpyCentralFlow(program)
    module = import_module("explorer.training.curvature.compiled_central_flow")
    follower: FlowFollower = module.CompiledCentralFlow(program)
    return follower


def central_flow(experiment: Experiment, steps: int, may_wait: bool = True) -> Job[FlowRows]:
    """The central flow from the weights of `experiment`, at the steps from 0 to `steps`, or until it ends.

    Not `may_wait`: kernels that are still to be compiled are not waited for, and numpy serves.
    Raises what `check_has_central_flow` does.
    """
    check_has_central_flow(experiment)
    program, training = Program.of(experiment), experiment.training
    follower, here = follower_of(program, may_wait), parameters_of(experiment.network)
    most = _rows_at_once(program, isinstance(follower, NumpyCentralFlow))
    step, has_ended = 0, False
    while step <= steps and not has_ended:
        count = min(most, steps + 1 - step)
        rates = learning_rates(training.learning_rate, training.schedule, step, count)
        part = follower.follow(here, rates)
        rows = _rows(part, step, rates)
        step, here, has_ended = step + len(rows.step), part.states[-1], rows.end is not None
        yield JobStep(1.0 if has_ended else step / (steps + 1), rows)


def joined_flow(parts: Sequence[FlowRows]) -> FlowRows:
    """The rows of the parts, of which there is one at least, one after another."""
    return FlowRows(
        step=np.concatenate([part.step for part in parts]),
        loss=np.concatenate([part.loss for part in parts]),
        parameters=np.concatenate([part.parameters for part in parts]),
        limit=np.concatenate([part.limit for part in parts]),
        eigenvalues=np.concatenate([part.eigenvalues for part in parts]),
        variance=np.concatenate([part.variance for part in parts]),
        end=parts[-1].end,
    )


def _rows(part: FlowPart, step: int, rates: Array) -> FlowRows:
    count = len(part.losses)
    with np.errstate(divide="ignore"):  # where α is 0 every λ is stable
        limit = 2.0 / rates[:count]
    return FlowRows(
        step + np.arange(count),
        part.losses,
        part.states[:count],
        limit,
        part.values,
        part.variances,
        part.end,
    )


def _rows_at_once(program: Program, by_numpy: bool) -> int:
    """So many steps that whoever cancels does not wait."""
    step = _NUMPY_MORE * numpy_step(program) if by_numpy else kernel_step(program)
    return int(np.clip(_NANOSECONDS / (_STEPS_OF_TRAINING * step), 1, _MOST_ROWS))
