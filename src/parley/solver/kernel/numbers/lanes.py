"""Eight numbers side by side: a compiled type whose arithmetic is one vector instruction, or two.

The kernel solves a situation at eight belief nodes at once. Left to itself the compiler vectorises loops
over eight nodes only after proving at run time that no two arrays overlap, which takes longer than the
loops. Here a row of eight is a value: `row` reads it from the end of an array, `put` writes it, and the
usual operators, `least`, `most`, `pick` (a choice lane by lane) and `power_of_two` work on it. Comparisons
give `Flags`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel import models
from numba.core.datamodel.registry import register_default
from numba.core.imputils import lower_builtin, lower_cast
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic as numba_intrinsic

from parley.game.size import ROW

LANES = ROW
intrinsic: Any = numba_intrinsic  # what it makes is called from compiled code, where types differ


def lanes_for(count: int) -> int:
    """A count rounded up to whole rows."""
    return -(-count // LANES) * LANES


DOUBLE, LONG, BIT = ir.DoubleType(), ir.IntType(64), ir.IntType(1)
VECTOR = ir.VectorType(DOUBLE, LANES)
WHOLE = ir.VectorType(LONG, LANES)


class LanesType(types.Type):
    """The compiled type of eight numbers."""


class FlagsType(types.Type):
    """The compiled type of eight truths."""


class PlacesType(types.Type):
    """The compiled type of eight whole numbers."""


LANES_TYPE, FLAGS_TYPE, PLACES_TYPE = LanesType("Lanes"), FlagsType("Flags"), PlacesType("Places")


def _held_as(kind: type[types.Type], shape: ir.Type) -> None:
    class Model(models.PrimitiveModel):
        def __init__(self, manager: Any, fe_type: Any) -> None:
            super().__init__(manager, fe_type, shape)

    register_default(kind)(Model)


_held_as(LanesType, VECTOR)
_held_as(FlagsType, ir.VectorType(BIT, LANES))
_held_as(PlacesType, WHOLE)


def _same(values: Any, kind: ir.Type = DOUBLE) -> ir.Constant:
    return ir.Constant(ir.VectorType(kind, LANES), [values] * LANES)


def _spread(builder: ir.IRBuilder, value: Any, kind: ir.Type = DOUBLE) -> Any:
    shape = ir.VectorType(kind, LANES)
    first = builder.insert_element(ir.Constant(shape, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
    zeros = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
    return builder.shuffle_vector(first, ir.Constant(shape, ir.Undefined), zeros)


def _widened(builder: ir.IRBuilder, kind: types.Type, value: Any) -> Any:
    if kind == LANES_TYPE:
        return value
    if isinstance(kind, types.Integer):
        value = builder.sitofp(value, DOUBLE)
    return _spread(builder, value)


def _operator(symbol: Callable[..., Any], build: Callable[..., Any], gives: types.Type) -> None:
    """Let an operator work on two rows, or a row and a number."""

    @infer_global(symbol)
    class Template(AbstractTemplate):
        def generic(self, args: Any, kws: Any) -> Any:
            if LANES_TYPE not in args or len(args) != 2:
                return None
            if all(a == LANES_TYPE or isinstance(a, (types.Float, types.Integer)) for a in args):
                return signature(gives, *(a if a == LANES_TYPE else types.float64 for a in args))
            return None

    def lower(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return build(builder, *(_widened(builder, k, v) for k, v in zip(sig.args, args, strict=True)))

    for kinds in ((LANES_TYPE, LANES_TYPE), (LANES_TYPE, types.float64), (types.float64, LANES_TYPE)):
        lower_builtin(symbol, *kinds)(lower)


FUSED = ("contract",)
_operator(operator.add, lambda b, x, y: b.fadd(x, y, flags=FUSED), LANES_TYPE)
_operator(operator.sub, lambda b, x, y: b.fsub(x, y, flags=FUSED), LANES_TYPE)
_operator(operator.mul, lambda b, x, y: b.fmul(x, y, flags=FUSED), LANES_TYPE)
_operator(operator.truediv, lambda b, x, y: b.fdiv(x, y), LANES_TYPE)
for _symbol, _name in ((operator.lt, "<"), (operator.le, "<="), (operator.gt, ">"), (operator.ge, ">=")):
    _operator(_symbol, lambda b, x, y, name=_name: b.fcmp_ordered(name, x, y), FLAGS_TYPE)
_operator(operator.ne, lambda b, x, y: b.fcmp_unordered("!=", x, y), FLAGS_TYPE)
_operator(operator.eq, lambda b, x, y: b.fcmp_ordered("==", x, y), FLAGS_TYPE)


@infer_global(operator.neg)
class _Negated(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        return signature(LANES_TYPE, LANES_TYPE) if args == (LANES_TYPE,) else None


@lower_builtin(operator.neg, LANES_TYPE)
def _negate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.fneg(args[0])


def _on_flags(symbol: Callable[..., Any], build: Callable[..., Any]) -> None:
    @infer_global(symbol)
    class Template(AbstractTemplate):
        def generic(self, args: Any, kws: Any) -> Any:
            return signature(FLAGS_TYPE, *args) if args == (FLAGS_TYPE, FLAGS_TYPE) else None

    lower_builtin(symbol, FLAGS_TYPE, FLAGS_TYPE)(lambda context, builder, sig, args: build(builder, *args))


_on_flags(operator.and_, lambda b, x, y: b.and_(x, y))
_on_flags(operator.or_, lambda b, x, y: b.or_(x, y))


@infer_global(operator.invert)
class _Inverted(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        return signature(FLAGS_TYPE, FLAGS_TYPE) if args == (FLAGS_TYPE,) else None


@lower_builtin(operator.invert, FLAGS_TYPE)
def _invert(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.not_(args[0])


@lower_cast(types.float64, LANES_TYPE)
def _number_to_lanes(context: Any, builder: Any, fromty: Any, toty: Any, value: Any) -> Any:
    return _spread(builder, value)


def _call(builder: ir.IRBuilder, name: str, gives: ir.Type, values: list[Any]) -> Any:
    kind = ir.FunctionType(gives, [v.type for v in values])
    return builder.call(cgutils.get_or_insert_function(builder.module, kind, name), values)


@intrinsic
def lanes(typingctx: Any, value: Any) -> Any:
    """The same number in every lane."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return _spread(builder, args[0])

    return LANES_TYPE(types.float64), build


