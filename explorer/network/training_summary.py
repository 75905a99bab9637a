"""What is a run trained with, told in a few words: optimiser, schedule, regularisation and batches?"""

from explorer.network import optimiser, schedule
from explorer.network.model import Training
from explorer.network.optimiser import OPTIMISERS
from explorer.network.regularisation import LARGEST_GRADIENT
from explorer.network.schedule import SCHEDULES
from explorer.number import rounded


def optimiser_settings_in_words(training: Training) -> str:
    """“β₁ 0.9, β₂ 0.999, ε 1e−8, ‖g‖ ≤ 1”: what the optimiser works with, and the clipping."""
    values = optimiser.settings_of(training.optimiser)
    words = [
        setting.with_value(values[setting.name]) for setting in OPTIMISERS[training.optimiser.name].settings
    ]
    if (largest := training.largest_gradient) is not None:
        words.append(f"{LARGEST_GRADIENT.symbol}\u00a0≤\u00a0{rounded(largest)}")
    return ", ".join(words)


def schedule_settings_in_words(training: Training) -> str:
    """“n 500, f 0”: what the schedule works with."""
    values = schedule.settings_of(training.schedule)
    row = SCHEDULES[training.schedule.name]
    return ", ".join(setting.with_value(values[setting.name]) for setting in row.settings)


def regularisation_in_words(training: Training) -> str:
    """“L2 0.01, dropout 0.2”; “none” where there is none."""
    penalty = training.penalty
    parts = (("L1", penalty.l1), ("L2", penalty.l2), ("dropout", training.dropout))
    return ", ".join(f"{name} {rounded(value)}" for name, value in parts if value) or "none"


def batches_in_words(training: Training) -> str:
    """“full batch”, “online”, “batches of 4”."""
    size = training.batch_size
    return "full batch" if size is None else "online" if size == 1 else f"batches of {size}"


def training_in_words(training: Training) -> list[str]:
    """“Adam: β₁ 0.9, β₂ 0.999, ε 1e−8”, “cosine schedule: n 500, f 0” …: one line for each thing."""
    lines = [_with(OPTIMISERS[training.optimiser.name].label, optimiser_settings_in_words(training))]
    if training.schedule.name != "constant":
        label = f"{SCHEDULES[training.schedule.name].label} schedule"
        lines.append(_with(label, schedule_settings_in_words(training)))
    if (regularisation := regularisation_in_words(training)) != "none":
        lines.append(regularisation)
    lines.append(batches_in_words(training))
    return lines


def _with(label: str, settings: str) -> str:
    return f"{label}: {settings}" if settings else label
