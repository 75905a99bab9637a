"""Of which numbers is the gradient of a step made?

Of z and a of all training samples, where every step sees them all; of a batch's columns of them, where it
sees but some; and with dropout of a forward pass of its own, in which some hidden neurons are left out.
"""

from functools import partial

import numpy as np

from explorer.array import Array, Indices
from explorer.network.model import Kind
from explorer.training.dropout_mask import DropoutMask
from explorer.training.numpy_engine.forward_pass import ForwardPass
from explorer.training.numpy_engine.in_place_formula import BoundCalls, call_all
from explorer.training.numpy_engine.memory_layout import MemoryLayout
from explorer.training.program import Program


class BatchPass:
    """z, a and targets of `size` training samples, as they are after `compute`.

    It follows a `forward` pass over all of them, whose `targets` are given as (outputs, samples), outputs as
    in `MemoryLayout`. `samples`: which they are. `z`, `a`: (rows, size), what the neurons receive and send
    on. `with_dropout` is the pass in which neurons are left out; None without dropout.
    """

    def __init__(
        self,
        program: Program,
        layout: MemoryLayout,
        dense: Array,
        forward: ForwardPass,
        targets: Array,
        size: int,
    ) -> None:
        self.samples = np.arange(size)
        self.is_full = size == targets.shape[1]
        self._calls: BoundCalls = []
        self.targets = self._choose(targets)
        self.with_dropout: ForwardPass | None = None
        if not program.training.dropout:
            self.z, self.a = self._choose(forward.z), self._choose(forward.a)
            return
        hidden = np.flatnonzero([kind is Kind.HIDDEN for kind in program.kinds])
        self._dropout = DropoutMask(program.training.seed, program.training.dropout, hidden)
        self._hidden = layout.rows[hidden]
        self.with_dropout = ForwardPass(program, layout, dense, size, has_dropout=True)
        self.z, self.a = self.with_dropout.z, self.with_dropout.a
        given = slice(layout.givens)
        self._calls.append(partial(np.take, forward.a[given], self.samples, 1, self.a[given], "clip"))
        self._calls += self.with_dropout.calls

    def compute(self, step: int, batch: Indices) -> None:
        """Computes everything anew for that `step`, which sees these samples."""
        if not self.is_full:
            self.samples[:] = batch
        if self.with_dropout is not None:
            self.with_dropout.dropout_mask[self._hidden] = self._dropout.factors(step, self.samples)
        call_all(self._calls)

    def _choose(self, array: Array) -> Array:
        """The batch's columns: the very array where every step sees all of them, else a copy."""
        if self.is_full:
            return array
        copy = np.empty((len(array), len(self.samples)))
        self._calls.append(partial(np.take, array, self.samples, 1, copy, "clip"))
        return copy
