"""What does the Hessian of E do to a vector v, computed with numpy?

The R-operator (Pearlmutter 1994): R f = d/dr f(w + r v) at r = 0, taken of every formula of the forward and
the backward pass. R of the gradient is then H v, for about the work of one gradient, and exact: a
difference of two gradients would cost as much and lose half the digits. Written to be read: the fast one is
in `explorer.training.kernel.curvature`.
"""

import numpy as np

from explorer.array import Array
from explorer.network.activation import ACTIVATIONS, SOFTMAX, softmax
from explorer.network.loss import LOSSES
from explorer.training.numpy_engine.memory_layout import Block, MemoryLayout
from explorer.training.program import Program


class NumpyHessian:
    """The Hessian of a program's E, its penalty included, over all training samples, at one point.

    Activations stand in (rows, samples), rows and blocks as in `MemoryLayout`. W of a block is (neurons,
    source rows), the biases' column included.
    """

    def __init__(self, program: Program, layout: MemoryLayout, parameters: Array) -> None:
        self._program, self._layout = program, layout
        self._share = program.share(len(program.inputs))
        self._weights = self._dense(parameters)
        shape = (self._layout.height, len(program.inputs))
        self._z, self._a, self._delta = (np.zeros(shape) for _ in range(3))
        self._derivative, self._dE_da = (
            np.ones(shape),
            np.zeros(shape),
        )  # softmax is made up for in `_sent_back`
        self._second_derivative = np.zeros(shape)
        with np.errstate(all="ignore"):
            self._forward()
            self._backward()

    @property
    def is_finite(self) -> bool:
        """Whether every number of the passes is finite; else no product means anything."""
        return all(bool(np.isfinite(each).all()) for each in (self._weights, self._z, self._delta))

    def times(self, v: Array) -> Array:
        """H v, both (parameters,)."""
        places, program = self._layout.parameters, self._program
        with np.errstate(all="ignore"):
            product: Array = self._gradient_change(self._dense(v))[places]
        weights = slice(len(program.source))
        product[weights] += program.training.penalty.l2 * v[weights]
        return product

    def _forward(self) -> None:
        """z = W a, a = φ(z)"""
        program, rows = self._program, self._layout.rows
        self._a[self._layout.ones] = 1.0
        self._a[rows] = program.values[:, np.newaxis]
        self._a[rows[program.input_neurons]] = program.inputs.T
        for block in self._layout.blocks:
            self._z[block.rows] = self._of(self._weights, block) @ self._a[block.sources]
            for span in block.spans:
                if span.activation != SOFTMAX:
                    row, z = ACTIVATIONS[span.activation], self._z[span.rows]
                    a = self._a[span.rows] = row.function(z)
                    self._derivative[span.rows] = row.derivative(z, a)
                    self._second_derivative[span.rows] = row.second_derivative(z, a)
        if SOFTMAX in program.activations:
            self._a[self._outputs] = softmax(self._z[self._outputs].T).T

    def _backward(self) -> None:
        """δ = φ′(z) ∂E/∂a, and Wᵀ δ to the ∂E/∂a of the sources"""
        sent = self._sent_back(self._a[self._outputs])
        (self._delta if self._is_delta else self._dE_da)[self._outputs] = sent
        for block in reversed(self._layout.blocks):
            rows = block.rows
            self._delta[rows] += self._derivative[rows] * self._dE_da[rows]
            self._dE_da[block.sources] += self._of(self._weights, block).T @ self._delta[rows]

    def _gradient_change(self, v: Array) -> Array:
        """R ∂E/∂W of the dense vector, where W moves towards `v`.

        Rz = V a + W Ra, Ra = φ′ Rz; back: Rδ = φ″ Rz ∂E/∂a + φ′ R ∂E/∂a, R ∂E/∂W = Rδ aᵀ + δ Raᵀ.
        """
        z, a, dE_da, delta = (np.zeros_like(self._z) for _ in range(4))
        gradient = np.zeros_like(v)
        for block in self._layout.blocks:
            rows, sources = block.rows, block.sources
            z[rows] = self._of(v, block) @ self._a[sources] + self._of(self._weights, block) @ a[sources]
            a[rows] = self._derivative[rows] * z[rows]
        (delta if self._is_delta else dE_da)[self._outputs] = self._sent_back_change(a[self._outputs])
        for block in reversed(self._layout.blocks):
            rows, sources = block.rows, block.sources
            delta[rows] += (
                self._second_derivative[rows] * z[rows] * self._dE_da[rows]
                + self._derivative[rows] * dE_da[rows]
            )
            of_block = delta[rows] @ self._a[sources].T + self._delta[rows] @ a[sources].T
            gradient[block.weights] = of_block.reshape(-1)
            dE_da[sources] += self._of(self._weights, block).T @ delta[rows]
            dE_da[sources] += self._of(v, block).T @ self._delta[rows]
        return gradient

    def _sent_back(self, y: Array) -> Array:
        """∂E/∂y of the outputs y or, where `_is_delta`, the δ that E gives them: (outputs, samples)."""
        t = self._targets
        if self._has_softmax_slope:
            return _through_softmax(y, self._of_loss(y, t))
        return self._of_loss(y, t)

    def _sent_back_change(self, y_change: Array) -> Array:
        """R of `_sent_back`. What a loss sends back is linear in y, but for a constant."""
        y, t = self._a[self._outputs], self._targets
        if SOFTMAX in self._program.activations:
            y_change = _through_softmax(y, y_change)
        change: Array = self._of_loss(y_change, t) - self._of_loss(np.zeros_like(y), t)
        if not self._has_softmax_slope:
            return change
        dE_dy = self._of_loss(y, t)
        mean, mean_change = (y * dE_dy).sum(0), (y_change * dE_dy + y * change).sum(0)
        through_slope: Array = y_change * (dE_dy - mean) + y * (change - mean_change)
        return through_slope

    def _of_loss(self, y: Array, t: Array) -> Array:
        loss = LOSSES[self._program.loss]
        sent: Array = self._share * (loss.delta or loss.output_gradient)(y.T, t.T).T
        return sent

    @property
    def _outputs(self) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        return self._layout.rows[self._program.output_neurons]

    @property
    def _targets(self) -> Array:
        return self._program.targets.T

    @property
    def _has_softmax_slope(self) -> bool:
        return SOFTMAX in self._program.activations and LOSSES[self._program.loss].delta is None

    @property
    def _is_delta(self) -> bool:
        return SOFTMAX in self._program.activations or LOSSES[self._program.loss].delta is not None

    def _dense(self, vector: Array) -> Array:
        dense = np.zeros(self._layout.size)
        dense[self._layout.parameters] = vector
        return dense

    def _of(self, dense: Array, block: Block) -> Array:
        return dense[block.weights].reshape(block.shape)


def _through_softmax(y: Array, change: Array) -> Array:
    """yᵢ (cᵢ − Σₖ yₖ cₖ) over the first axis: both ways through the slope of softmax, which is symmetric."""
    result: Array = y * (change - (y * change).sum(0))
    return result
