"""What does the Hessian of E do to a vector v of directions, one for each parameter?

The R-operator (Pearlmutter 1994): R f = d/dr f(w + r v) at r = 0, taken of every formula of the forward and
the backward pass. R of the gradient is then H v, for about the work of one gradient, and exact:

    Rz = Σ (v a + w Ra)               R ∂E/∂a = Σ (w Rδ + v δ)
    Ra = φ′(z) Rz                     Rδ = φ″(z) Rz ∂E/∂a + φ′(z) R ∂E/∂a
                                      R ∂E/∂w = Σ (Rδ a + δ Ra)

with v of the weight beside w, and Ra = 0 for what is given. `linearise` makes the passes that do not depend
on v, once for all products at the same parameters; `evaluate` does so too, and tells E and its gradient.
"""

from typing import NamedTuple

import numpy as np

from explorer.array import Array
from explorer.compiling.compiled import piece
from explorer.training.kernel.activation import activate, derivative, second_derivative
from explorer.training.kernel.graph import (
    Graph,
    PackedSamples,
    Rule,
    aligned,
    graph_of,
    pack_samples,
    rule_of,
)
from explorer.training.kernel.loss import measure, send_back, send_back_change, softmax
from explorer.training.kernel.pack import choose, fold_multiply_add, multiply_add, read, spread, total, write
from explorer.training.program import Program

FOLDED = 8
"""The most lanes that a gradient is summed up in before they are added: it is the largest of all at hand."""


class Point(NamedTuple):
    """What the products need to know of the parameters, for all samples: (blocks · neurons, W) each.

    `second_order`: φ″(z) ∂E/∂a.
    """

    a: Array
    slope: Array
    second_order: Array
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
    """Of which E, and where it is worked out: z, ∂E/∂a and the like of a block, and what is kept of all.

    `free`: how many parameters are not fixed.
    """

    graph: Graph
    samples: PackedSamples
    rule: Rule
    free: int
    block: Pass
    point: Point
    tangent: Tangent


def hessian_of(program: Program, lanes: int) -> Hessian:
    """The Hessian of the program's E over all its training samples, so many of which go through at once."""
    samples = pack_samples(program.inputs, program.targets, program.share(len(program.inputs)), lanes)
    neurons, blocks = len(program.names) + 1, len(samples.shares)  # one more, for the biases: see `Graph`
    a, slope, second_order, delta = (aligned((blocks * neurons, lanes)) for _ in range(4))
    of_block = a.reshape(blocks, neurons, lanes)
    of_block[:, :-1] = program.values[:, np.newaxis]
    of_block[:, -1] = 1.0
    numbers = Pass(*(aligned((neurons, lanes)) for _ in range(5)))
    z, change, dE_da, direct = (aligned((neurons, lanes)) for _ in range(4))
    fold = (0,) * min(lanes, FOLDED)
    gradient = aligned((program.parameters, len(fold)))
    return Hessian(
        graph_of(program),
        samples,
        rule_of(program),
        program.free_parameters,
        numbers,
        Point(a, slope, second_order, delta),
        Tangent(z, change, dE_da, direct, fold, gradient),
    )


@piece
def linearise(width, hessian, parameters):
    """Lays out the point, by a pass forward and backward; gives 0, NaN where not all is finite."""
    graph, samples, numbers = hessian.graph, hessian.samples, hessian.block
    nan_flag = spread(0.0, width)
    for block in range(len(samples.shares)):
        here = _of_block(hessian, block)
        workspace = Pass(numbers.z, here.a, here.slope, numbers.dE_da, numbers.direct)
        nan_flag = _forward(width, graph, parameters, samples, block, workspace, nan_flag)
        send_back(width, graph, samples, block, workspace)
        nan_flag = _backward(width, graph, parameters, workspace, here, nan_flag)
    return total(nan_flag)


