"""Which small experiments do the tests of training share? All can be followed by hand."""

from collections.abc import Mapping, Sequence

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


def article_e() -> Experiment:
    """The iteration worked in “Understanding Backpropagation with Simple Derivatives”: 3-1-2, ReLU, MSE."""
    inputs = [Neuron(f"i{n}", Kind.INPUT) for n in range(3)]
    outputs = [Neuron(f"c{n}", Kind.OUTPUT, "relu", 0.0) for n in range(2)]
    neurons = (*inputs, Neuron("a0", Kind.HIDDEN, "relu", 0.0), *outputs)
    ends = [("i0", "a0"), ("i1", "a0"), ("i2", "a0"), ("a0", "c0"), ("a0", "c1")]
    weights = [0.5, 1.0, -0.5, -1.0, 1.0]
    return Experiment(
        Network(
            neurons, tuple(Connection(*each, weight) for each, weight in zip(ends, weights, strict=True))
        ),
        (Sample({"i0": 1.0, "i1": 0.5, "i2": 1.0}, {"c0": 0.5, "c1": 1.0}),),
        LossChoice("mean-squared-error"),
        Training(learning_rate=0.1),
    )


def chain(
    activations: Sequence[str],
    weights: Sequence[float],
    pairs: Sequence[tuple[float, float]],
    held_out: Sequence[tuple[float, float]] = (),
    biases: Mapping[str, float] | None = None,
    loss: str = "half-squared-error",
    over_samples: Reduction = Reduction.MEAN,
    training: Training | None = None,
) -> Experiment:
    """x → n0 → n1 → …, one neuron for each activation, the last an output; samples as (x, target)."""
    names = [f"n{number}" for number in range(len(activations))]
    kinds = [Kind.HIDDEN] * (len(names) - 1) + [Kind.OUTPUT]
    neurons = [Neuron("x", Kind.INPUT)] + [
        Neuron(name, kind, activation, (biases or {}).get(name))
        for name, kind, activation in zip(names, kinds, activations, strict=True)
    ]
    ends = zip(["x", *names], names, weights, strict=False)
    samples = [Sample({"x": x}, {names[-1]: t}) for x, t in pairs]
    samples += [Sample({"x": x}, {names[-1]: t}, held_out=True) for x, t in held_out]
    return Experiment(
        Network(tuple(neurons), tuple(Connection(source, dest, weight) for source, dest, weight in ends)),
        tuple(samples),
        LossChoice(loss, over_samples),
        training or Training(),
    )


def xor(activation: str = "tanh", training: Training | None = None) -> Experiment:
    """2-4-1 on the four samples of XOR, with weights of different sizes and signs."""
    hidden = [Neuron(f"h{n}", Kind.HIDDEN, activation, 0.1 * n) for n in range(4)]
    neurons = (
        Neuron("i0", Kind.INPUT),
        Neuron("i1", Kind.INPUT),
        *hidden,
        Neuron("y0", Kind.OUTPUT, "logistic", 0.0),
    )
    weights = iter([1.0, 1.0, -1.0, 1.0, 1.0, -1.0, -0.5, -1.0, 0.8, -0.6, 0.4, 0.2])
    ends = [(f"i{i}", f"h{h}") for h in range(4) for i in range(2)] + [(f"h{h}", "y0") for h in range(4)]
    samples = [
        Sample({"i0": float(p), "i1": float(q)}, {"y0": float(p != q)}) for p in (0, 1) for q in (0, 1)
    ]
    return Experiment(
        Network(neurons, tuple(Connection(*each, next(weights)) for each in ends)),
        tuple(samples),
        LossChoice("binary-cross-entropy"),
        training or Training(learning_rate=0.5),
    )
