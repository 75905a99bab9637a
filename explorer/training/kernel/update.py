"""What does the optimiser's update make of the parameters?

`explorer.network.learning_rule` and `explorer.network.optimiser.OPTIMISERS` once more for speed, for packs
and floats alike: the parameters of one run are floats, those of many are packs. `state` has a row for every
parameter, then one for each thing that the optimiser remembers of it.
"""

import numpy as np

from explorer.compiling.compiled import piece
from explorer.network.learning_rule import NORM_GUARD
from explorer.training.kernel.dispatch import Piece, by_code, codes_of
from explorer.training.kernel.pack import (
    choose,
    lanes_together,
    magnitude,
    multiply_add,
    read,
    root,
    total,
    where_alive,
    write,
    zero,
)

_SMALL = 2.0**-540  # its square times the square of a large double is finite


@piece
def penalty(width, state, rule):
    """R = λ₁ Σ |w| + ½ λ₂ Σ w²"""
    sizes = squares = zero(state, width)
    for p in range(rule.weights):
        w = read(state, p, width)
        sizes = sizes + magnitude(w)
        squares = multiply_add(w, w, squares)
    return rule.l1 * sizes + (0.5 * rule.l2) * squares


@piece
def gather(width, state, rule, workspace):
    """‖g‖ of the step's gradient, which is left in the workspace: of the loss and of the penalty together.

    For a parameter that is fixed it is 0, whatever its own gradient is.
    """
    squares = zero(state, width)
    for p in range(len(workspace.gradient)):
        g = lanes_together(read(workspace.gradient, p, workspace.fold), state)
        if p < rule.weights and (rule.l1 != 0.0 or rule.l2 != 0.0):
            w = read(state, p, width)
            sign = choose(w, 1.0, choose(0.0 - w, -1.0, 0.0))
            g = g + (rule.l1 * sign + rule.l2 * w)
        if rule.has_fixed and rule.are_fixed[p]:
            g = zero(state, width)
        write(workspace.step_gradient, p, g)
        squares = multiply_add(g, g, squares)
    if total(squares) < np.inf:
        return root(squares)
    squares = zero(state, width)
    for p in range(len(workspace.gradient)):
        g = _SMALL * read(workspace.step_gradient, p, width)
        squares = multiply_add(g, g, squares)
    return root(squares) / _SMALL


@piece
def clip_factor(norm, rule):
    """min(1, c / (‖g‖ + 10⁻⁶))"""
    factor = rule.largest_gradient / (norm + NORM_GUARD)
    return choose(factor - 1.0, 1.0, factor)


@piece
def _gradient_descent(width, state, rule, p, w, g, t, nan_flag):
    return g, nan_flag


@piece
def _momentum(width, state, rule, p, w, g, t, nan_flag):
    return _remembered(width, state, rule, p, rule.settings.momentum, g, nan_flag)


@piece
def _nesterov(width, state, rule, p, w, g, t, nan_flag):
    v, nan_flag = _remembered(width, state, rule, p, rule.settings.momentum, g, nan_flag)
    return g + rule.settings.momentum * v, nan_flag


@piece
def _adagrad(width, state, rule, p, w, g, t, nan_flag):
    s, nan_flag = _remembered(width, state, rule, p, 1.0, g * g, nan_flag)
    return g / (root(s) + rule.settings.epsilon), nan_flag


@piece
def _rmsprop(width, state, rule, p, w, g, t, nan_flag):
    rho = rule.settings.decay_rate
    s, nan_flag = _remembered(width, state, rule, p, rho, (1.0 - rho) * (g * g), nan_flag)
    return g / (root(s) + rule.settings.epsilon), nan_flag


@piece
def _adam(width, state, rule, p, w, g, t, nan_flag):
    beta1, beta2 = rule.settings.beta1, rule.settings.beta2
    m, nan_flag = _remembered(width, state, rule, p, beta1, (1.0 - beta1) * g, nan_flag)
    second = rule.parameters + p
    s, nan_flag = _remembered(width, state, rule, second, beta2, (1.0 - beta2) * (g * g), nan_flag)
    return (m / (1.0 - beta1**t)) / (root(s / (1.0 - beta2**t)) + rule.settings.epsilon), nan_flag


@piece
def _adamw(width, state, rule, p, w, g, t, nan_flag):
    direction, nan_flag = _adam(width, state, rule, p, w, g, t, nan_flag)
    if p < rule.weights:
        direction = rule.settings.weight_decay * w + direction
    return direction, nan_flag


@piece
def _remembered(width, state, rule, p, decay, new, nan_flag):
    """Brings a moment of parameter `p` up to date, decay · old + new; NaN in the flag if it overflows."""
    row = rule.parameters + p
    moment = decay * read(state, row, width) + new
    write(state, row, moment)
    return moment, multiply_add(moment, 0.0, nan_flag)


PIECES: dict[str, Piece] = {
    "gradient-descent": _gradient_descent,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adam": _adam,
    "adamw": _adamw,
}
"""Of every optimiser under its name: (width, state, rule, p, w, g, t, flag) → direction and flag.

The direction is what −α is multiplied by at update number `t`, counted from 1, where parameter `p` is `w` and
its gradient `g`; what the optimiser remembers of it is brought up to date.
"""

CODES = codes_of(PIECES)

_direction = by_code(list(PIECES.values()))


@piece
def change(width, state, rule, rate, multipliers, step, alive, factor, workspace):
    """Makes the update after `step` others where a lane is alive, with the step's gradient times `factor`.

    `multipliers`: what the rate is multiplied by for each parameter; empty where that is 1 for all. Gives 0;
    or NaN where something that the optimiser remembers is not finite any more.
    """
    nan_flag = zero(state, width)
    for p in range(len(workspace.step_gradient)):
        if rule.has_fixed and rule.are_fixed[p]:
            continue
        g = factor * read(workspace.step_gradient, p, width)
        w = read(state, p, width)
        direction, nan_flag = _direction(rule.optimiser, width, state, rule, p, w, g, step + 1, nan_flag)
        own_rate = rate
        if len(multipliers) > 0:
            own_rate = rate * read(multipliers, p, width)
        write(state, p, where_alive(alive, w - own_rate * direction, w))
    return nan_flag
