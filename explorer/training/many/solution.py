"""Which solution did a run reach? What its hidden neurons tell apart, permutations and signs divided out.

Each hidden neuron cuts the training samples in two by the sign of z: a dichotomy (Cover 1965). Runs whose
hidden neurons make the same dichotomies have found the same solution, though their weights differ: neurons
that could change places without anybody noticing do not count in order, and where φ(−z) = c − φ(z) the
two halves are alike, since all weights of such a neuron may change their signs.
"""

from collections.abc import Iterator
from itertools import groupby
from zlib import crc32

import numpy as np

from explorer.array import Array, Indices
from explorer.network.activation import ACTIVATIONS
from explorer.network.model import Kind
from explorer.training.program import Program

Solution = tuple[tuple[int, ...], ...]
"""For each group of interchangeable neurons its dichotomies, in ascending order: bit n is set where sample n
stands on the positive side, or, where the sides are alike, on the other side than sample 0.
"""

_TRIED = np.array([0.1, 0.7, 2.0, 5.0])


def solutions_of(program: Program, parameters: Array) -> list[Solution]:
    """That of each run that ended with these parameters, (runs, parameters), which must be finite."""
    groups = [(members, _is_symmetric(program, members[0])) for members in _interchangeable(program)]
    z = _pre_activations(program, parameters)
    return [tuple(_dichotomies(of_run[members], is_alike) for members, is_alike in groups) for of_run in z]


def solution_number(solution: Solution) -> int:
    """A number from 0 to 255 that is always the same for the same solution: its place on a circle of hues."""
    return crc32(repr(solution).encode()) % 256


def solution_numbers(program: Program, parameters: Array) -> Indices:
    """`solution_number` of what each of the runs has found, (runs,): each solution is worked out once."""
    if not len(parameters):
        return np.empty(0, dtype=np.intp)
    z = _pre_activations(program, parameters)
    halves = [np.zeros((len(z), 1), dtype=np.intp)]
    for members in _interchangeable(program):
        sides = z[:, members] > 0
        if _is_symmetric(program, members[0]):
            sides = sides ^ sides[:, :, :1]
        packed = np.packbits(sides, axis=2)
        _, which = np.unique(packed.reshape(-1, packed.shape[2]), axis=0, return_inverse=True)
        halves.append(np.sort(which.reshape(len(z), len(members)), axis=1))
    _, first, where = np.unique(
        np.concatenate(halves, axis=1), axis=0, return_index=True, return_inverse=True
    )
    numbers = [solution_number(solution) for solution in solutions_of(program, parameters[first])]
    return np.array(numbers, dtype=np.intp)[where.reshape(-1)]


def _dichotomies(z: Array, is_alike: bool) -> tuple[int, ...]:
    """Those of some neurons, z: (neurons, samples)."""
    sides = z > 0
    if is_alike:
        sides = sides ^ sides[:, :1]
    return tuple(sorted(sum(1 << n for n in np.flatnonzero(row).tolist()) for row in sides))


def _interchangeable(program: Program) -> Iterator[list[int]]:
    """The hidden neurons, in groups of those that read and feed the same with the same activation."""
    hidden = [n for n, kind in enumerate(program.kinds) if kind is Kind.HIDDEN]

    def role(n: int) -> tuple[object, ...]:
        sources = sorted(program.source[program.dest == n].tolist())
        dests = sorted(program.dest[program.source == n].tolist())
        return program.levels[n], program.activations[n] or "", sources, dests, n in program.biased

    for _, members in groupby(sorted(hidden, key=role), key=role):
        yield list(members)


def _is_symmetric(program: Program, neuron: int) -> bool:
    """Whether φ(z) + φ(−z) is the same for every z."""
    row = ACTIVATIONS[program.activations[neuron] or "identity"]
    sums = row.function(_TRIED) + row.function(-_TRIED)
    return bool(np.ptp(sums) < 1e-9)


def _pre_activations(program: Program, parameters: Array) -> Array:
    """z of every neuron of every run for every training sample: (runs, neurons, samples), 0 where given."""
    runs, samples = len(parameters), len(program.inputs)
    z, a = (np.zeros((runs, len(program.names), samples)) for _ in range(2))
    a += program.values[:, np.newaxis]
    a[:, program.input_neurons] = program.inputs.T
    for n, kind in enumerate(program.kinds):
        if not kind.is_computed:
            continue
        into = np.flatnonzero(program.dest == n)
        z[:, n] = np.einsum("rc,rcs->rs", parameters[:, into], a[:, program.source[into]])
        bias = len(program.source) + np.flatnonzero(program.biased == n)
        z[:, n] += parameters[:, bias].sum(axis=1)[:, np.newaxis]
        if kind is Kind.HIDDEN:
            a[:, n] = ACTIVATIONS[program.activations[n] or "identity"].function(z[:, n])
    return z
