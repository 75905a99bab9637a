"""What does the Hessian of E do to a vector v of directions, one for each parameter?

The R-operator (Pearlmutter 1994): R f = d/dr f(w + r v) at r = 0, taken of every formula of the forward and
the backward pass. R of the gradient is then H v, for about the work of one gradient, and exact:

    Rz = Σ (v a + w Ra)               R ∂E/∂a = Σ (w Rδ + v δ)
    Ra = φ′(z) Rz                     Rδ = φ″(z) Rz ∂E/∂a + φ′(z) R ∂E/∂a
                                      R ∂E/∂w = Σ (Rδ a + δ Ra)

with v of the weight beside w, and Ra = 0 for what is given. `linearise` makes the passes that do not depend
on v, once for all products at the same parameters.
"""

from typing import NamedTuple

import numpy as np

from explorer.array import Array
from explorer.training.kernel.activation import activate, slope
from explorer.training.kernel.codes import BINARY_CROSS_ENTROPY, NEGATIVE_LOG_LIKELIHOOD
from explorer.training.kernel.compiled import piece
from explorer.training.kernel.graph import (
    Graph,
    PackedSamples,
    Rule,
    aligned,
    graph_of,
    rule_of,
    shown_of,
)
from explorer.training.kernel.loss import send_back, softmax
from explorer.training.kernel.pack import fold_multiply_add, multiply_add, read, spread, total, write
from explorer.training.kernel.second_derivative import bend
from explorer.training.program import Program

FOLDED = 8
"""The most lanes that a gradient is summed up in before they are added: it is the largest of all at hand."""


class Point(NamedTuple):
    """What the products need to know of the parameters, for all samples: (blocks · neurons, W) each.

    `bent`: φ″(z) ∂E/∂a.
    """

    a: Array
    slope: Array
    bent: Array
    delta: Array


class Pass(NamedTuple):
    """The numbers of a block on its way forward and back, as on a `Workspace`: (neurons, W) each."""

    z: Array
    a: Array
    slope: Array
    dE_da: Array
    direct: Array


class Tangent(NamedTuple):
    """The R of a block's numbers: (neurons, W) each.

    `gradient`: (parameters, lanes), summed over the blocks, in fewer lanes, those of `fold`.
    """

    z: Array
    a: Array
    dE_da: Array
    direct: Array
    fold: tuple[int, ...]
    gradient: Array


class Hessian(NamedTuple):
    """Of which E, and where it is worked out: z, ∂E/∂a and the like of a block, and what is kept of all."""

    graph: Graph
    shown: PackedSamples
    rule: Rule
    block: Pass
    point: Point
    tangent: Tangent


def hessian_of(program: Program, lanes: int) -> Hessian:
    """The Hessian of the program's E over all its training samples, so many of which go through at once."""
    shown = shown_of(program.inputs, program.targets, program.share(len(program.inputs)), lanes)
    neurons, blocks = len(program.names) + 1, len(shown.shares)  # one more, for the biases: see `Graph`
    a, slopes, bent, delta = (aligned((blocks * neurons, lanes)) for _ in range(4))
    of_block = a.reshape(blocks, neurons, lanes)
    of_block[:, :-1] = program.values[:, np.newaxis]
    of_block[:, -1] = 1.0
    numbers = Pass(*(aligned((neurons, lanes)) for _ in range(5)))
    z, change, dE_da, direct = (aligned((neurons, lanes)) for _ in range(4))
    fold = (0,) * min(lanes, FOLDED)
    gradient = aligned((len(program.source) + len(program.biased), len(fold)))
    return Hessian(
        graph_of(program),
        shown,
        rule_of(program),
        numbers,
        Point(a, slopes, bent, delta),
        Tangent(z, change, dE_da, direct, fold, gradient),
    )


