"""How does one operation compute W numbers at once?

A `Pack` is the processor's own vector of W doubles, as a type that compiled code may use like a number: + − ×
÷ mix packs and floats, and `load`, `store`, `spread` and the like carry numbers into packs and out of them.
LLVM, which numba compiles with, translates each operation into as many instructions as W takes on the machine
at hand. Nothing is left to the compiler's search for loops that could be done in parallel, so the same
operations give the same bits in every lane, whatever W and whoever calls.

W is the length of a tuple of zeros, `width`, which the compiler knows: each W is compiled by itself.
"""

import operator
from collections.abc import Callable, Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic, models, overload, register_model

_DOUBLE, _INTEGER, _PLACE = ir.DoubleType(), ir.IntType(64), ir.IntType(32)
_EXPONENT_BIAS, _MANTISSA_BITS = 1023, 52
_ALIGNMENT = 8  # bytes; a pack may begin at any number of an array


class PackType(types.Type):
    """The type of a pack of `width` doubles."""

    def __init__(self, width: int) -> None:
        self.width = width
        super().__init__(name=f"Pack({width})")


@register_model(PackType)
class _PackModel(models.PrimitiveModel):  # type: ignore[misc]
    def __init__(self, manager: Any, pack: PackType) -> None:
        super().__init__(manager, pack, ir.VectorType(_DOUBLE, pack.width))


@intrinsic
def spread(typing: Any, number: Any, width: Any) -> Any:
    """The pack that has `number` in every lane; a pack as it is."""
    is_pack = isinstance(number, PackType)
    kind = number if is_pack else types.float64

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return arguments[0] if is_pack else _spread(builder, arguments[0], len(width))

    return PackType(len(width))(kind, width), generate


@intrinsic
def load(typing: Any, array: Any, place: Any, width: Any) -> Any:
    """The pack of the W numbers of `array`, seen as flat, from `place` on."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        loaded = builder.load(_pointer(context, builder, array, arguments, len(width)))
        loaded.align = _ALIGNMENT
        return loaded

    return PackType(len(width))(array, types.intp, width), generate


@intrinsic
def store(typing: Any, array: Any, place: Any, pack: Any) -> Any:
    """Writes the pack over the W numbers of `array`, seen as flat, from `place` on."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pointer = _pointer(context, builder, array, arguments, pack.width)
        builder.store(arguments[2], pointer).align = _ALIGNMENT
        return context.get_dummy_value()

    return types.void(array, types.intp, pack), generate


@intrinsic
def total(typing: Any, pack: Any) -> Any:
    """The sum over the lanes, by halves: W must be a power of two. A float as it is."""
    if not isinstance(pack, PackType):
        return types.float64(types.float64), lambda context, builder, signature, arguments: arguments[0]

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        part, lanes = arguments[0], pack.width
        while lanes > 1:
            lanes //= 2
            low, high = (_places(range(start, start + lanes)) for start in (0, lanes))
            part = builder.fadd(
                builder.shuffle_vector(part, part, low), builder.shuffle_vector(part, part, high)
            )
        return builder.extract_element(part, _PLACE(0))

    return types.float64(pack), generate


def read(array: Any, row: int, width: tuple[int, ...]) -> Any:
    """The number in a row of `array`: a pack of one of shape (rows, W), a float of one of shape (rows,)."""
    raise NotImplementedError("only in compiled code")


def write(array: Any, row: int, number: Any) -> None:
    """Writes a number into a row of such an array: a pack, or a float."""
    raise NotImplementedError("only in compiled code")


@overload(read, strict=False)
def _read(array: Any, row: Any, width: Any) -> Any:
    if array.ndim == 1:
        return lambda array, row, width: array[row]
    return lambda array, row, width: load(array, row * len(width), width)


@overload(write, strict=False)
def _write(array: Any, row: Any, number: Any) -> Any:
    if array.ndim == 1:
        return _write_float
    lanes = number.width
    return lambda array, row, number: store(array, row * lanes, number)


def lanes_together(pack: Any, parameters: Any) -> Any:
    """The sum over the lanes where the lanes share the `parameters`, else the pack as it is."""
    raise NotImplementedError("only in compiled code")


@overload(lanes_together, strict=False)
def _lanes_together(pack: Any, parameters: Any) -> Any:
    if parameters.ndim == 1:
        return lambda pack, parameters: total(pack)
    return lambda pack, parameters: pack


def zero(array: Any, width: tuple[int, ...]) -> Any:
    """0, as the numbers of `array` are: a pack or a float."""
    raise NotImplementedError("only in compiled code")


@overload(zero, strict=False)
def _zero(array: Any, width: Any) -> Any:
    if array.ndim == 1:
        return lambda array, width: 0.0
    return lambda array, width: spread(0.0, width)


def where_alive(alive: Any, new: Any, old: Any) -> Any:
    """In each lane the new number if it is alive (> 0), else the old one; a float is the new one.

    A run that is alone ends with its only lane, so the processor need not wait to know whether it is alive.
    """
    raise NotImplementedError("only in compiled code")


