"""Which experiments might somebody draw?

Any acyclic graph, by seed: skip connections, neurons without a bias, constants, neurons that lead nowhere or
start from nothing, outputs that feed others, several samples.
"""

from random import Random

from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    LossChoice,
    Network,
    Neuron,
    Reduction,
    Sample,
    Training,
)

HIDDEN_ACTIVATIONS = (
    "identity",
    "logistic",
    "tanh",
    "relu",
    "leaky-relu",
    "elu",
    "softplus",
    "silu",
    "gelu",
    "sine",
)
SQUARED_LOSSES = ("half-squared-error", "squared-error", "mean-squared-error")
NEEDED_ACTIVATION = {"binary-cross-entropy": "logistic", "negative-log-likelihood": "softmax"}

CASES: tuple[tuple[str, str], ...] = tuple(
    (activation, loss)
    for loss in (*SQUARED_LOSSES, *NEEDED_ACTIVATION)
    for activation in (*HIDDEN_ACTIVATIONS, "softmax")
    if activation != "softmax" or loss in SQUARED_LOSSES
)
"""Every (activation, loss).

The activation is that of most hidden neurons and, where the loss leaves a choice, of the outputs; softmax is
that of the outputs alone.
"""


def random_experiment(seed: int) -> Experiment:
    """An experiment drawn from `seed`; consecutive seeds go through all of `CASES`."""
    random = Random(seed)
    activation, loss = CASES[seed % len(CASES)]
    order = _random_neurons(random, activation, NEEDED_ACTIVATION.get(loss))
    connections = _random_connections(random, order)
    random.shuffle(connections)
    neurons = random.sample(order, len(order))  # the order of the file is not the order of computation
    return Experiment(
        Network(tuple(neurons), tuple(connections)),
        _random_samples(random, neurons),
        LossChoice(loss, random.choice(list(Reduction))),
        Training(learning_rate=random.choice([0.01, 0.1, 1.0]), batch_size=random.choice([None, None, 1, 2])),
    )


def _random_neurons(random: Random, activation: str, needed: str | None) -> list[Neuron]:
    """The neurons in an order in which each may feed all that follow."""

    def computed(name: str, kind: Kind, function: str) -> Neuron:
        return Neuron(name, kind, function, random.choice([None, random.gauss(0, 1), random.gauss(0, 1)]))

    def hidden_activation() -> str:
        is_featured = activation != "softmax" and random.random() < 0.7
        return activation if is_featured else random.choice(HIDDEN_ACTIVATIONS)

    given = [Neuron(f"i{n}", Kind.INPUT) for n in range(random.randint(1, 3))]
    given += [
        Neuron(f"k{n}", Kind.CONSTANT, value=random.choice([1.0, -0.5])) for n in range(random.randint(0, 1))
    ]
    hidden = [computed(f"a{n}", Kind.HIDDEN, hidden_activation()) for n in range(random.randint(0, 6))]
    output_activation = needed or activation
    fewest = 2 if output_activation == "softmax" else 1  # a softmax of one output is always 1
    outputs = [computed(f"c{n}", Kind.OUTPUT, output_activation) for n in range(random.randint(fewest, 3))]
    if output_activation != "softmax" and random.random() < 0.4:
        return given + random.sample(hidden + outputs, len(hidden + outputs))  # outputs that feed others too
    return given + hidden + outputs


def _random_connections(random: Random, order: list[Neuron]) -> list[Connection]:
    density = random.uniform(0.3, 0.9)
    return [
        Connection(source.name, dest.name, random.gauss(0, 1))
        for position, dest in enumerate(order)
        if dest.kind.is_computed
        for source in order[:position]
        if source.activation != "softmax" and random.random() < density
    ]


def _random_samples(random: Random, neurons: list[Neuron]) -> tuple[Sample, ...]:
    def sample(is_held_out: bool) -> Sample:
        inputs = {neuron.name: random.gauss(0, 1) for neuron in neurons if neuron.kind is Kind.INPUT}
        targets = {neuron.name: random.random() for neuron in neurons if neuron.kind is Kind.OUTPUT}
        return Sample(inputs, targets, is_held_out)

    drawn = [sample(False)] + [sample(random.random() < 0.2) for _ in range(random.randint(0, 4))]
    return tuple(random.sample(drawn, len(drawn)))
