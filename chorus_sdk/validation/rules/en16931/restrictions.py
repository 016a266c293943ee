"""What a document has and the core of EN 16931 has not: UBL-CR, UBL-DT, CII-SR, CII-DT.

More than a thousand official rules say of one element or attribute that it is not used. They are
data here: an id and a path. A document breaks them with what the model does not hold (traces) and
with what it holds beyond the core (terms of EXTENDED); which those are, is worked out of the
bindings. One pass finds all of them, and it costs nothing where a document keeps to the core.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.binding.table import Row
from chorus_sdk.validation.rules.base import Breach, Rule, RuleFamily, Subject
from chorus_sdk.validation.rules.en16931.reach import Reach, Watch, reaches, syntax_of
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.en16931.watching import found
from chorus_sdk.validation.rules.late import LateFamily

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
_EXCEPT: Final = re.compile(r"(ram:[^-/]*)-(ram:[A-Za-z]+)")
"""A step of any name but one, such as `ram:*Amount-ram:TaxTotalAmount`."""
_GENERAL: Final = re.compile("CII-DT-10")
"""Rules on the attributes of any identifier, where four of them have rules of their own."""


class Restriction(NamedTuple):
    """One rule and one place, which is a path below the root or a pattern of such."""

    rule: Rule
    path: str


class Restrictions:
    """All restrictions of one syntax, ready to be asked about a path; rules are made on demand."""

    def __init__(self, syntax: str) -> None:
        self._syntax = syntax
        self._places = tuple(_places(syntax))
        self._shown: dict[str, str] = {}
        self._rules: dict[str, Rule] = {}
        self._exact: dict[str, list[str]] = {}
        self._patterns: dict[str, list[tuple[str, str]]] = {}
        self._known: dict[str, tuple[Rule, ...]] = {}
        for name, path in self._places:
            self._shown.setdefault(name, path)
            if path.startswith(("//", "<")):
                self._patterns.setdefault(path.rpartition("/")[2], []).append((path, name))
            elif "%" in path:
                for line in ("cac:InvoiceLine", "cac:CreditNoteLine"):
                    self._exact.setdefault(_LINE.sub(line, path), []).append(name)
            else:
                self._exact.setdefault(path, []).append(name)
        self.ids = frozenset(name.removesuffix("!") for name in self._shown)

    @property
    def all(self) -> tuple[Restriction, ...]:
        """Every rule with every place."""
        return tuple(Restriction(self._rule(name), path) for name, path in self._places)

    def _rule(self, name: str) -> Rule:
        known = self._rules.get(name)
        if known is None:
            known = self._rules[name] = _rule(self._syntax, name, self._shown[name])
        return known

    def at(self, path: str) -> tuple[Rule, ...]:
        """Return the rules that an element or attribute at a path breaks, and those above it."""
        rules = self._known.get(path)
        if rules is None:
            above, _, _ = path.rpartition("/")
            inherited = self.at(above) if above else ()
            own = self.here(path)
            rules = inherited
            if own:
                rules = (*rules, *(one for one in own if not any(one is i for i in inherited)))
            if len(self._known) < _MOST_PATHS:
                self._known[path] = rules
        return rules

    def here(self, path: str) -> tuple[Rule, ...]:
        """Return the rules on an element or attribute itself."""
        exact = self._exact.get(path, ())
        patterns = self._patterns.get(path.rpartition("/")[2], ())
        if not exact and not patterns:
            return ()
        general = (
            name
            for pattern, name in patterns
            if _pattern(pattern).fullmatch(path) and not (exact and _GENERAL.match(name))
        )
        return tuple(map(self._rule, (*exact, *general)))


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


def _places(syntax: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each rule and each of its places."""
    context = ""
    text = Path(__file__).with_name(f"restrictions_{syntax}.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            context = line[1:-1]
        elif line and not line.startswith("#"):
            name, path = line.split(" ", 1)
            yield name, f"{context}/{path}" if context else path


def _rule(syntax: str, name: str, path: str) -> Rule:
    shown = path.replace("%", "cac:InvoiceLine").removeprefix("//").rpartition(" ")[2]
    english, french = (
        _EXCEPT.sub(rf"\1 ({word} \2)", shown) if "-" in shown else shown
        for word in ("except", "sauf")
    )
    family = FAMILIES_BY_SYNTAX
    return Rule(
        id=name.removesuffix("!"),
        terms=(),
        en=f"The core of EN 16931 does not use {english}.",
        fr=f"Le cœur de l'EN 16931 n'emploie pas {french}.",
        severity=Severity.ERROR if name.endswith("!") else Severity.WARNING,
        check=lambda subject: (
            breach for rule, breach in family[syntax](subject) if rule.id == name.removesuffix("!")
        ),
    )


@cache
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
    rules = known.at(reach.element)
    if not rules:
        return
    others = [known.at(one) for one in _elements(format_id)[reach.model] if one != reach.element]
    for rule in rules:
        if all(any(rule is each for each in broken) for broken in others):
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

    def rules() -> Iterable[Rule]:
        return {each.rule.id: each.rule for each in restrictions(syntax).all}.values()

    return LateFamily(rules, FAMILIES_BY_SYNTAX[syntax])
