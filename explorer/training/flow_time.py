"""How far has a run gone in the time of the gradient flow? α·step, or the sum of αₜ where α changes."""

from collections.abc import Sequence

import numpy as np

from explorer.array import Array, Steps
from explorer.network.model import Training
from explorer.network.schedule import learning_rates
from explorer.training.laboratory_settings import RateChange


def flow_time(training: Training, changes: Sequence[RateChange], steps: Steps) -> Array:
    """Σ αₜ of the updates before each of `steps`, which ascend: (steps,).

    From the steps of `changes` on α is another. Runs at small α that are drawn against it lie on one another:
    all follow the flow dw/dt = −∇E.
    """
    if not len(steps):
        return np.zeros(0)
    sums, begin, before, rate = np.empty(len(steps)), 0, 0.0, training.learning_rate
    for end, next_rate in [*((change.step, change.learning_rate) for change in changes), (None, rate)]:
        stop = int(steps[-1]) if end is None else min(end, int(steps[-1]))
        within = (steps >= begin) & (steps <= stop)
        rates = learning_rates(rate, training.schedule, begin, stop - begin)
        since = np.concatenate([[0.0], np.cumsum(rates)])
        sums[within] = before + since[steps[within] - begin]
        begin, before, rate = stop, before + float(since[-1]), next_rate
    return sums
