"""Which combinations of some vectors come nearest to eigenvectors of H?

Rayleigh and Ritz: with orthonormal vectors qᵢ and their products H qᵢ known, those given by the
eigenvectors of the small matrix T, Tᵢⱼ = qᵢ · H qⱼ. Its eigenvalues θ, the *Ritz values*, never leave the
range of H's, so the largest is at most λ, and more vectors bring it nearer. T is diagonalised by turning
two of its axes at a time (Jacobi 1846; Golub and Van Loan 2013, section 8.5).

Vectors are as long as the parameters are many, and filled up with zeros to whole packs.
"""

import math
from typing import NamedTuple

from explorer.array import Array
from explorer.compiling.compiled import piece
from explorer.training.kernel.graph import aligned
from explorer.training.kernel.pack import load, multiply_add, spread, store, total

_MOST_SWEEPS = 30
_ROUNDING = 1e-26  # of the squares off the diagonal against those on it
_NULL = 1e-10
"""What is left of a vector's length when all but rounding lies within the others."""


class Basis(NamedTuple):
    """The vectors and what is known of them.

    `vectors`: (most + 1, length), orthonormal, the last being room; `images`: (most, length), H times them.
    `products`: (most, most), T. `values`: θ, descending, and `ritz`: (most, most), row by row what each
    Ritz vector is made of. `lengths`: of the residuals that are looked at. `scale`: (length,), the
    diagonal of D where the matrix is D H D, ones at first. `turned` and `kept`: (most, length), and `scaled`:
    (length,), for working.
    """

    vectors: Array
    images: Array
    products: Array
    values: Array
    ritz: Array
    turned: Array
    kept: Array
    lengths: Array
    scale: Array
    scaled: Array


def basis_of(most: int, length: int, looked_at: int) -> Basis:
    """Room for so many vectors."""
    scale = aligned((length,))
    scale[:] = 1.0
    return Basis(
        vectors=aligned((most + 1, length)),
        images=aligned((most, length)),
        products=aligned((most, most)),
        values=aligned((most,)),
        ritz=aligned((most, most)),
        turned=aligned((most, most)),
        kept=aligned((max(most, looked_at), length)),
        lengths=aligned((looked_at,)),
        scale=scale,
        scaled=aligned((length,)),
    )


@piece
def dot(width, x, y):
    """x · y"""
    whole = spread(0.0, width)
    for place in range(0, len(x), len(width)):
        whole = multiply_add(load(x, place, width), load(y, place, width), whole)
    return total(whole)


@piece
def add_multiple(width, y, factor, x):
    """y ← y + factor · x"""
    for place in range(0, len(x), len(width)):
        store(y, place, multiply_add(factor, load(x, place, width), load(y, place, width)))


@piece
def combine(width, vectors, factors, size, result):
    """result ← Σ factorᵢ · vectorᵢ over the first `size` vectors."""
    length = vectors.shape[1]
    for place in range(0, length, len(width)):
        whole = spread(0.0, width)
        for row in range(size):
            whole = multiply_add(factors[row], load(vectors, row * length + place, width), whole)
        store(result, place, whole)


@piece
def scale(width, x, factor):
    """x ← factor · x"""
    for place in range(0, len(x), len(width)):
        store(x, place, factor * load(x, place, width))


@piece
def multiply_elements(width, x, y, result):
    """result ← x y, element by element."""
    for place in range(0, len(x), len(width)):
        store(result, place, load(x, place, width) * load(y, place, width))


@piece
def orthonormalise(width, basis, size):
    """Makes the vector behind the first `size` orthonormal to them; False where it lies within them."""
    vector = basis.vectors[size]
    before = math.sqrt(dot(width, vector, vector))
    if not before > 0.0:
        return False
    scale(width, vector, 1.0 / before)
    for _ in range(2):  # once leaves rounding errors, twice is enough (Parlett 1980, section 6.9)
        for other in range(size):
            along = dot(width, basis.vectors[other], vector)
            add_multiple(width, vector, -along, basis.vectors[other])
    after = math.sqrt(dot(width, vector, vector))
    if not after > _NULL:
        return False
    scale(width, vector, 1.0 / after)
    return True


