"""The reader that is compiled from a table: one walk of the tree into plain dicts.

Everything that no row claims becomes an `Unmapped`: elements, attributes, texts. Comments and
processing instructions say nothing of the invoice and are passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from chorus_sdk._xml import Element
from chorus_sdk.formats.binding.places import Places
from chorus_sdk.formats.binding.table import Attribute, Row, Syntax, Test
from chorus_sdk.formats.binding.values import Partly
from chorus_sdk.invoice.provenance import Unmapped

Part: TypeAlias = dict[str, Any]
"""A part of the invoice to be: what pydantic takes for a model."""

Claim: TypeAlias = "Callable[[Element, Part, Run], None]"

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_IGNORED = frozenset({f"{_XSI}schemaLocation", f"{_XSI}noNamespaceSchemaLocation"})
_SECOND = "the model holds one value here, and it is another"
_FOREIGN = "not what this place is for"


class Run:
    """One reading: what was found so far (*lecture en cours*)."""

    def __init__(self, syntax: Syntax, root: Element) -> None:
        first, second = (root.findtext(syntax.names(path)) for path in syntax.currency_paths)
        self.currencies = (_stripped(first), _stripped(second))
        self.invoice: Part = {}
        self.unmapped: list[Unmapped] = []
        self.echoes: list[tuple[Element, Part, tuple[str, ...], object]] = []
        self._places = Places(syntax.prefixes, syntax.default_prefix)

    def keep(self, element: Element, text: str, reason: str | None = None) -> None:
        """Keep the text of an element as unmapped."""
        self.unmapped.append(Unmapped(path=self._places.path(element), text=text, reason=reason))

    def keep_attribute(self, element: Element, name: str, text: str) -> None:
        """Keep an attribute as unmapped, unless it only says where a schema is."""
        if name not in _IGNORED:
            path = f"{self._places.path(element)}/@{self._places.name(name)}"
            self.unmapped.append(Unmapped(path=path, text=text))

    def keep_all(self, element: Element, reason: str | None = None) -> None:
        """Keep an element with everything below it as unmapped."""
        if not isinstance(element.tag, str):
            return
        items, children = element.items(), len(element)
        for name, text in items:
            self.keep_attribute(element, str(name), str(text))
        text = own_text(element).strip()
        if text or not (items or children):
            self.keep(element, text, reason)
        for child in element:
            self.keep_all(child, reason)

    def settle_echoes(self) -> None:
        """Give each value that was written twice to its one place, or keep it."""
        for element, part, keys, value in self.echoes:
            if not put(part, keys, value):
                self.keep(element, own_text(element).strip(), _SECOND)


class Reader:
    """Reads documents of one syntax into dicts for the model (*lecteur*)."""

    def __init__(self, syntax: Syntax) -> None:
        self._syntax = syntax
        self._rows = _children(syntax.root.rows, syntax)

    def read(self, root: Element) -> tuple[Part, tuple[Unmapped, ...]]:
        """Return what `Invoice.model_validate` takes, and what no row claims."""
        run = Run(self._syntax, root)
        self._rows(root, run.invoice, run)
        run.settle_echoes()
        return run.invoice, tuple(run.unmapped)


def put(part: Part, keys: tuple[str, ...], value: object) -> bool:
    """Set a value, and tell whether the place has it now; another value there stays."""
    for key in keys[:-1]:
        part = part.setdefault(key, {})
    return bool(part.setdefault(keys[-1], value) == value)


def own_text(element: Element) -> str:
    """Return the text that stands directly in an element, comments left out."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


def _children(rows: tuple[Row, ...], syntax: Syntax) -> Claim:
    """Compile what happens with the elements below one."""
    claims: dict[object, Claim] = {}
    for tag in dict.fromkeys(row.tag for row in rows):
        same = [(row.when, _claim(row, syntax)) for row in rows if row.tag == tag]
        claims[syntax.name(tag)] = _choice(same)
    find = claims.get

    def read(element: Element, part: Part, run: Run) -> None:
        for name, text in element.items():
            run.keep_attribute(element, str(name), str(text))
        blank = not element.text or element.text.isspace()
        for child in element:
            claim = find(child.tag)
            if claim is not None:
                claim(child, part, run)
            else:
                run.keep_all(child)
            if child.tail and not child.tail.isspace():
                blank = False
        if not blank:
            run.keep(element, own_text(element).strip())

    return read


def _choice(same: list[tuple[Test | None, Claim]]) -> Claim:
    if len(same) == 1 and same[0][0] is None:
        return same[0][1]

    def read(element: Element, part: Part, run: Run) -> None:
        for when, claim in same:
            if when is None or when(element, run):
                claim(element, part, run)
                return
        run.keep_all(element)

    return read


def _claim(row: Row, syntax: Syntax) -> Claim:
    if row.constant is not None:
        return _constant((row.constant, *row.same))
    inner = _children(row.rows, syntax) if row.path is None else _leaf(row)
    if row.into is None:
        return inner
    return _many(row.into, inner) if row.many else _one(row.into, inner)


