"""Structs of arrays that compiled code reads through one pointer.

A tuple of fifty arrays is copied at every call of a compiled function, and numba's own structrefs count
references at every access; both cost more than the arithmetic here. A `Struct` keeps its arrays alive on
the Python side and hands compiled code the address of a table of array headers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel import models
from numba.core.datamodel.registry import register_default
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate
from numba.core.typing.typeof import typeof_impl
from numba.extending import NativeValue, infer_getattr, intrinsic, unbox

from parley.game.size import ROW

WORD = ir.IntType(64)
ITEMS, DATA = 2, 4
HEADER = 5  # words before shape and strides: memory owner, parent, item count, item size, data


class StructType(types.Type):
    """The compiled type of a struct: its name and its fields, in order."""

    def __init__(self, name: str, fields: tuple[tuple[str, types.Type], ...]) -> None:
        self.fields = dict(fields)
        self.offsets: dict[str, int] = {}
        words = 0
        for field, kind in fields:
            self.offsets[field] = words
            words += HEADER + 2 * kind.ndim if isinstance(kind, types.Array) else 1
        self.words = words
        # Every compiled function's name holds those of its arguments' types: they had better be short.
        said = ", ".join(f"{field}: {kind}" for field, kind in fields)
        super().__init__(name=f"{name}-{hashlib.sha256(said.encode()).hexdigest()[:8]}")


class Struct:
    """Named arrays and numbers that compiled code can read; arrays are shared, not copied.

    Subclasses list `fields`: a name, and `int`, `float`, or a (dtype, dimensions) pair.
    """

    fields: ClassVar[Mapping[str, Any]] = {}
    kind: ClassVar[StructType]

    def __init_subclass__(cls) -> None:
        """Work out the compiled type once for each kind of struct."""
        cls.kind = StructType(cls.__name__, tuple((f, _compiled_type(k)) for f, k in cls.fields.items()))

    def __init__(self, **values: Any) -> None:
        missing = set(self.fields) ^ set(values)
        if missing:
            raise TypeError(f"{type(self).__name__} lacks or does not know {sorted(missing)}")
        self.arrays: dict[str, npt.NDArray[Any]] = {}
        table = np.zeros(self.kind.words, dtype=np.int64)
        for field, kind in self.fields.items():
            at = self.kind.offsets[field]
            if kind is int:
                table[at] = values[field]
            elif kind is float:
                table[at : at + 1].view(np.float64)[0] = values[field]
            else:
                array = np.asarray(values[field], dtype=kind[0], order="C")
                if array.ndim != kind[1]:
                    raise TypeError(f"{field} has {array.ndim} dimensions, not {kind[1]}")
                self.arrays[field] = array
                header = (0, 0, array.size, array.itemsize, array.ctypes.data, *array.shape, *array.strides)
                table[at : at + len(header)] = header
        self._table = table
        self.address = int(table.ctypes.data)

    def stacked(self, count: int, values: Mapping[str, Any]) -> npt.NDArray[np.int64]:
        """Tables of so many structs like this one, a row each; `values` differ along a new first axis.

        What is not in `values` is shared. The caller keeps the arrays alive as long as the tables.
        """
        tables = np.tile(self._table, (count, 1))
        for field, stack in values.items():
            at, kind = self.kind.offsets[field], self.fields[field]
            if kind is float:
                tables[:, at] = np.ascontiguousarray(stack, dtype=np.float64).view(np.int64)
            elif kind is int or stack.shape[1:] != self.arrays[field].shape or not stack.flags.c_contiguous:
                raise TypeError(f"{field} cannot differ like this from one struct to the next")
            else:
                tables[:, at + DATA] = stack.ctypes.data + stack.strides[0] * np.arange(count)
        return tables

    def same(self, other: Struct, field: str) -> bool:
        """Whether a field is the same in another struct of this kind."""
        if self.fields[field] in (int, float):
            at = self.kind.offsets[field]
            return bool(self._table[at] == other._table[at])
        return bool(np.array_equal(self.arrays[field], other.arrays[field]))

    def __getattr__(self, name: str) -> npt.NDArray[Any]:
        """An array of the struct."""
        try:
            return self.__dict__["arrays"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(name) from None


def roomy(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same array with room behind it, so that compiled code may read eight numbers from any place on."""
    room = np.zeros(array.size + ROW, dtype=array.dtype)
    room[: array.size] = array.ravel()
    return room[: array.size].reshape(array.shape)


def roomy_zeros(shape: tuple[int, ...]) -> npt.NDArray[np.float64]:
    """Zeros with such room behind them, in memory that is not touched yet."""
    return np.zeros(int(np.prod(shape)) + ROW)[:-ROW].reshape(shape)


def _compiled_type(kind: Any) -> types.Type:
    if kind is int:
        return types.int64
    if kind is float:
        return types.float64
    return types.Array(types.bool_ if kind[0] is np.bool_ else getattr(types, kind[0].__name__), kind[1], "C")


@register_default(StructType)
class StructModel(models.PrimitiveModel):
    """In compiled code a struct is the address of its table."""

    def __init__(self, manager: Any, kind: StructType) -> None:
        super().__init__(manager, kind, ir.IntType(8).as_pointer())


@typeof_impl.register(Struct)
def _type_of(value: Struct, context: Any) -> StructType:
    return value.kind


@infer_getattr
class StructAttribute(AttributeTemplate):
    """Types of a struct's fields."""

    key = StructType

    def generic_resolve(self, kind: StructType, name: str) -> types.Type | None:  # type: ignore[override]
        """The type of one field."""
        return kind.fields.get(name)


@lower_getattr_generic(StructType)
def _read_field(context: Any, builder: Any, kind: StructType, value: Any, name: str) -> Any:
    field, first = kind.fields[name], kind.offsets[name]
    if not isinstance(field, types.Array):
        return _read_word(builder, value, first, context.get_value_type(field))
    array = context.make_array(field)(context, builder)
    array.nitems, array.itemsize = (_read_word(builder, value, first + n, WORD) for n in (ITEMS, ITEMS + 1))
    array.data = _read_word(builder, value, first + DATA, array.data.type)
    sizes = [_read_word(builder, value, first + HEADER + n, WORD) for n in range(2 * field.ndim)]
    array.shape = cgutils.pack_array(builder, sizes[: field.ndim])
    array.strides = cgutils.pack_array(builder, sizes[field.ndim :])
    return array._getvalue()


def _read_word(builder: Any, table: Any, place: int, kind: ir.Type) -> Any:
    """A word of a table, which does not change while compiled code runs: that lets loads leave loops."""
    at = builder.gep(table, [ir.Constant(WORD, 8 * place)])
    loaded = builder.load(builder.bitcast(at, kind.as_pointer()))
    loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
    return loaded


@unbox(StructType)
def _unbox_struct(kind: StructType, value: Any, c: Any) -> NativeValue:
    address = c.pyapi.object_getattr_string(value, "address")
    pointer = c.pyapi.long_as_voidptr(address)
    c.pyapi.decref(address)
    return NativeValue(pointer, is_error=cgutils.is_not_null(c.builder, c.pyapi.err_occurred()))


def _typed_like(typingctx: Any, struct: Any, address: Any) -> Any:
    def build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return builder.inttoptr(args[1], ir.IntType(8).as_pointer())

    return struct(struct, types.int64), build


like: Any = intrinsic(_typed_like)
"""In compiled code: the struct at an address, of the same kind as another struct."""
