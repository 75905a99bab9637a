"""How does the numpy engine compute δ and the gradient for a whole batch at once?"""

from functools import partial

import numpy as np

from explorer.array import Array
from explorer.network.activation import SOFTMAX
from explorer.training.numpy_engine.batch_pass import BatchPass
from explorer.training.numpy_engine.in_place_formula import Tape, apply_slope, gather, play, scatter
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
        arrangement: MemoryLayout,
        dense: Array,
        gradient: Array,
        batch: BatchPass,
        difference: Array | None = None,
    ) -> None:
        self._program, self._arrangement = program, arrangement
        self._dense, self._gradient = dense, gradient
        self._batch, self._difference = batch, difference
        self._tape: Tape = []
        self.delta = np.zeros_like(batch.z)
        self.flat_delta = self.delta.reshape(-1)
        self._dE_da = np.zeros_like(batch.z)
        self._adds_up = self._has_meeting_paths()
        if self._adds_up:
            self._tape.append(partial(self._dE_da.fill, 0.0))
        self._judge()
        for block in reversed(arrangement.blocks):
            self._pass(block)
        if len(arrangement.absent):
            # The product of two large numbers may overflow where there is no connection at all.
            self._tape.append(partial(gradient.__setitem__, arrangement.absent, 0.0))

    def play(self) -> None:
        """Computes everything anew."""
        play(self._tape)

    @property
    def _outputs_begin_with_delta(self) -> bool:
        """Whether E gives the outputs a δ straight away, and not a ∂E/∂a that their own φ′ makes one of."""
        return is_from_z(self._program.loss) or SOFTMAX in self._program.activations

    def _judge(self) -> None:
        """What E sends back to the outputs: their δ, as far as it comes from E alone, or else their ∂E/∂a."""
        outputs, loss = self._arrangement.outputs, self._program.loss
        share = self._program.share(len(self._batch.samples))
        y = gather(self._tape, self._batch.a, outputs)
        destination = self.delta if self._outputs_begin_with_delta else self._dE_da
        result = destination[outputs]  # a view of consecutive rows, else a copy
        self._tape += send_back(loss, y, self._batch.targets, share, result, self._difference)
        if SOFTMAX in self._program.activations and not is_from_z(loss):
            self._tape += apply_softmax_slope(y, result)
        scatter(self._tape, result, destination, outputs)

    def _pass(self, block: Block) -> None:
        """δ of the block's neurons, the gradients of all that leads into them, and what they carry back."""
        for stretch in block.stretches:
            self._finish(stretch)
        delta, a = self.delta[block.rows], self._batch.a[block.sources]
        gradient = self._gradient[block.weights].reshape(block.shape)
        self._tape.append(partial(delta.dot, a.T, gradient))
        rows = self._carried_to(block)
        if rows.start < rows.stop:
            weights = self._dense[block.weights].reshape(block.shape)[:, rows.start - block.sources.start :]
            dE_da = self._dE_da[rows]
            carried = np.empty_like(dE_da) if self._adds_up else dE_da
            self._tape.append(partial(weights.T.dot, delta, carried))
            if self._adds_up:
                self._tape.append(partial(np.add, dE_da, carried, dE_da))

    def _finish(self, stretch: MemorySpan) -> None:
        """δ = φ′(z) · ∂E/∂a, added to the δ with which an output begins, if it feeds others at all."""
        rows, thinned = stretch.rows, self._batch.thinned
        z, dE_da, delta = self._batch.z[rows], self._dE_da[rows], self.delta[rows]
        a = (self._batch.a if thinned is None else thinned.activated)[rows]
        if thinned is not None:
            self._tape.append(partial(np.multiply, dE_da, thinned.thinning[rows], dE_da))
        if not (stretch.is_output and self._outputs_begin_with_delta):
            self._tape += apply_slope(stretch.activation, z, a, dE_da, delta)
        elif self._outputs_feed:
            carried = np.empty_like(delta)
            self._tape += apply_slope(stretch.activation, z, a, dE_da, carried)
            self._tape.append(partial(np.add, delta, carried, delta))

    @property
    def _outputs_feed(self) -> bool:
        return bool(np.isin(self._program.output_neurons, self._program.source).any())

    def _carried_to(self, block: Block) -> slice:
        """The rows to which the block sends errors back: its sources but the givens, which need none."""
        return slice(max(block.sources.start, self._arrangement.givens), block.sources.stop)

    def _has_meeting_paths(self) -> bool:
        """Whether errors from several places meet in one row, so that they must be added up."""
        writers = np.zeros(self._arrangement.height, dtype=np.intp)
        writers[self._arrangement.outputs] += not self._outputs_begin_with_delta
        for block in self._arrangement.blocks:
            writers[self._carried_to(block)] += 1
        return bool(writers.max(initial=0) > 1)