@piece
def linearise(width, hessian, parameters):
    """Lays out the point, by a pass forward and backward; gives 0, NaN where not all is finite."""
    graph, shown, numbers = hessian.graph, hessian.shown, hessian.block
    flaw = spread(0.0, width)
    for block in range(len(shown.shares)):
        here = _of_block(hessian, block)
        desk = Pass(numbers.z, here.a, here.slope, numbers.dE_da, numbers.direct)
        flaw = _forward(width, graph, parameters, shown, block, desk, flaw)
        send_back(width, graph, shown, block, desk)
        flaw = _backward(width, graph, parameters, desk, here, flaw)
    return total(flaw)


@piece
def multiply(width, hessian, parameters, v, product):
    """H v of E with its penalty, at the parameters at which the point was laid out."""
    graph, tangent, rule = hessian.graph, hessian.tangent, hessian.rule
    for p in range(len(tangent.gradient)):
        write(tangent.gradient, p, spread(0.0, tangent.fold))
    for block in range(len(hessian.shown.shares)):
        here = _of_block(hessian, block)
        _forward_change(width, graph, parameters, v, here, tangent)
        _send_back_change(width, graph, hessian.shown, block, here, tangent)
        _backward_change(width, graph, parameters, v, here, tangent)
    for p in range(len(tangent.gradient)):
        change = total(read(tangent.gradient, p, tangent.fold))
        product[p] = change + rule.l2 * v[p] if p < rule.weights else change


@piece
def _of_block(hessian, block):
    neurons, point = len(hessian.graph.is_computed), hessian.point
    start, end = block * neurons, (block + 1) * neurons
    return Point(point.a[start:end], point.slope[start:end], point.bent[start:end], point.delta[start:end])


@piece
def _forward(width, graph, parameters, shown, block, desk, flaw):
    inputs = len(graph.inputs)
    for i in range(inputs):
        write(desk.a, graph.inputs[i], read(shown.inputs, block * inputs + i, width))
    for n in graph.computed:
        z = spread(0.0, width)
        for c in range(graph.first[n], graph.first[n + 1]):
            w = read(parameters, graph.weight[c], width)
            z = multiply_add(w, read(desk.a, graph.source[c], width), z)
        a = activate(graph.activation[n], z)
        flaw = multiply_add(z, 0.0, flaw)
        write(desk.z, n, z)
        write(desk.a, n, a)
        write(desk.slope, n, slope(graph.activation[n], z, a))
        write(desk.dE_da, n, spread(0.0, width))
    if graph.has_softmax:
        softmax(width, graph, desk)
    return flaw


@piece
def _backward(width, graph, parameters, desk, here, flaw):
    for place in range(len(graph.computed) - 1, -1, -1):
        n = graph.computed[place]
        dE_da, rise = read(desk.dE_da, n, width), read(desk.slope, n, width)
        delta = rise * dE_da
        if graph.loss == BINARY_CROSS_ENTROPY:
            delta = delta + read(desk.direct, n, width)
        flaw = multiply_add(delta, 0.0, flaw)
        bent = bend(graph.activation[n], read(desk.z, n, width), read(desk.a, n, width), rise)
        write(here.delta, n, delta)
        write(here.bent, n, bent * dE_da)
        for c in range(graph.first[n], graph.first[n + 1]):
            source = graph.source[c]
            if graph.is_computed[source]:
                w = read(parameters, graph.weight[c], width)
                write(desk.dE_da, source, multiply_add(w, delta, read(desk.dE_da, source, width)))
    return flaw


@piece
def _forward_change(width, graph, parameters, v, here, tangent):
    for n in graph.computed:
        z = spread(0.0, width)
        for c in range(graph.first[n], graph.first[n + 1]):
            p, source = graph.weight[c], graph.source[c]
            z = multiply_add(read(v, p, width), read(here.a, source, width), z)
            if graph.is_computed[source]:
                z = multiply_add(read(parameters, p, width), read(tangent.a, source, width), z)
        write(tangent.z, n, z)
        write(tangent.a, n, read(here.slope, n, width) * z)
        write(tangent.dE_da, n, spread(0.0, width))


