"""Where in the numpy engine's arrays does each number stand?

Activations stand in a matrix of shape (rows, samples). Its rows come in *blocks*: the givens (inputs and
constants) first, then the computed neurons level by level, each block led by a row of ones for the biases.
One block reads the consecutive rows from the row of ones of the lowest block that feeds it, to the end of the
highest; its weights are one dense matrix over those rows, with 0 where there is no connection. All the dense
matrices stand in one vector. In a layered network every entry of that vector is a parameter; elsewhere the
*absent* ones stay 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Indices
from explorer.network.model import Kind
from explorer.training.program import Program

Selection = slice | Indices
"""Consecutive rows, or any."""


@dataclass(frozen=True)
class MemorySpan:
    """Neighbouring neurons of a block that share an activation."""

    activation: str
    rows: slice
    is_output: bool


@dataclass(frozen=True)
class Block:
    """Neurons computed together: z[rows] = W · a[sources], the dense W at `weights` of the dense vector."""

    rows: slice
    sources: slice
    weights: slice
    spans: tuple[MemorySpan, ...]

    @property
    def shape(self) -> tuple[int, int]:
        """(neurons, source rows), the shape of W."""
        return (self.rows.stop - self.rows.start, self.sources.stop - self.sources.start)


@dataclass(frozen=True, eq=False)
class MemoryLayout:
    """The rows of a program's neurons, and the places of its parameters in the dense vector.

    `rows`: the row of each neuron; `ones`: the rows of ones; `givens`: how many rows the givens take up.
    `outputs`: the rows of the outputs, ascending; `output_order` sorts the outputs, in the order of the file,
    into that. `parameters`: the place of each parameter in the dense vector, of `size` entries; `absent`:
    those of no parameter; `is_weight`: (size,), where a weight stands; `fixed`: the
    places of the parameters that take no part in updates. `rate_multipliers`: (size,), what α is multiplied
    by there, None where that is 1 everywhere.
    """

    rows: Indices
    ones: Indices
    height: int
    givens: int
    blocks: tuple[Block, ...]
    outputs: Selection
    output_order: Indices
    parameters: Indices
    size: int
    absent: Indices
    is_weight: NDArray[np.bool_]
    fixed: Indices
    rate_multipliers: Array | None

    @classmethod
    def of(cls, program: Program) -> "MemoryLayout":
        """Orders the neurons by level, and within a level by activation."""
        groups = list(_groups(program))
        starts = np.cumsum([0] + [1 + len(group) for group in groups])
        rows = np.zeros(len(program.names), dtype=np.intp)
        for start, group in zip(starts, groups, strict=False):
            rows[group] = start + 1 + np.arange(len(group))
        blocks = tuple(_blocks(program, groups, starts, rows))
        parameters = _places(program, blocks, rows)
        size = blocks[-1].weights.stop if blocks else 0
        output_rows = rows[program.output_neurons]
        return cls(
            rows=rows,
            ones=starts[:-1],
            height=int(starts[-1]),
            givens=int(starts[1]),
            blocks=blocks,
            outputs=_consecutive(np.sort(output_rows)),
            output_order=np.argsort(output_rows),
            parameters=parameters,
            size=size,
            absent=np.setdiff1d(np.arange(size), parameters),
            is_weight=np.isin(np.arange(size), parameters[: len(program.source)]),
            fixed=parameters[program.fixed],
            rate_multipliers=_multipliers(program, parameters, size),
        )


def _groups(program: Program) -> Iterator[list[int]]:
    """The givens, even if there are none, then each level's neurons, sorted so that activations adjoin."""
    yield [n for n, kind in enumerate(program.kinds) if not kind.is_computed]
    computed = [n for n, kind in enumerate(program.kinds) if kind.is_computed]
    for _, level in groupby(computed, key=lambda n: program.levels[n]):
        yield sorted(level, key=lambda n: _span_key(program, n))


def _span_key(program: Program, neuron: int) -> tuple[bool, str]:
    return (program.kinds[neuron] is Kind.OUTPUT, program.activations[neuron] or "")


def _blocks(program: Program, groups: Sequence[list[int]], starts: Indices, rows: Indices) -> Iterator[Block]:
    place = 0
    for number, group in enumerate(groups[1:], start=1):
        feeding = rows[program.source[np.isin(program.dest, group)]]
        first, last = 0, 1  # a row of ones alone, where nothing feeds the block
        if len(feeding):
            lowest, highest = np.searchsorted(starts, [feeding.min(), feeding.max()], side="right")
            first, last = int(starts[lowest - 1]), int(starts[highest])
        start = int(starts[number]) + 1
        end = place + len(group) * (last - first)
        spans = tuple(_spans(program, group, start))
        yield Block(slice(start, start + len(group)), slice(first, last), slice(place, end), spans)
        place = end


def _spans(program: Program, group: Sequence[int], start: int) -> Iterator[MemorySpan]:
    for (is_output, activation), members in groupby(group, key=lambda n: _span_key(program, n)):
        end = start + len(list(members))
        yield MemorySpan(activation, slice(start, end), is_output)
        start = end


def _places(program: Program, blocks: Sequence[Block], rows: Indices) -> Indices:
    """Where each weight, then each bias, stands in the dense vector: its dest's line, its source's column."""
    begin = np.zeros(int(rows.max(initial=0)) + 1, dtype=np.intp)  # of each row's line in the dense vector
    first = np.zeros_like(begin)  # the row of its first column
    for block in blocks:
        neurons, width = block.shape
        begin[block.rows] = block.weights.start + width * np.arange(neurons)
        first[block.rows] = block.sources.start
    dest, biased = rows[program.dest], rows[program.biased]
    return np.concatenate([begin[dest] + rows[program.source] - first[dest], begin[biased]])


def _multipliers(program: Program, places: Indices, size: int) -> Array | None:
    if program.rate_multipliers is None:
        return None
    multipliers = np.ones(size)
    multipliers[places] = program.rate_multipliers
    return multipliers


def _consecutive(rows: Indices) -> Selection:
    """The same rows, as a slice wherever they follow one another."""
    is_consecutive = len(rows) > 0 and rows[-1] - rows[0] + 1 == len(rows)
    return slice(int(rows[0]), int(rows[-1]) + 1) if is_consecutive else rows
