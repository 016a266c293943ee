"""Write `errors.md`, the catalogue of errors, from the code: `python docs/make_errors_page.py`.

Causes are the docstrings of the classes; what to do is every hint that the library gives with a
class, wherever it raises it, a changing part shown as `…`.
"""

from __future__ import annotations

import ast
import inspect
from collections import defaultdict
from pathlib import Path

import chorus_sdk
from chorus_sdk import errors
from chorus_sdk.errors import ChorusError

PAGE = Path(__file__).with_name("errors.md")
SOURCE = Path(chorus_sdk.__file__).parent
HEAD = """# Errors

This page is generated from the code by `python docs/make_errors_page.py`; do not edit it.

Every error of the library is a `ChorusError`. Branch on its class or on its `code`, which never
change, and never on its text. `message` says what happened, `hint` what to do next; no error
holds a secret or a document's content. Programming mistakes stay `TypeError` and `ValueError`,
files that cannot be opened stay `OSError`.

```python
from chorus_sdk import read
from chorus_sdk.errors import ChorusError, MalformedDocumentError

try:
    invoice = read("facture.xml")
except MalformedDocumentError as error:
    print(error.line, error.column, error.hint)
except ChorusError as error:
    print(error.code, error)
```
"""


def classes() -> list[type[ChorusError]]:
    """Return every error, a parent before its children, in the order of their definition."""
    found: list[type[ChorusError]] = []

    def walk(kind: type[ChorusError]) -> None:
        found.append(kind)
        for child in kind.__subclasses__():
            if getattr(errors, child.__name__, None) is child:
                walk(child)

    walk(ChorusError)
    return found


def hints() -> dict[str, list[str]]:
    """Return the hints that are given with each class, by its name, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for keyword in node.keywords:
                    text = _text(keyword.value) if keyword.arg == "hint" else None
                    if text:
                        found[node.func.id].add(text)
    return {name: sorted(texts) for name, texts in found.items()}


def page() -> str:
    """Return the whole page."""
    given = hints()
    return "\n".join([HEAD, *(_section(kind, given.get(kind.__name__, [])) for kind in classes())])


def _section(kind: type[ChorusError], given: list[str]) -> str:
    parents = [base.__name__ for base in kind.__bases__]
    lines = [
        f"## {kind.__name__}",
        "",
        f"`{kind.code}` · a kind of {' and '.join(f'`{name}`' for name in parents)}",
        "",
        *_prose(kind),
    ]
    facts = _facts(kind)
    if facts:
        lines += ["", f"It carries {', '.join(f'`{fact}`' for fact in facts)}."]
    if given:
        lines += ["", "What to do:", "", *(f"- {hint}" for hint in given)]
    return "\n".join([*lines, ""])


def _prose(kind: type[ChorusError]) -> list[str]:
    text = inspect.cleandoc(kind.__doc__ or "")
    return text.partition("\nAttributes:")[0].partition("\nExample:")[0].rstrip().splitlines()


def _facts(kind: type[ChorusError]) -> list[str]:
    """Return what the class carries beside what every error does."""
    own = inspect.signature(kind.__init__).parameters
    common = {"self", "message", "hint", "exchange", "purpose"}
    return [name for name in own if name not in common]


def _text(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.IfExp):
        return _text(node.body)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value if isinstance(part, ast.Constant) else "…" for part in node.values
        )
    return None


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
