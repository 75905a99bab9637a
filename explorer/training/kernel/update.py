"""What does the update make of the parameters?

`explorer.network.learning_rule`, written for packs and floats alike: the parameters of one run are floats,
those of many are packs. `state` has a row for every parameter, then one for each thing that the optimiser
remembers of it.
"""

import numpy as np

from explorer.network.learning_rule import NORM_GUARD
from explorer.training.kernel.codes import (
    ADAGRAD,
    ADAMW,
    GRADIENT_DESCENT,
    MOMENTUM,
    NESTEROV,
    RMSPROP,
)
from explorer.training.kernel.compiled import piece
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
def gather(width, state, rule, desk):
    """‖g‖ of the step's gradient, which is left on the desk: of the loss and of the penalty together."""
    squares = zero(state, width)
    for p in range(len(desk.gradient)):
        g = lanes_together(read(desk.gradient, p, desk.fold), state)
        if p < rule.weights and (rule.l1 != 0.0 or rule.l2 != 0.0):
            w = read(state, p, width)
            sign = choose(w, 1.0, choose(0.0 - w, -1.0, 0.0))
            g = g + (rule.l1 * sign + rule.l2 * w)
        write(desk.step_gradient, p, g)
        squares = multiply_add(g, g, squares)
    if total(squares) < np.inf:
        return root(squares)
    squares = zero(state, width)
    for p in range(len(desk.gradient)):
        g = _SMALL * read(desk.step_gradient, p, width)
        squares = multiply_add(g, g, squares)
    return root(squares) / _SMALL


@piece
def clip_factor(norm, rule):
    """min(1, c / (‖g‖ + 10⁻⁶))"""
    factor = rule.largest_gradient / (norm + NORM_GUARD)
    return choose(factor - 1.0, 1.0, factor)


@piece
def change(width, state, rule, rate, step, alive, factor, desk):
    """Makes the update after `step` others where a lane is alive, with the step's gradient times `factor`.

    Gives 0; or NaN where something that the optimiser remembers is not finite any more.
    """
    flaw = zero(state, width)
    for p in range(len(desk.step_gradient)):
        g = factor * read(desk.step_gradient, p, width)
        w = read(state, p, width)
        direction, flaw = _direction(width, state, rule, p, len(desk.step_gradient), w, g, step + 1, flaw)
        write(state, p, where_alive(alive, w - rate * direction, w))
    return flaw


@piece
def _direction(width, state, rule, p, parameters, w, g, t, flaw):
    """What −α is multiplied by at update number `t`; the memory of parameter `p` is brought up to date."""
    momentum, decay_rate, epsilon = rule.settings[0], rule.settings[1], rule.settings[4]
    if rule.optimiser == GRADIENT_DESCENT:
        return g, flaw
    memory = parameters + p
    old = read(state, memory, width)
    if rule.optimiser == MOMENTUM or rule.optimiser == NESTEROV:
        new = momentum * old + g
        direction = g + momentum * new if rule.optimiser == NESTEROV else new
    elif rule.optimiser == ADAGRAD:
        new = old + g * g
        direction = g / (root(new) + epsilon)
    elif rule.optimiser == RMSPROP:
        new = decay_rate * old + (1.0 - decay_rate) * (g * g)
        direction = g / (root(new) + epsilon)
    else:
        beta1, beta2 = rule.settings[2], rule.settings[3]
        new = beta1 * old + (1.0 - beta1) * g
        square = beta2 * read(state, memory + parameters, width) + (1.0 - beta2) * (g * g)
        write(state, memory + parameters, square)
        flaw = multiply_add(square, 0.0, flaw)
        direction = (new / (1.0 - beta1**t)) / (root(square / (1.0 - beta2**t)) + epsilon)
        if rule.optimiser == ADAMW and p < rule.weights:
            direction = rule.settings[5] * w + direction
    write(state, memory, new)
    return direction, multiply_add(new, 0.0, flaw)
