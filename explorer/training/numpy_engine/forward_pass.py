"""How does the numpy engine compute z and a of every neuron for many samples at once?"""

from functools import partial

import numpy as np

from explorer.array import Array
from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.training.numpy_engine.in_place_formula import BoundCalls, activate, call_all, gather, scatter
from explorer.training.numpy_engine.memory_layout import MemoryLayout, MemorySpan
from explorer.training.numpy_engine.objective import softmax
from explorer.training.program import Program


class ForwardPass:
    """z = W · a and a = φ(z), block by block, for a fixed number of samples, into the same arrays every time.

    `dense` is the vector of all weights and biases, read in every `compute`. `z` and `a`: (rows, samples),
    rows as in `MemoryLayout`; `flat_z` and `flat_a` are the same numbers as vectors. Where it `has_dropout`,
    hidden neurons send on a = `dropout_mask` φ(z); `activated` is φ(z) in any case. `output_z` and
    `output_a`: (outputs, samples), in the order of `MemoryLayout.outputs`.
    """

    def __init__(
        self,
        program: Program,
        layout: MemoryLayout,
        dense: Array,
        samples: int,
        has_dropout: bool = False,
    ) -> None:
        self._program, self._layout, self._dense = program, layout, dense
        self.z, self.a = (np.zeros((layout.height, samples)) for _ in range(2))
        self.flat_z, self.flat_a = self.z.reshape(-1), self.a.reshape(-1)
        self.a[layout.ones] = 1.0
        self.a[layout.rows] = program.values[:, np.newaxis]
        self.activated = np.zeros_like(self.a) if has_dropout else self.a
        self.dropout_mask = np.ones_like(self.a)
        self.calls: BoundCalls = []
        for block in layout.blocks:
            weights = dense[block.weights].reshape(block.shape)
            self.calls.append(partial(weights.dot, self.a[block.sources], self.z[block.rows]))
            for span in block.spans:
                self._activate(span, has_dropout)
        inner = len(self.calls)
        self.output_z = gather(self.calls, self.z, layout.outputs)
        self.output_a = self._activate_outputs()
        self._output_calls = self.calls[inner:]

    def show(self, inputs: Array) -> None:
        """Sets the activations of the inputs, (samples, inputs), for as many samples as are given."""
        rows = self._layout.rows[self._program.input_neurons]
        self.a[rows, : len(inputs)] = inputs.T

    def compute(self) -> None:
        """Computes everything anew."""
        call_all(self.calls)

    def walk(self) -> None:
        """Computes everything anew connection by connection, where `compute` has met an infinity.

        The dense matrices have a weight 0 where there is no connection, and 0 · ∞ would spread NaN over
        neurons that nothing infinite reaches.
        """
        program, rows = self._program, self._layout.rows
        weights, biases = np.split(self._dense[self._layout.parameters], [len(program.source)])
        self.z[rows] = 0.0
        self.z[rows[program.biased]] = biases[:, np.newaxis]
        for neuron, activation in enumerate(program.activations):
            z = self.z[rows[neuron]]
            for number in np.flatnonzero(program.dest == neuron):
                z += weights[number] * self.a[rows[program.source[number]]]
            if activation is not None and activation != SOFTMAX:
                self.a[rows[neuron]] = ACTIVATIONS[activation].function(z)
        call_all(self._output_calls)

    def _activate(self, span: MemorySpan, has_dropout: bool) -> None:
        if span.activation == SOFTMAX:
            return
        rows = span.rows
        self.calls += activate(span.activation, self.z[rows], self.activated[rows])
        if has_dropout:
            self.calls.append(
                partial(np.multiply, self.activated[rows], self.dropout_mask[rows], self.a[rows])
            )

    def _activate_outputs(self) -> Array:
        """The outputs' activations, which softmax can compute only once the z of all are known."""
        outputs = self._layout.outputs
        if SOFTMAX not in self._program.activations:
            return gather(self.calls, self.a, outputs)
        y = self.a[outputs]  # a view of consecutive rows, else a copy
        self.calls += softmax(self.output_z, y)
        scatter(self.calls, y, self.a, outputs)
        return y
