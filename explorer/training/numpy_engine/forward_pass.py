"""How does the numpy engine compute z and a of every neuron for many samples at once?"""

from functools import partial

import numpy as np

from explorer.array import Array
from explorer.network.activation import ACTIVATIONS, SOFTMAX
from explorer.training.numpy_engine.in_place_formula import Tape, activate, gather, play, scatter
from explorer.training.numpy_engine.memory_layout import MemoryLayout, MemorySpan
from explorer.training.numpy_engine.objective import softmax
from explorer.training.program import Program


class ForwardPass:
    """z = W · a and a = φ(z), block by block, for a fixed number of samples, into the same arrays every time.

    `dense` is the vector of all weights and biases, read whenever the pass is played. `z` and `a`: (rows,
    samples), rows as in `MemoryLayout`; `flat_z` and `flat_a` are the same numbers as vectors. Where it
    `is_thinned`, hidden neurons send on a = `thinning` φ(z); `activated` is φ(z) in any case. `output_z` and
    `output_a`: (outputs, samples), in the order of `MemoryLayout.outputs`.
    """

    def __init__(
        self,
        program: Program,
        arrangement: MemoryLayout,
        dense: Array,
        samples: int,
        is_thinned: bool = False,
    ) -> None:
        self._program, self._arrangement, self._dense = program, arrangement, dense
        self.z, self.a = (np.zeros((arrangement.height, samples)) for _ in range(2))
        self.flat_z, self.flat_a = self.z.reshape(-1), self.a.reshape(-1)
        self.a[arrangement.ones] = 1.0
        self.a[arrangement.rows] = program.values[:, np.newaxis]
        self.activated = np.zeros_like(self.a) if is_thinned else self.a
        self.thinning = np.ones_like(self.a)
        self.tape: Tape = []
        for block in arrangement.blocks:
            weights = dense[block.weights].reshape(block.shape)
            self.tape.append(partial(weights.dot, self.a[block.sources], self.z[block.rows]))
            for stretch in block.stretches:
                self._activate(stretch, is_thinned)
        inner = len(self.tape)
        self.output_z = gather(self.tape, self.z, arrangement.outputs)
        self.output_a = self._activate_outputs()
        self._output_tape = self.tape[inner:]

    def show(self, inputs: Array) -> None:
        """Sets the activations of the inputs, (samples, inputs), for as many samples as are given."""
        rows = self._arrangement.rows[self._program.input_neurons]
        self.a[rows, : len(inputs)] = inputs.T

    def play(self) -> None:
        """Computes everything anew."""
        play(self.tape)

    def walk(self) -> None:
        """Computes everything anew connection by connection, where `play` has met an infinity.

        The dense matrices have a weight 0 where there is no connection, and 0 · ∞ would spread NaN over
        neurons that nothing infinite reaches.
        """
        program, rows = self._program, self._arrangement.rows
        weights, biases = np.split(self._dense[self._arrangement.parameters], [len(program.source)])
        self.z[rows] = 0.0
        self.z[rows[program.biased]] = biases[:, np.newaxis]
        for neuron, activation in enumerate(program.activations):
            z = self.z[rows[neuron]]
            for number in np.flatnonzero(program.dest == neuron):
                z += weights[number] * self.a[rows[program.source[number]]]
            if activation is not None and activation != SOFTMAX:
                self.a[rows[neuron]] = ACTIVATIONS[activation].function(z)
        play(self._output_tape)

    def _activate(self, stretch: MemorySpan, is_thinned: bool) -> None:
        if stretch.activation == SOFTMAX:
            return
        rows = stretch.rows
        self.tape += activate(stretch.activation, self.z[rows], self.activated[rows])
        if is_thinned:
            self.tape.append(partial(np.multiply, self.activated[rows], self.thinning[rows], self.a[rows]))

    def _activate_outputs(self) -> Array:
        """The outputs' activations, which softmax can compute only once the z of all are known."""
        outputs = self._arrangement.outputs
        if SOFTMAX not in self._program.activations:
            return gather(self.tape, self.a, outputs)
        y = self.a[outputs]  # a view of consecutive rows, else a copy
        self.tape += softmax(self.output_z, y)
        scatter(self.tape, y, self.a, outputs)
        return y
