"""What CII asks of the content of an invoice: CII-SR."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.formats.binding.run import SECOND
from chorus_sdk.invoice.parties import Party
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.repeats import is_repeated
from chorus_sdk.validation.rules.en16931.source import SETTLEMENT
from chorus_sdk.validation.rules.en16931.traces import traces

_GUIDELINE: Final = "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter"


_TRANSFERS: Final = frozenset({"30", "58"})


@rule(
    "CII-SR-009",
    "BT-24",
    en="There is one group with the specification.",
    fr="Il y a un seul groupe pour la spécification.",
)
def cii_sr_009(subject: Subject) -> Iterator[Breach]:
    """The group of BT-24 stands once."""
    known = traces(subject)
    if is_repeated(known, (_GUIDELINE,)) or (
        subject.invoice.specification is None and not known.has(_GUIDELINE)
    ):
        yield Breach("specification")


@rule(
    "CII-SR-010",
    "BT-24",
    en="There is one specification.",
    fr="Il y a une seule spécification.",
)
def cii_sr_010(subject: Subject) -> Iterator[Breach]:
    """BT-24 stands once."""
    known, path = traces(subject), f"{_GUIDELINE}/ram:ID"
    if is_repeated(known, (path,)) or (
        subject.invoice.specification is None and not known.has(path)
    ):
        yield Breach("specification")


@rule(
    "CII-SR-014", "BT-3", en="There is one type of invoice.", fr="Il y a un seul type de facture."
)
def cii_sr_014(subject: Subject) -> Iterator[Breach]:
    """BT-3 stands once."""
    known, path = traces(subject), "rsm:ExchangedDocument/ram:TypeCode"
    if is_repeated(known, (path,)) or (subject.invoice.type_code is None and not known.has(path)):
        yield Breach("type_code")


@rule(
    "CII-SR-462",
    "BT-8",
    en="All codes of the VAT point date are the same.",
    fr="Tous les codes de date d'exigibilité sont les mêmes.",
)
def cii_sr_462(subject: Subject) -> Iterator[Breach]:
    """BT-8 has one value."""
    invoice = subject.invoice
    codes = {line.vat.point_code for line in invoice.lines} | {invoice.vat_point_code}
    known = traces(subject)
    path = f"{SETTLEMENT}/ram:ApplicableTradeTax/ram:DueDateTypeCode"
    if len(codes - {None}) > 1 or known.because(path, SECOND):
        yield Breach("vat_point_code", invoice.vat_point_code)


@rule(
    "CII-SR-467",
    "BT-81",
    en="All means of payment have the same code.",
    fr="Tous les moyens de paiement ont le même code.",
)
def cii_sr_467(subject: Subject) -> Iterator[Breach]:
    """BT-81 has one value."""
    yield from _means_differ(subject, "code")


@rule(
    "CII-SR-468",
    "BT-82",
    en="All means of payment have the same text.",
    fr="Tous les moyens de paiement ont le même libellé.",
)
def cii_sr_468(subject: Subject) -> Iterator[Breach]:
    """BT-82 has one value."""
    yield from _means_differ(subject, "text")


def _means_differ(subject: Subject, name: str) -> Iterator[Breach]:
    payment = invoice_of(subject).payment
    if payment is not None:
        said = {getattr(means, name) for means in payment.means} - {None}
        if len(said) > 1:
            yield Breach("payment.means", ", ".join(sorted(said)))


@rule(
    "CII-SR-470",
    "BT-84",
    en="Who is to be paid by credit transfer names an account.",
    fr="Un paiement par virement indique le compte à créditer.",
)
def cii_sr_470(subject: Subject) -> Iterator[Breach]:
    """BT-84 is there where BT-81 is 30 or 58."""
    payment = subject.invoice.payment
    if payment is None:
        return
    known = traces(subject)
    path = f"{SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans"
    account = "ram:PayeePartyCreditorFinancialAccount"
    empty = known.items(path, f"{account}/ram:IBANID")
    empty |= known.items(path, f"{account}/ram:ProprietaryID")
    for number, means in enumerate(payment.means):
        transfer = means.transfer
        held = transfer is not None and (transfer.account or transfer.second_account) is not None
        if means.code in _TRANSFERS and not held and number not in empty:
            yield Breach(f"payment.means[{number}].transfer.account")


def _is_identified_twice(party: Party | None, path: str) -> Iterator[Breach]:
    """Look for an identifier with a scheme beside one without."""
    if party is None:
        return
    schemes = {identifier.scheme is not None for identifier in party.identifiers}
    if len(schemes) == 2:
        yield Breach(path)


@rule(
    "CII-SR-450",
    "BT-46",
    en="The buyer has an identifier with a scheme or one without, not both.",
    fr="L'acheteur a un identifiant avec schéma ou sans, pas les deux.",
    severity=Severity.WARNING,
)
def cii_sr_450(subject: Subject) -> Iterator[Breach]:
    """BT-46 is ID or GlobalID."""
    yield from _is_identified_twice(subject.invoice.buyer, "buyer.identifiers")


@rule(
    "CII-SR-451",
    "BT-60",
    en="The payee has an identifier with a scheme or one without, not both.",
    fr="Le bénéficiaire a un identifiant avec schéma ou sans, pas les deux.",
    severity=Severity.WARNING,
)
def cii_sr_451(subject: Subject) -> Iterator[Breach]:
    """BT-60 is ID or GlobalID."""
    yield from _is_identified_twice(subject.invoice.payee, "payee.identifiers")


def _names_twice(party: Party, place: str) -> Iterator[Breach]:
    contacts = (party.contact, *party.further_contacts)
    person = any(contact is not None and contact.name is not None for contact in contacts)
    department = any(contact is not None and contact.department is not None for contact in contacts)
    if person and department:
        yield Breach(f"{place}.contact")


@rule(
    "CII-SR-465",
    "BT-41",
    en="The seller's contact is a person or a department, not both.",
    fr="Le contact du vendeur est une personne ou un service, pas les deux.",
    severity=Severity.WARNING,
)
def cii_sr_465(subject: Subject) -> Iterator[Breach]:
    """BT-41 is PersonName or DepartmentName."""
    yield from _names_twice(invoice_of(subject).seller, "seller")


@rule(
    "CII-SR-466",
    "BT-56",
    en="The buyer's contact is a person or a department, not both.",
    fr="Le contact de l'acheteur est une personne ou un service, pas les deux.",
    severity=Severity.WARNING,
)
def cii_sr_466(subject: Subject) -> Iterator[Breach]:
    """BT-56 is PersonName or DepartmentName."""
    yield from _names_twice(invoice_of(subject).buyer, "buyer")
