"""How does the numpy engine compute δ and the gradient for a whole batch at once?"""

from functools import partial

import numpy as np

from explorer.array import Array
from explorer.network.activation import SOFTMAX
from explorer.training.numpy_engine.batch_pass import BatchPass
from explorer.training.numpy_engine.in_place_formula import BoundCalls, apply_slope, call_all, gather, scatter
from explorer.training.numpy_engine.memory_layout import Block, MemoryLayout, MemorySpan
from explorer.training.numpy_engine.objective import apply_softmax_slope, is_from_z, send_back
from explorer.training.program import Program


class BackwardPass:
    """δ = φ′(z) ⊙ Wᵀ δ and ∂E/∂W = δ aᵀ, block by block from the last, into the same arrays every time.

    It follows the pass of a `batch`. `dense` and `gradient` are vectors of `MemoryLayout.size`; in
    `gradient`, absent connections stay 0. `difference` is y − t of the batch, in the order of
    `MemoryLayout.outputs`, where it is known already. `delta`: (rows, batch); `flat_delta` is the same
    numbers as a vector.
    """

    def __init__(
        self,
        program: Program,
        layout: MemoryLayout,
        dense: Array,
        gradient: Array,
        batch: BatchPass,
        difference: Array | None = None,
    ) -> None:
        self._program, self._layout = program, layout
        self._dense, self._gradient = dense, gradient
        self._batch, self._difference = batch, difference
        self._calls: BoundCalls = []
        self.delta = np.zeros_like(batch.z)
        self.flat_delta = self.delta.reshape(-1)
        self._dE_da = np.zeros_like(batch.z)
        self._adds_up = self._has_meeting_paths()
        if self._adds_up:
            self._calls.append(partial(self._dE_da.fill, 0.0))
        self._judge()
        for block in reversed(layout.blocks):
            self._pass(block)
        if len(layout.absent):
            # The product of two large numbers may overflow where there is no connection at all.
            self._calls.append(partial(gradient.__setitem__, layout.absent, 0.0))

    def compute(self) -> None:
        """Computes everything anew."""
        call_all(self._calls)

    @property
    def _outputs_begin_with_delta(self) -> bool:
        """Whether E gives the outputs a δ straight away, and not a ∂E/∂a that their own φ′ makes one of."""
        return is_from_z(self._program.loss) or SOFTMAX in self._program.activations

    def _judge(self) -> None:
        """What E sends back to the outputs: their δ, as far as it comes from E alone, or else their ∂E/∂a."""
        outputs, loss = self._layout.outputs, self._program.loss
        share = self._program.share(len(self._batch.samples))
        y = gather(self._calls, self._batch.a, outputs)
        destination = self.delta if self._outputs_begin_with_delta else self._dE_da
        result = destination[outputs]  # a view of consecutive rows, else a copy
        self._calls += send_back(loss, y, self._batch.targets, share, result, self._difference)
        if SOFTMAX in self._program.activations and not is_from_z(loss):
            self._calls += apply_softmax_slope(y, result)
        scatter(self._calls, result, destination, outputs)

    def _pass(self, block: Block) -> None:
        """δ of the block's neurons, the gradients of all that leads into them, and what they carry back."""
        for span in block.spans:
            self._finish(span)
        delta, a = self.delta[block.rows], self._batch.a[block.sources]
        gradient = self._gradient[block.weights].reshape(block.shape)
        self._calls.append(partial(delta.dot, a.T, gradient))
        rows = self._carried_to(block)
        if rows.start < rows.stop:
            weights = self._dense[block.weights].reshape(block.shape)[:, rows.start - block.sources.start :]
            dE_da = self._dE_da[rows]
            carried = np.empty_like(dE_da) if self._adds_up else dE_da
            self._calls.append(partial(weights.T.dot, delta, carried))
            if self._adds_up:
                self._calls.append(partial(np.add, dE_da, carried, dE_da))

    def _finish(self, span: MemorySpan) -> None:
        """δ = φ′(z) · ∂E/∂a, added to the δ with which an output begins, if it feeds others at all."""
        rows, with_dropout = span.rows, self._batch.with_dropout
        z, dE_da, delta = self._batch.z[rows], self._dE_da[rows], self.delta[rows]
        a = (self._batch.a if with_dropout is None else with_dropout.activated)[rows]
        if with_dropout is not None:
            self._calls.append(partial(np.multiply, dE_da, with_dropout.dropout_mask[rows], dE_da))
        if not (span.is_output and self._outputs_begin_with_delta):
            self._calls += apply_slope(span.activation, z, a, dE_da, delta)
        elif self._outputs_feed:
            carried = np.empty_like(delta)
            self._calls += apply_slope(span.activation, z, a, dE_da, carried)
            self._calls.append(partial(np.add, delta, carried, delta))

    @property
    def _outputs_feed(self) -> bool:
        return bool(np.isin(self._program.output_neurons, self._program.source).any())

    def _carried_to(self, block: Block) -> slice:
        """The rows to which the block sends errors back: its sources but the givens, which need none."""
        return slice(max(block.sources.start, self._layout.givens), block.sources.stop)

    def _has_meeting_paths(self) -> bool:
        """Whether errors from several places meet in one row, so that they must be added up."""
        writers = np.zeros(self._layout.height, dtype=np.intp)
        writers[self._layout.outputs] += not self._outputs_begin_with_delta
        for block in self._layout.blocks:
            writers[self._carried_to(block)] += 1
        return bool(writers.max(initial=0) > 1)
