"""The writer that is compiled from a table, and the account of what it could not write.

A light tree is made first: elements that would be empty are left out, constants stand only
beside something that the invoice says. What the model holds and no row wrote is a `Loss`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TypeAlias

from chorus_sdk._xml import Element, new_element, sub_element, to_bytes
from chorus_sdk.formats.base import Loss
from chorus_sdk.formats.binding.table import Attribute, Row, Syntax
from chorus_sdk.formats.binding.values import writable
from chorus_sdk.invoice._base import Value
from chorus_sdk.invoice.model import Invoice

_PROVENANCE = ("unmapped", "origin")


@dataclass(slots=True)
class Node:
    """An element to be: `solid` when it says something of the invoice."""

    tag: str
    text: str | None = None
    attributes: list[tuple[str, str]] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    solid: bool = True


@dataclass(slots=True)
class Job:
    """One writing: the invoice, and the model paths that were written so far."""

    invoice: Invoice
    written: set[str] = field(default_factory=set)


Write: TypeAlias = "Callable[[object, str, Job], Iterator[Node]]"


class Writer:
    """Writes invoices in one syntax (*rédacteur*)."""

    def __init__(self, syntax: Syntax) -> None:
        self._syntax = syntax
        self._rows = [_row(row, syntax) for row in syntax.root.rows]
        self._tag = syntax.name(syntax.root.tag)

    def write(self, invoice: Invoice) -> tuple[bytes, tuple[Loss, ...]]:
        """Return the document, and what of the model it does not hold."""
        job = Job(invoice)
        children = [node for row in self._rows for node in row(invoice, "", job)]
        root = new_element(self._tag, self._syntax.namespaces)
        _build(root, children)
        return to_bytes(root), _losses(job)


def _losses(job: Job) -> tuple[Loss, ...]:
    return tuple(
        Loss(path=path, text=_shown(value), reason="the syntax has no place for it")
        for path, value in _leaves(job.invoice, "")
        if path not in job.written
    )


def _leaves(value: Value, prefix: str) -> Iterator[tuple[str, object]]:
    for name in type(value).model_fields:
        if not prefix and name in _PROVENANCE:
            continue
        content = getattr(value, name)
        if isinstance(content, Value):
            yield from _leaves(content, f"{prefix}{name}.")
        elif isinstance(content, tuple):
            for number, item in enumerate(content):
                yield from _leaves(item, f"{prefix}{name}[{number}].")
        elif content is not None and content != "":
            yield prefix + name, content


def _shown(value: object) -> str:
    return f"{len(value)} bytes" if isinstance(value, bytes) else str(value)


def _build(parent: Element, nodes: list[Node]) -> None:
    for node in nodes:
        element = sub_element(parent, node.tag)
        element.text = node.text
        for name, text in node.attributes:
            element.set(name, text)
        _build(element, node.children)


def _row(row: Row, syntax: Syntax) -> Write:
    if row.echo:
        return lambda *_: iter(())
    if row.constant is not None:
        tag, text = syntax.name(row.tag), row.constant
        return lambda *_: iter((Node(tag, text, solid=False),))
    inner = _group(row, syntax) if row.path is None else _leaf(row, syntax)
    if row.into is None:
        return inner
    return _many(row.into, inner) if row.many else _one(row.into, inner)


def _one(into: str, inner: Write) -> Write:
    get, name, above = _getter(into)

    def write(part: object, prefix: str, job: Job) -> Iterator[Node]:
        opened = get(job.invoice if above else part)
        yield from inner(opened, ("" if above else prefix) + name + ".", job)

    return write


def _many(into: str, inner: Write) -> Write:
    get, name, above = _getter(into)

    def write(part: object, prefix: str, job: Job) -> Iterator[Node]:
        start = ("" if above else prefix) + name
        items = get(job.invoice if above else part)
        for number, item in enumerate(items if isinstance(items, tuple) else ()):
            yield from inner(item, f"{start}[{number}].", job)

    return write


def _group(row: Row, syntax: Syntax) -> Write:
    tag, rows = syntax.name(row.tag), [_row(child, syntax) for child in row.rows]
    fixed, keep = row.is_fixed, row.keep

    def write(part: object, prefix: str, job: Job) -> Iterator[Node]:
        children = [node for child in rows for node in child(part, prefix, job)]
        if any(node.solid for node in children):
            yield Node(tag, children=children)
        elif keep:
            yield Node(tag)
        elif fixed:
            yield Node(tag, children=children, solid=False)

    return write


def _leaf(row: Row, syntax: Syntax) -> Write:
    tag, text_of = syntax.name(row.tag), _texter(row)
    attributes = [_attribute(attribute) for attribute in row.attributes]
    only, fill, holds = row.only, row.fill, row.holds
    owner = _getter((row.path or "").rpartition(".")[0])[0] if "." in (row.path or "") else None

    def write(part: object, prefix: str, job: Job) -> Iterator[Node]:
        if only is not None and not only(job.invoice, part):
            return
        if holds is not None and not holds(part if owner is None else owner(part)):
            return
        text = text_of(part, prefix, job)
        pairs = [a for make in attributes for a in make(part, prefix, job, text is not None)]
        if text is not None or pairs:
            yield Node(tag, text, pairs)
        elif fill is not None:
            yield Node(tag, fill, solid=False)

    return write


def _texter(row: Row) -> Callable[[object, str, Job], str | None]:
    """Compile how the text of a leaf is made; None when there is none to write here."""
    if row.path == "":
        return lambda part, prefix, job: _spread(row, part, prefix, job)
    places = [_getter(path) for path in (row.path, row.or_else) if path is not None]
    encode = row.value.encode

    def text(part: object, prefix: str, job: Job) -> str | None:
        for get, name, above in places:
            value = get(job.invoice if above else part)
            encoded = None if value is None else encode(value)
            if encoded is not None:
                job.written.add(name if above else prefix + name)
                return encoded
        return None

    return text


def _spread(row: Row, part: object, prefix: str, job: Job) -> str | None:
    text = row.value.encode(part)
    if text is not None and isinstance(part, Value):
        job.written.update(prefix + name for name in type(part).model_fields)
    return text


def _attribute(attribute: Attribute) -> Callable[[object, str, Job, bool], list[tuple[str, str]]]:
    label = attribute.name
    if attribute.path is None:
        return lambda _, __, job, has_text: _known(attribute, job) if has_text else []
    get, name, above = _getter(attribute.path)

    def pairs(part: object, prefix: str, job: Job, _: bool) -> list[tuple[str, str]]:  # noqa: FBT001
        value = get(job.invoice if above else part)
        text = None if value is None else writable(str(value))
        if not text:
            return []
        job.written.add(name if above else prefix + name)
        return [(label, text)]

    return pairs


def _known(attribute: Attribute, job: Job) -> list[tuple[str, str]]:
    text = attribute.expected
    if attribute.currency is not None:
        invoice = job.invoice
        text = (invoice.currency, invoice.vat_currency)[attribute.currency]
    return [(attribute.name, text)] if text else []


def _getter(path: str) -> tuple[Callable[[object], object], str, bool]:
    """Return how to get at a path, its name, and whether it begins at the invoice."""
    name = path.lstrip("/")
    steps = [attrgetter(step) for step in name.split(".")]

    def get(part: object) -> object:
        for step in steps:
            if part is None:
                return None
            part = step(part)
        return part

    return get, name, path.startswith("/")