@piece
def _backward_change(width, graph, parameters, v, here, tangent):
    for place in range(len(graph.computed) - 1, -1, -1):
        n = graph.computed[place]
        delta = read(here.delta, n, width)
        curved = read(here.bent, n, width) * read(tangent.z, n, width)
        change = multiply_add(read(here.slope, n, width), read(tangent.dE_da, n, width), curved)
        if graph.loss == BINARY_CROSS_ENTROPY:
            change = change + read(tangent.direct, n, width)
        for c in range(graph.first[n], graph.first[n + 1]):
            p, source = graph.weight[c], graph.source[c]
            g = fold_multiply_add(
                change, read(here.a, source, width), read(tangent.gradient, p, tangent.fold)
            )
            if graph.is_computed[source]:
                g = fold_multiply_add(delta, read(tangent.a, source, width), g)
                back = multiply_add(read(parameters, p, width), change, read(tangent.dE_da, source, width))
                write(tangent.dE_da, source, multiply_add(read(v, p, width), delta, back))
            write(tangent.gradient, p, g)


@piece
def _send_back_change(width, graph, shown, block, here, tangent):
    """R of what `explorer.training.kernel.loss.send_back` leaves on the desk."""
    share = read(shown.shares, block, width)
    if graph.has_softmax:
        _softmax_change(width, graph, here, tangent)
    first = block * len(graph.outputs)
    if graph.loss == NEGATIVE_LOG_LIKELIHOOD:
        weighed = spread(0.0, width)
        for output in range(len(graph.outputs)):
            weighed = weighed + read(shown.targets, first + output, width)
        share = share * weighed
    elif graph.loss != BINARY_CROSS_ENTROPY:
        share = (2.0 * graph.loss_factor) * share
    for n in graph.outputs:
        dE_da = share * read(tangent.a, n, width)
        if graph.loss == BINARY_CROSS_ENTROPY:
            write(tangent.direct, n, dE_da)
        else:
            write(tangent.dE_da, n, dE_da)
    if graph.has_softmax and graph.loss != NEGATIVE_LOG_LIKELIHOOD:
        _softmax_slope_change(width, graph, shown, first, share, here, tangent)


@piece
def _softmax_change(width, graph, here, tangent):
    """Rᵢ y = yᵢ (Rzᵢ − Σₖ yₖ Rzₖ)"""
    mean = spread(0.0, width)
    for n in graph.outputs:
        mean = multiply_add(read(here.a, n, width), read(tangent.z, n, width), mean)
    for n in graph.outputs:
        write(tangent.a, n, read(here.a, n, width) * (read(tangent.z, n, width) - mean))


@piece
def _softmax_slope_change(width, graph, shown, first, factor, here, tangent):
    """R of δᵢ = yᵢ (gᵢ − Σₖ yₖ gₖ), g = ∂E/∂y = factor · (y − t), whose R stands in `tangent.dE_da`."""
    mean, mean_change = spread(0.0, width), spread(0.0, width)
    for output in range(len(graph.outputs)):
        n = graph.outputs[output]
        y, y_change = read(here.a, n, width), read(tangent.a, n, width)
        dE_dy = factor * (y - read(shown.targets, first + output, width))
        mean = multiply_add(y, dE_dy, mean)
        mean_change = mean_change + y_change * dE_dy + y * read(tangent.dE_da, n, width)
    for output in range(len(graph.outputs)):
        n = graph.outputs[output]
        y, y_change = read(here.a, n, width), read(tangent.a, n, width)
        dE_dy = factor * (y - read(shown.targets, first + output, width))
        change = y_change * (dE_dy - mean) + y * (read(tangent.dE_da, n, width) - mean_change)
        write(tangent.dE_da, n, change)
