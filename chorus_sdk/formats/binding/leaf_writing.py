"""How the text and the attributes of one element are written: the leaves of a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from chorus_sdk.formats.binding.job import Job, Write, getter
from chorus_sdk.formats.binding.needs import place_of
from chorus_sdk.formats.binding.table import Attribute, Row
from chorus_sdk.formats.binding.values import attribute_text, markup

Place: TypeAlias = Callable[[object, str, Job], str | None]
"""Encodes the value at a place and takes note of it; None where there is none to write."""


def leaf_writer(row: Row, tag: str, at: str, shared: frozenset[str]) -> Write:
    """Compile a leaf; `shared` are the places of the invoice that other rows may write too."""
    if not row.path:
        return _spread(row, tag)
    if is_straight(row, at, shared):
        return straight_writer(row, tag)
    return _general(row, tag, at, shared)


def is_straight(row: Row, at: str, shared: frozenset[str]) -> bool:
    """Tell whether a leaf is written wherever its place holds a value, by this row alone."""
    unusual = row.only or row.holds or row.or_else or row.fill is not None or row.beside
    bound = any(attribute.path is not None for attribute in row.attributes)
    if unusual or bound or row.into is not None or not row.path or row.path[0] in "./":
        return False
    return place_of(row.path, at) not in shared


def scalar_writer(row: Row, tag: str) -> Write:
    """Compile a leaf that repeats, each time with another item of a tuple of plain values."""
    get, name, _ = getter(row.into or "")
    encode = markup(row.value)

    def write(part: object, prefix: str, job: Job) -> bool:
        before = job.count
        items = get(part)
        for number, item in enumerate(items if isinstance(items, tuple) else ()):
            text = encode(item)
            if text is not None:
                job.out.append(f"<{tag}>{text}</{tag}>")
                job.count += 1
                if job.paths is not None:
                    job.paths.add(f"{prefix}{name}[{number}]")
        return job.count > before

    return write


def straight_writer(row: Row, tag: str, around: tuple[str, str] = ("", "")) -> Write:
    """Compile a leaf that is tried only where its place holds a value.

    `around` is the text of the elements that stand around it and hold nothing else.
    """
    path = row.path or ""
    *before, last = path.split(".")
    said = [attribute for attribute in row.attributes if _is_said(attribute)]
    currency = next((a.currency for a in said if a.currency is not None), None)
    known = "".join(f' {a.name}="{a.expected}"' for a in said if a.expected)
    encode, head, closing = markup(row.value), f"{around[0]}<{tag}{known}", f"</{tag}>{around[1]}"
    opening = f"{head}>"

    def write(part: object, prefix: str, job: Job) -> bool:
        for name in before:
            part = part.__dict__[name]
        text = encode(part.__dict__[last])
        if text is None:
            return False
        if currency is None:
            job.out.append(f"{opening}{text}{closing}")
        else:
            job.out.append(f"{head}{job.currencies[currency]}>{text}{closing}")
        job.count += 1
        if job.paths is not None:
            job.paths.add(prefix + path)
        return True

    return write


def _general(row: Row, tag: str, at: str, shared: frozenset[str]) -> Write:
    refused = row.void
    paths = [path for path in (row.path, row.or_else) if path is not None]
    places = [_place(path, at, shared, markup(row.value), refused) for path in paths]
    known = [_known(a) for a in row.attributes if _is_said(a)]
    bound = [
        (a.name, _place(a.path, at, shared, attribute_text, None))
        for a in row.attributes
        if a.path is not None
    ]
    only, filler, holds, beside = row.only, _filler(row), row.holds, row.beside
    owner = getter(paths[0].rpartition(".")[0])[0] if "." in paths[0] else None

    def write(part: object, prefix: str, job: Job) -> bool:
        if only is not None and not only(job.invoice, part):
            return False
        if holds is not None and not holds(part if owner is None else owner(part)):
            return False
        text, attributes = None, ""
        for place in places:
            text = place(part, prefix, job)
            if text is not None:
                break
        for name, make in bound:
            value = make(part, prefix, job)
            if value is not None:
                attributes += f' {name}="{value}"'
        solid = text is not None or attributes != ""
        content = text if text is not None else filler(part)
        if content is None and not solid:
            return False
        if known and content is not None:
            attributes += "".join([say(job) for say in known])
        job.out.append(f"<{tag}{attributes}>{content or ''}</{tag}>")
        return solid and not beside

    return write


def _filler(row: Row) -> Callable[[object], str | None]:
    fill = row.fill
    return fill if callable(fill) else lambda _: fill


def _is_said(attribute: Attribute) -> bool:
    return attribute.path is None and not (attribute.technical or attribute.implied)


def _known(attribute: Attribute) -> Callable[[Job], str]:
    number = attribute.currency
    if number is not None:
        return lambda job: job.currencies[number]
    text = f' {attribute.name}="{attribute.expected}"'
    return lambda _: text


def _place(
    path: str,
    at: str,
    shared: frozenset[str],
    encode: Callable[[object], str | None],
    refused: str | None,
) -> Place:
    before, _, last = path.lstrip("/").rpartition(".")
    get = getter(before)[0] if before else None
    above, is_shared = path.startswith("/"), place_of(path, at) in shared
    name = path.lstrip("/")

    def write(part: object, prefix: str, job: Job) -> str | None:
        owner = job.invoice if above else part
        if get is not None:
            owner = get(owner)
        value = None if owner is None else owner.__dict__.get(last)
        text = None if value is None else encode(value)
        if text is None or text == refused:
            return None
        if is_shared:
            job.shared.add((id(owner), last))
        else:
            job.count += 1
        if job.paths is not None:
            job.paths.add(name if above else prefix + name)
        return text

    return write


def _spread(row: Row, tag: str) -> Write:
    encode, names = markup(row.value), row.spread
    follows = getter(row.keep_for)[0] if row.keep_for else None

    def write(part: object, prefix: str, job: Job) -> bool:
        text = None if part is None else encode(part)
        if text is None:
            if follows is None or not follows(part):
                return False
            job.out.append(f"<{tag}/>")
            return True
        job.out.append(f"<{tag}>{text}</{tag}>")
        written = [name for name in names if part.__dict__.get(name) not in (None, "")]
        job.count += len(written)
        if job.paths is not None:
            job.paths.update(prefix + name for name in written)
        return True

    return write
