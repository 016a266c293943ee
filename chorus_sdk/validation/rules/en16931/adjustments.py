"""Allowances and charges: BR-31 to BR-33, BR-36 to BR-38, BR-41 to BR-44, BR-CO-05 to 08, 21 to 24.

The same is asked of those of the document and those of a line, so the rules are a table: what is
asked, and where. BR-CO-05 to BR-CO-08 ask that reason and code mean the same; no machine can
tell, and the official rules test nothing either: they are here for their ids to be known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from chorus_sdk.invoice.amounts import AllowanceCharge
from chorus_sdk.validation.rules.base import Breach, Check, Rule, Subject
from chorus_sdk.validation.rules.en16931.adjusted_vat import foreign_kinds
from chorus_sdk.validation.rules.en16931.completed import invoice_of


class _Kind(NamedTuple):
    """One of the four kinds: what it is called, its terms, and where it stands.

    Those of a line have no VAT category of their own.
    """

    en: str
    fr: str
    amount: str
    category: str
    reasons: tuple[str, str]
    parts: Callable[[Subject], Iterable[tuple[str, AllowanceCharge]]]


def _allowances(subject: Subject) -> Iterator[tuple[str, AllowanceCharge]]:
    for number, part in enumerate(invoice_of(subject).allowances):
        yield f"allowances[{number}]", part


def _charges(subject: Subject) -> Iterator[tuple[str, AllowanceCharge]]:
    for number, part in enumerate(invoice_of(subject).charges):
        yield f"charges[{number}]", part


def _line_allowances(subject: Subject) -> Iterator[tuple[str, AllowanceCharge]]:
    for number, line in enumerate(invoice_of(subject).lines):
        if line.allowances:
            for index, part in enumerate(line.allowances):
                yield f"lines[{number}].allowances[{index}]", part


def _line_charges(subject: Subject) -> Iterator[tuple[str, AllowanceCharge]]:
    for number, line in enumerate(invoice_of(subject).lines):
        if line.charges:
            for index, part in enumerate(line.charges):
                yield f"lines[{number}].charges[{index}]", part


_ALLOWANCE: Final = _Kind(
    "A document level allowance",
    "Une remise au niveau du document",
    "BT-92",
    "BT-95",
    ("BT-97", "BT-98"),
    _allowances,
)
_CHARGE: Final = _Kind(
    "A document level charge",
    "Une charge au niveau du document",
    "BT-99",
    "BT-102",
    ("BT-104", "BT-105"),
    _charges,
)
_LINE_ALLOWANCE: Final = _Kind(
    "An allowance of a line",
    "Une remise de ligne",
    "BT-136",
    "",
    ("BT-139", "BT-140"),
    _line_allowances,
)
_LINE_CHARGE: Final = _Kind(
    "A charge of a line",
    "Une charge de ligne",
    "BT-141",
    "",
    ("BT-144", "BT-145"),
    _line_charges,
)


def _amount(id_: str, kind: _Kind) -> Rule:
    def check(subject: Subject) -> Iterator[Breach]:
        for place, part in kind.parts(subject):
            if part.amount is None:
                yield Breach(f"{place}.amount")

    return _rule(id_, kind, "has an amount", "a un montant", check, kind.amount)


def _category(id_: str, kind: _Kind) -> Rule:
    def check(subject: Subject) -> Iterator[Breach]:
        foreign = foreign_kinds(subject)
        for place, part in kind.parts(subject):
            if part.vat_category is None or place.partition("[")[0] in foreign:
                yield Breach(f"{place}.vat_category", part.vat_category)

    return _rule(id_, kind, "has a VAT category", "a un code de type de TVA", check, kind.category)


def _reason(id_: str, kind: _Kind) -> Rule:
    def check(subject: Subject) -> Iterator[Breach]:
        for place, part in kind.parts(subject):
            if part.reason is None and part.reason_code is None:
                yield Breach(f"{place}.reason")

    return _rule(
        id_, kind, "has a reason or a reason code", "a un motif ou un code", check, *kind.reasons
    )


def _agreement(id_: str, kind: _Kind) -> Rule:
    return _rule(
        id_,
        kind,
        "has a reason and a reason code that mean the same",
        "a un motif et un code qui disent la même chose",
        lambda _: (),
        *kind.reasons,
    )


def _rule(id_: str, kind: _Kind, en: str, fr: str, check: Check, *terms: str) -> Rule:
    return Rule(id=id_, terms=terms, en=f"{kind.en} {en}.", fr=f"{kind.fr} {fr}.", check=check)


BY_PLACE: Final = {
    "allowances": (
        _amount("BR-31", _ALLOWANCE),
        _category("BR-32", _ALLOWANCE),
        _reason("BR-33", _ALLOWANCE),
        _agreement("BR-CO-05", _ALLOWANCE),
        _reason("BR-CO-21", _ALLOWANCE),
    ),
    "charges": (
        _amount("BR-36", _CHARGE),
        _category("BR-37", _CHARGE),
        _reason("BR-38", _CHARGE),
        _agreement("BR-CO-06", _CHARGE),
        _reason("BR-CO-22", _CHARGE),
    ),
    "lines.allowances": (
        _amount("BR-41", _LINE_ALLOWANCE),
        _reason("BR-42", _LINE_ALLOWANCE),
        _agreement("BR-CO-07", _LINE_ALLOWANCE),
        _reason("BR-CO-23", _LINE_ALLOWANCE),
    ),
    "lines.charges": (
        _amount("BR-43", _LINE_CHARGE),
        _reason("BR-44", _LINE_CHARGE),
        _agreement("BR-CO-08", _LINE_CHARGE),
        _reason("BR-CO-24", _LINE_CHARGE),
    ),
}
"""The rules by what they are asked of: see `VatUses.adjusted`."""
