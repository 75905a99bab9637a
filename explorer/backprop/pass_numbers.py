"""What are all numbers of the forward and backward passes of one sample, or of many, as arrays?

The formulas and the order of every sum are those of `explorer.backprop.propagate`, which writes them down one
by one; here each line computes a whole layer for all samples, so that a weight can be dragged and a training
followed. The two agree to the last bit, which is tested.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from explorer.array import Array, Indices
from explorer.backprop.wiring import Layer, Wiring
from explorer.network.activation import ACTIVATIONS, softmax
from explorer.network.loss import LOSSES, Loss
from explorer.network.model import Experiment, Kind, Sample
from explorer.training.program import parameters_of


@dataclass(frozen=True, eq=False)
class PassNumbers:
    """The numbers of samples, in the order of a `Wiring`; every array has the samples along its last axis.

    Of neurons, (neurons, samples): `z`, `a`, `slope` φ′(z), `from_loss` ∂L/∂y, `loss_delta` (that part of δ
    which takes loss and activation together), `dE_da` and `delta`; 0 where a neuron has none. Of connections:
    `contributions` w · a and `carried` w · δ, 0 where that would go to an input. Of parameters: `gradients`.
    Of outputs, in the order of the file: `targets` and `loss_terms`. `losses`: E of each sample, unreduced
    and without a penalty. Without outputs all on the way back is 0, and so is E.
    """

    z: Array
    a: Array
    slope: Array
    contributions: Array
    targets: Array
    loss_terms: Array
    losses: Array
    from_loss: Array
    loss_delta: Array
    dE_da: Array
    carried: Array
    delta: Array
    gradients: Array

    def of_sample(self, number: int) -> "PassNumbers":
        """Those of one sample, as arrays without the axis of the samples."""
        return PassNumbers(*(getattr(self, field.name)[..., number] for field in fields(self)))


def compute_passes(wiring: Wiring, experiment: Experiment, samples: Sequence[Sample]) -> PassNumbers:
    """The passes of `samples`; `wiring` is that of the experiment's graph. Numbers may be infinite."""
    parameters = parameters_of(experiment.network)
    weights, biases = np.split(parameters[:, np.newaxis], [len(wiring.source)])  # the same for every sample
    numbers = _given(wiring, experiment, samples, len(parameters))
    with np.errstate(all="ignore"):  # what overflows is a result to show
        numbers.z[wiring.biased] = biases
        for layer in wiring.layers:
            _forward(numbers, weights, wiring, layer)
        if wiring.softmax:
            numbers.a[wiring.outputs] = softmax(_samples_first(numbers.z[wiring.outputs])).T
        if len(wiring.outputs):
            loss = LOSSES[experiment.loss.name]
            _compare(numbers, wiring, loss)
            for layer in reversed(wiring.layers):
                _backward(numbers, weights, wiring, layer, loss)
            numbers.gradients[: len(weights)] = numbers.a[wiring.source] * numbers.delta[wiring.dest]
            numbers.gradients[len(weights) :] = numbers.delta[wiring.biased]
    return numbers


def compute_pass(wiring: Wiring, experiment: Experiment, sample: int) -> PassNumbers:
    """The pass of one sample alone, in arrays without the axis of the samples."""
    return compute_passes(wiring, experiment, experiment.samples[sample : sample + 1]).of_sample(0)


def _given(wiring: Wiring, experiment: Experiment, samples: Sequence[Sample], parameters: int) -> PassNumbers:
    """What is known before anything is computed; all else is 0 as yet."""
    order, outputs = experiment.network.order, experiment.network.outputs
    size = len(samples)
    of_neurons = ("z", "a", "slope", "from_loss", "loss_delta", "dE_da", "delta")
    numbers = PassNumbers(
        contributions=np.zeros((len(wiring.source), size)),
        carried=np.zeros((len(wiring.source), size)),
        targets=np.array([[sample.targets[n.name] for sample in samples] for n in outputs]).reshape(-1, size),
        loss_terms=np.zeros((len(outputs), size)),
        losses=np.zeros(size),
        gradients=np.zeros((parameters, size)),
        **{name: np.zeros((len(order), size)) for name in of_neurons},
    )
    for number, neuron in enumerate(order):
        if neuron.kind is Kind.INPUT:
            numbers.a[number] = [sample.inputs[neuron.name] for sample in samples]
        elif neuron.kind is Kind.CONSTANT:
            numbers.a[number] = neuron.value
    return numbers


