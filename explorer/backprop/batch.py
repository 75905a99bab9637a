"""What are E and its gradient over a batch?"""

import numpy as np

from explorer.array import Array
from explorer.backprop.pass_numbers import compute_passes
from explorer.backprop.wiring import Wiring
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Ends, Experiment, Reduction
from explorer.training.program import parameters_of


def batch_gradient(experiment: Experiment) -> tuple[float | None, dict[Ends, float], dict[str, float]]:
    """E, ∂E/∂w by (source, dest) and ∂E/∂b by neuron, over all samples that are not held out.

    The losses of the samples are averaged or summed as `over_samples` says; then the penalty R on the weights
    is added, once. Without outputs or without such samples there is no E: None and two empty dicts.
    """
    network = experiment.network
    if not network.outputs or not experiment.training_samples:
        return None, {}, {}
    each = compute_passes(Wiring.of(network), experiment, experiment.training_samples)
    rule, parameters = LearningRule.of(experiment), parameters_of(network)
    with np.errstate(all="ignore"):
        loss = float(over_samples(each.losses, experiment.loss.over_samples))
        gradient = over_samples(each.gradients.T, experiment.loss.over_samples)
        if rule.has_penalty:
            loss += rule.penalty(parameters)
            gradient = gradient + rule.penalty_gradient(parameters)
    by_parameter = dict(zip(network.parameters, gradient.tolist(), strict=True))
    weights = {(p.source, p.dest): value for p, value in by_parameter.items() if p.source is not None}
    biases = {p.dest: value for p, value in by_parameter.items() if p.is_bias}
    return loss, weights, biases


def over_samples(values: Array, reduction: Reduction) -> Array:
    """The mean or the sum of `values` over their first axis, the samples of the batch."""
    reduced: Array = values.mean(axis=0) if reduction is Reduction.MEAN else values.sum(axis=0)
    return reduced
