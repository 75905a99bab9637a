"""What does a network answer to inputs that it was never shown?

Forward only, for many samples at once: the plane, curve and scatter that show what it has learnt, live.
"""

import numpy as np

from explorer.array import Array, Indices
from explorer.network.model import Experiment, Network
from explorer.training.numpy_engine.finite import watch
from explorer.training.numpy_engine.forward_pass import ForwardPass
from explorer.training.numpy_engine.memory_layout import MemoryLayout
from explorer.training.program import Program

_NUMBERS_AT_ONCE = 4096
"""Few enough to stay in the processor's cache and to call up no threads, which are slow to come."""


class Evaluator:
    """Evaluates one network's graph for any parameters, in arrays that are made once.

    Parameters are in the order of `Network.parameters`, inputs of shape (samples, inputs), the inputs in
    the order of the file. Numbers that are not finite are results like any other.
    """

    def __init__(self, network: Network) -> None:
        self._program = Program.of(Experiment(network))
        self._layout = MemoryLayout.of(self._program)
        self._number = {name: number for number, name in enumerate(self._program.names)}
        self._dense = np.zeros(self._layout.size)
        self._samples_at_once = max(16, _NUMBERS_AT_ONCE // self._layout.height)
        self._forward = ForwardPass(self._program, self._layout, self._dense, self._samples_at_once)
        self._is_finite = watch(self._forward.flat_z)

    def activation(self, parameters: Array, inputs: Array, neuron: str) -> Array:
        """a of one neuron: (samples,). Raises KeyError where there is no such neuron."""
        number = np.array([self._number[neuron]], dtype=np.intp)
        return self._evaluate(parameters, inputs, number).reshape(-1)

    def outputs(self, parameters: Array, inputs: Array) -> Array:
        """y of all outputs, in the order of the file: (samples, outputs)."""
        return self._evaluate(parameters, inputs, self._program.output_neurons).T

    def activations(self, parameters: Array, inputs: Array) -> Array:
        """a of all neurons, in the order of computation, `Network.order`: (samples, neurons)."""
        return self._evaluate(parameters, inputs, np.arange(len(self._program.names))).T

    def _evaluate(self, parameters: Array, inputs: Array, neurons: Indices) -> Array:
        """(neurons, samples), new."""
        result = np.empty((len(neurons), len(inputs)))
        rows = self._layout.rows[neurons]
        with np.errstate(all="ignore"):
            self._dense[self._layout.parameters] = parameters
            for start in range(0, len(inputs), self._samples_at_once):
                part = inputs[start : start + self._samples_at_once]
                self._forward.show(part)
                self._forward.compute()
                if not self._is_finite():
                    self._forward.walk()
                result[:, start : start + len(part)] = self._forward.a[rows, : len(part)]
        return result
