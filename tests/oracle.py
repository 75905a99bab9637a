"""What are E and its gradient, found in another way than the program's? By the complex step.

∂E/∂w = Im E(w + ih) / h (Squire and Trapp 1998): no subtraction, so with h = 1e-30 it is exact to rounding.
Nothing is taken from the tables of `explorer.network`: every formula stands here once more, in complex
arithmetic and without derivatives, and a function with a kink takes the branch on which the real part lies.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from explorer.network.model import Experiment, Kind, Network, Parameter, Reduction, Sample

Lanes = NDArray[np.complex128]
"""One number of the network for every (sample, parameter that is nudged)."""

STEP = 1e-30


def _logistic(z: Lanes) -> Lanes:
    is_positive = z.real >= 0
    power = np.exp(np.where(is_positive, -z, z))
    return np.where(is_positive, 1, power) / (1 + power)


def _log_1_plus_exp(z: Lanes) -> Lanes:
    is_positive = z.real >= 0
    return np.where(is_positive, z, 0) + np.log(1 + np.exp(np.where(is_positive, -z, z)))


ACTIVATIONS: dict[str, Callable[[Lanes], Lanes]] = {
    "identity": lambda z: z,
    "logistic": _logistic,
    "tanh": np.tanh,
    "relu": lambda z: np.where(z.real > 0, z, 0),
    "leaky-relu": lambda z: np.where(z.real > 0, z, z / 100),
    "elu": lambda z: np.where(z.real > 0, z, np.exp(np.where(z.real > 0, 0, z)) - 1),
    "softplus": _log_1_plus_exp,
    "silu": lambda z: z * _logistic(z),
    "gelu": lambda z: z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z * z * z))) / 2,
    "sine": np.sin,
}


def _log_softmax(z: Sequence[Lanes]) -> list[Lanes]:
    # ln yᵢ = −ln Σₖ e^(zₖ − zᵢ): where one share is nearly 1, nothing that is nearly equal is subtracted
    return [-np.log(sum(np.exp(other - lanes) for other in z)) for lanes in z]


def _sample_losses(
    network: Network, z: Mapping[str, Lanes], targets: Mapping[str, NDArray], loss: str
) -> Lanes:
    names = [neuron.name for neuron in network.outputs]
    if network.outputs[0].activation == "softmax":
        logarithms = _log_softmax([z[name] for name in names])
        y = [np.exp(logarithm) for logarithm in logarithms]
    else:
        logarithms = []
        y = [ACTIVATIONS[neuron.activation](z[neuron.name]) for neuron in network.outputs]
    t = [targets[name] for name in names]
    if loss == "negative-log-likelihood":
        return -sum(t_k * logarithm for t_k, logarithm in zip(t, logarithms, strict=True))
    if loss == "binary-cross-entropy":
        return sum(
            t_k * _log_1_plus_exp(-z[name]) + (1 - t_k) * _log_1_plus_exp(z[name])
            for name, t_k in zip(names, t, strict=True)
        )
    factor = {"half-squared-error": 1 / 2, "squared-error": 1, "mean-squared-error": 1 / len(names)}[loss]
    return factor * sum((y_k - t_k) * (y_k - t_k) for y_k, t_k in zip(y, t, strict=True))


def sample_losses(
    experiment: Experiment, samples: Sequence[Sample], parameters: Mapping[Parameter, Lanes] | None = None
) -> Lanes:
    """E of each of the `samples`, unreduced, with the given `parameters` in place of the network's own."""
    network = experiment.network
    given = parameters or {}

    def value_of(parameter: Parameter) -> Lanes | float:
        return given.get(parameter, network.parameter_value(parameter))

    @cache
    def z_of(name: str) -> Lanes:
        total = np.zeros((len(samples), 1), complex)
        if network.by_name[name].bias is not None:
            total = total + value_of(Parameter(None, name))
        for connection in network.connections:
            if connection.dest == name:
                total = total + value_of(Parameter(connection.source, name)) * a_of(connection.source)
        return total

    @cache
    def a_of(name: str) -> Lanes:
        neuron = network.by_name[name]
        if neuron.kind is Kind.INPUT:
            return np.array([[sample.inputs[name]] for sample in samples], complex)
        if neuron.kind is Kind.CONSTANT:
            return np.full((len(samples), 1), neuron.value, complex)
        return ACTIVATIONS[neuron.activation](z_of(name))

    names = [neuron.name for neuron in network.outputs]
    targets = {name: np.array([[sample.targets[name]] for sample in samples]) for name in names}
    return _sample_losses(network, {name: z_of(name) for name in names}, targets, experiment.loss.name)


def sample_gradients(
    experiment: Experiment, samples: Sequence[Sample]
) -> tuple[NDArray, dict[Parameter, NDArray]]:
    """E of each sample and ∂E/∂w of each sample for every parameter, unreduced; each of shape (samples,)."""
    parameters = experiment.network.parameters
    nudged = {
        parameter: experiment.network.parameter_value(parameter)
        + 1j * STEP * (np.arange(len(parameters)) == lane)
        for lane, parameter in enumerate(parameters)
    }
    losses = np.broadcast_to(
        sample_losses(experiment, samples, nudged), (len(samples), max(1, len(parameters)))
    )
    return losses[:, 0].real, {
        parameter: losses[:, lane].imag / STEP for lane, parameter in enumerate(parameters)
    }


def batch_gradient(experiment: Experiment) -> tuple[float, dict[Parameter, float]]:
    """E and ∂E/∂w over all samples that are not held out, reduced as the experiment says."""
    losses, gradients = sample_gradients(experiment, [s for s in experiment.samples if not s.held_out])
    over_samples = np.mean if experiment.loss.over_samples is Reduction.MEAN else np.sum
    return float(over_samples(losses)), {
        parameter: float(over_samples(each)) for parameter, each in gradients.items()
    }


def relative_difference(found: Mapping[Parameter, float], expected: Mapping[Parameter, float]) -> float:
    """‖found − expected‖ / ‖expected‖ over all parameters; 0 where both are nothing but zeros."""
    assert found.keys() == expected.keys()
    size = np.linalg.norm(list(expected.values()))
    difference = np.linalg.norm([found[parameter] - expected[parameter] for parameter in expected])
    return float(difference / size) if size > 0 else float(difference)