def _least_or_most(sign: str) -> Any:
    def typed(typingctx: Any, first: Any, second: Any) -> Any:
        def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
            x, y = (_widened(builder, k, v) for k, v in zip(sig.args, args, strict=True))
            return builder.select(builder.fcmp_ordered(sign, x, y), x, y)

        return LANES_TYPE(*(a if a == LANES_TYPE else types.float64 for a in (first, second))), build

    return intrinsic(typed)


least, most = _least_or_most("<"), _least_or_most(">")


@intrinsic
def pick(typingctx: Any, flags: Any, first: Any, second: Any) -> Any:
    """Lane by lane `first` where the flag is up, else `second`."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        x, y = (_widened(builder, k, v) for k, v in zip(sig.args[1:], args[1:], strict=True))
        return builder.select(args[0], x, y)

    return LANES_TYPE(FLAGS_TYPE, *(a if a == LANES_TYPE else types.float64 for a in (first, second))), build


@intrinsic
def any_of(typingctx: Any, flags: Any) -> Any:
    """Whether a flag is up in any lane."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        bits = builder.bitcast(args[0], ir.IntType(LANES))
        return builder.icmp_unsigned("!=", bits, ir.Constant(ir.IntType(LANES), 0))

    return types.boolean(FLAGS_TYPE), build


@intrinsic
def first_lanes(typingctx: Any, count: Any) -> Any:
    """Flags that are up in so many lanes from the first."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        numbered = ir.Constant(WHOLE, list(range(LANES)))
        return builder.icmp_signed("<", numbered, _spread(builder, args[0], LONG))

    return FLAGS_TYPE(types.int64), build


@intrinsic
def largest(typingctx: Any, value: Any) -> Any:
    """The largest of the eight numbers."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return _folded(builder, args[0], lambda x, y: builder.select(builder.fcmp_ordered(">", x, y), x, y))

    return types.float64(LANES_TYPE), build


def _folded(builder: ir.IRBuilder, value: Any, join: Callable[[Any, Any], Any]) -> Any:
    """Eight numbers folded in halves: four with four, two with two, one with one."""
    lanes_left = LANES
    while lanes_left > 1:
        lanes_left //= 2
        halves = [
            builder.shuffle_vector(
                value, value, ir.Constant(ir.VectorType(ir.IntType(32), lanes_left), list(places))
            )
            for places in (range(lanes_left), range(lanes_left, 2 * lanes_left))
        ]
        value = join(*halves)
    return builder.extract_element(value, ir.Constant(ir.IntType(32), 0))


@intrinsic
def magnitude(typingctx: Any, value: Any) -> Any:
    """The absolute value, lane by lane."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return _call(builder, f"llvm.fabs.v{LANES}f64", VECTOR, [args[0]])

    return LANES_TYPE(LANES_TYPE), build


def _pointer(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    array = context.make_array(sig.args[0])(context, builder, args[0])
    places = cgutils.unpack_tuple(builder, args[1], len(sig.args[1]))
    return cgutils.get_item_pointer(context, builder, sig.args[0], array, places, wraparound=False)


@intrinsic
def row(typingctx: Any, array: Any, indices: Any) -> Any:
    """Eight numbers of an array, from the place given on along its last axis."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        pointer = _pointer(context, builder, sig, args)
        loaded = builder.load(builder.bitcast(pointer, VECTOR.as_pointer()))
        loaded.align = 8
        return loaded

    return LANES_TYPE(array, types.UniTuple(types.intp, len(indices))), build


