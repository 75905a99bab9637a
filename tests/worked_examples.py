"""The networks that the articles compute by hand, small enough to check every number."""

from explorer.network.model import (
    Connection,
    Experiment,
    Kind,
    LossChoice,
    Network,
    Neuron,
    Sample,
)


def article_e() -> Experiment:
    """3-1-2, all ReLU, biases 0, α = 0.1, mean squared error: the iteration worked by hand."""
    neurons = (
        *(Neuron(name, Kind.INPUT) for name in ("i0", "i1", "i2")),
        Neuron("a0", Kind.HIDDEN, "relu", 0.0),
        *(Neuron(name, Kind.OUTPUT, "relu", 0.0) for name in ("c0", "c1")),
    )
    connections = (
        Connection("i0", "a0", 0.5),
        Connection("i1", "a0", 1.0),
        Connection("i2", "a0", -0.5),
        Connection("a0", "c0", -1.0),
        Connection("a0", "c1", 1.0),
    )
    sample = Sample({"i0": 1.0, "i1": 0.5, "i2": 1.0}, {"c0": 0.5, "c1": 1.0})
    return Experiment(Network(neurons, connections), (sample,), LossChoice("mean-squared-error"))


def article_a() -> Experiment:
    """2-2-2, logistic, without biases, half squared error: "Backpropagation" (drummyfish)."""
    neurons = (
        *(Neuron(name, Kind.INPUT) for name in ("x0", "x1")),
        *(Neuron(name, Kind.HIDDEN, "logistic") for name in ("y0", "y1")),
        *(Neuron(name, Kind.OUTPUT, "logistic") for name in ("z0", "z1")),
    )
    connections = (
        Connection("x0", "y0", 0.5),
        Connection("x1", "y0", -1.0),
        Connection("x0", "y1", 0.25),
        Connection("x1", "y1", 2.0),
        Connection("y0", "z0", -0.75),
        Connection("y1", "z0", 1.5),
        Connection("y0", "z1", 1.0),
        Connection("y1", "z1", -0.5),
    )
    sample = Sample({"x0": 1.0, "x1": -0.5}, {"z0": 0.25, "z1": 1.0})
    return Experiment(Network(neurons, connections), (sample,))


def article_d() -> Experiment:
    """A general feed-forward network: skip connections, and an output that also feeds the other (Bishop)."""
    neurons = (
        Neuron("x0", Kind.INPUT),
        Neuron("x1", Kind.INPUT),
        Neuron("on", Kind.CONSTANT, value=1.0),
        Neuron("h0", Kind.HIDDEN, "tanh"),
        Neuron("h1", Kind.HIDDEN, "tanh", 0.1),
        Neuron("y0", Kind.OUTPUT, "identity", 0.0),
        Neuron("y1", Kind.OUTPUT, "identity"),
    )
    connections = (
        Connection("x0", "h0", 0.4),
        Connection("x1", "h0", -0.3),
        Connection("on", "h0", 0.2),
        Connection("h0", "h1", 0.9),
        Connection("x0", "h1", -0.6),
        Connection("x1", "y0", 0.7),
        Connection("h0", "y0", 1.1),
        Connection("h1", "y0", -0.8),
        Connection("h1", "y1", 0.5),
        Connection("y0", "y1", 0.3),
    )
    samples = (
        Sample({"x0": 0.5, "x1": -1.0}, {"y0": 0.3, "y1": -0.2}),
        Sample({"x0": -0.7, "x1": 0.2}, {"y0": 0.0, "y1": 0.4}),
        Sample({"x0": 0.1, "x1": 0.9}, {"y0": 1.0, "y1": 0.5}, held_out=True),
    )
    return Experiment(Network(neurons, connections), samples)


def chain(activation: str, weight: float = 1.0, loss: str = "half-squared-error") -> Experiment:
    """One input 1, one hidden neuron h and one output y of the same activation, biases 0, target 0."""
    neurons = (
        Neuron("x", Kind.INPUT),
        Neuron("h", Kind.HIDDEN, activation, 0.0),
        Neuron("y", Kind.OUTPUT, activation, 0.0),
    )
    connections = (Connection("x", "h", weight), Connection("h", "y", weight))
    return Experiment(Network(neurons, connections), (Sample({"x": 1.0}, {"y": 0.0}),), LossChoice(loss))


def two_layer_softmax(loss: str) -> Experiment:
    """One input, one hidden neuron, three softmax outputs of which one stands a level below the others."""
    neurons = (
        Neuron("x", Kind.INPUT),
        Neuron("h", Kind.HIDDEN, "tanh", 0.5),
        *(Neuron(name, Kind.OUTPUT, "softmax", 0.0) for name in ("p", "q", "r")),
    )
    connections = (
        Connection("x", "h", 1.0),
        Connection("x", "p", 0.5),
        Connection("h", "q", -1.0),
        Connection("h", "r", 2.0),
    )
    sample = Sample({"x": 1.0}, {"p": 0.0, "q": 1.0, "r": 0.0})
    return Experiment(Network(neurons, connections), (sample,), LossChoice(loss))
