"""Which weights and biases of an experiment might somebody fix?"""

from random import Random

from explorer.network.edits.parameter_edits import set_fixed
from explorer.network.model import Experiment


def with_random_fixed(experiment: Experiment, seed: int) -> Experiment:
    """Fixes none, some or all of the parameters, by `seed`."""
    random = Random(seed)
    share = random.choice([0.0, 0.2, 0.5, 0.8, 1.0])
    chosen = [parameter for parameter in experiment.network.parameters if random.random() < share]
    return set_fixed(experiment, chosen, True)
