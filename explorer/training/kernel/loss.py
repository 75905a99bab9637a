"""What do the outputs cost, and what goes back from them?

The table `explorer.network.loss.LOSSES`, for one block of samples, whose z and a the forward pass has left on
the desk (`explorer.training.kernel.graph.Workspace`).
"""

from explorer.training.kernel.codes import BINARY_CROSS_ENTROPY, NEGATIVE_LOG_LIKELIHOOD
from explorer.training.kernel.compiled import piece
from explorer.training.kernel.elementary import exp, largest, softplus
from explorer.training.kernel.pack import logarithm, multiply_add, read, spread, write


@piece
def softmax(width, graph, desk):
    """aᵢ = e^(zᵢ − max z) / Σₖ e^(zₖ − max z) over the outputs."""
    top, whole = _largest_z(width, graph, desk), spread(0.0, width)
    for n in graph.outputs:
        power = exp(read(desk.z, n, width) - top)
        write(desk.a, n, power)
        whole = whole + power
    for n in graph.outputs:
        write(desk.a, n, read(desk.a, n, width) / whole)


@piece
def measure(width, graph, shown, block, desk):
    """L of each sample of the block."""
    loss = spread(0.0, width)
    first = block * len(graph.outputs)
    if graph.loss == NEGATIVE_LOG_LIKELIHOOD:
        top, whole = _largest_z(width, graph, desk), spread(0.0, width)
        for n in graph.outputs:
            whole = whole + exp(read(desk.z, n, width) - top)
        whole = logarithm(whole)
        for output in range(len(graph.outputs)):
            below = whole - (read(desk.z, graph.outputs[output], width) - top)
            loss = multiply_add(read(shown.targets, first + output, width), below, loss)
        return loss
    for output in range(len(graph.outputs)):
        n, t = graph.outputs[output], read(shown.targets, first + output, width)
        if graph.loss == BINARY_CROSS_ENTROPY:
            z = read(desk.z, n, width)
            loss = loss + (softplus(z) - t * z)
        else:
            difference = read(desk.a, n, width) - t
            loss = multiply_add(graph.loss_factor * difference, difference, loss)
    return loss


@piece
def send_back(width, graph, shown, block, desk):
    """∂E/∂a of the outputs, as far as it comes from E; of a loss that knows it, its part of δ instead."""
    first, share = block * len(graph.outputs), read(shown.shares, block, width)
    weighed = spread(0.0, width)
    if graph.loss == NEGATIVE_LOG_LIKELIHOOD:
        for output in range(len(graph.outputs)):
            weighed = weighed + read(shown.targets, first + output, width)
    for output in range(len(graph.outputs)):
        n, t = graph.outputs[output], read(shown.targets, first + output, width)
        y = read(desk.a, n, width)
        if graph.loss == BINARY_CROSS_ENTROPY:
            write(desk.direct, n, share * (y - t))
        elif graph.loss == NEGATIVE_LOG_LIKELIHOOD:
            write(desk.dE_da, n, share * (y * weighed - t))  # δ itself: the slope of softmax is put as 1
        else:
            dE_dy = (2.0 * graph.loss_factor) * share * (y - t)
            write(desk.dE_da, n, dE_dy)
            weighed = multiply_add(y, dE_dy, weighed)
    if graph.has_softmax and graph.loss != NEGATIVE_LOG_LIKELIHOOD:
        for n in graph.outputs:
            write(desk.dE_da, n, read(desk.a, n, width) * (read(desk.dE_da, n, width) - weighed))


@piece
def _largest_z(width, graph, desk):
    top = read(desk.z, graph.outputs[0], width)
    for n in graph.outputs:
        top = largest(top, read(desk.z, n, width))
    return top