def _one(into: str, inner: Claim) -> Claim:
    above, (*before, last) = _split(into)

    def read(element: Element, part: Part, run: Run) -> None:
        place = run.invoice if above else part
        for key in before:
            place = place.get(key, {})
        if last in place:
            run.keep_all(element, _SECOND)
            return
        inside: Part = {}
        inner(element, inside, run)
        if inside:
            put(run.invoice if above else part, (*before, last), inside)

    return read


def _many(into: str, inner: Claim) -> Claim:
    above, keys = _split(into)

    def read(element: Element, part: Part, run: Run) -> None:
        inside: Part = {}
        inner(element, inside, run)
        if inside:
            place = run.invoice if above else part
            for key in keys[:-1]:
                place = place.setdefault(key, {})
            place.setdefault(keys[-1], []).append(inside)

    return read


def _constant(expected: tuple[str, ...]) -> Claim:
    def read(element: Element, _: Part, run: Run) -> None:
        if (element.text or "").strip() not in expected or len(element):
            run.keep_all(element)
            return
        for name, text in element.items():
            run.keep_attribute(element, str(name), str(text))

    return read


def _leaf(row: Row) -> Claim:
    """Compile a leaf: the straight way inline, everything unusual by `_careful_leaf`."""
    careful = _careful_leaf(row)
    if row.echo or not row.path or any(attribute.binding for attribute in row.attributes):
        return careful
    above, (*above_last, last) = _split(row.path)
    decode = row.value.decode
    attributes = {attribute.name: _attribute(attribute) for attribute in row.attributes}

    def read(element: Element, part: Part, run: Run) -> None:
        text = (element.text or "").strip()
        if not text or len(element):
            return careful(element, part, run)
        try:
            value = decode(text)
        except ValueError:
            return careful(element, part, run)
        place = run.invoice if above else part
        for key in above_last:
            place = place.setdefault(key, {})
        if last in place or type(value) is Partly:
            return careful(element, part, run)
        place[last] = value
        for name, content in element.items():
            attribute = attributes.get(name)
            if attribute is None or not attribute(content, part, run):
                run.keep_attribute(element, str(name), str(content))
        return None

    return read


def _careful_leaf(row: Row) -> Claim:
    attributes = {attribute.name: _attribute(attribute) for attribute in row.attributes}
    binding = tuple(a for a in row.attributes if a.binding)
    take = _taker(row)

    def read(element: Element, part: Part, run: Run) -> None:
        text = (_leaf_text(element, run) if len(element) else element.text or "").strip()
        items = element.items()
        if binding and not _is_bound(binding, element, run):
            run.keep_all(element, _FOREIGN)
        elif text and not take(text, element, part, run):
            run.keep_all(element, _SECOND)
        elif items:
            for name, content in items:
                attribute = attributes.get(str(name))
                if attribute is None or not attribute(content, part, run):
                    run.keep_attribute(element, str(name), str(content))
        elif not text:
            run.keep(element, "")

    return read


def _taker(row: Row) -> Callable[[str, Element, Part, Run], bool]:
    """Compile how a text is taken; False stands for a second value that is another."""
    above, keys = _split(row.path or "")
    decode, refusal, spread, echo = row.value.decode, row.value.refusal, not row.path, row.echo

    def take(text: str, element: Element, part: Part, run: Run) -> bool:
        try:
            value = decode(text)
        except ValueError:
            run.keep(element, text, refusal)
            return True
        if isinstance(value, Partly):
            run.keep(element, text, value.reason)
            value = value.value
        place = run.invoice if above else part
        if spread and isinstance(value, dict):
            place.update(value)
            return True
        if echo:
            run.echoes.append((element, place, keys, value))
            return True
        return put(place, keys, value)

    return take


def _attribute(attribute: Attribute) -> Callable[[str, Part, Run], bool]:
    if attribute.path is not None:
        above, keys = _split(attribute.path)
        return lambda text, part, run: (
            (text := text.strip()) != "" and put(run.invoice if above else part, keys, text)
        )
    if attribute.currency is not None:
        number = attribute.currency
        return lambda text, _, run: text.strip() == run.currencies[number]
    expected = attribute.expected
    return lambda text, *_: text.strip() == expected


def _is_bound(attributes: tuple[Attribute, ...], element: Element, run: Run) -> bool:
    for attribute in attributes:
        text = element.get(attribute.name)
        wanted = (
            attribute.expected if attribute.currency is None else run.currencies[attribute.currency]
        )
        if text is not None and text.strip() != wanted:
            return False
    return True


def _leaf_text(element: Element, run: Run) -> str:
    for child in element:
        run.keep_all(child)
    return own_text(element)


def _split(path: str) -> tuple[bool, tuple[str, ...]]:
    """Return whether a path begins at the invoice, and its names."""
    return path.startswith("/"), tuple(path.lstrip("/").split("."))


def _stripped(text: str | None) -> str | None:
    return (text or "").strip() or None
