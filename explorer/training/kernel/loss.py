"""What do the outputs cost, what goes back from them, and how does that change in a direction?

`explorer.network.loss.LOSSES` once more for speed, for one block of samples: pieces under the name of each
row. They read z and a where the forward pass has left them in the workspace
(`explorer.training.kernel.graph.Workspace`) or, for a change in a direction, in the point and the tangent of
`explorer.training.kernel.curvature`.
"""

from typing import NamedTuple

from explorer.compiling.compiled import piece
from explorer.training.kernel.dispatch import Piece, by_code, codes_of, distinct_in
from explorer.training.kernel.elementary import exp, largest, log1p, log1p_of_any
from explorer.training.kernel.pack import choose, magnitude, multiply_add, read, spread, write


class LossPieces(NamedTuple):
    """The way forward, back, and how what goes back changes.

    `measure(width, graph, samples, block, workspace)`: L of each sample of the block. `send_back` of the
    same: leaves ∂E/∂a of the outputs, as far as it comes from E, in `dE_da`; a loss that is computed from z
    its part of δ in `direct`. `send_back_change(width, graph, samples, block, point, tangent)`: leaves R of
    that (`explorer.training.kernel.curvature`) in the tangent.
    """

    measure: Piece
    send_back: Piece
    send_back_change: Piece


@piece
def _squares(width, graph, samples, block, workspace):
    """c Σ (y − t)²"""
    loss, first = spread(0.0, width), block * len(graph.outputs)
    for output in range(len(graph.outputs)):
        t = read(samples.targets, first + output, width)
        difference = read(workspace.a, graph.outputs[output], width) - t
        loss = multiply_add(graph.square_factor * difference, difference, loss)
    return loss


@piece
def _squares_back(width, graph, samples, block, workspace):
    """∂L/∂y = 2 c (y − t)"""
    share, first = read(samples.shares, block, width), block * len(graph.outputs)
    for output in range(len(graph.outputs)):
        n, t = graph.outputs[output], read(samples.targets, first + output, width)
        write(workspace.dE_da, n, (2.0 * graph.square_factor) * share * (read(workspace.a, n, width) - t))


@piece
def _squares_back_change(width, graph, samples, block, point, tangent):
    share = (2.0 * graph.square_factor) * read(samples.shares, block, width)
    for n in graph.outputs:
        write(tangent.dE_da, n, share * read(tangent.a, n, width))


@piece
def _binary_cross_entropy(width, graph, samples, block, workspace):
    """Σ (max(z, 0) − t z) + ln(1 + e^−|z|), which is −Σ [t ln y + (1 − t) ln(1 − y)]."""
    loss, first = spread(0.0, width), block * len(graph.outputs)
    for output in range(len(graph.outputs)):
        z = read(workspace.z, graph.outputs[output], width)
        above = choose(z, z, 0.0) - read(samples.targets, first + output, width) * z
        loss = loss + (above + log1p(exp(0.0 - magnitude(z))))
    return loss


@piece
def _binary_cross_entropy_back(width, graph, samples, block, workspace):
    """∂L/∂z = y − t"""
    share, first = read(samples.shares, block, width), block * len(graph.outputs)
    for output in range(len(graph.outputs)):
        n, t = graph.outputs[output], read(samples.targets, first + output, width)
        write(workspace.direct, n, share * (read(workspace.a, n, width) - t))


@piece
def _binary_cross_entropy_back_change(width, graph, samples, block, point, tangent):
    share = read(samples.shares, block, width)
    for n in graph.outputs:
        write(tangent.direct, n, share * read(tangent.a, n, width))


@piece
def _negative_log_likelihood(width, graph, samples, block, workspace):
    """Σ t (ln(1 + rest) − (z − max z)), which is −Σ t ln y; rest is Σ e^(z − max z) without the largest z.

    That one is the 1, in whose sum with it a far smaller rest would be lost; where another z is larger than
    the largest so far, what was the 1 becomes a part of the rest.
    """
    loss, first = spread(0.0, width), block * len(graph.outputs)
    top, rest = read(workspace.z, graph.outputs[0], width), spread(0.0, width)
    for output in range(1, len(graph.outputs)):
        z = read(workspace.z, graph.outputs[output], width)
        power = exp(0.0 - magnitude(z - top))
        rest = choose(z - top, multiply_add(rest, power, power), rest + power)
        top = largest(z, top)
    logarithm = log1p_of_any(rest)
    for output in range(len(graph.outputs)):
        below = logarithm - (read(workspace.z, graph.outputs[output], width) - top)
        loss = multiply_add(read(samples.targets, first + output, width), below, loss)
    return loss


@piece
def _negative_log_likelihood_back(width, graph, samples, block, workspace):
    """∂L/∂z = y Σ t − t"""
    share, first = read(samples.shares, block, width), block * len(graph.outputs)
    targets = _sum_of_targets(width, graph, samples, block)
    for output in range(len(graph.outputs)):
        n, t = graph.outputs[output], read(samples.targets, first + output, width)
        write(workspace.direct, n, share * (read(workspace.a, n, width) * targets - t))


