"""What is left as it is, because no rule would change (*hors champ des mutations*).

Sentences, labels and whatever a finding shows to people; business terms and the ids in
declarations, which tests hold against the official artefacts; docstrings, annotations and how a
class is made; the single values of a list of codes, of which three stand for all when dropped.
"""

from __future__ import annotations

import ast
import re

from _mutation.operators import LONGEST

_NAMED_FOR_PEOPLE = re.compile(
    r"(?:.*_)?(?:en|fr|hint|hints|english|french|source|found|expected|term|terms|repr)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:(?:BT|BG|EXT-FR|HYB)-|.*\s)", re.DOTALL)
_SHOWN = {"Breach": (1, 2, 3), "rule": (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)}
"""Positions of arguments that people read, by what is called."""
_FORMS = {"dataclass", "TypeVar", "cast", "field"}
_GENERIC = {"Callable", "Iterator", "Iterable", "Mapping", "Sequence", "tuple", "dict", "list"}


def name_of(node: ast.AST | None) -> str:
    """Return the last part of a name, empty for anything else."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def is_form(node: ast.AST) -> bool:
    """Tell whether a node says how the program is written: imports, types, how a class is made."""
    match node:
        case ast.Import() | ast.ImportFrom():
            return True
        case ast.Call(func=func):
            return name_of(func) in _FORMS
        case ast.Subscript(value=value):
            return name_of(value) in _GENERIC
        case ast.AnnAssign(annotation=annotation):
            return name_of(annotation) == "TypeAlias"
        case ast.If(test=test):
            return name_of(test) == "TYPE_CHECKING"
    return False


def is_for_people(node: ast.AST, parent: ast.AST) -> bool:
    """Tell whether a node is a sentence, a label or a docstring, or gives one a name."""
    match node:
        case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
            name = name_of(target)
            return name == "__all__" or bool(_NAMED_FOR_PEOPLE.fullmatch(name))
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Constant(value=str(text)):
            return bool(_LABEL.match(text)) or isinstance(parent, ast.Expr)
        case ast.JoinedStr(values=parts):
            texts = (part.value for part in parts if isinstance(part, ast.Constant))
            return any(" " in str(text) for text in texts)
    return False


def rule_parts(call: ast.Call) -> list[ast.AST]:
    """Return the arguments of a call that are no words for people."""
    shown = _SHOWN.get(name_of(call.func), ())
    kept: list[ast.AST] = [
        argument
        for number, argument in enumerate(call.args)
        if number not in shown or not isinstance(argument, ast.Constant | ast.JoinedStr)
    ]
    named = (each for each in call.keywords if not _NAMED_FOR_PEOPLE.fullmatch(each.arg or ""))
    return [*kept, *(each.value for each in named)]


def is_list_of_codes(node: ast.AST) -> bool:
    """Tell whether a display has many values and nothing but values."""
    match node:
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return len(parts) > LONGEST and all(_is_plain(each) for each in parts)
        case ast.Dict(keys=keys, values=values):
            return len(keys) > LONGEST and all(_is_plain(each) for each in values)
    return False


def _is_plain(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) or (
        isinstance(node, ast.Tuple | ast.List) and all(_is_plain(each) for each in node.elts)
    )
