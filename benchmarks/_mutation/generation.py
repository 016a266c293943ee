"""All mutants of a module: where the operators apply (*génération*); `words.py` says where not."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from _mutation.mutant import PACKAGE, Mutant, Source
from _mutation.operators import changes, removed
from _mutation.words import is_for_people, is_form, is_list_of_codes, name_of, rule_parts

_ID = re.compile(r"(?:BR|UBL|CII|CPRO|FX)-[A-Z0-9-]+")
_HOLDERS = {"frozenset", "set", "tuple", "startswith", "endswith"}


_WORDS_ALONE = {"hints.py"}
"""Modules that hold sentences and nothing else."""


def modules() -> list[Path]:
    """Return the files of the rules package."""
    return sorted(file for file in PACKAGE.rglob("*.py") if file.name not in _WORDS_ALONE)


def mutants(file: Path) -> list[Mutant]:
    """Return every mutant of a module, in the order of its source, each with a key of its own."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for each in _Walk(Source(file)).run():
        if _compiles(each):
            seen[each.key] += 1
            found.append(replace(each, number=seen[each.key]))
    return found


def _compiles(mutant: Mutant) -> bool:
    try:
        compile(mutant.source(), mutant.path, "exec")
    except SyntaxError:
        return False
    return True


class _Walk:
    """A walk over the tree of a module that knows in which function it is."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._scope: list[str] = []
        self._inner: tuple[str, int] | None = None
        self._rules = self._all_rules = _ids(source.tree)

    def run(self) -> Iterator[Mutant]:
        """Yield the mutants of the module."""
        yield from self._below(self._source.tree)

    def _visit(self, node: ast.AST, parent: ast.AST) -> Iterator[Mutant]:
        if is_form(node) or is_for_people(node, parent):
            return
        yield from self._here(node, parent)
        match node:
            case ast.FunctionDef() | ast.Lambda():
                yield from self._function(node)
            case ast.ClassDef():
                self._scope.append(node.name)
                yield from self._all(node.body, node)
                self._scope.pop()
            case ast.AnnAssign(value=ast.expr() as value):
                yield from self._visit(value, node)
            case ast.Call():
                yield from self._visit(node.func, node)
                yield from self._all(rule_parts(node), node)
            case ast.JoinedStr() | ast.AnnAssign():
                return
            case _ if not is_list_of_codes(node):
                yield from self._below(node)

    def _below(self, node: ast.AST) -> Iterator[Mutant]:
        yield from self._all(list(ast.iter_child_nodes(node)), node)

    def _all(self, nodes: list[ast.AST], parent: ast.AST) -> Iterator[Mutant]:
        for node in nodes:
            yield from self._visit(node, parent)

    def _function(self, node: ast.FunctionDef | ast.Lambda) -> Iterator[Mutant]:
        decorators = node.decorator_list if isinstance(node, ast.FunctionDef) else []
        defaults = (*node.args.defaults, *node.args.kw_defaults)
        yield from self._all([*decorators, *(each for each in defaults if each)], node)
        name = node.name if isinstance(node, ast.FunctionDef) else "<lambda>"
        outer, first = self._inner, decorators[0].lineno if decorators else node.lineno
        self._scope.append(name)
        self._inner = name, first
        if len(self._scope) == 1:
            self._rules = _ids(node) or self._all_rules
        yield from self._all(node.body if isinstance(node.body, list) else [node.body], node)
        self._scope.pop()
        self._inner = outer
        if not self._scope:
            self._rules = self._all_rules

    def _here(self, node: ast.AST, parent: ast.AST) -> Iterator[Mutant]:
        """Yield the mutants that replace this node itself."""
        if isinstance(node, ast.stmt):
            for kind, new in removed(node):
                yield self._mutant(node, kind, new)
        many = isinstance(node, ast.Tuple) and _holds_many(node, parent)
        for kind, new in changes(node, is_display=many):
            target = node.test if isinstance(node, ast.If | ast.While | ast.IfExp) else node
            if isinstance(target, ast.expr):
                yield self._mutant(target, kind, new)

    def _mutant(self, node: ast.expr | ast.stmt, kind: str, new: ast.AST) -> Mutant:
        start, end = self._source.span(node)
        return Mutant(
            path=self._source.path,
            scope=".".join(self._scope),
            inner=self._inner,
            line=node.lineno,
            kind=kind,
            start=start,
            end=end,
            old=self._source.text(node),
            new=" ".join(ast.unparse(ast.fix_missing_locations(new)).split("\n")),
            rules=self._rules,
        )


def _ids(tree: ast.AST) -> frozenset[str]:
    """Return the rule ids that are written in a part of the source."""
    texts = (each.value for each in ast.walk(tree) if isinstance(each, ast.Constant))
    return frozenset(text for text in texts if isinstance(text, str) and _ID.fullmatch(text))


def _holds_many(node: ast.Tuple, parent: ast.AST) -> bool:
    """Tell whether a tuple is a list of things and no record with fixed fields."""
    match parent:
        case ast.Compare(ops=ops, comparators=sides):
            known = zip(ops, sides, strict=True)
            return any(isinstance(op, ast.In | ast.NotIn) and side is node for op, side in known)
        case ast.For(iter=walked) | ast.comprehension(iter=walked):
            return walked is node
        case ast.Call(func=func):
            return name_of(func) in _HOLDERS
        case ast.Assign(targets=[ast.Name()]) | ast.AnnAssign(target=ast.Name()):
            return True
    return False