@overload(where_alive, strict=False)
def _where_alive(alive: Any, new: Any, old: Any) -> Any:
    if isinstance(alive, PackType):
        return lambda alive, new, old: choose(alive, new, old)
    return lambda alive, new, old: new


def _write_float(array: Any, row: int, number: float) -> None:
    array[row] = number


@intrinsic
def fold_multiply_add(typing: Any, x: Any, y: Any, z: Any) -> Any:
    """z + x · y, where z may have a half, a quarter … of the lanes: each then takes up several of x · y."""
    products = x.width // z.width

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        left, right, result = arguments
        for part in range(products):
            lanes = _places(range(part * z.width, (part + 1) * z.width))
            factors = [builder.shuffle_vector(each, each, lanes) for each in (left, right)]
            result = _call(builder, "fmuladd", [*factors, result])
        return result

    return z(x, y, z), generate


def _elementwise(generate: Callable[..., Any], numbers: int) -> Any:
    """A function of packs and floats; a float beside a pack is the same in every lane. Of floats, a float."""

    def typed(given: Sequence[Any]) -> Any:
        pack = next((each for each in given if isinstance(each, PackType)), None)
        width = 1 if pack is None else pack.width
        kinds = [each if isinstance(each, PackType) else types.float64 for each in given]

        def spread_out(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            packs = [
                argument if isinstance(kind, PackType) else _spread(builder, argument, width)
                for argument, kind in zip(arguments, kinds, strict=True)
            ]
            result = generate(builder, *packs)
            return builder.extract_element(result, _PLACE(0)) if pack is None else result

        return (pack or types.float64)(*kinds), spread_out

    if numbers == 1:
        return intrinsic(lambda typing, x: typed([x]))
    if numbers == 2:
        return intrinsic(lambda typing, x, y: typed([x, y]))
    return intrinsic(lambda typing, x, y, z: typed([x, y, z]))


def _operator(function: Callable[..., Any], instruction: str) -> None:
    """Lets packs be written with the operator, among themselves and with floats."""
    compute = _elementwise(lambda builder, x, y: getattr(builder, instruction)(x, y), 2)

    @overload(function, strict=False)  # strict would compare the annotations too
    def overloaded(x: Any, y: Any) -> Any:
        if isinstance(x, PackType) or isinstance(y, PackType):
            return lambda x, y: compute(x, y)
        return None


_operator(operator.add, "fadd")
_operator(operator.sub, "fsub")
_operator(operator.mul, "fmul")
_operator(operator.truediv, "fdiv")


def _function(name: str, numbers: int) -> Any:
    """LLVM's own function of that name."""

    return _elementwise(lambda builder, *packs: _call(builder, name, packs), numbers)


def _call(builder: Any, name: str, packs: Sequence[Any]) -> Any:
    kind = packs[0].type
    signature = ir.FunctionType(kind, [kind] * len(packs))
    name_of_kind = f"llvm.{name}.v{kind.count}f64"
    return builder.call(cgutils.get_or_insert_function(builder.module, signature, name_of_kind), packs)


multiply_add = _function("fmuladd", 3)
"""x · y + z, rounded once where the processor can."""

root = _function("sqrt", 1)
"""√x"""

magnitude = _function("fabs", 1)
"""|x|"""

sine = _function("sin", 1)
"""sin x, from the library of the machine, lane by lane; `cosine` and `logarithm` likewise."""

cosine = _function("cos", 1)
logarithm = _function("log", 1)


def _choose(builder: Any, test: Any, where_positive: Any, elsewhere: Any) -> Any:
    zero = ir.Constant(test.type, [0.0] * test.type.count)
    return builder.select(builder.fcmp_ordered(">", test, zero), where_positive, elsewhere)


choose = _elementwise(_choose, 3)
"""In each lane the second number where the first is > 0, the third elsewhere, also where the first is NaN."""


def _two_to(builder: Any, shifted: Any) -> Any:
    kind = ir.VectorType(_INTEGER, shifted.type.count)
    bits = builder.bitcast(shifted, kind)
    bits = builder.add(bits, ir.Constant(kind, [_EXPONENT_BIAS] * kind.count))
    return builder.bitcast(builder.shl(bits, ir.Constant(kind, [_MANTISSA_BITS] * kind.count)), shifted.type)


two_to = _elementwise(_two_to, 1)
"""2^k, where x is the sum of 1.5 · 2⁵² and an integer k from −1022 to 1023."""


def _spread(builder: Any, number: Any, width: int) -> Any:
    undefined = ir.Constant(ir.VectorType(_DOUBLE, width), ir.Undefined)
    first = builder.insert_element(undefined, number, _PLACE(0))
    return builder.shuffle_vector(first, undefined, _places([0] * width))


def _places(places: Sequence[int]) -> Any:
    return ir.Constant(ir.VectorType(_PLACE, len(places)), list(places))


def _pointer(context: Any, builder: Any, array: Any, arguments: Any, width: int) -> Any:
    data = context.make_array(array)(context, builder, arguments[0]).data
    return builder.bitcast(builder.gep(data, [arguments[1]]), ir.VectorType(_DOUBLE, width).as_pointer())
