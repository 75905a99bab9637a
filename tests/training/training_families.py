"""In which ways can a network be trained that an engine must not confuse?"""

from explorer.network.model import OptimiserChoice, Penalty, ScheduleChoice, Training

_ADAM = OptimiserChoice("adam")
_MOMENTUM = OptimiserChoice("momentum")

FAMILIES: dict[str, Training] = {
    "gradient descent": Training(0.1),
    "mini-batches": Training(0.1, batch_size=2, seed=3),
    "online": Training(0.1, batch_size=1, seed=4),
    "momentum": Training(0.05, optimiser=_MOMENTUM),
    "nesterov, 1/t": Training(0.05, ScheduleChoice("inverse-time"), OptimiserChoice("nesterov")),
    "adagrad, warm-up": Training(0.1, ScheduleChoice("warm-up", steps=9), OptimiserChoice("adagrad")),
    "rmsprop, exponential": Training(0.01, ScheduleChoice("exponential"), OptimiserChoice("rmsprop")),
    "adam, mini-batches": Training(0.01, optimiser=_ADAM, batch_size=2, seed=5),
    "adamw, cosine": Training(0.01, ScheduleChoice("cosine", steps=30, final=0.01), OptimiserChoice("adamw")),
    "penalties": Training(0.1, penalty=Penalty(0.01, 0.02)),
    "clipping, step": Training(0.1, ScheduleChoice("step", steps=7), largest_gradient=0.1),
    "dropout": Training(0.1, dropout=0.3, seed=6),
    "dropout, mini-batches": Training(0.1, dropout=0.5, batch_size=2, shuffle=False, seed=7),
    "everything": Training(
        0.05,
        ScheduleChoice("cosine", steps=40, final=0.1),
        OptimiserChoice("adamw", weight_decay=0.1),
        Penalty(0.001, 0.002),
        dropout=0.2,
        largest_gradient=0.5,
        batch_size=2,
        seed=8,
    ),
}
"""Every optimiser, schedule and kind of batch, and all that is added to plain gradient descent."""
