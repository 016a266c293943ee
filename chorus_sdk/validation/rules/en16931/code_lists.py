"""Codes and their lists: BR-CL-01 to BR-CL-26, checked in one pass.

Each rule is a row: where its codes stand in either syntax, as the end of an element path, and
what they may be. Which values of the model stand there is worked out of the bindings; what the
model could not take, such as a second country, is looked at among the traces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from chorus_sdk.formats.base import FormatId
from chorus_sdk.validation.rules.base import Breach, Rule, RuleFamily, Subject
from chorus_sdk.validation.rules.en16931 import code_values
from chorus_sdk.validation.rules.en16931.code_table import LISTS, CodeList
from chorus_sdk.validation.rules.en16931.reach import Reach, Watch
from chorus_sdk.validation.rules.en16931.source import is_cii, is_ubl, is_written
from chorus_sdk.validation.rules.en16931.traces import Trace, traces
from chorus_sdk.validation.rules.en16931.watching import found

_CURRENCY: Final = Rule(
    id="BR-CL-03",
    terms=("BT-110", "BT-111"),
    en="The currency of an amount is a code of ISO 4217.",
    fr="La devise d'un montant est un code de la liste ISO 4217.",
    check=lambda subject: _alone(3, subject),
)
_SUBJECT: Final = Rule(
    id="BR-CL-08",
    terms=("BT-21",),
    en="The subject of a note is a code of UNTDID 4451.",
    fr="Le sujet d'une note est un code de la liste UNTDID 4451.",
    check=lambda subject: _alone(8, subject),
)


def _made(each: CodeList) -> Rule:
    return Rule(
        id=f"BR-CL-{each.number:02}",
        terms=each.terms,
        en=f"{each.en} is a code of {each.list}.",
        fr=f"{each.fr} est un code de la liste {each.list}.",
        check=lambda subject: _alone(each.number, subject),
    )


_RULES: Final = {3: _CURRENCY, 8: _SUBJECT} | {each.number: _made(each) for each in LISTS}


_AMOUNTS: Final = re.compile(
    r"cbc:(?:(?:Price|Tax|Taxable|Base|LineExtension|TaxExclusive|TaxInclusive|AllowanceTotal"
    r"|ChargeTotal|Prepaid|PayableRounding|Payable)?Amount)/@currencyID"
)
_VAT_TOTAL: Final = "ram:TaxTotalAmount/@currencyID"
_CII: Final = frozenset({FormatId.CII_INVOICE, FormatId.FACTURX})
_HASHED: Final = re.compile(r"[^#]*#([^#]{3})#", re.DOTALL)


def _check(subject: Subject) -> Iterator[tuple[Rule, Breach]]:
    yield from found(subject, "BR-CL-")
    yield from _traced(subject)
    for breach in _currencies(subject):
        yield _CURRENCY, breach
    for breach in _subjects(subject):
        yield _SUBJECT, breach


def _alone(number: int, subject: Subject) -> Iterable[Breach]:
    return (breach for each, breach in _check(subject) if each is _RULES[number])


def watched(format_id: FormatId | None, reach: Reach) -> Iterator[Watch]:
    """Yield the lists that hold at a place of the model."""
    for each in _named(is_cii=format_id in _CII).get(_name(reach.element), ()):
        if _stands(each, reach.element, format_id) and _is_within(each, reach):
            yield Watch(_RULES[each.number], each.allowed(format_id))


@cache
def _named(*, is_cii: bool) -> dict[str, tuple[CodeList, ...]]:
    """Return the lists by the names of elements and attributes that may hold a code of theirs."""
    found: dict[str, tuple[CodeList, ...]] = {}
    for each in LISTS:
        for name in dict.fromkeys(map(_name, each.cii if is_cii else each.ubl)):
            found[name] = (*found.get(name, ()), each)
    return found


def _name(path: str) -> str:
    return path.rpartition("/")[2].rpartition(":")[2]


def _stands(each: CodeList, element: str, format_id: FormatId | None) -> bool:
    ends = each.cii if format_id in _CII else each.ubl
    if not element.endswith(ends):
        return False
    if each.number == 11 and "ram:SpecifiedTaxRegistration" in element:
        return False
    if each.number in {10, 26} and "ram:ShipToTradeParty" in element:
        return each.number == 26
    return True


def _is_within(each: CodeList, reach: Reach) -> bool:
    if each.number == 7 and "ram:" in reach.element:
        return True
    return not each.within or re.search(each.within, reach.model) is not None


def _traced(subject: Subject) -> Iterator[tuple[Rule, Breach]]:
    known = traces(subject)
    by_path: dict[str, tuple[CodeList, ...]] = {}
    for trace in known.entries if known else ():
        if trace.path not in by_path:
            by_path[trace.path] = tuple(
                each for each in LISTS if _stands(each, trace.path, subject.format)
            )
        for each in by_path[trace.path]:
            if _is_traced(subject, each, trace):
                allowed = (each.written or each.allowed)(subject.format)
                if trace.kept.text.strip() not in allowed:
                    yield _RULES[each.number], Breach(trace.kept.path, trace.kept.text)


def _is_traced(subject: Subject, each: CodeList, trace: Trace) -> bool:
    if each.number == 7:
        return is_cii(subject)
    part = traces(subject).part(trace.kept.path) if each.within else None
    return not each.within or (part is not None and re.search(each.within, part) is not None)


def _currencies(subject: Subject) -> Iterator[Breach]:
    """Look at the currencies of amounts: UBL has one at each, CII at VAT totals alone."""
    invoice, totals = subject.invoice, subject.invoice.totals
    allowed = code_values.currencies(subject.format)
    others = [trace.kept for trace in traces(subject).entries if _is_currency(subject, trace.path)]
    in_currency = totals.vat is not None or (is_ubl(subject) and not others)
    pairs = (
        ("currency", invoice.currency, in_currency),
        ("vat_currency", invoice.vat_currency, totals.vat_in_accounting_currency is not None),
    )
    for place, currency, is_used in pairs if is_written(subject) else ():
        if is_used and currency is not None and currency not in allowed:
            yield Breach(place, currency)
    for kept in others:
        if kept.text.strip() not in allowed:
            yield Breach(kept.path, kept.text)


def _is_currency(subject: Subject, path: str) -> bool:
    return bool(_AMOUNTS.search(path)) if is_ubl(subject) else path.endswith(_VAT_TOTAL)


def _subjects(subject: Subject) -> Iterator[Breach]:
    """Look at the subjects of notes: UBL has them inside the text, between two hashes."""
    allowed = code_values.note_subjects(subject.format)
    for place, code in _said_subjects(subject):
        if code is not None and code not in allowed:
            yield Breach(place, code)
    known = traces(subject)
    for trace in known.entries if known and is_cii(subject) else ():
        if trace.path.endswith("ram:SubjectCode") and trace.kept.text.strip() not in allowed:
            yield Breach(trace.kept.path, trace.kept.text)


def _said_subjects(subject: Subject) -> Iterator[tuple[str, str | None]]:
    """Yield the subjects of notes, in CII those of lines too."""
    for number, note in enumerate(subject.invoice.notes):
        code = note.subject
        if code is None and is_ubl(subject):
            match = _HASHED.match(note.text or "")
            code = match[1] if match else None
        yield f"notes[{number}].subject", code
    for number, line in enumerate(subject.invoice.lines) if is_cii(subject) else ():
        yield f"lines[{number}].note_subject", line.note_subject
        for index, note in enumerate(line.further_notes):
            yield f"lines[{number}].further_notes[{index}].subject", note.subject


CODE_LISTS: Final = RuleFamily(
    rules=tuple(_RULES[number] for number in sorted(_RULES)), check=_check
)
