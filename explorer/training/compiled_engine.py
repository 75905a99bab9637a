"""How are many steps computed with the compiled kernels?

The lanes of a pack are samples (`explorer.training.kernel`). What a divergence is explained by is left to the
numpy engine, which computes the same.
"""

import numpy as np

from explorer.network.activation import Array
from explorer.training.batch import Batches
from explorer.training.engine import Examination, Outcome, Rows
from explorer.training.kernel.graph import desk_of, graph_of, rule_of, shown_of
from explorer.training.kernel.steps import run
from explorer.training.numpy_engine import NumpyEngine
from explorer.training.program import Indices, Program

FEW, MANY = (0,) * 4, (0,) * 16
"""How many samples go through the network at once: W zeros, for up to four samples, and for more."""


class CompiledEngine:
    """The `Engine` that is fast. The program must have an output and a training sample."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._width = FEW if len(program.inputs) <= len(FEW) else MANY
        lanes = len(self._width)
        self._graph, self._rule = graph_of(program), rule_of(program)
        self._batches = Batches(len(program.inputs), program.training)
        samples = len(program.inputs)
        self._shown = shown_of(program.inputs, program.targets, program.share(samples), lanes)
        held_out = len(program.held_out_inputs)
        share = program.share(held_out) if held_out else 0.0
        self._held_out = shown_of(program.held_out_inputs, program.held_out_targets, share, lanes)
        size = self._batch_size
        self._batch = shown_of(program.inputs[:size], program.targets[:size], 0.0, lanes)
        self._desk = desk_of(program, lanes, are_runs=False)

    @property
    def program(self) -> Program:
        """What is trained."""
        return self._program

    @property
    def lets_others_run(self) -> bool:
        """Yes, while a kernel runs."""
        return True

    def run(self, state: Array, step: int, learning_rates: Array, limit: float, rows: Rows) -> Outcome:
        """See `Engine.run`."""
        count = len(rows.loss)
        rates = np.zeros(count)
        rates[: count - 1] = learning_rates[: count - 1]
        rows.held_out_loss[:] = np.nan
        ended = np.full(1, -1.0)
        written = run(
            self._width,
            self._graph,
            self._rule,
            state.reshape(-1),
            step,
            rates,
            np.ones(1),
            np.full(1, limit),
            self._shown,
            self._held_out,
            self._batches_of(step, count),
            self._batch,
            self._desk,
            (rows.loss, rows.held_out_loss, rows.gradient_norm),
            ended,
        )
        return Outcome(written - 1, bool(ended[0] >= 0))

    def examine(self, parameters: Array, step: int) -> Examination:
        """See `Engine.examine`."""
        return NumpyEngine(self._program).examine(parameters, step)

    @property
    def _batch_size(self) -> int:
        """Of the gradient's samples, if they must be looked up at every step; else 0."""
        if self._batches.is_full and not self._program.training.dropout:
            return 0
        return self._batches.sizes[0]

    def _batches_of(self, step: int, rows: int) -> Indices:
        """(rows, size): the samples of each step's batch, −1 behind them where it is smaller."""
        if self._batch_size:
            return self._batches.table(step, rows)
        return np.empty((rows, 0), dtype=np.intp)
