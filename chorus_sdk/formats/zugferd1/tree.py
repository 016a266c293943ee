"""Gives the elements of a ZUGFeRD 1.0 tree the names of CII, and paths their old names back."""

from __future__ import annotations

import re

from chorus_sdk._xml import Element, sub_element
from chorus_sdk.formats.cii.rows import QDT, RAM, RSM, UDT
from chorus_sdk.formats.zugferd1.renames import BARE_DATES, DRAFT, PREFIXES, RENAMES

_NAMESPACES = {"rsm": RSM, "ram": RAM, "udt": UDT, "qdt": QDT}
_DATE = f"{{{UDT}}}DateTimeString"
_STEPS = re.compile(r"(?:\{[^}]*\}|[^/])+")
_STEP = re.compile(r"(?P<prefix>[a-z]+:)?(?P<name>[^\[]+)(?P<number>\[\d+\])?")
_OLD_NAMES = {(parent, new): old for (parent, old), new in RENAMES.items()}


def is_draft(root: Element) -> bool:
    """Tell whether a document is one of before ZUGFeRD 1.0."""
    return str(root.tag).startswith(f"{{{DRAFT}}}")


def rename(root: Element) -> None:
    """Give every element the name that it has in CII; what is foreign keeps its own."""
    waiting: list[tuple[Element, str]] = [(root, "")]
    draft = is_draft(root)
    while waiting:
        element, parent = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        namespace, _, old = element.tag.rpartition("}")
        waiting.extend((child, old) for child in element)
        prefix = PREFIXES.get(namespace[1:])
        if prefix is None or (not namespace and not draft):
            continue
        new = RENAMES.get((parent, old)) or RENAMES.get(("*", old)) or old
        element.tag = f"{{{_NAMESPACES[prefix]}}}{new}"
        if draft and old in BARE_DATES:
            _wrap_date(element)


def original_path(path: str, *, draft: bool) -> str:
    """Return the path that an element had before it was renamed.

    Example:
        >>> original_path("/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:ID", draft=False)
        '/rsm:CrossIndustryDocument/rsm:HeaderExchangedDocument/ram:ID'
    """
    steps: list[str] = []
    parent = ""
    for step in _STEPS.findall(path):
        match = _STEP.fullmatch(step)
        if match is None or step.startswith(("@", "{")):
            steps.append(step)
            continue
        prefix, name, number = match["prefix"] or "", match["name"], match["number"] or ""
        if draft and name == "DateTimeString" and parent in BARE_DATES:
            continue
        parent = _old_name(parent, name, draft=draft)
        steps.append(("" if draft and prefix == "ram:" else prefix) + parent + number)
    return "/" + "/".join(steps)


def _old_name(parent: str, new: str, *, draft: bool) -> str:
    if not parent:
        return "Invoice" if draft else "CrossIndustryDocument"
    return _OLD_NAMES.get((parent, new)) or _OLD_NAMES.get(("*", new)) or new


def _wrap_date(element: Element) -> None:
    """Put the text of a date into an element of its own, with the attributes that it had."""
    if len(element) or not (element.text or "").strip():
        return
    inner = sub_element(element, _DATE)
    inner.text, element.text = element.text, None
    for name, value in element.items():
        inner.set(name, value)
        del element.attrib[name]
