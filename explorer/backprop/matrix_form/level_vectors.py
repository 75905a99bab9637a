"""Which matrices are there of a level? The vectors of its neurons, and what leads into it and out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.array import Indices, Truths
from explorer.backprop.matrix_form.matrix import ABSENT, Band, Content, Matrix
from explorer.backprop.wiring import Wiring
from explorer.network.activation import SOFTMAX
from explorer.network.model import Kind, Parameter


@dataclass(frozen=True, eq=False)
class LevelVectors:
    """Makes the matrices of a graph, with row vectors: a row for each of so many `samples`."""

    wiring: Wiring
    samples: int = 1

    @cached_property
    def levels(self) -> tuple[Indices, ...]:
        """The neurons of each level, in the order of computation."""
        order, level = self.wiring.network.order, self.wiring.network.level
        last = max(level.values(), default=-1)
        found: list[list[int]] = [[] for _ in range(last + 1)]
        for number, neuron in enumerate(order):
            found[level[neuron.name]].append(number)
        return tuple(np.array(numbers, dtype=np.intp) for numbers in found)

    @cached_property
    def are_computed(self) -> Truths:
        """Of each neuron, whether it has a z."""
        return np.array([neuron.kind.is_computed for neuron in self.wiring.network.order], dtype=bool)

    @cached_property
    def are_outputs(self) -> Truths:
        """Of each neuron, whether it has a target."""
        return np.array([neuron.kind is Kind.OUTPUT for neuron in self.wiring.network.order], dtype=bool)

    @cached_property
    def are_softmax(self) -> Truths:
        """Of each neuron, whether it shares a softmax with all other outputs."""
        order = self.wiring.network.order
        return np.array([neuron.activation == SOFTMAX for neuron in order], dtype=bool)

    def levels_of(self, only: Truths) -> tuple[int, ...]:
        """The levels that have one of these neurons. only: (neurons,), whether each is one of them."""
        return tuple(level for level, neurons in enumerate(self.levels) if only[neurons].any())

    def levels_into(self, level: int) -> tuple[int, ...]:
        """The levels that feed it, the first first."""
        return self._neighbours[0].get(level, ())

    def levels_out_of(self, level: int) -> tuple[int, ...]:
        """The levels that it feeds, the first first."""
        return self._neighbours[1].get(level, ())

    def vector(self, content: Content, levels: Sequence[int], only: Truths | None = None) -> Matrix:
        """A row for each sample with the neurons of `levels` in bands; `only` those, where others are none.

        only: (neurons,), whether each is one of them.
        """
        numbers = np.concatenate([self.levels[level] for level in levels])
        starts = np.cumsum([0, *(len(self.levels[level]) for level in levels)])
        bands = tuple(self._band(start, level) for start, level in zip(starts, levels, strict=False))
        if only is not None:
            numbers = np.where(only[numbers], numbers, ABSENT)
        return Matrix(content, np.broadcast_to(numbers, (self.samples, len(numbers))), bands, sample_axis=0)

    def weights(self, content: Content, sources: Sequence[int], level: int) -> Matrix:
        """(sources, dests): the connections into `level`, with the levels of their `sources` in bands."""
        numbers = np.concatenate([self._between(source, level) for source in sources])
        starts = np.cumsum([0, *(len(self.levels[source]) for source in sources)])
        bands = tuple(self._band(at, level, source) for at, source in zip(starts, sources, strict=False))
        return Matrix(content, numbers, bands, band_axis=0)

    def weights_back(self, level: int, dests: Sequence[int]) -> Matrix:
        """(dests, sources), written with a T: the connections out of `level`, with their dests in bands."""
        numbers = np.concatenate([self._between(level, dest).T for dest in dests])
        starts = np.cumsum([0, *(len(self.levels[dest]) for dest in dests)])
        bands = tuple(self._band(at, dest, level) for at, dest in zip(starts, dests, strict=False))
        return Matrix(Content.WEIGHT, numbers, bands, band_axis=0, is_written_t=True)

    def biases(self, content: Content, level: int) -> Matrix | None:
        """One row with the biases of the neurons; None where none has one."""
        names = [self.wiring.network.order[number].name for number in self.levels[level]]
        numbers = [self.wiring.parameter.get(Parameter(None, name), ABSENT) for name in names]
        if all(number == ABSENT for number in numbers):
            return None
        return Matrix(content, np.array([numbers], dtype=np.intp), (self._band(0, level),))

    def _band(self, start: int, level: int, source: int | None = None) -> Band:
        kinds = {self.wiring.network.order[number].kind for number in self.levels[level]}
        kind = kinds.pop().value if len(kinds) == 1 else ""
        return Band(int(start), level, len(self.levels) - 1, kind, source)

    @cached_property
    def _neighbours(self) -> tuple[dict[int, tuple[int, ...]], dict[int, tuple[int, ...]]]:
        level_of = np.zeros(len(self.wiring.network.order), dtype=np.intp)
        for level, neurons in enumerate(self.levels):
            level_of[neurons] = level
        ends = (level_of[self.wiring.source], level_of[self.wiring.dest])
        pairs = sorted(set(zip(*(each.tolist() for each in ends), strict=True)))
        into: dict[int, tuple[int, ...]] = {}
        out_of: dict[int, tuple[int, ...]] = {}
        for source, dest in pairs:
            into[dest] = (*into.get(dest, ()), source)
            out_of[source] = (*out_of.get(source, ()), dest)
        return into, out_of

    def _between(self, source: int, dest: int) -> Indices:
        """(neurons of level `source`, neurons of level `dest`): the number of each connection, or ABSENT."""
        first_source, first_dest = self.levels[source][0], self.levels[dest][0]
        shape = (len(self.levels[source]), len(self.levels[dest]))
        rows, columns = self.wiring.source - first_source, self.wiring.dest - first_dest
        is_between = (rows >= 0) & (rows < shape[0]) & (columns >= 0) & (columns < shape[1])
        found = np.full(shape, ABSENT, dtype=np.intp)
        connections = np.flatnonzero(is_between)
        found[rows[connections], columns[connections]] = connections
        return found
