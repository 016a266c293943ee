"""What an official rule engine answers (*SVRL*), as findings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chorus_sdk._xml import Element, parse
from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.limits import Limits
from chorus_sdk.validation.places import ElementStep, Place, SourcePlaces

_SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"
_RULE: Final = r"(?:BR|CII|UBL|PEPPOL|FX)-[A-Za-z0-9_-]+"
_RULE_ID: Final = re.compile(_RULE)
_STATED_ID: Final = re.compile(rf"\s*\[({_RULE})\]")
_STEP: Final = re.compile(
    r"/(?P<at>@?)"
    r"(?:\*:(?P<local>[\w.-]+)\[namespace-uri\(\)='(?P<uri>[^']*)'\]"
    r"|\*\[local-name\(\)='(?P<local2>[^']+)'(?: and namespace-uri\(\)='(?P<uri2>[^']*)')?\]"
    r"|(?P<plain>[\w.-]+))"
    r"(?:\[(?P<number>\d+)\])?"
)
_NAMELESS: Final = "FX-NOT-USED"
"""The Factur-X assertions without an id are all of one kind: something that is not used."""
_SEVERITIES: Final = {
    "warning": Severity.WARNING,
    "warn": Severity.WARNING,
    "information": Severity.INFORMATION,
    "info": Severity.INFORMATION,
}
"""By flag or role; anything else, and no flag at all, is an error."""


def findings(answer: bytes, places: SourcePlaces | None, limits: Limits) -> Iterator[Finding]:
    """Yield what a Schematron run found, with its place in the source.

    The message is the official rule's own. Its id is the assertion's, where that is the id of a
    rule; else the one that the text states in brackets, else the assertion's, else `FX-NOT-USED`.

    Raises:
        MalformedDocumentError: the answer is no XML.
    """
    for element in parse(answer, limits).iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
        text = " ".join("".join(element.itertext()).split())
        stated = _STATED_ID.match(text)
        code = _code(element.get("id"), stated[1] if stated else None)
        yield Finding(
            code=code,
            severity=_severity(element),
            message=text[stated.end() :].lstrip(" -:") if stated else text,
            location=_location(element.get("location"), places),
        )


def _code(own: str | None, stated: str | None) -> str:
    """Choose the id: a text may by mistake state that of the rule next to it."""
    if own and _RULE_ID.fullmatch(own) and not own.startswith("FX-"):
        return own
    return stated or own or _NAMELESS


def _severity(element: Element) -> Severity:
    said = (element.get("flag") or element.get("role") or "").strip().lower()
    return _SEVERITIES.get(said, Severity.ERROR)


def _location(path: str | None, places: SourcePlaces | None) -> Location | None:
    if not path:
        return None
    steps = tuple(_steps(path))
    if places is None or not steps:
        return Location(path=path)
    place: Place = places.at(steps)
    return Location(path=place.path, line=place.line)


def _steps(path: str) -> Iterator[ElementStep]:
    for match in _STEP.finditer(path):
        uri = match["uri"] or match["uri2"]
        local = match["local"] or match["local2"] or match["plain"]
        tag = f"{{{uri}}}{local}" if uri else local
        yield ElementStep(tag=tag, number=int(match["number"] or 1), is_attribute=bool(match["at"]))
