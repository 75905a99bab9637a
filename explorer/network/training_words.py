"""What are the ways to train called, and what does each setting do, in one plain sentence?"""

from collections.abc import Mapping
from dataclasses import dataclass

from explorer.network import optimiser, schedule
from explorer.network.model import Training
from explorer.network.optimiser import OPTIMISERS
from explorer.network.schedule import SCHEDULES
from explorer.number import rounded


@dataclass(frozen=True)
class Setting:
    """A setting's name and symbol, what it does, and who described it."""

    word: str
    symbol: str
    sentence: str
    source: str = ""

    @property
    def label(self) -> str:
        """“Momentum β”."""
        return f"{self.word} {self.symbol}"

    @property
    def tip(self) -> str:
        """The sentence, and its source on a line of its own."""
        return f"{self.sentence}\n{self.source}" if self.source else self.sentence


OPTIMISER_SENTENCES = {
    "gradient-descent": "Each step goes against the gradient, α times as far",
    "momentum": "The gradients of earlier steps go on pushing, and fade by β in every step",
    "nesterov": "Momentum that already steps to where it will be carried next",
    "adagrad": "A parameter whose gradients were large takes shorter steps from then on",
    "rmsprop": "Steps of like length, whether the latest gradients are large or small",
    "adam": "Momentum, divided by how large the gradients have been lately",
    "adamw": "Adam, with weights that decay beside it",
}

SCHEDULE_SENTENCES = {
    "constant": "α stays as it is",
    "step": "α is multiplied by γ after every n steps",
    "exponential": "α is multiplied by γ in every step",
    "cosine": "α falls to f of it along half a cosine of n steps",
    "warm-up": "α is reached evenly, within n steps",
    "inverse-time": "α falls as 1/t does",
}

SETTINGS = {
    "momentum": Setting(
        "Momentum", "β", "How much of v is left after a step: 0 leaves plain gradient descent"
    ),
    "decay_rate": Setting("Decay", "ρ", "How much of s is left after a step: near 1 it remembers for long"),
    "beta1": Setting("Decay of m", "β₁", "How much of m, the mean gradient, is left after a step"),
    "beta2": Setting("Decay of s", "β₂", "How much of s, the mean squared gradient, is left after a step"),
    "epsilon": Setting("Guard", "ε", "Added to the root, so that a gradient of 0 is never divided by 0"),
    "weight_decay": Setting(
        "Weight decay", "λ", "Every step takes α λ of itself from each weight; biases keep theirs"
    ),
    "factor": Setting("Factor", "γ", "What α is multiplied by"),
    "steps": Setting("Steps", "n", "How many steps of training that takes"),
    "final": Setting("Share", "f", "How much of α is left in the end: 0.1 is a tenth"),
    "decay": Setting("Decay", "κ", "How fast α falls: after 1/κ steps half of it is left"),
    "l1": Setting(
        "L1 penalty", "λ₁", "λ₁ Σ |w| is added to E: small weights are drawn to 0", "Tibshirani 1996"
    ),
    "l2": Setting(
        "L2 penalty", "λ₂", "½ λ₂ Σ w² is added to E: large weights become smaller", "Hoerl, Kennard 1970"
    ),
    "dropout": Setting(
        "Dropout",
        "p",
        "In each step of training every hidden neuron is silent for a sample with this probability",
        "Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov 2014",
    ),
    "largest_gradient": Setting(
        "Largest",
        "‖g‖",
        "A longer gradient is shortened to this; with none, no gradient is",
        "Pascanu, Mikolov, Bengio 2013",
    ),
}
"""Under the names that they have in `explorer.network.model`."""


def optimiser_tip(name: str) -> str:
    """What it does and where it comes from."""
    return f"{OPTIMISER_SENTENCES[name]}\n{OPTIMISERS[name].source}"


def schedule_tip(name: str) -> str:
    """What it does and where it comes from."""
    return f"{SCHEDULE_SENTENCES[name]}\n{SCHEDULES[name].source}"


def optimiser_settings_in_words(training: Training) -> str:
    """“β₁ 0.9, β₂ 0.999, ε 1e−8, ‖g‖ ≤ 1”: what the optimiser works with, and the clipping."""
    largest = training.largest_gradient
    clipped = [] if largest is None else [f"‖g‖\u00a0≤\u00a0{rounded(largest)}"]
    return ", ".join([*_settings(optimiser.settings_of(training.optimiser)), *clipped])


def schedule_settings_in_words(training: Training) -> str:
    """“n 500, f 0”: what the schedule works with."""
    return ", ".join(_settings(schedule.settings_of(training.schedule)))


def regularisation_in_words(training: Training) -> str:
    """“L2 0.01, dropout 0.2”; “none” where there is none."""
    penalty = training.penalty
    parts = (("L1", penalty.l1), ("L2", penalty.l2), ("dropout", training.dropout))
    return ", ".join(f"{name} {rounded(value)}" for name, value in parts if value) or "none"


def training_in_words(training: Training) -> list[str]:
    """“Adam: β₁ 0.9, β₂ 0.999, ε 1e−8”, “cosine schedule: n 500, f 0” …: what a run was trained with."""
    size = training.batch_size
    lines = [_with(OPTIMISERS[training.optimiser.name].label, optimiser_settings_in_words(training))]
    if training.schedule.name != "constant":
        label = f"{SCHEDULES[training.schedule.name].label} schedule"
        lines.append(_with(label, schedule_settings_in_words(training)))
    if (regularisation := regularisation_in_words(training)) != "none":
        lines.append(regularisation)
    lines.append("full batch" if size is None else "online" if size == 1 else f"batches of {size}")
    return lines


def _with(label: str, settings: str) -> str:
    return f"{label}: {settings}" if settings else label


def _settings(values: Mapping[str, float]) -> list[str]:
    return [f"{SETTINGS[name].symbol}\u00a0{rounded(value)}" for name, value in values.items()]
