"""What may be changed in one node of the source, and into what (*opérateurs de mutation*)."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

Change = tuple[str, ast.AST]
"""The kind of a change, and the node that stands there afterwards."""

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_NAMES = {
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
    "startswith": "endswith",
    "endswith": "startswith",
    "removeprefix": "removesuffix",
    "removesuffix": "removeprefix",
    "partition": "rpartition",
    "rpartition": "partition",
    "ERROR": "WARNING",
    "WARNING": "ERROR",
    "INFORMATION": "WARNING",
}
LONGEST = 12
"""Of a display with more elements three are dropped, one at a time, and stand for all."""


def changes(node: ast.AST, *, is_display: bool) -> Iterator[Change]:  # noqa: C901 (one case each)
    """Yield what may stand in the place of a node; `is_display` says that a tuple holds many."""
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp():
            yield "and/or", _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield "not/minus", node.operand
        case ast.BinOp() if type(node.op) in _COMPUTED and not _joins_texts(node):
            yield "arithmetic", _with(node, op=_COMPUTED[type(node.op)]())
        case ast.Constant():
            yield from _constants(node)
        case ast.JoinedStr():
            yield "text", _with(node, values=[ast.Constant("XX"), *node.values])
        case ast.Name(id=name) if name in _NAMES and isinstance(node.ctx, ast.Load):
            yield "name", _with(node, id=_NAMES[name])
        case ast.Attribute(attr=name) if name in _NAMES:
            yield "name", _with(node, attr=_NAMES[name])
        case ast.Slice():
            for bound in ("lower", "upper"):
                if getattr(node, bound) is not None:
                    yield "slice", _with(node, **{bound: None})
        case ast.Set() | ast.List():
            yield from _fewer(node)
        case ast.Tuple() if is_display:
            yield from _fewer(node)
        case ast.Dict():
            for number in some(node.keys):
                keys, values = list(node.keys), list(node.values)
                del keys[number], values[number]
                yield "element", _with(node, keys=keys, values=values)
        case ast.If() | ast.While() | ast.IfExp():
            yield from _negated(node)


def removed(node: ast.stmt) -> Iterator[Change]:
    """Yield what may stand in the place of a statement: nothing, or a return of nothing."""
    match node:
        case ast.Return(value=ast.expr() as value):
            if not (isinstance(value, ast.Constant) and not value.value):
                yield "return", ast.Return()
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield "statement", ast.Pass()
        case ast.Return():
            yield "statement", ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "statement", ast.Pass()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _comparisons(node: ast.Compare) -> Iterator[Change]:
    for number, op in enumerate(node.ops):
        for other in _COMPARED[type(op)]:
            ops = list(node.ops)
            ops[number] = other()
            yield "comparison", _with(node, ops=ops)


def _constants(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield "constant", ast.Constant(value=not value)
    elif isinstance(value, int):
        yield "constant", ast.Constant(value=value + 1)
        if value > 1:
            yield "constant", ast.Constant(value=value - 1)
    elif isinstance(value, str):
        yield "text", ast.Constant(value=f"XX{value}")


def _joins_texts(node: ast.BinOp) -> bool:
    """Tell whether texts are joined: taking them apart is no program."""
    sides = (node.left, node.right)
    return any(
        isinstance(side, ast.JoinedStr | ast.Tuple | ast.List)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in sides
    )


def _fewer(node: ast.Set | ast.List | ast.Tuple) -> Iterator[Change]:
    for number in some(node.elts):
        rest = [*node.elts[:number], *node.elts[number + 1 :]]
        if rest or not isinstance(node, ast.Set):
            yield "element", _with(node, elts=rest)


def some(elements: list) -> list[int]:
    """Return the numbers of the elements to drop: all of a few, three of many."""
    last = len(elements) - 1
    return list(range(last + 1)) if last < LONGEST else [0, last // 2, last]


def _negated(node: ast.If | ast.While | ast.IfExp) -> Iterator[Change]:
    """Negate a condition that no other operator changes."""
    if isinstance(node.test, ast.Name | ast.Attribute | ast.Call):
        yield "condition", ast.UnaryOp(op=ast.Not(), operand=node.test)
