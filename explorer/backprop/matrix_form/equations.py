"""Which equations of matrices is a pass? Those of every level, from the graph and the loss alone."""

from collections.abc import Iterator, Sequence

import numpy as np

from explorer.array import Truths
from explorer.backprop.matrix_form.equation import (
    Entrywise,
    EntrywiseRule,
    MatrixEquation,
    MatrixProduct,
    MatrixRule,
    MatrixSection,
    SampleSum,
)
from explorer.backprop.matrix_form.level_vectors import LevelVectors
from explorer.backprop.matrix_form.matrix import Band, Content, Matrix
from explorer.backprop.wiring import Wiring
from explorer.network.activation import SOFTMAX
from explorer.network.loss import LOSSES
from explorer.network.model import Experiment, Reduction


def matrix_equations(
    wiring: Wiring, experiment: Experiment, samples: int = 1, has_columns: bool = False
) -> tuple[MatrixEquation, ...]:
    """Every equation of a pass over so many `samples`, in the order of the pass.

    `wiring` is that of the experiment's graph. Row vectors with a row for each sample; with `has_columns`
    column vectors, and a column for each. Without outputs there is no way back.
    """
    vectors = LevelVectors(wiring, samples)
    computed = vectors.levels_of(vectors.are_computed)
    equations = [_forward(vectors, level) for level in computed]
    equations += _shared_softmax(vectors)
    if wiring.network.outputs:
        divisor = samples if experiment.loss.over_samples is Reduction.MEAN else 1
        equations.append(_loss(vectors))
        equations += _backward_through_softmax(vectors, experiment)
        for level in reversed(computed):
            equations += _backward(vectors, experiment, level)
        equations += filter(None, (_gradients(vectors, level, divisor) for level in reversed(computed)))
        if experiment.training_samples:
            equations += [update for level in computed for update in _updates(vectors, level)]
    return tuple(each.turned() for each in equations) if has_columns else tuple(equations)


def _forward(vectors: LevelVectors, level: int) -> MatrixEquation:
    """h W + b = z, φ → h"""
    here, plain = vectors.levels[level], vectors.are_computed & ~vectors.are_softmax
    z = vectors.vector(Content.Z, [level], vectors.are_computed)
    bias, sources = vectors.biases(Content.BIAS, level), vectors.levels_into(level)
    rules: list[MatrixRule] = []
    if sources:
        left = vectors.vector(Content.ACTIVATION, sources)
        rules.append(MatrixProduct(left, vectors.weights(Content.WEIGHT, sources, level), z, bias))
    elif bias is not None:
        rules.append(Entrywise(EntrywiseRule.COPIED, (bias,), z))
    if plain[here].any():
        order = vectors.wiring.network.order
        functions = {order[number].activation or "" for number in here if plain[number]}
        rules.append(_activated(vectors, z, [level], plain, functions.pop() if len(functions) == 1 else ""))
    elif not _has_softmax_of_its_own(vectors):
        rules.append(_activated(vectors, z, [level], vectors.are_softmax, SOFTMAX))
    return MatrixEquation(MatrixSection.FORWARD, level, tuple(rules))


def _shared_softmax(vectors: LevelVectors) -> Iterator[MatrixEquation]:
    """softmax(z) → h in an equation of its own, where it is not that of one whole level."""
    levels = vectors.levels_of(vectors.are_softmax)
    if levels and _has_softmax_of_its_own(vectors):
        z = vectors.vector(Content.Z, levels, vectors.are_softmax)
        rule = _activated(vectors, z, levels, vectors.are_softmax, SOFTMAX)
        yield MatrixEquation(MatrixSection.FORWARD, None, (rule,))


def _has_softmax_of_its_own(vectors: LevelVectors) -> bool:
    """Whether the softmax outputs stand at several levels, or with neurons that have no part in it."""
    levels = vectors.levels_of(vectors.are_softmax)
    return len(levels) > 1 or not all(vectors.are_softmax[vectors.levels[level]].all() for level in levels)


def _activated(
    vectors: LevelVectors, z: Matrix, levels: Sequence[int], only: Truths, activation: str
) -> Entrywise:
    """`activation`: that of all these neurons; "" where they differ."""
    emitted = vectors.vector(Content.ACTIVATION, levels, only)
    return Entrywise(EntrywiseRule.ACTIVATED, (z,), emitted, activation)


def _loss(vectors: LevelVectors) -> MatrixEquation:
    """L(h, t) = E, a number for each sample."""
    levels = vectors.levels_of(vectors.are_outputs)
    y, t = _outputs_and_targets(vectors, levels, vectors.are_outputs)
    zeros = np.zeros((vectors.samples, 1), dtype=np.intp)
    whole = Matrix(Content.LOSS, zeros, (Band(0, levels[-1], len(vectors.levels) - 1),), sample_axis=0)
    return MatrixEquation(MatrixSection.LOSS, None, (Entrywise(EntrywiseRule.LOSS, (y, t), whole),))


def _outputs_and_targets(
    vectors: LevelVectors, levels: Sequence[int], outputs: Truths
) -> tuple[Matrix, Matrix]:
    return (
        vectors.vector(Content.ACTIVATION, levels, outputs),
        vectors.vector(Content.TARGET, levels, outputs),
    )