@piece
def take_in(width, basis, size):
    """Brings T up to date with the vector behind the first `size`, whose image is there too."""
    for other in range(size + 1):
        product = dot(width, basis.vectors[other], basis.images[size])
        basis.products[other, size] = product
        basis.products[size, other] = product


@piece
def diagonalise(basis, size):
    """Finds the Ritz values of the first `size` vectors, descending, and what makes their vectors."""
    for i in range(size):
        for j in range(size):
            basis.turned[i, j] = basis.products[i, j]
            basis.ritz[i, j] = 1.0 if i == j else 0.0
    for _ in range(_MOST_SWEEPS):
        beside, on = 0.0, 0.0
        for i in range(size):
            on += basis.turned[i, i] * basis.turned[i, i]
            for j in range(i):
                beside += basis.turned[i, j] * basis.turned[i, j]
        if not beside > _ROUNDING * on:
            break
        for i in range(size):
            for j in range(i):
                if basis.turned[i, j] != 0.0:
                    _turn(basis.turned, basis.ritz, j, i, size)
    for i in range(size):
        basis.values[i] = basis.turned[i, i]
    _sort(basis.values, basis.ritz, size)


@piece
def _turn(matrix, ritz, p, q, size):
    """Turns the axes p and q so far that the entry between them becomes 0."""
    between = matrix[p, q]
    ratio = (matrix[q, q] - matrix[p, p]) / (2.0 * between)
    tangent = math.copysign(1.0, ratio) / (abs(ratio) + math.sqrt(1.0 + ratio * ratio))
    cosine = 1.0 / math.sqrt(1.0 + tangent * tangent)
    sine = tangent * cosine
    on_p, on_q = matrix[p, p] - tangent * between, matrix[q, q] + tangent * between
    for k in range(size):
        at_p, at_q = matrix[p, k], matrix[q, k]
        matrix[p, k] = matrix[k, p] = cosine * at_p - sine * at_q
        matrix[q, k] = matrix[k, q] = sine * at_p + cosine * at_q
        at_p, at_q = ritz[p, k], ritz[q, k]
        ritz[p, k], ritz[q, k] = cosine * at_p - sine * at_q, sine * at_p + cosine * at_q
    matrix[p, p], matrix[q, q] = on_p, on_q
    matrix[p, q] = matrix[q, p] = 0.0


@piece
def _sort(values, ritz, size):
    """Descending; the rows of `ritz` go with their values."""
    for i in range(size):
        largest = i
        for j in range(i + 1, size):
            if values[j] > values[largest]:
                largest = j
        if largest != i:
            values[i], values[largest] = values[largest], values[i]
            for k in range(size):
                ritz[i, k], ritz[largest, k] = ritz[largest, k], ritz[i, k]


@piece
def residual(width, basis, size, which, result):
    """result ← H x − θ x of that Ritz vector x; its length."""
    combine(width, basis.images, basis.ritz[which], size, result)
    for row in range(size):
        add_multiple(width, result, -basis.values[which] * basis.ritz[which, row], basis.vectors[row])
    return math.sqrt(dot(width, result, result))


@piece
def keep(width, basis, size, top, bottom):
    """Replaces the vectors by the first `top` and the last `bottom` Ritz vectors; how many there are then."""
    for images in range(2):
        vectors = basis.images if images else basis.vectors
        for row in range(top + bottom):
            which = row if row < top else size - top - bottom + row
            combine(width, vectors, basis.ritz[which], size, basis.kept[row])
        for row in range(top + bottom):
            copy(width, basis.kept[row], vectors[row])
    for i in range(top + bottom):
        for j in range(top + bottom):
            basis.products[i, j] = 0.0
        basis.products[i, i] = basis.values[i if i < top else size - top - bottom + i]
    return top + bottom


@piece
def copy(width, source, dest):
    """dest ← source"""
    for place in range(0, len(source), len(width)):
        store(dest, place, load(source, place, width))
