"""How are e^x, tanh x and their kin computed for a whole pack, without a branch?

e^x = 2^k e^r with k the integer nearest to x / ln 2: |r| ≤ ½ ln 2, where a polynomial gives e^r − 1 to
the last bits (Cody and Waite 1980, chapter 6). The others follow from 2^k and e^r − 1 without cancellation:
e^x − 1 = 2^k (e^r − 1) + (2^k − 1), also near 0, and tanh x = (e^2x − 1) / (e^2x + 1). All are within a few
units of the last place of the true value. Beyond ±700, e^x is taken as that of ±700; NaN stays NaN.
"""

from explorer.compiling.compiled import piece
from explorer.training.kernel.pack import choose, logarithm, magnitude, multiply_add, two_to

_ROUNDING = 1.5 * 2.0**52
"""Added to a number, it rounds it to an integer, which then stands in the last bits of the sum."""

_PER_LN_2 = 1.4426950408889634
_LN_2_HIGH, _LN_2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
"""ln 2 = high + low; k · high is exact, since the last bits of high are 0."""

_FLAT_EXP = 700.0
_FLAT_TANH = 20.0  # tanh 20 is 1 in doubles

# e^r = 1 + r + r²/2! + …; what comes after r¹³ is below a quarter of the last place
_E2, _E3, _E4, _E5, _E6, _E7 = 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720, 1 / 5040
_E8, _E9, _E10, _E11, _E12, _E13 = (
    1 / 40320,
    1 / 362880,
    1 / 3628800,
    1 / 39916800,
    1 / 479001600,
    1 / 6227020800,
)


@piece
def largest(x, y):
    """max(x, y); y where x is NaN."""
    return choose(x - y, x, y)


@piece
def clamp(x, limit):
    """x, but no farther from 0 than `limit`; NaN stays NaN."""
    x = choose(x - limit, limit, x)
    return choose(-limit - x, -limit, x)


@piece
def exp_parts(x):
    """2^k and e^r − 1, with x = k ln 2 + r and |r| ≤ ½ ln 2, for |x| ≤ 700.

    The even and the odd powers of r are summed side by side, so that the processor need not wait.
    """
    shifted = multiply_add(x, _PER_LN_2, _ROUNDING)
    k = shifted - _ROUNDING
    r = multiply_add(k, -_LN_2_LOW, multiply_add(k, -_LN_2_HIGH, x))
    square = r * r
    fourth = square * square
    low = multiply_add(square, multiply_add(r, _E5, _E4), multiply_add(r, _E3, _E2))
    middle = multiply_add(square, multiply_add(r, _E9, _E8), multiply_add(r, _E7, _E6))
    high = multiply_add(square, multiply_add(r, _E13, _E12), multiply_add(r, _E11, _E10))
    tail = multiply_add(fourth, multiply_add(fourth, high, middle), low)
    return two_to(shifted), multiply_add(square, tail, r)


@piece
def exp(x):
    """e^x"""
    power, rest = exp_parts(clamp(x, _FLAT_EXP))
    return multiply_add(power, rest, power)


@piece
def expm1(x):
    """e^x − 1, to full relative precision near 0 too."""
    power, rest = exp_parts(clamp(x, _FLAT_EXP))
    return multiply_add(power, rest, power - 1.0)


@piece
def tanh(x):
    """tanh x = (e^2x − 1) / (e^2x + 1)"""
    power, rest = exp_parts(clamp(x + x, 2.0 * _FLAT_TANH))
    above = multiply_add(power, rest, power - 1.0)
    return above / (above + 2.0)


@piece
def logistic(x):
    """σ(x) = 1 / (1 + e^−x)"""
    power, rest = exp_parts(clamp(0.0 - x, _FLAT_EXP))
    return 1.0 / (1.0 + multiply_add(power, rest, power))


@piece
def log1p(u):
    """ln(1 + u) = 2 (s + s³/3 + s⁵/5 + …), s = u / (2 + u), for 0 ≤ u ≤ 1, where s² ≤ 1/9."""
    s = u / (2.0 + u)
    square = s * s
    series = 0.0 * s + 1 / 33
    for odd in range(31, 0, -2):
        series = multiply_add(series, square, 1.0 / odd)
    return 2.0 * s * series


@piece
def log1p_of_any(u):
    """ln(1 + u) for u ≥ 0: what rounding took from 1 + u is put back, as much as ln changes by it."""
    whole = 1.0 + u
    return logarithm(whole) + (u - (whole - 1.0)) / whole


@piece
def softplus(x):
    """ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|)"""
    return choose(x, x, 0.0) + log1p(exp(0.0 - magnitude(x)))
