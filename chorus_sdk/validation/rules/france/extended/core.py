"""What of EN 16931 holds in EXTENDED-CTC-FR, and under what id (*socle*)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Final

from chorus_sdk.validation.rules.base import Breach, Rule, RuleFamily, Subject
from chorus_sdk.validation.rules.en16931 import EN16931
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.source import SETTLEMENT
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.france.extended.kinds import COUNTED
from chorus_sdk.validation.rules.france.extended.vat import CATEGORIES
from chorus_sdk.validation.rules.france.extended.written import is_written
from chorus_sdk.validation.rules.france.facts import is_cii

_LINE: Final = re.compile(r"lines\[(\d+)\]")
_ENTRY: Final = re.compile(r"vat_breakdown\[(\d+)\]")
_TAX: Final = f"{SETTLEMENT}/ram:ApplicableTradeTax"
_FAMILIES: Final = ("S", "Z", "E", "AE", "IC", "G", "O", "AF", "AG")
_LOOSENED: Final = frozenset(
    {
        *("BR-27", "BR-28", "BR-54"),
        *("BR-CO-10", "BR-CO-11", "BR-CO-12", "BR-CO-13", "BR-CO-15", "BR-CO-17"),
        *(f"BR-{family}-08" for family in _FAMILIES),
        *("BR-S-01", "BR-Z-01", "BR-E-01", "BR-IC-01", "BR-G-01", "BR-O-01", "BR-AF-01"),
        *("BR-O-02", "BR-O-03", "BR-O-04", "BR-O-11", "BR-O-12", "BR-O-13", "BR-O-14"),
        *("BR-S-09", "BR-S-10", "BR-Z-10"),
    }
)
_LOOSENED_IN_CII: Final = frozenset(
    {
        *("BR-AE-01", "BR-AG-01", "BR-AF-10", "BR-AG-10", "BR-O-09", "BR-O-10"),
        *(
            "BR-CO-22",
            "BR-CO-24",
            "CII-DT-024",
            "CII-DT-027",
            "CII-DT-052",
            "CII-DT-058",
            "CII-DT-098",
        ),
    }
)
_UBL_CR: Final = (
    "018 026 047 096 099 194 195 258 259 269 270 271 272 273 274 288 410 439 480 481 490 523 524"
    " 525 528 529 530 531 550 561 563 600 601 609 611 619 633 634 645 662 669 670"
)
_CII_SR: Final = (
    "039 040 041 068 070 106 107 108 127 128 148 156 164 170 173 174 175 200 201 210 278 293 305"
    " 333 334 350 351 352 353 354 355 356 357 358 359 360 361 362 363 365 366 422 458 470 474"
)
_OPENED: Final = frozenset(
    {
        *(f"UBL-CR-{number}" for number in _UBL_CR.split()),
        *(f"UBL-SR-{number}" for number in ("04", "16", "20", "34", "37", "52")),
        *(f"CII-SR-{number}" for number in _CII_SR.split()),
    }
)
"""Restrictions of the syntaxes that the profile lifts: it has uses for these elements."""
_PER_LINE: Final = frozenset({"BR-22", "BR-23", "BR-24", "BR-26", "BR-CO-04", "UBL-SR-48"})
"""Asked of lines that count: a group or an information line may leave these out."""
_PER_ENTRY: Final = frozenset({"BR-45", "BR-46", "BR-48", "BR-DEC-19", "BR-DEC-20"})
"""Asked of an entry of the breakdown whose category has no rules; in CII the first rule wins."""
_AT_MOST_ONCE: Final = frozenset({"CII-SR-069", "CII-SR-072", "CII-SR-439"})
"""What the profile lets be missing and forbids twice; a breach of all `lines` is the latter."""
_FURTHER_SCHEMES: Final = frozenset({"BY", "SE"})
"""What the profile adds to ISO 6523: the buyer's own identifier, and the seller's."""
_CODES: Final = {code: f"BR-FREXT-{code[3:]}" for code in ("BR-CL-10", "BR-CL-20", "BR-CL-24")}
_IN_UBL: Final = MappingProxyType(
    {
        **{code: code.replace("-", "-FREXT-", 1) for code in _PER_LINE},
        **_CODES,
    }
)
_IN_CII: Final = MappingProxyType(
    {
        **{f"BR-{n}": f"BR-FREXT-BR-{n}" for n in (22, 23, 24, 26, 38, 44)},
        **_CODES,
        "BR-CO-04": "BR-FREXT-CO-04",
        "BR-CL-07": "BR-EXT-CL-07",
        "CII-DT-018": "CII-EXT-DT-018",
        **{f"CII-SR-{number}": f"CII-FREXT-SR-{number}" for number in ("069", "072", "439")},
    }
)
"""What rules that stay are called in the profile."""


def _check(subject: Subject) -> Iterator[tuple[Rule, Breach]]:
    in_cii = is_cii(subject)
    for declared, breach in _broken(subject):
        name = id_in_profile(declared.id, in_cii=in_cii)
        if name is not None and not _is_asked_otherwise(subject, declared.id, breach):
            yield (declared if name == declared.id else _renamed(declared.id, name)), breach


def _broken(subject: Subject) -> Iterator[tuple[Rule, Breach]]:
    for each in EN16931.rules:
        if each.id not in _LOOSENED:
            for breach in each.check(subject):
                yield each, breach
    for family in EN16931.families:
        yield from family.check(subject)


def id_in_profile(code: str, *, in_cii: bool) -> str | None:
    """Return what the profile calls a rule of EN 16931, None for one that it leaves out.

    Example:
        >>> id_in_profile("BR-22", in_cii=False), id_in_profile("BR-27", in_cii=True)
        ('BR-FREXT-22', None)
    """
    if code in _LOOSENED or code in _OPENED or (in_cii and code in _LOOSENED_IN_CII):
        return None
    return (_IN_CII if in_cii else _IN_UBL).get(code, code)


def _is_asked_otherwise(subject: Subject, code: str, breach: Breach) -> bool:
    """Tell whether the profile lets pass here what EN 16931 does not, or asks it elsewhere."""
    if code in _PER_LINE:
        return not _counts(subject, breach.place)
    if code in _AT_MOST_ONCE:
        return is_written(subject) and breach.place != "lines"
    if code == "BR-CL-20":
        return is_written(subject)  # there the list that a code names counts
    if code == "BR-CL-10":
        return (breach.found or "").strip() in _FURTHER_SCHEMES
    return code in _PER_ENTRY and is_cii(subject) and _has_rules_of_its_own(subject, breach.place)


def _has_rules_of_its_own(subject: Subject, place: str) -> bool:
    """Tell whether an entry of the breakdown is VAT of a category: its own rule asks then."""
    found = _ENTRY.match(place)
    if found is None:
        return False
    number = int(found[1])
    if number in traces(subject).items_but(_TAX, "ram:TypeCode", "VAT"):
        return False
    return invoice_of(subject).vat_breakdown[number].category in CATEGORIES.values()


def _counts(subject: Subject, place: str) -> bool:
    found = _LINE.match(place)
    return found is None or invoice_of(subject).lines[int(found[1])].kind in COUNTED


@cache
def _renamed(code: str, other: str) -> Rule:
    return replace(_declared()[code], id=other)


@cache
def _declared() -> Mapping[str, Rule]:
    grouped = (each for family in EN16931.families for each in family.rules)
    return {each.id: each for each in (*EN16931.rules, *grouped)}


CORE: Final = RuleFamily(
    rules=tuple(
        replace(each, id=_IN_UBL.get(code, code))
        for code, each in _declared().items()
        if code not in _LOOSENED and code not in _OPENED
    ),
    check=_check,
)
"""The rules of EN 16931 that the profile keeps."""