def _forward(numbers: PassNumbers, weights: Array, wiring: Wiring, layer: Layer) -> None:
    """z = Σ w a + b, a = φ(z) and φ′(z); z is b before."""
    into, neurons = layer.into, layer.neurons
    contributions = weights[into] * numbers.a[wiring.source[into]]
    numbers.contributions[into] = contributions
    numbers.z[neurons] = _sums(contributions, wiring.dest[into], numbers.z)[neurons] + numbers.z[neurons]
    for activation, members in layer.functions:
        function, z = ACTIVATIONS[activation], numbers.z[members]
        a = function.function(z)
        numbers.a[members], numbers.slope[members] = a, function.derivative(z, a)


def _compare(numbers: PassNumbers, wiring: Wiring, loss: Loss) -> None:
    """E and ∂L/∂y; and δ as far as the loss, or a softmax, settles it before anything is carried back."""
    outputs = wiring.outputs
    z, y, t = (_samples_first(each) for each in (numbers.z[outputs], numbers.a[outputs], numbers.targets))
    numbers.loss_terms[:] = loss.terms(z, y, t).T
    for of_output in numbers.loss_terms:
        numbers.losses[:] += of_output
    numbers.from_loss[outputs] = loss.output_gradient(y, t).T
    if loss.delta is not None:
        numbers.loss_delta[outputs] = numbers.delta[outputs] = loss.delta(y, t).T
    elif wiring.softmax:
        numbers.delta[outputs] = _softmax_delta(numbers.a[outputs], numbers.from_loss[outputs] + 0.0)


def _softmax_delta(y: Array, dE_da: Array) -> Array:
    """δᵢ = yᵢ Σₖ yₖ (∂E/∂yᵢ − ∂E/∂yₖ), each sum from left to right."""
    terms = y * (dE_da[:, np.newaxis] - dE_da)
    sums: Array = np.add.accumulate(terms, axis=1)[:, -1] + 0.0  # begun with 0.0, a sum is never −0.0
    return y * sums


def _backward(numbers: PassNumbers, weights: Array, wiring: Wiring, layer: Layer, loss: Loss) -> None:
    """∂E/∂a = ∂L/∂y + Σ w δ and δ = φ′(z) · ∂E/∂a, or ∂L/∂z + φ′(z) · Σ w δ where the loss settles that."""
    out_of, neurons, outputs = layer.out_of, layer.neurons, layer.outputs
    carried = weights[out_of] * numbers.delta[wiring.dest[out_of]]
    numbers.carried[out_of] = carried
    sums = _sums(carried, wiring.source[out_of], numbers.delta)
    numbers.dE_da[neurons] = numbers.from_loss[neurons] + sums[neurons]
    hidden = layer.hidden
    numbers.delta[hidden] = numbers.slope[hidden] * numbers.dE_da[hidden]
    if wiring.softmax:
        return
    if loss.delta is None:
        numbers.delta[outputs] = numbers.slope[outputs] * numbers.dE_da[outputs]
    else:
        numbers.delta[outputs] = numbers.loss_delta[outputs] + numbers.slope[outputs] * sums[outputs]


def _sums(terms: Array, neurons: Indices, like: Array) -> Array:
    """Σ of the `terms`, (terms, samples), that belong to each of `neurons`; 0 elsewhere. Shaped as `like`.

    Added up in the given order, from 0.0 on, as one would do it by hand.
    """
    samples = terms.shape[1]
    places = neurons[:, np.newaxis] * samples + np.arange(samples)
    sums: Array = np.bincount(places.ravel(), terms.ravel(), like.size).astype(np.float64, copy=False)
    return sums.reshape(like.shape)


def _samples_first(values: Array) -> Array:
    """(outputs, samples) as (samples, outputs), with each sample's numbers side by side."""
    return np.ascontiguousarray(values.T)
