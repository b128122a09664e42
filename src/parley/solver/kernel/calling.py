"""Compiled functions called by their address: optimised once, not again in each function that calls them.

All that a compiled function calls is otherwise optimised within it once more; where that is most of the
kernel, a first use waits for it as often as there are functions that Python calls.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba.core import types
from numba.core.dispatcher import Dispatcher
from numba.extending import intrinsic


def address_of(function: Dispatcher, *kinds: types.Type) -> int:
    """Where a compiled function lies for arguments of these kinds; it is compiled if it is not yet."""
    function.compile(kinds)
    found = function.overloads[kinds]
    name = found.fndesc.llvm_cfunc_wrapper_name  # type: ignore[attr-defined]
    return int(found.library.get_pointer_to_function(name))  # type: ignore[attr-defined]


def _typed_call(typingctx: Any, address: Any, tb: Any, ws: Any, t: Any, u: Any, s: Any) -> Any:
    takes = (tb, ws, types.int64, types.int64, types.int64)

    def _build(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        gives, kinds = context.get_value_type(types.none), [context.get_value_type(kind) for kind in takes]
        function = builder.inttoptr(args[0], ir.FunctionType(gives, kinds).as_pointer())
        return builder.call(function, args[1:])

    return types.none(types.int64, *takes), _build


call_at = cast("Callable[..., None]", intrinsic(_typed_call))
"""In compiled code: call what lies at an address for tables, a working space and three numbers."""
