"""How does a block of samples go through the network, forward and backward?

Forward, neuron by neuron: z = b + Σ w a, a = φ(z). Backward, in reverse: δ = φ′(z) ∂E/∂a; every connection
into the neuron gets ∂E/∂w = Σ δ a, and carries w δ back to the ∂E/∂a of its source.
"""

from explorer.compiling.compiled import piece
from explorer.training.kernel.activation import activate, derivative
from explorer.training.kernel.dropout_mask import lay_out_mask
from explorer.training.kernel.loss import measure, send_back, softmax
from explorer.training.kernel.pack import choose, fold_multiply_add, multiply_add, read, spread, write


@piece
def propagate(width, graph, parameters, samples, blocks, goes_back, dropout, workspace):
    """E lane by lane, and 0 or, where a z or a δ is not finite, NaN.

    Leaves the gradient, lane by lane, in the workspace where it `goes_back`. `dropout`: of this step.
    """
    loss, nan_flag = spread(0.0, width), spread(0.0, width)
    if goes_back:
        for p in range(len(workspace.gradient)):
            write(workspace.gradient, p, spread(0.0, workspace.fold))
    for block in range(blocks):
        if dropout.probability > 0.0:
            lay_out_mask(graph, samples, block, dropout, workspace)
        nan_flag = _forward(width, graph, parameters, samples, block, goes_back, dropout, workspace, nan_flag)
        share = read(samples.shares, block, width)
        block_loss = measure(width, graph, samples, block, workspace)
        loss = loss + choose(spread(share, width), share * block_loss, 0.0)
        if goes_back:
            send_back(width, graph, samples, block, workspace)
            nan_flag = _backward(width, graph, parameters, workspace, nan_flag)
    return loss, nan_flag


@piece
def _forward(width, graph, parameters, samples, block, goes_back, dropout, workspace, nan_flag):
    inputs = len(graph.inputs)
    for i in range(inputs):
        write(workspace.a, graph.inputs[i], spread(read(samples.inputs, block * inputs + i, width), width))
    for n in graph.computed:
        z = spread(0.0, width)
        for c in range(graph.first[n], graph.first[n + 1]):
            w = read(parameters, graph.weight[c], width)
            z = multiply_add(w, read(workspace.a, graph.source[c], width), z)
        a = activate(graph.activation[n], z)
        nan_flag = multiply_add(z, 0.0, nan_flag)
        if goes_back:
            slope = derivative(graph.activation[n], z, a)
            if dropout.probability > 0.0 and graph.is_hidden[n]:
                factor = read(workspace.dropout_mask, n, width)
                a, slope = factor * a, factor * slope
            write(workspace.slope, n, slope)
            write(workspace.dE_da, n, spread(0.0, width))
        write(workspace.z, n, z)
        write(workspace.a, n, a)
    if graph.has_softmax:
        softmax(width, graph, workspace)
    return nan_flag


@piece
def _backward(width, graph, parameters, workspace, nan_flag):
    for place in range(len(graph.computed) - 1, -1, -1):
        n = graph.computed[place]
        delta = read(workspace.slope, n, width) * read(workspace.dE_da, n, width)
        if graph.is_from_z:
            delta = delta + read(workspace.direct, n, width)
        nan_flag = multiply_add(delta, 0.0, nan_flag)
        for c in range(graph.first[n], graph.first[n + 1]):
            p, source = graph.weight[c], graph.source[c]
            a = read(workspace.a, source, width)
            write(
                workspace.gradient,
                p,
                fold_multiply_add(delta, a, read(workspace.gradient, p, workspace.fold)),
            )
            if graph.is_computed[source]:
                w = read(parameters, p, width)
                write(workspace.dE_da, source, multiply_add(w, delta, read(workspace.dE_da, source, width)))
    return nan_flag
