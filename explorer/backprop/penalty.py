"""What do the weights themselves add to the E of a batch?"""

import numpy as np

from explorer.backprop.message import WeightPenalty
from explorer.network.learning_rule import LearningRule
from explorer.network.model import Experiment


def penalty_message(experiment: Experiment) -> list[WeightPenalty]:
    """R = λ₁ Σ |w| + ½ λ₂ Σ w² as a message; none without a penalty or without weights."""
    network, rule = experiment.network, LearningRule.of(experiment)
    if not rule.has_penalty or not network.connections:
        return []
    parameters = np.array(network.parameter_values, dtype=np.float64)
    w = parameters[rule.is_weight]
    penalty = experiment.training.penalty
    with np.errstate(all="ignore"):  # what overflows is a result to show
        absolute_sum, square_sum = float(np.abs(w).sum()), float((w * w).sum())
        value = rule.penalty(parameters)
    return [WeightPenalty(penalty.l1, penalty.l2, network.connections, absolute_sum, square_sum, value)]
