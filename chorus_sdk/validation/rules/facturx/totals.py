"""Factur-X EXTENDED on totals and payment (*totaux*): sums with a tolerance of a cent a part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from chorus_sdk.invoice.amounts import AllowanceCharge
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Rule, Subject, rule
from chorus_sdk.validation.rules.en16931.as_written import has_currency_in_blanks
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.presence_parts import has_totals
from chorus_sdk.validation.rules.en16931.source import SETTLEMENT
from chorus_sdk.validation.rules.en16931.sums import the_vat
from chorus_sdk.validation.rules.en16931.traces import number_of, traces
from chorus_sdk.validation.rules.facturx.sums import CENT, cents, is_plain

_CREDIT_TRANSFERS = frozenset({"30", "58"})
_TERMS_OF_PAYMENT = tuple(
    f"{SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:{name}"
    for name in ("DueDateDateTime", "Description")
)
_REGISTRATION = "ram:SpecifiedTaxRegistration/ram:ID"
_SELLER = "ram:SellerTradeParty/"


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return cents(sum((amount for amount in amounts if amount is not None), Decimal(0)))


def _lines(invoice: Invoice) -> Decimal:
    return _sum(line.net_amount for line in invoice.lines if is_plain(line))


def _amounts(adjustments: Iterable[AllowanceCharge]) -> Decimal:
    return _sum(one.amount for one in adjustments)


def _charges(invoice: Invoice) -> Decimal:
    return _amounts(invoice.charges) + _sum(fee.amount for fee in invoice.service_charges)


def _parts(invoice: Invoice) -> int:
    """Count what may each be off by a cent."""
    plain = sum(is_plain(line) for line in invoice.lines)
    return plain + len(invoice.allowances) + len(invoice.charges) + len(invoice.service_charges)


def _held(place: str, stated: Decimal | None, due: Decimal, parts: int) -> Iterator[Breach]:
    if stated is None or abs(stated - due) > CENT * parts:
        yield Breach(place, found=None if stated is None else str(stated), expected=str(due))


@rule(
    "BR-FXEXT-CO-10",
    "BT-106",
    "BT-131",
    en="The sum of net amounts is that of the lines, give or take a cent a line.",
    fr="La somme des montants nets est celle des lignes, à un centime par ligne près.",
)
def lines_total(subject: Subject) -> Iterator[Breach]:
    """BT-106 and the BT-131 of plain lines."""
    invoice = invoice_of(subject)
    if has_totals(subject):
        yield from _held("totals.lines", invoice.totals.lines, _lines(invoice), len(invoice.lines))


@rule(
    "BR-FXEXT-CO-11",
    "BT-107",
    "BT-92",
    en="The total of allowances is their sum, give or take a cent each.",
    fr="Le total des remises est leur somme, à un centime près pour chacune.",
)
def allowances_total(subject: Subject) -> Iterator[Breach]:
    """BT-107 and all BT-92."""
    invoice = invoice_of(subject)
    stated = invoice.totals.allowances
    if has_totals(subject) and (invoice.allowances or stated is not None):
        due = _amounts(invoice.allowances)
        yield from _held("totals.allowances", stated, due, len(invoice.allowances))


@rule(
    "BR-FXEXT-CO-12",
    "BT-108",
    "BT-99",
    "BT-X-272",
    en="The total of charges is the sum of charges and logistics fees, give or take a cent each.",
    fr="Le total des frais est la somme des frais, logistiques compris, à un centime près chacun.",
)
def charges_total(subject: Subject) -> Iterator[Breach]:
    """BT-108, all BT-99 and all BT-X-272."""
    invoice = invoice_of(subject)
    stated = invoice.totals.charges
    if has_totals(subject) and (invoice.charges or stated is not None):
        parts = len(invoice.charges) + len(invoice.service_charges)
        yield from _held("totals.charges", stated, _charges(invoice), parts)


@rule(
    "BR-FXEXT-CO-13",
    "BT-109",
    "BT-131",
    "BT-92",
    "BT-99",
    en="The total without VAT is lines less allowances plus charges, give or take a cent a part.",
    fr="Le total HT est : lignes moins remises plus frais, à un centime près par élément.",
)
def without_vat(subject: Subject) -> Iterator[Breach]:
    """BT-109 and what it is made of."""
    invoice = invoice_of(subject)
    due = _lines(invoice) - _amounts(invoice.allowances) + _charges(invoice)
    stated = invoice.totals.without_vat
    if has_totals(subject):
        yield from _held("totals.without_vat", stated, due, _parts(invoice))


@rule(
    "BR-FXEXT-CO-15",
    "BT-112",
    "BT-109",
    "BT-110",
    en="The total with VAT is the total without and the VAT, give or take a cent a part.",
    fr="Le total TTC est le total HT plus la TVA, à un centime près par élément.",
)
def with_vat(subject: Subject) -> Iterator[Breach]:
    """BT-112; the published rule demands BT-110 whatever its text says."""
    totals, vat = invoice_of(subject).totals, the_vat(subject)
    if not has_totals(subject):
        return
    if totals.without_vat is None or vat is None or has_currency_in_blanks(subject):
        yield Breach("totals.vat")
        return
    due = totals.without_vat + vat
    yield from _held("totals.with_vat", totals.with_vat, due, _parts(invoice_of(subject)))


@rule(
    "BR-FXEXT-CO-16",
    "BT-115",
    "BT-112",
    "BT-113",
    "BT-114",
    "BT-179",
    en="The amount due is the total less what was paid, plus rounding and third parties' charges.",
    fr="Le montant à payer est le total moins le payé, plus l'arrondi et les frais de tiers.",
)
def due(subject: Subject) -> Iterator[Breach]:
    """BT-115, to the cent."""
    totals, zero = subject.invoice.totals, Decimal(0)
    for_others = sum((one.amount or zero for one in subject.invoice.adjustments), zero)
    wanted = (
        (totals.with_vat or zero) - (totals.paid or zero) + (totals.rounding or zero) + for_others
    )
    if has_totals(subject) and totals.due != wanted:
        found = None if totals.due is None else str(totals.due)
        yield Breach("totals.due", found=found, expected=str(wanted))


@rule(
    "BR-CO-25",
    "BT-115",
    "BT-9",
    "BT-20",
    en="Where something is to be paid, there is a due date or there are payment terms.",
    fr="S'il reste à payer, il y a une échéance ou des conditions de paiement.",
)
def payment_is_due(subject: Subject) -> Iterator[Breach]:
    """BT-9 or BT-20 when BT-115 is positive."""
    invoice = invoice_of(subject)
    stated = invoice.due_date is not None or invoice.payment_terms or invoice.further_payment_terms
    known = traces(subject)
    if (invoice.totals.due or 0) > 0 and not (stated or any(map(known.has, _TERMS_OF_PAYMENT))):
        yield Breach("due_date")


def _one_account(subject: Subject) -> Iterator[Breach]:
    """Yield the transfers, of the codes 30 and 58, that name no account or two of them.

    An empty element names one too, for the published rules.
    """
    payment = subject.invoice.payment
    for number, means in enumerate(payment.means if payment else ()):
        if (means.code or "").strip() not in _CREDIT_TRANSFERS:
            continue
        transfer = means.transfer
        said = (transfer.account, transfer.second_account) if transfer else ()
        empty = _empty_accounts(subject).count(number)
        if sum(text is not None for text in said) + empty != 1:
            found = ", ".join(text for text in said if text)
            yield Breach(f"payment.means[{number}].transfer.account", found=found or None)


def _empty_accounts(subject: Subject) -> list[int]:
    """Return which means each empty account belongs to."""
    path = f"{SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans"
    account = f"{path}/ram:PayeePartyCreditorFinancialAccount"
    names = (f"{account}/ram:IBANID", f"{account}/ram:ProprietaryID")
    return [
        number_of(trace.kept.path, path) for trace in traces(subject).empty if trace.path in names
    ]


one_account = Rule(
    id="BR-CO-27",
    terms=("BT-84", "BT-81"),
    en="A credit transfer names one account: an IBAN or another number, not both.",
    fr="Un virement indique un compte : un IBAN ou un autre numéro, pas les deux.",
    check=_one_account,
    hint="Keep the IBAN and leave the other number out.",
    hint_fr="Garder l'IBAN et retirer l'autre numéro.",
)
only_one_account = replace(one_account, id="CII-SR-470")
"""What Factur-X makes of this rule of EN 16931, which lets two accounts pass."""


@rule(
    "BR-FXEXT-03",
    "BT-X-66",
    "BT-X-84",
    "BT-X-340",
    en="Of parties other than the seller only a VAT registration is given.",
    fr="Pour les parties autres que le vendeur, seul l'identifiant TVA est admis.",
)
def vat_registrations(subject: Subject) -> Iterator[Breach]:
    """Registrations of the scheme FC stand with the seller alone."""
    invoice = invoice_of(subject)
    names = (
        "buyer",
        "payee",
        "tax_representative",
        "sales_agent",
        "buyer_agent",
        "invoicer",
        "invoicee",
        "payer",
        "buyer_tax_representative",
        "product_end_user",
        "ultimate_delivery",
        "ship_from",
    )
    for name in names:
        party = getattr(invoice, name)
        if party is not None and party.tax_registration:
            yield Breach(f"{name}.tax_registration", found=party.tax_registration)
    for trace in traces(subject).entries:
        is_of_seller = _SELLER in trace.path or not trace.path.endswith(_REGISTRATION)
        if trace.kept.reason is None and not is_of_seller:
            yield Breach(trace.kept.path, found=trace.kept.text)
