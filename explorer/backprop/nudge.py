"""What becomes of E when one parameter is nudged? Found by evaluating the network, not by derivatives.

A nudge of one parameter moves z of one neuron, and with it only what lies downstream. All else is taken from
the passes that are known already, and many nudges are evaluated side by side, each in a *lane* of its own.
"""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from explorer.array import Array, Indices
from explorer.backprop.batch import over_samples
from explorer.backprop.pass_numbers import PassNumbers
from explorer.backprop.wiring import Layer, Wiring
from explorer.network.activation import ACTIVATIONS, softmax
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment
from explorer.training.program import parameters_of

_NUMBERS_AT_ONCE = 200_000
"""So many z are computed in one go: some milliseconds of work, and no more memory than a cache holds."""


class NudgedLoss:
    """The loss of a batch, after nudges. `numbers` are the passes of its samples as they are."""

    def __init__(self, wiring: Wiring, experiment: Experiment, numbers: PassNumbers) -> None:
        self._wiring, self._numbers = wiring, numbers
        self._loss, self._reduction = LOSSES[experiment.loss.name], experiment.loss.over_samples
        self._parameters = parameters_of(experiment.network)
        self._moved = np.concatenate((wiring.dest, wiring.biased))  # the neuron of each parameter
        self._matrices: dict[int, tuple[int, Array]] = {}

    def slices(self) -> Iterator[Indices]:
        """All parameters, some at a time, each time those whose neurons stand on one level."""
        samples = self._numbers.a.shape[1]
        for layer in self._wiring.layers:
            of_layer = np.flatnonzero(np.isin(self._moved, layer.neurons))
            downstream = len(self._numbers.a) - int(layer.neurons[-1])
            at_once = max(1, _NUMBERS_AT_ONCE // (2 * downstream * samples))
            for start in range(0, len(of_layer), at_once):
                yield of_layer[start : start + at_once]

    def after(self, columns: Indices, up: Array, down: Array) -> tuple[Array, Array, NDArray[np.bool_]]:
        """The loss where each of the parameters `columns` has the value `up`, and where it has `down`.

        And whether the two have any z of a φ with a kink on different sides of it, which says nothing of
        either. All `columns` are of one of the `slices`; all arrays: (columns,).
        """
        numbers, moved = self._numbers, np.tile(self._moved[columns], 2)  # up in the first half of the lanes
        with np.errstate(all="ignore"):  # what overflows is a result to show
            steps = np.concatenate((up, down)) - np.tile(self._parameters[columns], 2)
            z = numbers.z[moved] + steps[:, np.newaxis] * np.tile(self._signals[columns], (2, 1))
            a = numbers.a[moved]
            is_across_kink = np.zeros(len(columns), dtype=np.bool_)
            number = int(self._layer_of[moved[0]])
            for activation, members in self._wiring.layers[number].functions:
                lanes = np.isin(moved, members)
                a[lanes] = ACTIVATIONS[activation].function(z[lanes])
                if ACTIVATIONS[activation].is_kinked:
                    is_across_kink |= lanes[: len(columns)] & _has_straddled(z)
            above = self._play_above(number, moved, _change(a, numbers.a[moved]))
            for layer, zs, _ in above:
                is_across_kink |= self._is_across_kink(layer, zs)
            E_up, E_down = np.split(self._losses(moved, z, a, above), 2)
        return E_up, E_down, is_across_kink

    def _play_above(self, number: int, moved: Indices, change: Array) -> list[tuple[Layer, Array, Array]]:
        """z and a of every layer above layer `number`, (neurons, lanes, samples).

        `change`: by how much a of the neuron that was `moved` in each lane has changed; (lanes, samples).
        """
        played: list[tuple[Layer, Array, Array]] = []
        layers, numbers = self._wiring.layers, self._numbers
        first = int(layers[number].neurons[-1]) + 1  # inputs may stand behind it, on the same level
        changes = (
            np.zeros((int(layers[-1].neurons[0]) - first, *change.shape)) if layers[number + 1 :] else change
        )
        for above in range(number + 1, len(layers)):
            layer = layers[above]
            start, stop = int(layer.neurons[0]), int(layer.neurons[-1]) + 1
            lowest, matrix = self._matrix(above)
            weights = np.where(moved >= lowest, matrix[:, np.maximum(moved - lowest, 0)], 0.0)
            z = weights[..., np.newaxis] * change
            between = max(first, lowest)
            if between < start:
                z += np.tensordot(matrix[:, between - lowest :], changes[between - first : start - first], 1)
            z += numbers.z[start:stop, np.newaxis]
            a = _activated(layer, z)
            if layer is not layers[-1]:
                _change(a, numbers.a[start:stop, np.newaxis], changes[start - first : stop - first])
            played.append((layer, z, a))
        return played

    def _losses(self, moved: Indices, z: Array, a: Array, above: list[tuple[Layer, Array, Array]]) -> Array:
        """The loss of the batch in each lane."""
        outputs, numbers = self._wiring.outputs, self._numbers
        if not above and not self._wiring.softmax:
            return self._losses_of_outputs(moved, z, a)
        if above and np.array_equal(above[-1][0].neurons, outputs):
            _, z_of, a_of = above[-1]
        else:
            z_of, a_of = (
                np.repeat(of[outputs][:, np.newaxis], len(moved), axis=1) for of in (numbers.z, numbers.a)
            )
            for place, output in enumerate(outputs):
                lanes = moved == output
                z_of[place, lanes], a_of[place, lanes] = z[lanes], a[lanes]
            for layer, zs, activations in above:
                places = np.flatnonzero(np.isin(outputs, layer.neurons))
                rows = outputs[places] - layer.neurons[0]
                z_of[places], a_of[places] = zs[rows], activations[rows]
        return over_samples(np.sum(self._terms(z_of, a_of), axis=0).T, self._reduction)

    def _losses_of_outputs(self, moved: Indices, z: Array, a: Array) -> Array:
        """The same where nothing lies downstream: of the terms of a lane, one is another, or none.

        One lane of each output at a time makes an array of as many lanes as the output that has most, rather
        than as there are in all, in which every output's term is that of a lane of its own.
        """
        outputs, numbers = self._wiring.outputs, self._numbers
        found = np.full(len(numbers.a), -1)
        found[outputs] = np.arange(len(outputs))
        lanes = np.flatnonzero(found[moved] >= 0)
        places = found[moved[lanes]]
        by_output = np.argsort(places, kind="stable")
        firsts = np.searchsorted(places[by_output], places)
        ranks = np.empty_like(places)
        ranks[by_output] = np.arange(len(places)) - firsts[by_output]
        z_of, a_of = (
            np.repeat(of[outputs][:, np.newaxis], ranks.max(initial=0) + 1, axis=1)
            for of in (numbers.z, numbers.a)
        )
        present = self._terms(z_of[:, :1], a_of[:, :1])
        z_of[places, ranks], a_of[places, ranks] = z[lanes], a[lanes]
        terms = np.repeat(present, len(moved), axis=1)
        terms[places, lanes] = self._terms(z_of, a_of)[places, ranks]
        return over_samples(np.sum(terms, axis=0).T, self._reduction)

    def _terms(self, z: Array, y: Array) -> Array:
        """What each output adds to the loss of a sample; all (outputs, lanes, samples)."""
        z_last, y_last = np.moveaxis(z, 0, -1), np.moveaxis(y, 0, -1)
        if self._wiring.softmax:
            y_last = softmax(z_last)
        return np.moveaxis(self._loss.terms(z_last, y_last, self._numbers.targets.T), -1, 0)

    def _is_across_kink(self, layer: Layer, z: Array) -> NDArray[np.bool_]:
        """Of each pair of lanes, (pairs,)."""
        kinked = [members for name, members in layer.functions if ACTIVATIONS[name].is_kinked]
        if not kinked:
            return np.zeros(z.shape[1] // 2, dtype=np.bool_)
        rows = np.concatenate(kinked) - layer.neurons[0]
        return np.asarray(np.any([_has_straddled(of_neuron) for of_neuron in z[rows]], axis=0))

    @cached_property
    def _signals(self) -> Array:
        """∂z/∂w of each parameter: a of the source of a weight, 1 for a bias; (parameters, samples)."""
        a = self._numbers.a
        return np.concatenate((a[self._wiring.source], np.ones((len(self._wiring.biased), a.shape[1]))))

    @cached_property
    def _layer_of(self) -> Indices:
        """The number of each computed neuron's layer."""
        found = np.zeros(len(self._numbers.a), dtype=np.intp)
        for number, layer in enumerate(self._wiring.layers):
            found[layer.neurons] = number
        return found

    def _matrix(self, number: int) -> tuple[int, Array]:
        """The first source of a layer, and the weights from there on, (its neurons, sources); else 0."""
        if number not in self._matrices:
            layer, wiring = self._wiring.layers[number], self._wiring
            source, start = wiring.source[layer.into], int(layer.neurons[0])
            first = int(source.min(initial=start))
            matrix = np.zeros((len(layer.neurons), start - first))
            matrix[wiring.dest[layer.into] - start, source - first] = self._parameters[layer.into]
            self._matrices[number] = first, matrix
        return self._matrices[number]


def _activated(layer: Layer, z: Array) -> Array:
    """a of every neuron of `layer`, (neurons, …) as z; without a copy where all have the same function."""
    if len(layer.functions) == 1:
        return np.asarray(ACTIVATIONS[layer.functions[0][0]].function(z))
    a = np.empty_like(z)
    for activation, members in layer.functions:
        rows = _consecutive(members - layer.neurons[0])
        a[rows] = ACTIVATIONS[activation].function(z[rows])
    return a


def _change(after: Array, before: Array, out: Array | None = None) -> Array:
    """after − before, and 0 where both are the same infinity; written to `out` where that is given."""
    change = np.subtract(after, before, out=out)
    if not np.isfinite(change.sum()):  # one look at all of it; nearly always that is all
        change[after == before] = 0.0
    return change


def _has_straddled(z: Array) -> NDArray[np.bool_]:
    """Of each pair of lanes, whether z has different signs in any sample; z: (lanes, samples)."""
    up, down = np.split(z > 0, 2)
    return np.asarray(np.any(up != down, axis=-1))


def _consecutive(rows: Indices) -> Indices | slice:
    """The same rows, as a slice where they follow one another: that makes no copy."""
    start, stop = int(rows[0]), int(rows[-1]) + 1
    return slice(start, stop) if stop - start == len(rows) else rows
