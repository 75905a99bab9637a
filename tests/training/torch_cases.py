"""What is PyTorch asked to train as well, so that its parameters after 50 steps can be recorded?"""

from explorer.network.model import OptimiserChoice, Penalty, ScheduleChoice, Training

STEPS = 50


def _optimised(learning_rate: float, name: str, **settings: float) -> Training:
    return Training(learning_rate, optimiser=OptimiserChoice(name, **settings))


def _scheduled(name: str, **settings: float) -> Training:
    settings["steps"] = int(settings["steps"]) if "steps" in settings else None
    return Training(0.5, ScheduleChoice(name, **settings), OptimiserChoice("momentum"))


CASES: dict[str, Training] = {
    "gradient descent": _optimised(0.5, "gradient-descent"),
    "momentum": _optimised(0.1, "momentum"),
    "momentum of 0.5": _optimised(0.1, "momentum", momentum=0.5),
    "nesterov": _optimised(0.1, "nesterov"),
    "nesterov of 0.8": _optimised(0.1, "nesterov", momentum=0.8),
    "adagrad": _optimised(0.1, "adagrad"),
    "adagrad with ε": _optimised(0.1, "adagrad", epsilon=0.01),
    "rmsprop": _optimised(0.01, "rmsprop"),
    "rmsprop with ρ and ε": _optimised(0.01, "rmsprop", decay_rate=0.99, epsilon=1e-3),
    "adam": _optimised(0.05, "adam"),
    "adam with β and ε": _optimised(0.05, "adam", beta1=0.8, beta2=0.95, epsilon=1e-4),
    "adamw": _optimised(0.05, "adamw"),
    "adamw with λ": _optimised(0.05, "adamw", weight_decay=0.5),
    "l1": Training(0.5, penalty=Penalty(l1=0.01)),
    "l2": Training(0.5, penalty=Penalty(l2=0.02)),
    "l1 and l2 with adam": Training(0.05, optimiser=OptimiserChoice("adam"), penalty=Penalty(0.01, 0.02)),
    "clipping": Training(0.5, largest_gradient=0.05),
    "clipping of some steps, with l2": Training(0.5, penalty=Penalty(l2=0.01), largest_gradient=0.15),
    "step": _scheduled("step", factor=0.5, steps=10),
    "exponential": _scheduled("exponential", factor=0.97),
    "cosine": _scheduled("cosine", steps=50, final=0.1),
    "warm-up": _scheduled("warm-up", steps=20),
    "1/t": _scheduled("inverse-time", decay=0.1),
    "mini-batches in order": Training(0.2, batch_size=3, shuffle=False),
    "dropout": Training(0.5, dropout=0.3, seed=7),
    "dropout in mini-batches, with momentum": Training(
        0.1, optimiser=OptimiserChoice("momentum"), dropout=0.5, batch_size=3, shuffle=False, seed=11
    ),
}
"""2-4-1 on XOR, `tests.training.small_experiment.xor`, trained in all these ways."""
