"""Which small experiments do these tests draw?"""

from explorer.network.model import Connection, Experiment, Kind, LossChoice, Network, Neuron, Sample


def chain() -> Experiment:
    """i0 -> h0 -> h1 -> y0, and a constant `one` that feeds y0; two samples, the second held out."""
    network = Network(
        (
            Neuron("i0", Kind.INPUT, position=(0.0, 0.0)),
            Neuron("one", Kind.CONSTANT, position=(0.0, 100.0)),
            Neuron("h0", Kind.HIDDEN, "tanh", 0.1, position=(100.0, 0.0)),
            Neuron("h1", Kind.HIDDEN, "relu", None, position=(200.0, 50.0)),
            Neuron("y0", Kind.OUTPUT, "identity", 0.2, position=(300.0, 0.0)),
        ),
        (
            Connection("i0", "h0", 1.0),
            Connection("h0", "h1", 2.0),
            Connection("h1", "y0", 3.0),
            Connection("one", "y0", 4.0),
        ),
    )
    samples = (Sample({"i0": 0.5}, {"y0": 1.0}), Sample({"i0": -0.5}, {"y0": 0.0}, held_out=True))
    return Experiment(network, samples)


def classifier(loss: str, activation: str) -> Experiment:
    """i0 -> y0, y1 with this loss and this activation of the outputs; one sample."""
    network = Network(
        (
            Neuron("i0", Kind.INPUT),
            Neuron("y0", Kind.OUTPUT, activation, 0.0),
            Neuron("y1", Kind.OUTPUT, activation, 0.0),
        ),
        (Connection("i0", "y0", 1.0), Connection("i0", "y1", -1.0)),
    )
    return Experiment(network, (Sample({"i0": 1.0}, {"y0": 1.0, "y1": 0.0}),), LossChoice(loss))
