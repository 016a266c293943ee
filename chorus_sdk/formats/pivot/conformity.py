"""Whether values can be written as a valid pivot (*conformité au schéma*), and what would be lost.

The schema's own words, applied to the model before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sized
from datetime import date, datetime
from decimal import Decimal

from chorus_sdk.findings import Finding, Location
from chorus_sdk.formats.pivot.binding import Group, Kind, Leaf
from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.notes import Note, make_finding

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def violations(
    value: object, group: Group, version: PivotVersion, *, invoice: str | None = None
) -> Iterator[Finding]:
    """Yield what the schema of a version forbids in a value that `group` describes."""
    for path, member, item in _walk(value, group, group.tag):
        problem = _problem(member, item, version)
        if problem:
            where = Location(path=path, invoice=invoice)
            found = None if item is None or isinstance(member, Group) else str(item)
            yield make_finding(Note.NOT_WRITABLE, where, because=problem, found=found)


def losses(value: object, group: Group, version: PivotVersion) -> Iterator[str]:
    """Yield the paths of what an older version has no place for."""
    for path, member, item in _walk(value, group, group.tag):
        if isinstance(member, Leaf) and item is not None and not version.holds(member.since):
            yield path


def is_absent(value: object, group: Group) -> bool:
    """Tell whether a value says nothing of what a group without a name gathers."""
    for member in group.members:
        if isinstance(member, Group) and member.name is None:
            if not is_absent(value, member):
                return False
        elif not is_empty(getattr(value, member.name or "")):
            return False
    return True


def is_empty(value: object) -> bool:
    """Tell whether a field holds nothing; zero is something."""
    return value is None or (isinstance(value, Sized) and len(value) == 0)


def _walk(value: object, group: Group, path: str) -> Iterator[tuple[str, Leaf | Group, object]]:
    for member in group.members:
        place = f"{path}/{member.tag}"
        if isinstance(member, Leaf):
            yield place, member, getattr(value, member.name)
        elif member.name is None:
            if member.required or not is_absent(value, member):
                yield from _walk(value, member, place)
        else:
            yield from _walk_named(getattr(value, member.name), member, place)


def _walk_named(
    item: object, group: Group, place: str
) -> Iterator[tuple[str, Leaf | Group, object]]:
    items = list(item) if group.repeated else [] if item is None else [item]  # type: ignore[call-overload]
    yield place, group, tuple(items)
    for number, one in enumerate(items, 1):
        yield from _walk(one, group, f"{place}[{number}]" if group.repeated else place)


def is_written_empty(leaf: Leaf) -> bool:
    """Tell whether the schema wants an element and puts up with it empty (*élément vide*)."""
    is_element = not leaf.tag.startswith("@")
    is_plain = leaf.kind is Kind.TEXT and leaf.codes is None and not leaf.vital
    return is_element and leaf.required and is_plain and leaf.form.allows_nothing


def _problem(member: Leaf | Group, value: object, version: PivotVersion) -> str | None:
    if isinstance(member, Group):
        return "It is compulsory." if member.required and is_empty(value) else None
    if is_empty(value):
        compulsory = member.required and not is_written_empty(member)
        return "It is compulsory." if compulsory else None
    if member.kind is Kind.CONTENT:
        return None
    if member.kind is Kind.TEXT:
        return _text_problem(member, str(value), version)
    return None if _is_of_kind(member, value, version) else "It is not what the schema has there."


def _is_of_kind(member: Leaf, value: object, version: PivotVersion) -> bool:
    match member.kind:
        case Kind.DECIMAL:
            return isinstance(value, Decimal) and value.is_finite()
        case Kind.DAY:
            return isinstance(value, date) and not isinstance(value, datetime)
        case Kind.INSTANT:
            return isinstance(value, datetime) and value.tzinfo is not None
        case _:
            listed = member.values_in(version)
            text = str(value)
            return member.form.allows(text) and (not listed or f"{int(text):02}" in listed)


def _text_problem(member: Leaf, text: str, version: PivotVersion) -> str | None:
    listed = member.values_in(version)
    if listed and text not in listed:
        return f"It is not in the code list of {version.value}."
    if not member.form.allows(text):
        return "Its length or form is not the schema's."
    return "It has a character that XML cannot hold." if _FORBIDDEN.search(text) else None
