"""Whether an element stands once where it may stand once: asked of traces, and of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from chorus_sdk.findings import Severity
from chorus_sdk.formats.binding.run import SECOND
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.provenance import REPEATED
from chorus_sdk.validation.rules.base import Breach, Rule, RuleFamily, Subject
from chorus_sdk.validation.rules.en16931.traces import Traces, traces


class Once(NamedTuple):
    """A rule that an element stands at most once, by its path below the root.

    `terms`, `en` and `fr` say what the element means; `more` tells from the model how many there
    are, where it holds several; an empty path means that only the model can tell.
    """

    id: str
    path: str
    terms: tuple[str, ...]
    en: str
    fr: str
    more: Callable[[Invoice], int] | None = None
    severity: Severity = Severity.ERROR

    def rule(self, applies: Callable[[Subject], bool]) -> Rule:
        """Make the rule for one syntax."""

        def check(subject: Subject) -> Iterator[Breach]:
            if not applies(subject):
                return
            known = traces(subject)
            if self.path and known and is_repeated(known, paths_of(self.path)):
                yield Breach(place=f"/{self.path}")
            elif self.more is not None and self.more(subject.invoice) > 1:
                yield Breach()

        return Rule(
            id=self.id,
            terms=self.terms,
            en=f"There is at most one {self.en}.",
            fr=f"Il y a au plus {self.fr}.",
            check=check,
            severity=self.severity,
            hint="Keep one of them.",
            hint_fr="N'en garder qu'un exemplaire.",
        )


def family(rows: Iterable[Once], applies: Callable[[Subject], bool]) -> RuleFamily:
    """Make a family of what may stand once; without traces, only the model is asked."""
    pairs = tuple((once, once.rule(applies)) for once in rows)
    rules = tuple(rule for _, rule in pairs)
    counted = tuple(rule for once, rule in pairs if once.more is not None)

    def check(subject: Subject) -> Iterator[tuple[Rule, Breach]]:
        if applies(subject):
            for each in rules if traces(subject) else counted:
                for breach in each.check(subject):
                    yield each, breach

    return RuleFamily(rules=rules, check=check)


def paths_of(path: str) -> tuple[str, ...]:
    """Return what a path with "%" for a line of UBL stands for."""
    lines = ("cac:InvoiceLine", "cac:CreditNoteLine")
    return tuple(path.replace("%", line) for line in lines) if "%" in path else (path,)


def is_repeated(known: Traces, paths: tuple[str, ...], part: str | None = None) -> bool:
    """Tell whether there is a second element at one of these paths, below one parent."""
    for trace in known.entries:
        for path in paths:
            if part is not None and part not in (known.part(trace.kept.path) or ""):
                continue
            if trace.path == path and trace.kept.reason in {SECOND, REPEATED}:
                return True
            below = trace.path == path or trace.path.startswith(f"{path}/")
            if below and _step(trace.kept.path, path).endswith("]"):
                return True
    return False


def ends_repeated(known: Traces, end: str) -> bool:
    """Tell whether an element, wherever it stands, has a second beside it."""
    name = end.rpartition("/")[2]
    for trace in known.entries:
        position = f"/{trace.path}/".find(f"/{end}/")
        if position >= 0:
            path = trace.path[: position + len(end)]
            if _step(trace.kept.path, path).startswith(f"{name}["):
                return True
    return False


def _step(path: str, element: str) -> str:
    """Return the last step of an element's path, as the document has it."""
    return path[1:].split("/")[element.count("/") + 1]
