"""What are all numbers of one forward and backward pass, as arrays?

The formulas and the order of every sum are those of `explorer.backprop.propagate`, which writes them down one
by one; here each line computes a whole layer, so that a weight can be dragged and a training followed. The
two agree to the last bit, which is tested.
"""

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add

import numpy as np

from explorer.array import Array
from explorer.backprop.wiring import Layer, Wiring
from explorer.network.activation import ACTIVATIONS, softmax
from explorer.network.loss import LOSSES, Loss
from explorer.network.model import Experiment, Kind, Neuron, Sample
from explorer.training.program import parameters_of


@dataclass(frozen=True, eq=False)
class PassNumbers:
    """The numbers of one sample, in the order of a `Wiring`.

    Of neurons, (neurons,): `z`, `a`, `slope` φ′(z), `from_loss` ∂L/∂y, `loss_delta` (that part of δ which
    takes loss and activation together), `dE_da` and `delta`; 0 where a neuron has none. Of connections,
    (connections,): `weights`, `contributions` w · a and `carried` w · δ, 0 where that would go to an input.
    Of parameters: `gradients`. Of outputs, in the order of the file: `targets` and `loss_terms`. Without
    outputs all on the way back is 0.
    """

    weights: Array
    biases: Array
    z: Array
    a: Array
    slope: Array
    contributions: Array
    targets: Array
    loss_terms: Array
    from_loss: Array
    loss_delta: Array
    dE_da: Array
    carried: Array
    delta: Array
    gradients: Array

    @cached_property
    def loss(self) -> float | None:
        """E of the sample, unreduced and without a penalty: Σ of the terms; None where there is no output."""
        return reduce(add, self.loss_terms.tolist(), 0.0) if len(self.loss_terms) else None


def compute_pass(wiring: Wiring, experiment: Experiment, sample: int) -> PassNumbers:
    """One forward and backward pass; `wiring` is that of the experiment's graph. Numbers may be infinite."""
    numbers = _given(wiring, experiment, experiment.samples[sample])
    with np.errstate(all="ignore"):  # what overflows is a result to show
        for layer in wiring.layers:
            _forward(numbers, wiring, layer)
        if wiring.softmax:
            numbers.a[wiring.outputs] = softmax(numbers.z[wiring.outputs])
        if len(wiring.outputs):
            loss = LOSSES[experiment.loss.name]
            _compare(numbers, wiring, loss)
            for layer in reversed(wiring.layers):
                _backward(numbers, wiring, layer, loss)
            connections = len(wiring.source)
            numbers.gradients[:connections] = numbers.a[wiring.source] * numbers.delta[wiring.dest]
            numbers.gradients[connections:] = numbers.delta[wiring.biased]
    return numbers


def _given(wiring: Wiring, experiment: Experiment, sample: Sample) -> PassNumbers:
    """What is known before anything is computed; all else is 0 as yet."""
    network = experiment.network
    parameters = parameters_of(network)
    weights, biases = parameters[: len(wiring.source)], np.zeros(len(network.neurons))
    biases[wiring.biased] = parameters[len(weights) :]
    of_neurons = {name: np.zeros(len(biases)) for name in ("z", "slope", "from_loss", "dE_da", "delta")}
    return PassNumbers(
        weights=weights,
        biases=biases,
        a=np.array([_given_activation(neuron, sample) for neuron in network.order]),
        targets=np.array([sample.targets[neuron.name] for neuron in network.outputs]),
        contributions=np.zeros(len(weights)),
        carried=np.zeros(len(weights)),
        loss_terms=np.zeros(len(network.outputs)),
        loss_delta=np.zeros(len(biases)),
        gradients=np.zeros(len(parameters)),
        **of_neurons,
    )


def _given_activation(neuron: Neuron, sample: Sample) -> float:
    if neuron.kind is Kind.INPUT:
        return sample.inputs[neuron.name]
    return neuron.value if neuron.kind is Kind.CONSTANT else 0.0


def _forward(numbers: PassNumbers, wiring: Wiring, layer: Layer) -> None:
    """z = Σ w a + b, a = φ(z) and φ′(z)"""
    into, neurons = layer.into, layer.neurons
    contributions = numbers.weights[into] * numbers.a[wiring.source[into]]
    numbers.contributions[into] = contributions
    # Added up in the order of the file, from 0.0 on, as one would do it by hand.
    sums = np.bincount(wiring.dest[into], contributions, len(numbers.z))
    numbers.z[neurons] = sums[neurons] + numbers.biases[neurons]
    for activation, members in layer.functions:
        function, z = ACTIVATIONS[activation], numbers.z[members]
        a = function.function(z)
        numbers.a[members], numbers.slope[members] = a, function.derivative(z, a)


def _compare(numbers: PassNumbers, wiring: Wiring, loss: Loss) -> None:
    """E and ∂L/∂y; and δ as far as the loss, or a softmax, settles it before anything is carried back."""
    outputs = wiring.outputs
    y, t = numbers.a[outputs], numbers.targets
    numbers.loss_terms[:] = loss.terms(numbers.z[outputs], y, t)
    numbers.from_loss[outputs] = loss.output_gradient(y, t)
    if loss.delta is not None:
        numbers.loss_delta[outputs] = numbers.delta[outputs] = loss.delta(y, t)
    elif wiring.softmax:
        numbers.delta[outputs] = _softmax_delta(y, numbers.from_loss[outputs] + 0.0)


def _softmax_delta(y: Array, dE_da: Array) -> Array:
    """δᵢ = yᵢ Σₖ yₖ (∂E/∂yᵢ − ∂E/∂yₖ), each sum from left to right."""
    terms = y * (dE_da[:, np.newaxis] - dE_da)
    sums: Array = np.add.accumulate(terms, axis=1)[:, -1] + 0.0  # begun with 0.0, a sum is never −0.0
    return y * sums


def _backward(numbers: PassNumbers, wiring: Wiring, layer: Layer, loss: Loss) -> None:
    """∂E/∂a = ∂L/∂y + Σ w δ and δ = φ′(z) · ∂E/∂a, or ∂L/∂z + φ′(z) · Σ w δ where the loss settles that."""
    out_of, neurons, outputs = layer.out_of, layer.neurons, layer.outputs
    carried = numbers.weights[out_of] * numbers.delta[wiring.dest[out_of]]
    numbers.carried[out_of] = carried
    sums = np.bincount(wiring.source[out_of], carried, len(numbers.delta))
    numbers.dE_da[neurons] = numbers.from_loss[neurons] + sums[neurons]
    hidden = layer.hidden
    numbers.delta[hidden] = numbers.slope[hidden] * numbers.dE_da[hidden]
    if wiring.softmax:
        return
    if loss.delta is None:
        numbers.delta[outputs] = numbers.slope[outputs] * numbers.dE_da[outputs]
    else:
        numbers.delta[outputs] = numbers.loss_delta[outputs] + numbers.slope[outputs] * sums[outputs]
