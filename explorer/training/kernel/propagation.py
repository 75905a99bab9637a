"""How does a block of samples go through the network, forward and backward?

Forward, neuron by neuron: z = b + Σ w a, a = φ(z). Backward, in reverse: δ = φ′(z) ∂E/∂a; every connection
into the neuron gets ∂E/∂w = Σ δ a, and carries w δ back to the ∂E/∂a of its source.
"""

from explorer.training.kernel.activation import activate, slope
from explorer.training.kernel.codes import BINARY_CROSS_ENTROPY
from explorer.training.kernel.compiled import piece
from explorer.training.kernel.dropout_mask import silence
from explorer.training.kernel.loss import measure, send_back, softmax
from explorer.training.kernel.pack import choose, fold_multiply_add, multiply_add, read, spread, write


@piece
def propagate(width, graph, parameters, shown, blocks, goes_back, thinning, desk):
    """E lane by lane, and 0 or, where a z or a δ is not finite, NaN.

    Leaves the gradient, lane by lane, on the desk where it `goes_back`. `thinning`: what dropout does.
    """
    loss, flaw = spread(0.0, width), spread(0.0, width)
    if goes_back:
        for p in range(len(desk.gradient)):
            write(desk.gradient, p, spread(0.0, desk.fold))
    for block in range(blocks):
        if thinning.dropout > 0.0:
            silence(graph, shown, block, thinning, desk)
        flaw = _forward(width, graph, parameters, shown, block, goes_back, thinning.dropout > 0.0, desk, flaw)
        share = read(shown.shares, block, width)
        block_loss = measure(width, graph, shown, block, desk)
        loss = loss + choose(spread(share, width), share * block_loss, 0.0)
        if goes_back:
            send_back(width, graph, shown, block, desk)
            flaw = _backward(width, graph, parameters, desk, flaw)
    return loss, flaw


@piece
def _forward(width, graph, parameters, shown, block, goes_back, is_thinned, desk, flaw):
    inputs = len(graph.inputs)
    for i in range(inputs):
        write(desk.a, graph.inputs[i], spread(read(shown.inputs, block * inputs + i, width), width))
    for n in graph.computed:
        z = spread(0.0, width)
        for c in range(graph.first[n], graph.first[n + 1]):
            w = read(parameters, graph.weight[c], width)
            z = multiply_add(w, read(desk.a, graph.source[c], width), z)
        a = activate(graph.activation[n], z)
        flaw = multiply_add(z, 0.0, flaw)
        if goes_back:
            bent = slope(graph.activation[n], z, a)
            if is_thinned and graph.is_hidden[n]:
                kept = read(desk.silence, n, width)
                a, bent = kept * a, kept * bent
            write(desk.slope, n, bent)
            write(desk.dE_da, n, spread(0.0, width))
        write(desk.z, n, z)
        write(desk.a, n, a)
    if graph.has_softmax:
        softmax(width, graph, desk)
    return flaw


@piece
def _backward(width, graph, parameters, desk, flaw):
    for place in range(len(graph.computed) - 1, -1, -1):
        n = graph.computed[place]
        delta = read(desk.slope, n, width) * read(desk.dE_da, n, width)
        if graph.loss == BINARY_CROSS_ENTROPY:
            delta = delta + read(desk.direct, n, width)
        flaw = multiply_add(delta, 0.0, flaw)
        for c in range(graph.first[n], graph.first[n + 1]):
            p, source = graph.weight[c], graph.source[c]
            a = read(desk.a, source, width)
            write(desk.gradient, p, fold_multiply_add(delta, a, read(desk.gradient, p, desk.fold)))
            if graph.is_computed[source]:
                w = read(parameters, p, width)
                write(desk.dE_da, source, multiply_add(w, delta, read(desk.dE_da, source, width)))
    return flaw
