"""The smallest experiment that trains: x → y without a bias, E = ½ w², so that each step is w ← (1 − α) w."""

from dataclasses import replace

from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    LossChoice,
    Network,
    Neuron,
    Sample,
    Training,
)

SHRINKING = Experiment(
    network=Network(
        (Neuron("x", Kind.INPUT), Neuron("y", Kind.OUTPUT, "identity", position=(180.0, 0.0))),
        (Connection("x", "y", 1.0),),
    ),
    samples=(Sample({"x": 1.0}, {"y": 0.0}),),
    loss=LossChoice("half-squared-error"),
    training=Training(learning_rate=0.5),
)
"""With α = 0.5 the weight goes 1, 0.5, 0.25 …"""

WANING = replace(SHRINKING, training=Training(learning_rate=2.0**-20))
"""The same so slowly that no test sees the end, however fast the machine: w = (1 − 2⁻²⁰)ᵗ."""

DIVERGING = replace(SHRINKING, training=Training(learning_rate=3.0))
"""With α = 3 the weight goes 1, −2, 4 …: E = ½ 4ᵗ exceeds 10⁶ first at step 11."""


def weight(experiment: Experiment) -> float:
    """The one weight."""
    return experiment.network.by_ends["x", "y"].weight