def _backward_through_softmax(vectors: LevelVectors, experiment: Experiment) -> Iterator[MatrixEquation]:
    """∂E/∂h and δ of all outputs of a softmax together: it feeds nothing."""
    outputs = vectors.are_softmax
    levels = vectors.levels_of(outputs)
    if not levels:
        return
    y, t = _outputs_and_targets(vectors, levels, outputs)
    gradient = vectors.vector(Content.ACTIVATION_GRADIENT, levels, outputs)
    delta = vectors.vector(Content.DELTA, levels, outputs)
    level = levels[-1]
    yield _back(level, _loss_gradient(vectors, experiment, y, t, gradient))
    if LOSSES[experiment.loss.name].delta is None:
        yield _back(level, Entrywise(EntrywiseRule.SOFTMAX_DELTA, (y, gradient), delta))
    else:
        yield _back(level, Entrywise(EntrywiseRule.CLASS_DELTA, (y, t), delta))


def _loss_gradient(
    vectors: LevelVectors, experiment: Experiment, y: Matrix, t: Matrix, result: Matrix
) -> Entrywise:
    """∂L/∂y: of a squared error 2/divisor · (y − t)."""
    divisor = LOSSES[experiment.loss.name].square_divisor
    if divisor is None:
        return Entrywise(EntrywiseRule.LOSS_GRADIENT, (y, t), result)
    factor = 2.0 / divisor(len(vectors.wiring.outputs))
    return Entrywise(EntrywiseRule.SQUARE_GRADIENT, (y, t), result, factor=factor)


def _backward(vectors: LevelVectors, experiment: Experiment, level: int) -> Iterator[MatrixEquation]:
    """∂E/∂h from the loss and from what is carried back, then δ; of all but a softmax."""
    here, dests = vectors.levels[level], vectors.levels_out_of(level)
    outputs = vectors.are_outputs & ~vectors.are_softmax
    plain = vectors.are_computed & ~vectors.are_softmax
    from_loss = None
    if outputs[here].any():
        y, t = _outputs_and_targets(vectors, [level], outputs)
        content = Content.LOSS_GRADIENT if dests else Content.ACTIVATION_GRADIENT
        from_loss = vectors.vector(content, [level], outputs)
        yield _back(level, _loss_gradient(vectors, experiment, y, t, from_loss))
    if dests:
        delta, weights = vectors.vector(Content.DELTA, dests), vectors.weights_back(level, dests)
        result = vectors.vector(Content.ACTIVATION_GRADIENT, [level], plain)
        yield _back(level, MatrixProduct(delta, weights, result, from_loss))
    if LOSSES[experiment.loss.name].delta is not None and outputs[here].any():
        yield from _settled(vectors, level, outputs)
        plain &= ~outputs
    if plain[here].any():
        kinds = (Content.SLOPE, Content.ACTIVATION_GRADIENT, Content.DELTA)
        slope, gradient, delta = (vectors.vector(content, [level], plain) for content in kinds)
        yield _back(level, Entrywise(EntrywiseRule.SLOPED, (slope, gradient), delta))


def _settled(vectors: LevelVectors, level: int, outputs: Truths) -> Iterator[MatrixEquation]:
    """δ = h − t, and φ′(z) ⊙ δ Wᵀ with it where an output feeds others."""
    y, t = _outputs_and_targets(vectors, [level], outputs)
    delta = vectors.vector(Content.DELTA, [level], outputs)
    if not vectors.levels_out_of(level):
        yield _back(level, Entrywise(EntrywiseRule.LOSS_DELTA, (y, t), delta))
        return
    kinds = (Content.LOSS_DELTA, Content.SLOPE, Content.CARRIED)
    of_loss, slope, carried = (vectors.vector(content, [level], outputs) for content in kinds)
    yield _back(level, Entrywise(EntrywiseRule.LOSS_DELTA, (y, t), of_loss))
    yield _back(level, Entrywise(EntrywiseRule.SETTLED, (of_loss, slope, carried), delta))


def _back(level: int, rule: MatrixRule) -> MatrixEquation:
    return MatrixEquation(MatrixSection.BACKWARD, level, (rule,))


def _gradients(vectors: LevelVectors, level: int, divisor: int) -> MatrixEquation | None:
    """∂E/∂W = hᵀ δ and ∂E/∂b = Σ δ, over the samples; None where nothing learns."""
    sources, bias = vectors.levels_into(level), vectors.biases(Content.BIAS_GRADIENT, level)
    delta = vectors.vector(Content.DELTA, [level], vectors.are_computed)
    rules: list[MatrixRule] = []
    if sources:
        left = vectors.vector(Content.ACTIVATION, sources).transposed()
        gradient = vectors.weights(Content.WEIGHT_GRADIENT, sources, level)
        rules.append(MatrixProduct(left, delta, gradient, divisor=divisor))
    if bias is not None:
        rules.append(SampleSum(delta, bias, divisor))
    return MatrixEquation(MatrixSection.GRADIENTS, level, tuple(rules)) if rules else None


def _updates(vectors: LevelVectors, level: int) -> Iterator[MatrixEquation]:
    """W + ΔW, and b + Δb"""
    sources, rule = vectors.levels_into(level), EntrywiseRule.CHANGED
    if sources:
        kinds = (Content.WEIGHT, Content.WEIGHT_CHANGE, Content.NEW_WEIGHT)
        before, change, after = (vectors.weights(content, sources, level) for content in kinds)
        yield MatrixEquation(MatrixSection.UPDATE, level, (Entrywise(rule, (before, change), after),))
    kinds = (Content.BIAS, Content.BIAS_CHANGE, Content.NEW_BIAS)
    found = [vectors.biases(content, level) for content in kinds]
    matrices = [matrix for matrix in found if matrix is not None]
    if matrices:
        first, second, last = matrices
        yield MatrixEquation(MatrixSection.UPDATE, level, (Entrywise(rule, (first, second), last),))
