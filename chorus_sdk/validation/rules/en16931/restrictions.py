"""What a document has and the core of EN 16931 has not: UBL-CR, UBL-DT, CII-SR, CII-DT.

More than a thousand official rules say of one element or attribute that it is not used. They are
data here: an id and a path. A document breaks them with what the model does not hold (traces) and
with what it holds beyond the core (terms of EXTENDED); which those are, is worked out of the
bindings. One pass finds all of them, and it costs nothing where a document keeps to the core.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.binding.table import Row
from chorus_sdk.validation.rules.base import Breach, Rule, RuleFamily, Subject
from chorus_sdk.validation.rules.en16931.reach import Reach, Watch, reaches, syntax_of
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.en16931.watching import found

UBL: Final = "ubl"
CII: Final = "cii"
_OF: Final = {
    FormatId.UBL_INVOICE: UBL,
    FormatId.UBL_CREDIT_NOTE: UBL,
    FormatId.CII_INVOICE: CII,
    FormatId.FACTURX: CII,
}
_MOST_PATHS: Final = 8192
"""How many paths are kept in mind: real documents have hundreds, hostile ones any number."""
_LINE: Final = re.compile(r"^%")
_LINES: Final = "(?:cac:InvoiceLine|cac:CreditNoteLine)"
_GENERAL: Final = re.compile("CII-DT-10")
"""Rules on the attributes of any identifier, where four of them have rules of their own."""


@dataclass(frozen=True)
class Restriction:
    """One rule and one place: `exact` where the place is a path and no pattern."""

    rule: Rule
    path: str

    @property
    def is_exact(self) -> bool:
        """Tell whether the path is one place below the root."""
        return not self.path.startswith(("//", "<"))


class Restrictions:
    """All restrictions of one syntax, ready to be asked about a path."""

    def __init__(self, syntax: str) -> None:
        self.all = tuple(_restrictions(syntax))
        self.ids = frozenset(each.rule.id for each in self.all)
        self._exact: dict[str, list[Rule]] = {}
        self._patterns: dict[str, list[tuple[re.Pattern[str], Rule]]] = {}
        self._known: dict[str, tuple[Rule, ...]] = {}
        for each in self.all:
            if each.is_exact:
                for line in ("cac:InvoiceLine", "cac:CreditNoteLine"):
                    self._exact.setdefault(_LINE.sub(line, each.path), []).append(each.rule)
            else:
                last = each.path.rpartition("/")[2]
                self._patterns.setdefault(last, []).append((_pattern(each.path), each.rule))

    def at(self, path: str) -> tuple[Rule, ...]:
        """Return the rules that an element or attribute at a path breaks, and those above it."""
        rules = self._known.get(path)
        if rules is None:
            above, _, _ = path.rpartition("/")
            inherited = self.at(above) if above else ()
            own = (rule for rule in self.here(path) if not any(rule is i for i in inherited))
            rules = (*inherited, *own)
            if len(self._known) < _MOST_PATHS:
                self._known[path] = rules
        return rules

    def here(self, path: str) -> Iterator[Rule]:
        """Yield the rules on an element or attribute itself."""
        exact = self._exact.get(path, ())
        yield from exact
        for pattern, rule in self._patterns.get(path.rpartition("/")[2], ()):
            if pattern.fullmatch(path) and not (exact and _GENERAL.match(rule.id)):
                yield rule


@cache
def restrictions(syntax: str) -> Restrictions:
    """Return the restrictions of UBL or of CII."""
    return Restrictions(syntax)


@cache
def undecided(format_id: FormatId) -> frozenset[str]:
    """Return the ids of rules on elements that may say what another element says.

    The model holds what was said and not which of the two said it, so that these rules may be
    broken without being found.
    """
    known = restrictions(_OF[format_id])
    return frozenset(
        rule.id
        for reach in reaches(format_id)
        for rule in known.at(reach.element)
        if not any(watch.rule is rule for watch in watched(format_id, reach))
    )


@cache
def passed_over(format_id: FormatId) -> frozenset[str]:
    """Return the ids of rules on elements and attributes that the reader passes over.

    They name code lists, or tell how the document was made, and nothing of the invoice.
    """
    known, syntax = restrictions(_OF[format_id]), syntax_of(format_id)
    paths = set(_technical(syntax.root, ""))
    by_name = {f"@{name}" for name in syntax.technical}
    return frozenset(
        each.rule.id for each in known.all if each.path.rpartition("/")[2] in by_name
    ) | frozenset(rule.id for path in paths for rule in known.here(path))


def _technical(row: Row, element: str) -> Iterator[str]:
    for child in row.rows:
        path = f"{element}/{child.tag}" if element else child.tag
        if child.technical:
            yield path
        for attribute in child.attributes:
            if attribute.technical:
                yield f"{path}/@{attribute.name}"
        yield from _technical(child, path)


def _restrictions(syntax: str) -> Iterator[Restriction]:
    rules: dict[str, Rule] = {}
    context = ""
    text = (
        files("chorus_sdk.validation.rules.en16931")
        .joinpath(f"restrictions_{syntax}.txt")
        .read_text("utf-8")
    )
    for line in text.splitlines():
        if line.startswith("["):
            context = line[1:-1]
        elif line and not line.startswith("#"):
            name, path = line.split(" ", 1)
            whole = f"{context}/{path}" if context else path
            rule = rules.setdefault(name, _rule(syntax, name, whole))
            yield Restriction(rule, whole)


def _rule(syntax: str, name: str, path: str) -> Rule:
    shown = path.replace("%", "cac:InvoiceLine").removeprefix("//").rpartition(" ")[2]
    family = FAMILIES_BY_SYNTAX
    return Rule(
        id=name.removesuffix("!"),
        terms=(),
        en=f"The core of EN 16931 does not use {shown}.",
        fr=f"Le cœur de l'EN 16931 n'emploie pas {shown}.",
        severity=Severity.ERROR if name.endswith("!") else Severity.WARNING,
        check=lambda subject: (
            breach for rule, breach in family[syntax](subject) if rule.id == name.removesuffix("!")
        ),
    )


def _pattern(path: str) -> re.Pattern[str]:
    """Compile a path that means several places."""
    outside, _, wanted = path.rpartition(" ")
    steps = [_step(step) for step in wanted.removeprefix("//").split("/")]
    ahead = f"(?!.*{re.escape(outside[1:])}/)" if outside else ""
    return re.compile(f"{ahead}(?:.+/)?" + "/".join(steps))


def _step(step: str) -> str:
    name, _, without = step.partition("-")
    wild = re.escape(name).replace(r"\*", r"[^/]*")
    return f"(?!{re.escape(without)}(?:/|$)){wild}" if without else wild


def watched(format_id: FormatId | None, reach: Reach) -> Iterator[Watch]:
    """Watch the places of the model that only a restricted element fills."""
    if format_id is None or format_id not in _OF:
        return
    known = restrictions(_OF[format_id])
    for rule in known.at(reach.element):
        elements = _elements(format_id)[reach.model]
        if all(any(rule is each for each in known.at(element)) for element in elements):
            yield Watch(rule, nested=False)


@cache
def _elements(format_id: FormatId) -> dict[str, tuple[str, ...]]:
    """Return from which elements each place of the model is filled."""
    found: dict[str, list[str]] = {}
    for reach in reaches(format_id):
        found.setdefault(reach.model, []).append(reach.element)
    return {model: tuple(elements) for model, elements in found.items()}


def _check(syntax: str, subject: Subject) -> Iterator[tuple[Rule, Breach]]:
    """Yield each rule that is broken once, with the first place that breaks it."""
    format_id = subject.format
    if format_id is None or _OF.get(format_id) != syntax:
        return
    seen: set[str] = set()
    known = restrictions(syntax)
    for trace in traces(subject).entries:
        for rule in known.at(trace.path):
            if rule.id not in seen:
                seen.add(rule.id)
                yield rule, Breach(trace.kept.path, trace.kept.text or None)
    for rule, breach in found(subject, syntax.upper()):
        if rule.id not in seen and rule.id in known.ids:
            seen.add(rule.id)
            yield rule, breach


def _check_ubl(subject: Subject) -> Iterator[tuple[Rule, Breach]]:
    yield from _check(UBL, subject)


def _check_cii(subject: Subject) -> Iterator[tuple[Rule, Breach]]:
    yield from _check(CII, subject)


FAMILIES_BY_SYNTAX: Final = {UBL: _check_ubl, CII: _check_cii}


def family(syntax: str) -> RuleFamily:
    """Return the restrictions of a syntax as a family of rules."""
    rules = {each.rule.id: each.rule for each in restrictions(syntax).all}
    return RuleFamily(rules=tuple(rules.values()), check=FAMILIES_BY_SYNTAX[syntax])