@intrinsic
def put(typingctx: Any, array: Any, indices: Any, value: Any) -> Any:
    """Write eight numbers to an array, from the place given on along its last axis."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        pointer = _pointer(context, builder, sig, args)
        stored = builder.store(
            _widened(builder, sig.args[2], args[2]), builder.bitcast(pointer, VECTOR.as_pointer())
        )
        stored.align = 8
        return context.get_dummy_value()

    kind = value if value == LANES_TYPE else types.float64
    return types.void(array, types.UniTuple(types.intp, len(indices)), kind), build


@intrinsic
def places(typingctx: Any, value: Any) -> Any:
    """The whole part of eight numbers that are not negative."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        narrow = builder.fptosi(args[0], ir.VectorType(ir.IntType(32), LANES))
        return builder.sext(narrow, WHOLE)

    return PLACES_TYPE(LANES_TYPE), build


@intrinsic
def as_numbers(typingctx: Any, value: Any) -> Any:
    """Places as numbers."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        narrow = builder.trunc(args[0], ir.VectorType(ir.IntType(32), LANES))
        return builder.sitofp(narrow, VECTOR)

    return LANES_TYPE(PLACES_TYPE), build


@intrinsic
def gather(typingctx: Any, array: Any, indices: Any, at: Any) -> Any:
    """Eight numbers of an array, each from its own place along the last axis."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        base = _pointer(context, builder, sig, args)
        pointers = builder.gep(_spread_pointer(builder, base), [args[2]], source_etype=DOUBLE)
        kind = ir.FunctionType(VECTOR, [pointers.type, ir.IntType(32), ir.VectorType(BIT, LANES), VECTOR])
        name = f"llvm.masked.gather.v{LANES}f64.v{LANES}p0"
        function = cgutils.get_or_insert_function(builder.module, kind, name)
        all_lanes = ir.Constant(ir.VectorType(BIT, LANES), [1] * LANES)
        return builder.call(
            function, [pointers, ir.Constant(ir.IntType(32), 8), all_lanes, ir.Constant(VECTOR, ir.Undefined)]
        )

    return LANES_TYPE(array, types.UniTuple(types.intp, len(indices)), PLACES_TYPE), build


def _spread_pointer(builder: ir.IRBuilder, pointer: Any) -> Any:
    return _spread(builder, pointer, pointer.type)


@intrinsic
def power_of_two(typingctx: Any, value: Any) -> Any:
    """Two to the power of eight numbers that are whole and between -1022 and 1023."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        shifted = builder.fadd(args[0], _same(6755399441055744.0 + 1023.0))
        return builder.bitcast(builder.shl(builder.bitcast(shifted, WHOLE), _same(52, LONG)), VECTOR)

    return LANES_TYPE(LANES_TYPE), build


@intrinsic
def rounded(typingctx: Any, value: Any) -> Any:
    """The nearest whole numbers."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        magic = _same(6755399441055744.0)
        return builder.fsub(builder.fadd(args[0], magic), magic)

    return LANES_TYPE(LANES_TYPE), build


@intrinsic
def exponent_of(typingctx: Any, value: Any) -> Any:
    """Of eight positive normal numbers the power of two, as numbers: value = mantissa * 2 ** exponent."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        bits = builder.lshr(builder.bitcast(args[0], WHOLE), _same(52, LONG))
        # The bits of 2 ** 52 with the exponent in the last places are 2 ** 52 + exponent.
        marked = builder.or_(bits, _same(0x4330000000000000, LONG))
        return builder.fsub(builder.bitcast(marked, VECTOR), _same(4503599627370496.0 + 1023.0))

    return LANES_TYPE(LANES_TYPE), build


@intrinsic
def mantissa_of(typingctx: Any, value: Any) -> Any:
    """Of eight positive normal numbers the mantissa, from 1 to below 2."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        bits = builder.and_(builder.bitcast(args[0], WHOLE), _same(0x000FFFFFFFFFFFFF, LONG))
        return builder.bitcast(builder.or_(bits, _same(0x3FF0000000000000, LONG)), VECTOR)

    return LANES_TYPE(LANES_TYPE), build


@intrinsic
def total(typingctx: Any, value: Any) -> Any:
    """The sum of the eight numbers, added in halves."""

    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return _folded(builder, args[0], builder.fadd)

    return types.float64(LANES_TYPE), build
