"""What is the Hessian of E, found in another way than the program's?

By differences of gradients, those that `tests.oracle` finds by the complex step: exact to rounding, so that
the five-point formula loses but four digits. The penalty is added by hand.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from explorer.network.edits.parameter_edits import with_parameters
from explorer.network.model import Experiment
from tests import oracle

STEP = 1e-4


def hessian(experiment: Experiment) -> NDArray:
    """(parameters, parameters), symmetric."""
    columns = np.array([hessian_product(experiment, v) for v in np.eye(len(experiment.network.parameters))])
    return (columns + columns.T) / 2


def hessian_product(experiment: Experiment, v: NDArray) -> NDArray:
    """H v = (8 (g(w + h v) − g(w − h v)) − (g(w + 2 h v) − g(w − 2 h v))) / 12 h, up to h⁴."""
    near, far = (_difference(experiment, step * v) for step in (STEP, 2 * STEP))
    is_weight = np.array([not parameter.is_bias for parameter in experiment.network.parameters])
    return (8 * near - far) / (12 * STEP) + experiment.training.penalty.l2 * np.where(is_weight, v, 0)


def _difference(experiment: Experiment, nudge: NDArray) -> NDArray:
    return _gradient(experiment, nudge) - _gradient(experiment, -nudge)


def _gradient(experiment: Experiment, nudge: NDArray) -> NDArray:
    network = experiment.network
    moved = with_parameters(network, (np.array(network.parameter_values) + nudge).tolist())
    gradient = oracle.batch_gradient(replace(experiment, network=moved))[1]
    return np.array([gradient[parameter] for parameter in network.parameters])
