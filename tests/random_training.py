"""Which ways to train might somebody choose?

By seed: every optimiser and every schedule with any of their settings given, penalties, dropout and clipping.
Rates are small, so that a run of a few steps is a stable one.
"""

from random import Random

from explorer.network.model import OptimiserChoice, Penalty, ScheduleChoice, Training
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import SCHEDULES


def random_training(seed: int) -> Training:
    """A way to train drawn from `seed`; consecutive seeds go through all optimisers."""
    random = Random(seed)
    return Training(
        learning_rate=random.choice([0.001, 0.01, 0.1]),
        schedule=_random_schedule(random),
        optimiser=_random_optimiser(random, list(OPTIMISERS)[seed % len(OPTIMISERS)]),
        penalty=Penalty(random.choice([0.0, 0.01]), random.choice([0.0, 0.1])),
        dropout=random.choice([0.0, 0.0, 0.25]),
        largest_gradient=random.choice([None, None, 0.1, 10.0]),
        batch_size=random.choice([None, 1, 2]),
        shuffle=random.choice([True, False]),
        seed=random.randrange(100),
    )


def _random_optimiser(random: Random, name: str) -> OptimiserChoice:
    drawn: dict[str, float] = {
        "momentum": random.uniform(0, 1),
        "decay_rate": random.uniform(0, 1),
        "beta1": random.uniform(0, 1),
        "beta2": random.uniform(0.5, 1),
        "epsilon": random.choice([1e-8, 1e-3]),
        "weight_decay": random.uniform(0, 0.1),
    }
    given = [setting for setting in OPTIMISERS[name].settings if random.random() < 0.5]
    return OptimiserChoice(name, **{setting.name: drawn[setting.name] for setting in given})


def _random_schedule(random: Random) -> ScheduleChoice:
    name = random.choice(list(SCHEDULES))
    factor, final, decay = random.uniform(0.5, 1), random.uniform(0, 1), random.uniform(0, 1)
    own = {setting.name for setting in SCHEDULES[name].settings}
    return ScheduleChoice(
        name,
        factor=factor if "factor" in own and random.random() < 0.5 else None,
        steps=random.randint(1, 50) if "steps" in own and random.random() < 0.5 else None,
        final=final if "final" in own and random.random() < 0.5 else None,
        decay=decay if "decay" in own and random.random() < 0.5 else None,
    )
