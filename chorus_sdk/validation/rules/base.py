"""What a rule is, and what running one gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import DEFAULT_LIMITS, Limits
from chorus_sdk.validation.rules.hints import Hint, hint_of

if TYPE_CHECKING:
    from chorus_sdk.validation.directory import Directory

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What rules look at (*objet du contrôle*): the invoice, and how it was written.

    `format` and `profile` are None for an invoice that was never a document. `document` is the
    XML that was read, for the few rules that ask what reading sets straight (blanks around a
    number). `directory` answers what only Chorus Pro knows; `buyer_is_public` says that the
    invoice goes to a public body (B2G) although no note in it says so. `limits` are those that the
    document was read under: it is looked into under the same.
    """

    invoice: Invoice
    format: FormatId | None = None
    profile: Profile | None = None
    document: bytes | None = field(default=None, repr=False)
    directory: Directory | None = None
    buyer_is_public: bool = False
    limits: Limits = DEFAULT_LIMITS
    derived: dict[object, object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def derive(self, build: Callable[[Subject], T]) -> T:
        """Return what a function makes of this subject (*valeur dérivée*), made once.

        Sums and groups that many rules need are made here, so that a rule costs the same whether
        it runs alone or among hundreds.

        Example:
            >>> subject = Subject(invoice=Invoice())
            >>> subject.derive(id) == subject.derive(id) == id(subject)
            True
        """
        try:
            return self.derived[build]  # type: ignore[return-value]
        except KeyError:
            made = self.derived[build] = build(self)
            return made


@dataclass(frozen=True)
class Breach:
    """One breach of a rule (*non-respect*), at one place of the model.

    `place` is a path of the model such as `lines[2].net_amount`, empty for the whole invoice;
    where it stands in the source document is worked out from it, on demand. `term` is the one
    term at fault, where the rule speaks of several.
    """

    place: str = ""
    found: str | None = None
    expected: str | None = None
    term: str | None = None


Check: TypeAlias = Callable[[Subject], Iterable[Breach]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule (*règle*).

    `id` is the official id, `terms` the business terms that it speaks of, `en` and `fr` our own
    sentences for what a correct invoice does, `hint` and `hint_fr` the way out; where a rule has
    no way out of its own, `hints` knows that of its kind.
    """

    id: str
    terms: tuple[str, ...]
    en: str
    fr: str
    check: Check
    severity: Severity = Severity.ERROR
    hint: str | None = None
    hint_fr: str | None = None

    @property
    def way_out(self) -> Hint:
        """What to do about a breach, in both languages (*conseil*)."""
        if self.hint is not None:
            return Hint(self.hint, self.hint_fr)
        return hint_of(self.id, self.terms)

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a breach."""
        for breach in self.check(subject):
            yield self.finding(breach)

    def finding(self, breach: Breach) -> Finding:
        """Return what is said of a breach of this rule (*constat*)."""
        way_out = self.way_out
        if breach.term is not None and self.hint is None:
            way_out = hint_of(self.id, (breach.term,))
        return Finding(
            code=self.id,
            severity=self.severity,
            message=self.en,
            message_fr=self.fr,
            location=Location(
                path=breach.place or None, term=breach.term or ", ".join(self.terms) or None
            ),
            found=breach.found,
            expected=breach.expected,
            hint=way_out.en,
            hint_fr=way_out.fr,
        )


def rule(
    id: str,  # noqa: A002 (what the standards call it)
    *terms: str,
    en: str,
    fr: str,
    severity: Severity = Severity.ERROR,
    hint: str | None = None,
    hint_fr: str | None = None,
) -> Callable[[Check], Rule]:
    """Make a rule of a check function (*déclarer une règle*).

    Example:
        >>> @rule("BR-02", "BT-1", en="An invoice has a number.", fr="Une facture a un numéro.")
        ... def br_02(subject):
        ...     if not subject.invoice.number:
        ...         yield Breach("number")
        >>> [str(finding) for finding in br_02.run(Subject(invoice=Invoice()))]
        ['error BR-02: An invoice has a number. (BT-1, number)']
    """

    def declare(check: Check) -> Rule:
        return Rule(
            id=id,
            terms=terms,
            en=en,
            fr=fr,
            check=check,
            severity=severity,
            hint=hint,
            hint_fr=hint_fr,
        )

    return declare


def rules_of(*modules: ModuleType) -> tuple[Rule, ...]:
    """Return the rules that modules declare, in the order of declaration."""
    return tuple(
        value for module in modules for value in vars(module).values() if isinstance(value, Rule)
    )


@dataclass(frozen=True, kw_only=True)
class RuleFamily:
    """Rules that one pass checks together (*famille de règles*).

    For hundreds of rules of one shape, such as those on what a syntax may hold: `check` yields
    the id of each rule that is broken. A rule of a family, run alone, makes the whole pass.
    """

    rules: tuple[Rule, ...]
    check: Callable[[Subject], Iterable[tuple[Rule, Breach]]]

    @classmethod
    def of(cls, rules: Iterable[Rule], applies: Callable[[Subject], bool]) -> RuleFamily:
        """Make a family of rules that hold, all together, for some subjects only."""
        members = tuple(rules)

        def check(subject: Subject) -> Iterator[tuple[Rule, Breach]]:
            if applies(subject):
                for each in members:
                    for breach in each.check(subject):
                        yield each, breach

        return cls(rules=members, check=check)

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a breach."""
        for each, breach in self.check(subject):
            yield each.finding(breach)


def _as_it_is(subject: Subject) -> Subject:
    return subject


@dataclass(frozen=True, kw_only=True)
class RuleSet:
    """Rules that hold together (*jeu de règles*), with an identity and dates.

    `name` is what `validate(rules=…)` takes, such as `en16931`; `version` that of the published
    artefact; `in_force_from` and `in_force_to` include both ends, None where open. `rules` are
    those that are checked one by one, `families` the others. `view` says as what they look at a
    subject, such as one whose texts are as the document writes them.
    """

    name: str
    version: str
    rules: tuple[Rule, ...]
    families: tuple[RuleFamily, ...] = ()
    in_force_from: date | None = None
    in_force_to: date | None = None
    view: Callable[[Subject], Subject] = _as_it_is

    def is_in_force(self, day: date) -> bool:
        """Tell whether the set holds on a day."""
        after = self.in_force_from is None or self.in_force_from <= day
        return after and (self.in_force_to is None or day <= self.in_force_to)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all rules, those of families included (*identifiants*)."""
        grouped = (each.id for family in self.families for each in family.rules)
        return frozenset((*(each.id for each in self.rules), *grouped))

    def run(self, subject: Subject) -> Iterator[Finding]:
        """Yield the findings of every rule, rule after rule, then those of families."""
        subject = self.view(subject)
        for each in self.rules:
            for breach in each.check(subject):
                yield each.finding(breach)
        for family in self.families:
            yield from family.run(subject)
