"""How does one train such a network with PyTorch, step by step?

As its users write it: a module of linear layers, an optimiser, full batch, doubles, on one thread. PyTorch
offers three ways to make the optimiser's step; the fastest of them is the contender. `ByHand` is what is
left when the module and the optimiser are done without, which few would write.
"""

from itertools import chain
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from explorer.array import Array
from explorer.network.model import Experiment
from explorer.training.program import Program, parameters_of
from tests.benchmarks.contenders.layers import layers_of
from tests.benchmarks.race import Contender, Length, fastest

NAME = "PyTorch eager"
BY_HAND = "PyTorch by hand"

ACTIVATIONS = {"tanh": torch.nn.Tanh, "logistic": torch.nn.Sigmoid}
WAYS: dict[str, dict[str, Any]] = {
    "loop": {"foreach": False},
    "foreach": {"foreach": True},
    "fused": {"fused": True},
}


class Eager:
    """Gradient descent on half squared error, mean over the samples."""

    def __init__(self, experiment: Experiment, way: str = "loop") -> None:
        torch.set_num_threads(1)
        program = Program.of(experiment)
        self._inputs, self._targets = torch.from_numpy(program.inputs), torch.from_numpy(program.targets)
        self._half_outputs = program.targets.shape[1] / 2  # mse_loss takes the mean over the outputs too
        self._learning_rate = experiment.training.learning_rate
        self._start, self._layers = parameters_of(experiment.network), layers_of(experiment)
        shapes = [layer.weights.shape for layer in self._layers]
        self._linears = [torch.nn.Linear(before, size, dtype=torch.float64) for size, before in shapes]
        activations = [ACTIVATIONS[layer.activation]() for layer in self._layers]
        self._model = torch.nn.Sequential(*chain.from_iterable(zip(self._linears, activations, strict=True)))
        self._optimiser = torch.optim.SGD(self._model.parameters(), self._learning_rate, **WAYS[way])

    def work(self, steps: int) -> None:
        """So many steps, from the weights of the experiment."""
        self._restart()
        model, optimiser, inputs, targets = self._model, self._optimiser, self._inputs, self._targets
        for _ in range(steps):
            loss = self._half_outputs * functional.mse_loss(model(inputs), targets)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()

    def parameters_after(self, steps: int) -> Array:
        """In the order of `Network.parameters`."""
        self.work(steps)
        found = np.empty_like(self._start)
        for layer, linear in zip(self._layers, self._linears, strict=True):
            found[layer.weights] = linear.weight.detach().numpy()
            found[layer.biases] = linear.bias.detach().numpy()
        return found

    def _restart(self) -> None:
        with torch.no_grad():
            for layer, linear in zip(self._layers, self._linears, strict=True):
                linear.weight.copy_(torch.from_numpy(self._start[layer.weights]))
                linear.bias.copy_(torch.from_numpy(self._start[layer.biases]))


class ByHand(Eager):
    """The same without the bookkeeping of a module and an optimiser."""

    def work(self, steps: int) -> None:
        """See `Eager.work`."""
        self._restart()
        inputs, targets = self._inputs, self._targets
        parameters: list[torch.Tensor] = list(self._model.parameters())
        for _ in range(steps):
            loss = self._half_outputs * functional.mse_loss(self._model(inputs), targets)
            gradient = torch.autograd.grad(loss, parameters)
            with torch.no_grad():
                torch._foreach_add_(parameters, gradient, alpha=-self._learning_rate)


def fastest_way(experiment: Experiment) -> str:
    """Which of the optimiser's ways is the fastest here, found in a short race."""
    contenders = [Contender(way, Eager(experiment, way).work) for way in WAYS]
    return fastest(contenders, Length(rounds=5, seconds=0.06)).name
