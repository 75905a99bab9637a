"""How does one train many copies of a network at once with PyTorch?

The lanes are the first axis of every tensor, multiplied by one batched product a layer, and autograd goes
back through them: `Batched`. In networks as small as these the products' own cost prevails; `LanesLast` does
without them, with the lanes as the last axis, which is faster but is seldom seen.
"""

import numpy as np
import torch
from torch.nn import functional

from explorer.array import Array
from explorer.network.model import Experiment
from explorer.training.program import Program, parameters_of
from tests.benchmarks.contenders.layers import Layer, layers_of

BMM = "PyTorch bmm"
LANES_LAST = "PyTorch lanes last"

ACTIVATIONS = {"tanh": torch.tanh, "logistic": torch.sigmoid}


class Batched:
    """Gradient descent on half squared error, mean over the samples, in as many lanes as learning rates."""

    def __init__(self, experiment: Experiment, learning_rates: Array) -> None:
        torch.set_num_threads(1)
        program = Program.of(experiment)
        self._start, self._layers = parameters_of(experiment.network), layers_of(experiment)
        self._lanes, self._samples = len(learning_rates), len(program.inputs)
        self._inputs, self._targets = self._shown(program.inputs), self._shown(program.targets)
        self._rates = self._shaped(-learning_rates)
        self._parameters = [
            part.requires_grad_()
            for layer in self._layers
            for part in (self._weights(layer), self._biases(layer))
        ]

    def work(self, steps: int) -> None:
        """So many steps of every lane, from the weights of the experiment."""
        self._restart()
        for _ in range(steps):
            a = self._inputs
            for index, layer in enumerate(self._layers):
                weight, bias = self._parameters[2 * index : 2 * index + 2]
                a = ACTIVATIONS[layer.activation](self._sum(weight, bias, a))
            loss = functional.mse_loss(a, self._targets, reduction="sum") / (2 * self._samples)
            gradient = torch.autograd.grad(loss, self._parameters)
            with torch.no_grad():
                for parameter, part in zip(self._parameters, gradient, strict=True):
                    parameter.addcmul_(part, self._rates)

    def parameters_after(self, steps: int) -> Array:
        """(lanes, parameters), in the order of `Network.parameters`."""
        self.work(steps)
        found = np.empty((self._lanes, len(self._start)))
        for index, layer in enumerate(self._layers):
            weight, bias = (part.detach() for part in self._parameters[2 * index : 2 * index + 2])
            self._read(found, layer, weight, bias)
        return found

    def _restart(self) -> None:
        with torch.no_grad():
            for index, layer in enumerate(self._layers):
                self._parameters[2 * index].copy_(self._weights(layer))
                self._parameters[2 * index + 1].copy_(self._biases(layer))

    def _shown(self, values: Array) -> torch.Tensor:
        return torch.from_numpy(values).expand(self._lanes, *values.shape).contiguous()

    def _shaped(self, rates: Array) -> torch.Tensor:
        return torch.from_numpy(rates).reshape(-1, 1, 1)

    def _weights(self, layer: Layer) -> torch.Tensor:
        one = torch.from_numpy(self._start[layer.weights]).T
        return one.expand(self._lanes, *one.shape).contiguous()

    def _biases(self, layer: Layer) -> torch.Tensor:
        one = torch.from_numpy(self._start[layer.biases])
        return one.expand(self._lanes, 1, *one.shape).contiguous()

    def _sum(self, weight: torch.Tensor, bias: torch.Tensor, a: torch.Tensor) -> torch.Tensor:
        return torch.baddbmm(bias, a, weight)

    def _read(self, found: Array, layer: Layer, weight: torch.Tensor, bias: torch.Tensor) -> None:
        found[:, layer.weights] = weight.transpose(1, 2).numpy()
        found[:, layer.biases] = bias[:, 0].numpy()


class LanesLast(Batched):
    """The same with activations of shape (neurons, samples, lanes)."""

    def _shown(self, values: Array) -> torch.Tensor:
        return torch.from_numpy(values.T.copy())[:, :, None].expand(-1, -1, self._lanes).contiguous()

    def _shaped(self, rates: Array) -> torch.Tensor:
        return torch.from_numpy(rates)

    def _weights(self, layer: Layer) -> torch.Tensor:
        one = torch.from_numpy(self._start[layer.weights])
        return one[:, :, None, None].expand(-1, -1, 1, self._lanes).contiguous()

    def _biases(self, layer: Layer) -> torch.Tensor:
        return (
            torch.from_numpy(self._start[layer.biases])[:, None, None].expand(-1, 1, self._lanes).contiguous()
        )

    def _sum(self, weight: torch.Tensor, bias: torch.Tensor, a: torch.Tensor) -> torch.Tensor:
        return (weight * a).sum(1) + bias

    def _read(self, found: Array, layer: Layer, weight: torch.Tensor, bias: torch.Tensor) -> None:
        found[:, layer.weights] = weight[:, :, 0].permute(2, 0, 1).numpy()
        found[:, layer.biases] = bias[:, 0].T.numpy()