@piece
def evaluate(width, hessian, parameters, gradient):
    """Lays out the point; E with its penalty λ₂, NaN where not all is finite, and its gradient.

    The gradient of what is fixed is put as 0.
    """
    graph, samples, numbers, tangent = hessian.graph, hessian.samples, hessian.block, hessian.tangent
    for p in range(len(tangent.gradient)):
        write(tangent.gradient, p, spread(0.0, tangent.fold))
    loss, nan_flag = spread(0.0, width), spread(0.0, width)
    for block in range(len(samples.shares)):
        here = _of_block(hessian, block)
        workspace = Pass(numbers.z, here.a, here.slope, numbers.dE_da, numbers.direct)
        nan_flag = _forward(width, graph, parameters, samples, block, workspace, nan_flag)
        share = read(samples.shares, block, width)
        loss = loss + choose(share, share * measure(width, graph, samples, block, workspace), 0.0)
        send_back(width, graph, samples, block, workspace)
        nan_flag = _backward(width, graph, parameters, workspace, here, nan_flag)
        _add_gradient(width, graph, here, tangent)
    E, rule = total(loss) + total(nan_flag), hessian.rule
    for p in range(len(tangent.gradient)):
        g = total(read(tangent.gradient, p, tangent.fold))
        if p < rule.weights:
            g, E = g + rule.l2 * parameters[p], E + 0.5 * rule.l2 * parameters[p] * parameters[p]
        gradient[p] = 0.0 if rule.are_fixed[p] else g
    return E


@piece
def multiply(width, hessian, parameters, v, product):
    """H v of E with its penalty, at the parameters at which the point was laid out.

    Of the free parameters: the product is 0 for those that are fixed, and so must `v` be.
    """
    graph, tangent, rule = hessian.graph, hessian.tangent, hessian.rule
    for p in range(len(tangent.gradient)):
        write(tangent.gradient, p, spread(0.0, tangent.fold))
    for block in range(len(hessian.samples.shares)):
        here = _of_block(hessian, block)
        _forward_change(width, graph, parameters, v, here, tangent)
        send_back_change(width, graph, hessian.samples, block, here, tangent)
        _backward_change(width, graph, parameters, v, here, tangent)
    for p in range(len(tangent.gradient)):
        change = total(read(tangent.gradient, p, tangent.fold))
        if rule.are_fixed[p]:
            change = 0.0
        product[p] = change + rule.l2 * v[p] if p < rule.weights else change


@piece
def _of_block(hessian, block):
    neurons, point = len(hessian.graph.is_computed), hessian.point
    start, end = block * neurons, (block + 1) * neurons
    return Point(
        point.a[start:end], point.slope[start:end], point.second_order[start:end], point.delta[start:end]
    )


@piece
def _forward(width, graph, parameters, samples, block, workspace, nan_flag):
    inputs = len(graph.inputs)
    for i in range(inputs):
        write(workspace.a, graph.inputs[i], read(samples.inputs, block * inputs + i, width))
    for n in graph.computed:
        z = spread(0.0, width)
        for c in range(graph.first[n], graph.first[n + 1]):
            w = read(parameters, graph.weight[c], width)
            z = multiply_add(w, read(workspace.a, graph.source[c], width), z)
        a = activate(graph.activation[n], z)
        nan_flag = multiply_add(z, 0.0, nan_flag)
        write(workspace.z, n, z)
        write(workspace.a, n, a)
        write(workspace.slope, n, derivative(graph.activation[n], z, a))
        write(workspace.dE_da, n, spread(0.0, width))
    if graph.has_softmax:
        softmax(width, graph, workspace)
    return nan_flag


@piece
def _backward(width, graph, parameters, workspace, here, nan_flag):
    for place in range(len(graph.computed) - 1, -1, -1):
        n = graph.computed[place]
        dE_da, slope = read(workspace.dE_da, n, width), read(workspace.slope, n, width)
        delta = slope * dE_da
        if graph.is_from_z:
            delta = delta + read(workspace.direct, n, width)
        nan_flag = multiply_add(delta, 0.0, nan_flag)
        z, a = read(workspace.z, n, width), read(workspace.a, n, width)
        write(here.delta, n, delta)
        write(here.second_order, n, second_derivative(graph.activation[n], z, a, slope) * dE_da)
        for c in range(graph.first[n], graph.first[n + 1]):
            source = graph.source[c]
            if graph.is_computed[source]:
                w = read(parameters, graph.weight[c], width)
                write(workspace.dE_da, source, multiply_add(w, delta, read(workspace.dE_da, source, width)))
    return nan_flag


@piece
def _add_gradient(width, graph, here, tangent):
    """Σ δ a of every weight, added to those of the blocks before."""
    for n in graph.computed:
        delta = read(here.delta, n, width)
        for c in range(graph.first[n], graph.first[n + 1]):
            p, a = graph.weight[c], read(here.a, graph.source[c], width)
            write(tangent.gradient, p, fold_multiply_add(delta, a, read(tangent.gradient, p, tangent.fold)))


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
        curved = read(here.second_order, n, width) * read(tangent.z, n, width)
        change = multiply_add(read(here.slope, n, width), read(tangent.dE_da, n, width), curved)
        if graph.is_from_z:
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