@piece
def _negative_log_likelihood_back_change(width, graph, samples, block, point, tangent):
    share = read(samples.shares, block, width) * _sum_of_targets(width, graph, samples, block)
    for n in graph.outputs:
        write(tangent.direct, n, share * read(tangent.a, n, width))


_SQUARES = LossPieces(_squares, _squares_back, _squares_back_change)

PIECES: dict[str, LossPieces] = {
    "half-squared-error": _SQUARES,
    "squared-error": _SQUARES,
    "mean-squared-error": _SQUARES,
    "binary-cross-entropy": LossPieces(
        _binary_cross_entropy, _binary_cross_entropy_back, _binary_cross_entropy_back_change
    ),
    "negative-log-likelihood": LossPieces(
        _negative_log_likelihood, _negative_log_likelihood_back, _negative_log_likelihood_back_change
    ),
}
"""The pieces of every loss under its name."""

CODES = codes_of(PIECES)

_DISTINCT = distinct_in(PIECES)

_measure = by_code([pieces.measure for pieces in _DISTINCT])
_send_back = by_code([pieces.send_back for pieces in _DISTINCT])
_send_back_change = by_code([pieces.send_back_change for pieces in _DISTINCT])


@piece
def measure(width, graph, samples, block, workspace):
    """L of each sample of the block."""
    return _measure(graph.loss, width, graph, samples, block, workspace)


@piece
def send_back(width, graph, samples, block, workspace):
    """Leaves ∂E/∂a of the outputs in `dE_da`; of a loss that is computed from z its part of δ in `direct`.

    Of a softmax that is δ in any case: the derivative of a softmax output alone is put as 1.
    """
    _send_back(graph.loss, width, graph, samples, block, workspace)
    if graph.has_softmax and not graph.is_from_z:
        _through_softmax(width, graph, workspace)


@piece
def send_back_change(width, graph, samples, block, point, tangent):
    """R of what `send_back` leaves."""
    if graph.has_softmax:
        _softmax_change(width, graph, point, tangent)
    _send_back_change(graph.loss, width, graph, samples, block, point, tangent)
    if graph.has_softmax and not graph.is_from_z:
        _through_softmax_change(width, graph, samples, block, point, tangent)


@piece
def softmax(width, graph, workspace):
    """aᵢ = e^(zᵢ − max z) / Σₖ e^(zₖ − max z) over the outputs."""
    top, whole = _largest_z(width, graph, workspace), spread(0.0, width)
    for n in graph.outputs:
        power = exp(read(workspace.z, n, width) - top)
        write(workspace.a, n, power)
        whole = whole + power
    for n in graph.outputs:
        write(workspace.a, n, read(workspace.a, n, width) / whole)


@piece
def _through_softmax(width, graph, workspace):
    """δᵢ = yᵢ (∂E/∂yᵢ − Σₖ yₖ ∂E/∂yₖ), in place of ∂E/∂y."""
    mean = spread(0.0, width)
    for n in graph.outputs:
        mean = multiply_add(read(workspace.a, n, width), read(workspace.dE_da, n, width), mean)
    for n in graph.outputs:
        write(workspace.dE_da, n, read(workspace.a, n, width) * (read(workspace.dE_da, n, width) - mean))


@piece
def _softmax_change(width, graph, point, tangent):
    """Rᵢ y = yᵢ (Rzᵢ − Σₖ yₖ Rzₖ)"""
    mean = spread(0.0, width)
    for n in graph.outputs:
        mean = multiply_add(read(point.a, n, width), read(tangent.z, n, width), mean)
    for n in graph.outputs:
        write(tangent.a, n, read(point.a, n, width) * (read(tangent.z, n, width) - mean))


@piece
def _through_softmax_change(width, graph, samples, block, point, tangent):
    """R of `_through_softmax`, for a loss of squares, whose R ∂E/∂y stands in `tangent.dE_da`."""
    factor = (2.0 * graph.square_factor) * read(samples.shares, block, width)
    first, mean, mean_change = block * len(graph.outputs), spread(0.0, width), spread(0.0, width)
    for output in range(len(graph.outputs)):
        n = graph.outputs[output]
        y, y_change = read(point.a, n, width), read(tangent.a, n, width)
        dE_dy = factor * (y - read(samples.targets, first + output, width))
        mean = multiply_add(y, dE_dy, mean)
        mean_change = mean_change + y_change * dE_dy + y * read(tangent.dE_da, n, width)
    for output in range(len(graph.outputs)):
        n = graph.outputs[output]
        y, y_change = read(point.a, n, width), read(tangent.a, n, width)
        dE_dy = factor * (y - read(samples.targets, first + output, width))
        change = y_change * (dE_dy - mean) + y * (read(tangent.dE_da, n, width) - mean_change)
        write(tangent.dE_da, n, change)


@piece
def _sum_of_targets(width, graph, samples, block):
    first, whole = block * len(graph.outputs), spread(0.0, width)
    for output in range(len(graph.outputs)):
        whole = whole + read(samples.targets, first + output, width)
    return whole


@piece
def _largest_z(width, graph, workspace):
    top = read(workspace.z, graph.outputs[0], width)
    for n in graph.outputs:
        top = largest(top, read(workspace.z, n, width))
    return top
